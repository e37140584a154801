from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest

from workbench.core.evidence import Evidence
from workbench.ui.evidence.library import EvidenceList, EvidenceModel

Make = Callable[..., Evidence]


def test_the_filter_leaves_names_that_hold_all_its_words(evidence: Make) -> None:
    model = EvidenceModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_evidence([evidence("Annual report.pdf", uid="a"), evidence("letter.pdf", uid="b")])
    model.set_filter("REPORT ann")
    assert [row.uid for row in model.rows] == ["a"]
    model.set_filter("")
    assert len(model.rows) == 2


def test_particulars_say_pages_size_and_citations(evidence: Make) -> None:
    model = EvidenceModel()
    assert model.particulars(evidence(pages=12, citations=3)) == "12 p. · cited 3×"
    assert model.particulars(evidence("photo.png", "image/png")).endswith("not cited")


def test_the_current_row_stays_current_when_the_list_changes(library: EvidenceList, evidence: Make) -> None:
    library.show_evidence([evidence(uid="a"), evidence(uid="b")])
    library.list.setCurrentIndex(library.model.index(1))
    library.show_evidence([evidence(uid="c"), evidence(uid="a"), evidence(uid="b")])
    assert library.list.currentIndex().row() == 2


def test_return_opens_and_the_menu_saves_removes_and_attaches(library: EvidenceList, evidence: Make) -> None:
    said: list[tuple[str, str]] = []
    library.opened.connect(lambda uid: said.append(("open", uid)))
    library.saved.connect(lambda uid: said.append(("save", uid)))
    library.removed.connect(lambda uid: said.append(("remove", uid)))
    library.attach_requested.connect(lambda: said.append(("attach", "")))
    library.show_evidence([evidence(uid="a", problem="It is damaged.")])
    library.list.setCurrentIndex(library.model.index(0))
    QTest.keyClick(library.list, Qt.Key.Key_Return)
    for action in library.menu_for(library.model.rows[0]).actions()[1:]:
        action.trigger()
    assert said == [("open", "a"), ("save", "a"), ("remove", "a"), ("attach", "")]
    assert len(library.menu_for(None).actions()) == 1


def test_dropped_files_are_handed_on(library: EvidenceList, tmp_path: Path) -> None:
    got: list[list[Path]] = []
    library.dropped.connect(got.append)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.pdf")), QUrl("https://example.org/b.pdf")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    library.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    assert got == [[tmp_path / "a.pdf"]]


def test_an_empty_list_says_what_to_do(library: EvidenceList, evidence: Make) -> None:
    library.show_evidence([])
    assert library.empty.isVisible() and "Drop" in library.empty.text()
    library.show_evidence([evidence()])
    assert not library.empty.isVisible() and library.list.isVisible()

"""The citations of a claim: open, change the stance, remove."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QImage, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QWidget,
)

from workbench.core.evidence import Citation, Method, Stance
from workbench.core.proof import Proof
from workbench.ui.claims.citationcard import CITATION, PICTURE, PLACE, PROOF, CitationDelegate
from workbench.ui.claims.passages import cited_words, proof_words
from workbench.ui.claims.words import stance_word
from workbench.ui.theme import Theme
from workbench.ui.words import filled

_OFFERED: Final = 5  # places in the menu
_PICTURES: Final = 32  # kept
_KEYS: Final = {
    Qt.Key.Key_Plus: Stance.SUPPORTS,
    Qt.Key.Key_Minus: Stance.CONTRADICTS,
    Qt.Key.Key_Period: Stance.CONTEXT,
}


class CitationList(QListWidget):
    """One item per citation, all of them visible; the surrounding page scrolls.

    Click or Return opens; plus, minus and full stop set the stance; Delete removes. The context menu has
    all of them.
    """

    opened = Signal(str)  # citation uid
    stance_requested = Signal(str, object)  # citation uid, Stance
    removed = Signal(str)  # citation uid
    place_opened = Signal(object, object)  # Proof, Passage: where the words stand now
    taken_over = Signal(object, object)  # Proof, Passage: cite this place instead

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._proofs: Mapping[str, Sequence[Proof]] = {}
        self._pictures: dict[str, QImage] = {}
        self.ask_picture: Callable[[str], None] = lambda _: None  # for the kept pixels of that SHA-256
        self.setItemDelegate(CitationDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(self.tr("Citations"))
        self.itemClicked.connect(lambda item: self.opened.emit(_citation(item).uid))
        theme.changed.connect(self._fit)

    def show_citations(self, citations: Sequence[Citation]) -> None:
        """Replace the items, keeping the current one by uid."""
        before = self.current()
        self.clear()
        for citation in citations:
            item = QListWidgetItem(self._sentence(citation), self)
            item.setData(CITATION, citation)
            item.setData(PLACE, self._place(citation))
            self._say_proof(item)
            if citation.picture in self._pictures:
                item.setData(PICTURE, self._pictures[citation.picture])
            elif citation.picture:
                self.ask_picture(citation.picture)
            if before is not None and before.uid == citation.uid:
                self.setCurrentItem(item)
        self._fit()

    def show_picture(self, sha256: str, picture: QImage) -> None:
        """Show the kept pixels of that SHA-256 with the citations that they belong to."""
        while len(self._pictures) >= _PICTURES:
            del self._pictures[next(iter(self._pictures))]
        self._pictures[sha256] = picture
        for row in range(self.count()):
            if _citation(self.item(row)).picture == sha256:
                self.item(row).setData(PICTURE, picture)
        self._fit()

    def show_proofs(self, proofs: Mapping[str, Sequence[Proof]]) -> None:
        """Say of each citation (uid) what became of it; those that are not named hold."""
        self._proofs = proofs
        for row in range(self.count()):
            self._say_proof(self.item(row))
        self._fit()

    def current(self) -> Citation | None:
        """The citation that the keys act on."""
        item = self.currentItem()
        return None if item is None else _citation(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the current citation; letters are nobody's business here."""
        citation = self.current()
        key = Qt.Key(event.key())
        if citation is None:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(citation.uid)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(citation.uid)
        elif key in _KEYS:
            self.stance_requested.emit(citation.uid, _KEYS[key])
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the citation under the pointer (by key: the current one)."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        item = self.itemAt(event.pos()) if by_mouse else self.currentItem()
        if item is None:
            return
        where = event.globalPos() if by_mouse else self.mapToGlobal(self.visualItemRect(item).center())
        self.setCurrentItem(item)
        self.menu(_citation(item)).popup(where)

    def menu(self, citation: Citation) -> QMenu:
        """The context menu of `citation`; it deletes itself when it closes."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add(menu, self.tr("Open the passage"), Qt.Key.Key_Return).triggered.connect(
            lambda: self.opened.emit(citation.uid)
        )
        menu.addSeparator()
        for key, stance in _KEYS.items():
            action = self._add(menu, stance_word(stance), key)
            action.setCheckable(True)
            action.setChecked(stance is citation.stance)
            action.triggered.connect(lambda _=False, to=stance: self.stance_requested.emit(citation.uid, to))
        self._offer_places(menu, citation)
        menu.addSeparator()
        self._add(menu, self.tr("Remove the citation"), Qt.Key.Key_Delete).triggered.connect(
            lambda: self.removed.emit(citation.uid)
        )
        return menu

    def minimumSizeHint(self) -> QSize:
        """No narrower limit than the panel's; lines are elided."""
        return QSize(0, 0)

    def _add(self, menu: QMenu, text: str, key: Qt.Key) -> QAction:
        action = menu.addAction(text)
        action.setShortcut(key)
        # Only to be read: the list handles its keys itself, while it has the focus.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return action

    def _offer_places(self, menu: QMenu, citation: Citation) -> None:
        """What can be done about a passage that no longer stands where it was cited."""
        for proof in self._proofs.get(citation.uid, ()):
            menu.addSeparator()
            menu.addAction(proof_words(proof)).setEnabled(False)
            for place in proof.places[:_OFFERED]:
                where = filled(self.tr("p. %1"), place.page) if place.page else proof.evidence.name
                show = menu.addAction(filled(self.tr("Show where it stands now: %1"), where))
                show.triggered.connect(lambda _=False, p=proof, to=place: self.place_opened.emit(p, to))
                take = menu.addAction(filled(self.tr("Cite it there instead: %1"), where))
                take.triggered.connect(lambda _=False, p=proof, to=place: self.taken_over.emit(p, to))

    def _say_proof(self, item: QListWidgetItem) -> None:
        citation = _citation(item)
        said = "; ".join(filter(None, map(proof_words, self._proofs.get(citation.uid, ()))))
        item.setData(PROOF, said)
        sentence = self._sentence(citation)
        item.setText(f"{sentence} ({said})" if said else sentence)
        item.setToolTip(item.text() if said else "")

    def _place(self, citation: Citation) -> str:
        stance, name, passage = stance_word(citation.stance), citation.evidence_name, citation.passage
        if citation.method is Method.OCR:
            name = self.tr("{name} (OCR: {engine})").format(name=name, engine=citation.engine)
        if passage.page is None:
            return self.tr("{stance}: {name}").format(stance=stance, name=name)
        page = passage.label or passage.page
        return self.tr("{stance}: p. {page}, {name}").format(stance=stance, name=name, page=page)

    def _sentence(self, citation: Citation) -> str:
        return f"{self._place(citation)}{': ' if citation.passage.quote else ', '}{cited_words(citation)}"

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        height = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(height + 2 * self.frameWidth())


def _citation(item: QListWidgetItem) -> Citation:
    citation = item.data(CITATION)
    assert isinstance(citation, Citation)
    return citation

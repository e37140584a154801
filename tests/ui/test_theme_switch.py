"""A window that has changed its theme looks like one that began in it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QScrollBar, QWidget

from workbench.core.anchor import Span
from workbench.core.article import Block, BlockKind
from workbench.core.claim import Claim
from workbench.core.verdict import Verdict
from workbench.ui.theme import Theme
from workbench.ui.window import MainWindow

TEXT = "The mill stood here. It burned in 1911."
ROLES = QPalette.ColorRole


@pytest.fixture
def window(qtbot):
    def make(mode: str) -> MainWindow:
        window = MainWindow(Theme(mode))
        qtbot.addWidget(window)
        window.resize(1200, 800)
        kind = BlockKind.PARAGRAPH
        spans = (Span(0, 20), Span(21, 39))
        claims = [
            Claim(n, str(n), 1, n + 1, *span, kind, 0, TEXT[span.start : span.end], Verdict.DISPUTED)
            for n, span in enumerate(spans)
        ]
        window.source.show_article(TEXT, [Block(kind, 0, len(TEXT))], claims, "en")
        window.source.set_header(["Revision 1"], "")
        window.panel.show_claims(claims)
        window.panel.set_current("0")
        window.status.show_workspace("one.fwb", "", read_only=False)
        window.show_evidence(True)
        window.show()
        qtbot.waitExposed(window)
        return window

    return make


def dress(window: MainWindow) -> set[tuple[str, ...]]:
    """Classes with the colours and sizes of type that they are seen in."""
    worn = set()
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QScrollBar) or not widget.isVisible():
            continue
        palette = widget.palette()
        colors = [
            palette.color(role).name() for role in (ROLES.Window, ROLES.WindowText, ROLES.Base, ROLES.Text)
        ]
        worn.add((type(widget).__name__, *colors, str(widget.font().pixelSize())))
    return worn


@pytest.mark.parametrize(("before", "after"), [("light", "dark"), ("dark", "light")])
def test_every_widget_wears_the_theme_that_is_switched_to(window, before, after):
    switched = window(before)
    switched.theme.set_mode(after)
    worn, pixels = dress(switched), corners(switched)
    switched.close()
    fresh = window(after)
    assert worn == dress(fresh)
    assert pixels == corners(fresh)


def corners(window: MainWindow) -> dict[str, str]:
    """The ground of representative parts of the window, as painted."""
    image = window.grab().toImage()
    ratio = image.devicePixelRatio()
    parts = {
        "panel": window.panel,
        "claims list": window.panel.claims_list,
        "article": window.source.view,
        "viewer": window.evidence,
        "articles": window.articles,
        "evidence list": window.library,
        "status": window.status,
    }
    found = {}
    for name, part in parts.items():
        corner = part.mapTo(window, part.rect().bottomLeft()) * ratio
        found[name] = image.pixelColor(corner.x() + 4, corner.y() - 4).name()
    return found


def test_labels_and_menus_scale_with_the_zoom(window):
    shown = window("light")
    shown.menuBar().ensurePolished()
    small = {type(w).__name__: w.font().pixelSize() for w in (shown.menuBar(), shown.message._text)}
    labels = [w.font().pixelSize() for w in shown.status.findChildren(QLabel)]
    shown.theme.set_zoom(200)
    assert {type(w).__name__: w.font().pixelSize() for w in (shown.menuBar(), shown.message._text)} == {
        name: 2 * size for name, size in small.items()
    }
    assert [w.font().pixelSize() for w in shown.status.findChildren(QLabel)] == [2 * size for size in labels]


def test_the_pane_with_the_keys_has_a_line_in_the_focus_ink(window, qtbot):
    shown = window("light")
    shown.activateWindow()
    for pane in shown.panes():
        if not isinstance(pane, QAbstractScrollArea):
            continue
        pane.setFocus()
        qtbot.waitUntil(pane.hasFocus)
        assert pane.grab().toImage().pixelColor(0, pane.height() // 2) == shown.theme.inks.focus


def test_a_message_moves_nothing_and_goes_with_its_claim(window):
    shown = window("light")
    before = shown.source.view.mapTo(shown, shown.source.view.rect().topLeft())
    shown.message.tell("Cited.", claim="0")
    shown.source.view.window().layout().activate()
    assert shown.message.isVisible()
    assert shown.source.view.mapTo(shown, shown.source.view.rect().topLeft()) == before
    shown.message.forget("0")
    assert shown.message.isVisible()
    shown.message.forget("1")
    assert not shown.message.isVisible()
    shown.message.tell("Exported.")
    shown.message.forget("1")
    assert shown.message.isVisible()

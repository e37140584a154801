"""A PDF in memory: pages with known words at known places, drawn without any PDF library."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from workbench.core.anchor import Rect
from workbench.core.errors import BadInputError
from workbench.core.evidence import Evidence, EvidenceState
from workbench.ui.evidence.library import EvidenceList
from workbench.ui.evidence.pane import EvidencePane
from workbench.ui.evidence.search import SearchPanel
from workbench.ui.evidence.view import PdfView
from workbench.ui.theme import Theme

LETTER = 10.0  # PDF points: every character is this wide
LINE = 20.0  # from one line's top to the next
LEFT, TOP, HIGH = 50.0, 100.0, 12.0
PAGES = ("The bridge cost 12 million.\nIt opened in May. All\nwere glad.", "Second page here.\nIt ends.")


@dataclass(frozen=True)
class Piece:
    width: int
    height: int
    stride: int
    data: bytes


@dataclass(frozen=True)
class Characters:
    text: str
    rects: tuple[Rect, ...]


def characters_of(text: str) -> Characters:
    """Fixed width, from LEFT, TOP on."""
    rects, x, y = [], LEFT, TOP
    for char in text:
        if char == "\n":
            rects.append(Rect(x, y, x, y))
            x, y = LEFT, y + LINE
        else:
            rects.append(Rect(x, y, x + LETTER, y + HIGH))
            x += LETTER
    return Characters(text, tuple(rects))


@dataclass(frozen=True)
class Entry:
    title: str
    page: int
    level: int


@dataclass
class Pages:
    """A Document; grey pages whose shade is their number. `broken` pages raise, `gate` holds tiles back."""

    texts: tuple[str, ...] = PAGES
    size: tuple[float, float] = (400.0, 600.0)
    broken: frozenset[int] = frozenset()
    labels: tuple[str, ...] = ()
    contents: tuple[Entry, ...] = ()
    gate: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sizes = (self.size,) * len(self.texts)
        self.gate.set()

    def tile(self, page: int, scale: float, x: int, y: int, width: int, height: int) -> Piece:
        self.gate.wait(10)
        self.asked.append((page, x, y))
        if page in self.broken:
            raise BadInputError("This page cannot be drawn.")
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor(page, page, page))
        return Piece(width, height, image.bytesPerLine(), bytes(image.constBits()))

    def characters(self, page: int) -> Characters:
        return characters_of(self.texts[page - 1])

    def outline(self) -> tuple[Entry, ...]:
        return self.contents

    def stored(self, first: int, most: int) -> list[tuple[int, str]]:
        return list(enumerate(self.texts, 1))[first - 1 : first - 1 + most]

    def picture(self, page: int, rect: Rect, scale: float) -> bytes:
        return f"{page} {rect} {scale}".encode()


@pytest.fixture
def pages() -> Callable[..., Pages]:
    return Pages


Shown = TypeVar("Shown", bound=QWidget)


@pytest.fixture
def window(qtbot: Any) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 900)
    yield window


def in_a_window(window: QWidget, widget: Shown, width: int, height: int) -> Shown:
    """Show `widget` inside a window, as it is in the program."""
    widget.setParent(window)
    widget.resize(width, height)
    window.show()
    QWidget.show(widget)
    return widget


@pytest.fixture
def theme(qtbot: Any) -> Theme:
    theme = Theme("light")
    theme.reduced_motion = True
    return theme


@pytest.fixture
def view(window: QWidget, theme: Theme) -> Iterator[PdfView]:
    view = in_a_window(window, PdfView(theme), 500, 400)
    yield view
    view.close_source(wait=5)


@pytest.fixture
def pane(window: QWidget, theme: Theme) -> Iterator[EvidencePane]:
    pane = in_a_window(window, EvidencePane(theme), 800, 500)
    yield pane
    pane.clear()


@pytest.fixture
def search(window: QWidget, theme: Theme) -> SearchPanel:
    return in_a_window(window, SearchPanel(theme), 300, 500)


@pytest.fixture
def library(window: QWidget, theme: Theme) -> EvidenceList:
    return in_a_window(window, EvidenceList(theme), 240, 400)


@pytest.fixture
def evidence() -> Callable[..., Evidence]:
    def make(name: str = "report.pdf", media_type: str = "application/pdf", **more: Any) -> Evidence:
        row = {"id": 1, "uid": "e1", "bytes": 2048, "sha256": "ab" * 32, "pages": 0, "problem": ""}
        row |= {"state": EvidenceState.READY, "added_at": datetime.now(UTC), **more}
        return Evidence(name=name, media_type=media_type, **row)

    return make


@pytest.fixture
def opened(qtbot: Any, view: PdfView) -> Callable[..., Pages]:
    """`opened(...)`: the view shows Pages(...) and has read what is seen of them."""

    def show(**kinds: Any) -> Pages:
        source = Pages(**kinds)
        view.set_source(source)
        qtbot.waitUntil(lambda: view.settled)
        return source

    return show


class Hand:
    """A mouse that points at characters."""

    def __init__(self, view: PdfView) -> None:
        self.view = view

    def at(self, page: int, line: int, column: float) -> QPoint:
        sheet, dpr, scale = self.view.sheet(page), self.view.devicePixelRatioF(), self.view.scale
        x = sheet.x() + (LEFT + column * LETTER) * scale
        y = sheet.y() + (TOP + line * LINE + HIGH / 2) * scale
        return QPointF(x / dpr, y / dpr).toPoint()

    def press(self, point: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mousePress(self.view.viewport(), Qt.MouseButton.LeftButton, keys, point)

    def drag(self, start: QPoint, end: QPoint) -> None:
        self.press(start)
        QTest.mouseMove(self.view.viewport(), end)
        QTest.mouseRelease(self.view.viewport(), Qt.MouseButton.LeftButton, pos=end)


@pytest.fixture
def hand(view: PdfView) -> Hand:
    return Hand(view)

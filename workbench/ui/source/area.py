"""The page in its viewport: lays out, scrolls, paints and fades; what the view is built on."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import Final

from PySide6.QtCore import QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from workbench.core.anchor import Span
from workbench.core.article import Block
from workbench.core.claim import Claim
from workbench.ui.chrome import FocusLine
from workbench.ui.source.claimindex import ClaimIndex
from workbench.ui.source.marks import Marks
from workbench.ui.source.painting import PagePainter, Scene
from workbench.ui.source.sheet import Anchor, Sheet
from workbench.ui.source.typeset import Typesetter
from workbench.ui.theme import Theme

FADE: Final = 120  # ms
SLICE: Final = 0.006  # s of measuring between two looks at the event queue
REST: Final = 4  # ms between slices
FRAME: Final = 6  # px that the frame may stand out
COMFORT: Final = 24  # px at 100 % between the current sentence and the viewport's edges


class PageArea(QAbstractScrollArea):
    """Shows a Sheet and a Scene. Offsets are code points of the article's text.

    Only what is in sight is laid out; the rest is measured a few milliseconds at a time while nobody waits.
    """

    viewport_moved = Signal()  # see `visible_text`

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marks = Marks(theme)
        self._painter = PagePainter(theme, self._marks)
        self._scene = Scene()
        self._language = "und"
        self._sheet = Sheet("", (), Typesetter(theme, "und", ""))
        self._moving = False
        self._fade = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=FADE)
        self._measuring = QTimer(self, interval=REST)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        FocusLine(theme, self)
        theme.changed.connect(self._restyle)
        self._fade.valueChanged.connect(self._fade_step)
        self._fade.finished.connect(self._end_fade)
        self._measuring.timeout.connect(self._measure_slice)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def text(self) -> str:
        """The article, untouched."""
        return self._sheet.text

    @property
    def claims(self) -> ClaimIndex:
        """The claims as they are shown."""
        return self._sheet.claims

    @property
    def current_uid(self) -> str | None:
        """The framed claim."""
        return self._scene.current

    @property
    def sheet(self) -> Sheet:
        """Where things stand on the screen."""
        return self._sheet

    @property
    def scene(self) -> Scene:
        """What is drawn over the text."""
        return self._scene

    def visible_text(self) -> Span:
        """The code points in sight, near enough for an overview."""
        return self._sheet.visible_text()

    def jump(self, part: float) -> None:
        """Show the text at `part` (0 to 1) of the article."""
        if not self._sheet.empty:
            self.place(round(part * max(0, len(self.text) - 1)), share=2)

    def show_offset(self, offset: int) -> None:
        """Scroll a code point into sight."""
        if not self.comfortable(Span(offset, offset + 1)):
            self.place(offset)

    def load(self, text: str, blocks: Sequence[Block], claims: Sequence[Claim], language: str) -> None:
        """Show another article from its top, with nothing over its text."""
        self._end_fade()
        self._language = language
        self._scene = Scene()
        self._sheet = Sheet(text, blocks, Typesetter(self._theme, language, text))
        self._sheet.claims = ClaimIndex(claims)
        self._fit()

    def refresh(self, claim: Claim) -> None:
        """Repaint the lines of a claim and their margin, if they are in sight."""
        rect = QRectF()
        for _, _, row in self._sheet.rows(claim.span):
            rect = rect.united(row)
        if not rect.isNull():
            top, bottom = int(rect.top()) - FRAME, int(rect.bottom()) + FRAME
            self.viewport().update(0, top, self._sheet.width, bottom - top)

    def fade_from(self, before: Sequence[Claim]) -> None:
        """Repaint claims in sight that were `before` and have other verdicts now, fading their tints in."""
        self._end_fade()
        if not self._theme.reduced_motion and before:
            self._scene.fading = {claim.uid: claim.verdict for claim in before}
            self._scene.fade = 0.0
            self._fade.start()
        for claim in before:
            self.refresh(claim)

    def place(self, offset: int, share: int = 3) -> None:
        """Scroll so that `offset` stands at one part in `share` from the top."""
        self._sheet.place(Anchor(offset, self._sheet.height / share))
        self._settle()

    def comfortable(self, span: Span) -> bool:
        """Whether `span` stands in sight with air around it, or fills the viewport from its upper third."""
        if not self._in_sight(span):
            return False
        top, bottom = self._sheet.extent(span)
        edge, height = self._theme.zoom * COMFORT / 100, self._sheet.height
        return top >= edge and (bottom <= height - edge or top <= height / 3)

    def touches_sight(self, span: Span) -> bool:
        """Whether any line of `span` is in sight."""
        if not self._in_sight(span):
            return False
        top, bottom = self._sheet.extent(span)
        return bottom > 0 and top < self._sheet.height

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints what is exposed; the signs in the margin follow once their font is there."""
        exposed = QRectF(event.rect())
        with QPainter(self.viewport()) as painter:
            painter.fillRect(exposed, self._theme.inks.paper)
            if self._sheet.empty:
                return
            self._painter.paint(painter, self._sheet, self._scene, exposed)
        if not self._marks.ready:
            QTimer.singleShot(0, self, self._warm_marks)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the current sentence, else the first line, where it stood."""
        anchor = self._held()
        size = event.size()
        self._sheet.resize(size.width(), size.height())
        if anchor is not None and self._sheet.y > 0:
            self._sheet.place(anchor)
        self._fit()

    def _in_sight(self, span: Span) -> bool:
        blocks, shown = self._sheet.flow.blocks_of(span), self._sheet.visible()
        return bool(shown) and blocks[0] < shown.stop and blocks[-1] >= shown.start

    def _fit(self) -> None:
        size = self.viewport().size()
        self._sheet.resize(size.width(), size.height())
        self._settle()
        self._measuring.start()

    def _settle(self) -> None:
        """Lay out what is in sight and tell the scroll bar what came of it."""
        self._sheet.settle()
        self._tell_bar()
        self.viewport().update()
        self.viewport_moved.emit()

    def _tell_bar(self) -> None:
        bar = self.verticalScrollBar()
        self._moving = True
        bar.setRange(0, self._sheet.lowest)
        bar.setPageStep(max(1, self._sheet.height - 2 * self._theme.pixels("headline")))
        bar.setSingleStep(round(self._theme.pixels("article") * 1.5))
        bar.setValue(self._sheet.y)
        self._moving = False

    def _scrolled(self, value: int) -> None:
        if not self._moving:
            self._sheet.y = value
            self._settle()

    def _measure_slice(self) -> None:
        """Replace guessed heights by true ones, a few milliseconds at a time; nothing in sight moves."""
        flow = self._sheet.flow
        if self.verticalScrollBar().isSliderDown():
            return
        self._sheet.measure(perf_counter() + SLICE)
        self._tell_bar()
        if flow.settled:
            self._measuring.stop()
            self.viewport_moved.emit()

    def _warm_marks(self) -> None:
        self._marks.warm()
        self.viewport().update()

    def _fade_step(self, part: float) -> None:
        self._scene.fade = part
        for claim in map(self._sheet.claims.get, self._scene.fading):
            if claim is not None:
                self.refresh(claim)

    def _held(self) -> Anchor | None:
        current = self._sheet.claims.get(self._scene.current)
        return self._sheet.anchor(current.span if current else None)

    def _restyle(self) -> None:
        anchor = self._held()
        self._sheet.adopt(Typesetter(self._theme, self._language, self.text))
        if anchor is not None:
            self._sheet.place(anchor)
        self._fit()

    def _end_fade(self) -> None:
        self._fade.stop()
        self._scene.fading, self._scene.fade = {}, 1.0

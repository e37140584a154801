"""The article as a page: reads like print, shows every verdict, and knows which sentence is current."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from workbench.core.anchor import Span
from workbench.core.article import Block
from workbench.core.claim import Claim
from workbench.core.verdict import Verdict
from workbench.ui.source import accessible, caret
from workbench.ui.source.area import PageArea
from workbench.ui.source.claimindex import ClaimIndex
from workbench.ui.theme import Theme
from workbench.ui.words import filled


class SourceView(PageArea):
    """A painted, read-only page. Offsets are code points of the article's text.

    Letters and the arrow keys up and down are left to the window; PgUp, PgDn, Home and End scroll, Left and
    Right move the caret inside the current sentence.
    """

    current_changed = Signal(str)  # claim uid; only for what the user did here
    activated = Signal(str)  # claim uid
    split_requested = Signal(str, int)  # claim uid, code point offset
    join_requested = Signal(str)  # claim uid

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        accessible.install()
        super().__init__(theme, parent)
        self._anchor_offset: int | None = None  # where the selection began
        self._pressed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Article"))
        self.viewport().setMouseTracking(True)

    # What the window says

    def show_article(
        self, text: str, blocks: Sequence[Block], claims: Sequence[Claim], language: str
    ) -> None:
        """Show another article from its top, nothing current. Only what is in sight is laid out at once."""
        self._anchor_offset = None
        self.load(text, blocks, claims, language)
        accessible.moved(self)

    def set_claims(self, claims: Sequence[Claim]) -> None:
        """Replace all claims (split, join); what is current stays so if it still exists."""
        self.fade_from(())
        self._sheet.claims = ClaimIndex(claims)
        if self.claims.get(self._scene.current) is None:
            self._scene.current = None
        self.viewport().update()

    def update_claims(self, claims: Sequence[Claim]) -> None:
        """Show new verdicts of claims whose spans are the same; repaints these alone, fading the tint in."""
        before = self.claims.update(claims)
        shown = self._sheet.shown_text()
        seen = [old for old in before if old.end > shown.start and old.start < shown.end]
        changed = {old.uid: old for old in seen if self._verdict(old.uid) is not old.verdict}
        self.fade_from(list(changed.values()))
        accessible.judged(self, [claim for claim in claims if claim.uid in changed])

    def bring_current(self) -> None:
        """Scroll the current claim to a third from the top unless all of it stands comfortably in sight."""
        claim = self.claims.get(self.current_uid)
        if claim is not None and not self.comfortable(claim.span):
            self.place(claim.start)

    def set_current(self, uid: str | None) -> None:
        """Frame this claim; scroll it to a third from the top unless it stands comfortably in sight."""
        moved = self._frame(uid)
        claim = self.claims.get(uid)
        if claim is None:
            return
        # what is current already and in sight has just been clicked, or left there on purpose
        if not (self.comfortable(claim.span) if moved else self.touches_sight(claim.span)):
            self.place(claim.start)

    def set_selected(self, uids: Iterable[str]) -> None:
        """Tint these claims as those that a verdict would be for; fewer than two: none."""
        chosen = frozenset(uids)
        chosen = chosen if len(chosen) > 1 else frozenset()
        if chosen != self._scene.selected:
            self._scene.selected = chosen
            self.viewport().update()

    def set_found(self, spans: Sequence[Span], current: int) -> None:
        """Light what a search found (in text order) and show number `current`; -1 shows none."""
        self._scene.found, self._scene.found_current = spans, current
        if 0 <= current < len(spans) and not self.comfortable(spans[current]):
            self.place(spans[current].start)
        self.viewport().update()

    def choose(self, offset: int) -> None:
        """Make the claim at a code point current as if it had been clicked."""
        claim = self.claims.at(offset)
        if claim is not None and self._frame(claim.uid):
            self.current_changed.emit(claim.uid)

    def cursor_offset(self) -> int | None:
        """The caret's code point if it stands inside the current claim, so that it can be split there."""
        claim, at = self.claims.get(self._scene.current), self._scene.caret
        return at if claim is not None and at is not None and claim.start < at < claim.end else None

    def selected_span(self) -> Span | None:
        """The selection in code points of the text, or None."""
        return self._scene.selection

    def selected_text(self) -> str:
        """The selected stretch of the article, exactly as it is stored."""
        selection = self._scene.selection
        return "" if selection is None else self.text[selection.start : selection.end]

    def context_menu(self, point: QPointF | None) -> QMenu:
        """What can be done at a point of the viewport, whose claim becomes current; None: at the caret."""
        offset = self.cursor_offset()
        if point is not None and not self._sheet.empty:
            hit = self._sheet.hit(point)
            self.choose(hit.character)
            offset = caret.snapped(self._sheet, hit.gap)
        menu = QMenu(self)
        copy = menu.addAction(self.tr("Copy"), QKeySequence.StandardKey.Copy, self.copy)
        copy.setEnabled(bool(self.selected_text()))
        claim = self.claims.get(self._scene.current)
        if claim is not None:
            menu.addSeparator()
            self._add_claim_actions(menu, claim, offset)
        return menu

    def copy(self) -> None:
        """Put the selected text on the clipboard, as plain text."""
        if self.selected_text():
            QGuiApplication.clipboard().setText(self.selected_text())

    def select(self, start: int, end: int) -> None:
        """Select code points `start` to `end`, the caret at `end`."""
        self._anchor_offset = start
        self._scene.caret = end
        self._scene.selection = Span(min(start, end), max(start, end)) if start != end else None
        self.viewport().update()

    def _frame(self, uid: str | None) -> bool:
        """Move the frame without scrolling; True when it moved."""
        if self.claims.get(uid) is None:
            uid = None
        if uid == self._scene.current:
            return False
        for claim in map(self.claims.get, (self._scene.current, uid)):
            if claim is not None:
                self.refresh(claim)
        self._scene.current = uid
        if self.cursor_offset() is None and self._scene.selection is None:
            self._scene.caret = None
        accessible.moved(self)
        return True

    def _verdict(self, uid: str) -> Verdict | None:
        claim = self.claims.get(uid)
        return None if claim is None else claim.verdict

    def _add_claim_actions(self, menu: QMenu, claim: Claim, offset: int | None) -> None:
        split = QAction(self.tr("Split here"), menu)
        if offset is not None and claim.start < offset < claim.end:
            words = caret.next_words(self.text, Span(offset, claim.end))
            split.setText(filled(self.tr("Split before “%1”"), words.replace("&", "&&")))
            split.triggered.connect(lambda: self.split_requested.emit(claim.uid, offset))
        else:
            split.setEnabled(False)
        menu.addAction(split)
        join = menu.addAction(self.tr("Join with the next sentence"))
        join.setEnabled(self.claims.number(claim.uid) + 1 < len(self.claims))
        join.triggered.connect(lambda: self.join_requested.emit(claim.uid))

    # What the user does

    def event(self, event: QEvent) -> bool:
        """Claims Ctrl+C while there is something to copy, before an action of the window takes it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Copy)
            and self.selected_text()
        ):
            event.accept()
            return True
        return bool(super().event(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._sheet.empty:
            return
        self._pressed = event.position()
        hit = self._sheet.hit(event.position())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._anchor_offset is not None:
            self.select(self._anchor_offset, hit.gap)
            return
        self.select(hit.gap, hit.gap)
        if not self._sheet.below(event.position().y()):
            self.choose(hit.character)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._sheet.empty:
            return
        if event.buttons() & Qt.MouseButton.LeftButton and self._pressed is not None:
            self._drag(event.position())
            return
        over = self._sheet.hit(event.position()).on_text
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._scene.current is not None and event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit(self._scene.current)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the window's zoom
            return
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point: QPointF | None = QPointF(event.pos())
        place = event.globalPos()
        claim = self.claims.get(self._scene.current)
        if event.reason() == QContextMenuEvent.Reason.Keyboard and claim is not None:
            point = None
            self.show_offset(claim.start)
            at = caret.point_of(self._sheet, self.cursor_offset() or claim.start)
            place = self.viewport().mapToGlobal(at.toPoint())
        menu = self.context_menu(point)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select(0, len(self.text))
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers()
            and self._scene.current
        ):
            self.activated.emit(self._scene.current)
        elif event.key() == Qt.Key.Key_PageUp:
            bar.triggerAction(bar.SliderAction.SliderPageStepSub)
        elif event.key() == Qt.Key.Key_PageDown:
            bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif step and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move_caret(step, event.modifiers())
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        accessible.moved(self)
        super().focusInEvent(event)

    def _drag(self, point: QPointF) -> None:
        assert self._pressed is not None and self._anchor_offset is not None
        if (point - self._pressed).manhattanLength() < QGuiApplication.styleHints().startDragDistance() / 2:
            return
        bar = self.verticalScrollBar()
        if point.y() < 0 or point.y() > self._sheet.height:
            bar.setValue(bar.value() + (-1 if point.y() < 0 else 1) * bar.singleStep())
        self.select(self._anchor_offset, self._sheet.hit(point).gap)

    def _move_caret(self, step: int, modifiers: Qt.KeyboardModifier) -> None:
        """Move the caret by a character, by a word with Ctrl; with Shift the selection follows."""
        claim = self.claims.get(self._scene.current)
        if claim is None:
            return
        by_word = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        start = claim.start if self._scene.caret is None else self._scene.caret
        offset = caret.step(self._sheet, start, step, by_word=by_word)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.select(start if self._anchor_offset is None else self._anchor_offset, offset)
        else:
            offset = min(max(offset, claim.start), claim.end)
            self.select(offset, offset)
        self.show_offset(offset)
        accessible.moved(self)

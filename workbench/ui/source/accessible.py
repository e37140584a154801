"""The page for screen readers: the article as text with a caret, and the current sentence with its verdict.

QAbstractScrollArea knows nothing of what is painted on it, so the view brings its own interface, as the text
widgets of Qt do. Positions in this module are UTF-16 units of the whole article, as Qt wants them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QPointF, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
)
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import VoidPtr

from workbench.core.anchor import Span
from workbench.core.claim import Claim
from workbench.core.verdict import Verdict
from workbench.text.utf16 import Utf16Map
from workbench.ui.words import filled

if TYPE_CHECKING:
    from workbench.ui.source.view import SourceView

_installed: list[bool] = []
_kept: dict[int, SourceInterface] = {}


def install() -> None:
    """Make Qt ask this module for the interface of every SourceView; once for the program.

    Before the first view is made: Qt keeps the first interface that a widget gets.
    """
    if not _installed:
        QAccessible.installFactory(_interface_for)
        _installed.append(True)


def moved(view: SourceView) -> None:
    """Tell a listening screen reader that another sentence, or another place in it, is current."""
    if QAccessible.isActive():
        interface = QAccessible.queryAccessibleInterface(view)
        text = interface.textInterface() if interface is not None else None
        if text is not None:
            QAccessible.updateAccessibility(QAccessibleTextCursorEvent(view, text.cursorPosition()))
        QAccessible.updateAccessibility(QAccessibleEvent(view, QAccessible.Event.DescriptionChanged))


def judged(view: SourceView, claims: Sequence[Claim]) -> None:
    """Say the new verdict of a claim; of many at once, nothing."""
    if QAccessible.isActive() and len(claims) == 1:
        message = filled(
            QCoreApplication.translate("SourceView", "Sentence %1: %2"),
            claims[0].number,
            verdict_name(claims[0].verdict),
        )
        event = QAccessibleAnnouncementEvent(view, message)
        QAccessible.updateAccessibility(event)


def verdict_name(verdict: Verdict) -> str:
    """The verdict in the reader's words."""
    return {
        Verdict.UNREVIEWED: QCoreApplication.translate("SourceView", "unreviewed"),
        Verdict.VERIFIED: QCoreApplication.translate("SourceView", "verified"),
        Verdict.DISPUTED: QCoreApplication.translate("SourceView", "disputed"),
        Verdict.UNSOURCED: QCoreApplication.translate("SourceView", "unsourced"),
        Verdict.NOT_A_CLAIM: QCoreApplication.translate("SourceView", "not a claim"),
    }[verdict]


def described(view: SourceView) -> str:
    """The current sentence: its number, verdict and words."""
    claim = view.claims.get(view.current_uid)
    if claim is None:
        return ""
    line = QCoreApplication.translate("SourceView", "Sentence %1 of %2, %3: %4")
    return filled(line, claim.number, len(view.claims), verdict_name(claim.verdict), claim.text)


class SourceText(QAccessibleTextInterface):
    """The article as text: positions, the caret and the selection."""

    def __init__(self, view: SourceView) -> None:
        super().__init__()
        self._live = ref(view)
        self._map: tuple[str, Utf16Map] | None = None

    @property
    def _view(self) -> SourceView:
        view = self._live()
        assert view is not None  # Qt lets go of an interface before its widget
        return view

    def characterCount(self) -> int:
        return self._units.to_utf16(len(self._view.text))

    def cursorPosition(self) -> int:
        return self._units.to_utf16(self._caret)

    def text(self, startOffset: int, endOffset: int) -> str:  # noqa: N803
        return self._view.text[self._offset(startOffset) : self._offset(endOffset)]

    def selectionCount(self) -> int:
        return 0  # PySide6 6.11 cannot answer where a selection is: better none than a wrong one

    def addSelection(self, startOffset: int, endOffset: int) -> None:  # noqa: N803
        self.setSelection(0, startOffset, endOffset)

    def removeSelection(self, selectionIndex: int) -> None:  # noqa: N803
        self._view.select(self._caret, self._caret)

    def setSelection(self, selectionIndex: int, startOffset: int, endOffset: int) -> None:  # noqa: N803
        self._view.select(self._offset(startOffset), self._offset(endOffset))

    def setCursorPosition(self, position: int) -> None:
        offset = self._offset(position)
        self._view.select(offset, offset)
        self._view.choose(offset)

    def characterRect(self, offset: int) -> QRect:
        at = self._offset(offset)
        for _, _, rect in self._view.sheet.rows(Span(at, at + 1)):
            viewport = self._view.viewport()
            return QRect(viewport.mapToGlobal(rect.topLeft().toPoint()), rect.size().toSize())
        return QRect()

    def offsetAtPoint(self, point: QPoint) -> int:
        if self._view.sheet.empty:
            return -1
        hit = self._view.sheet.hit(QPointF(self._view.viewport().mapFromGlobal(point)))
        return self._units.to_utf16(hit.character)

    def scrollToSubstring(self, startIndex: int, endIndex: int) -> None:  # noqa: N803
        self._view.show_offset(self._offset(startIndex))

    def _offset(self, units: int) -> int:
        """The code point of a position, held inside the text: what asks may be a change behind."""
        return self._units.to_code_points(min(max(units, 0), self.characterCount()))

    @property
    def _caret(self) -> int:
        view = self._view
        claim = view.claims.get(view.current_uid)
        return view.scene.caret if view.scene.caret is not None else claim.start if claim is not None else 0

    @property
    def _units(self) -> Utf16Map:
        text = self._view.text
        if self._map is None or self._map[0] is not text:
            self._map = text, Utf16Map(text)
        return self._map[1]


class SourceInterface(QAccessibleWidget):
    """What Qt hands to screen readers for a SourceView.

    WORKAROUND PySide6 6.11: what C++ asks of an override must come in exactly the type that the bindings
    expect, or the process crashes when a screen reader calls. So there is no `state` here (a role that is
    read-only by nature says it), and "no such interface" is a null VoidPtr where the base class says None.
    """

    def __init__(self, view: SourceView) -> None:
        super().__init__(view, QAccessible.Role.Document, view.accessibleName())
        self._view = ref(view)
        self._text = SourceText(view)

    def text(self, t: QAccessible.Text) -> str:
        view = self._view()
        if t is QAccessible.Text.Description and view is not None:
            return described(view)
        return super().text(t)

    def interface_cast(self, t: QAccessible.InterfaceType) -> int:
        found: object = self._text
        if t is not QAccessible.InterfaceType.TextInterface:
            found = super().interface_cast(t) or VoidPtr(0)
        return found  # type: ignore[return-value]  # an address by its type, an object in truth


def _interface_for(_class: str, thing: QObject) -> QAccessibleInterface | None:
    from workbench.ui.source.view import SourceView  # the view imports this module  # noqa: PLC0415

    if not isinstance(thing, SourceView):
        return None
    # Qt holds a bare pointer to what it is given: this keeps the object as long as the view lives
    interface = _kept[id(thing)] = SourceInterface(thing)
    thing.destroyed.connect(partial(_kept.pop, id(thing), None))
    return interface

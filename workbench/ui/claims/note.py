"""The note on a claim: typed freely, committed by itself, never lost."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from workbench.ui.theme import Theme

PAUSE: Final = 800  # milliseconds after the last change until the note is committed
_LEAST, _MOST = 2, 6  # lines; longer notes scroll


class NoteEditor(QPlainTextEdit):
    """Commits 800 ms after the last change, on losing the focus, on `flush()` and when another claim comes.

    Until it is told that a committed text is written (`stored()`, or `show_note()` with that text), the
    editor keeps it, commits it again with `flush_all()`, and offers it when the claim returns: a commit that
    failed loses nothing.

    A note that changes elsewhere while it is being typed is not loaded over the text: `kept` says so, and the
    next commit writes what was typed.
    """

    committed = Signal(str, str)  # uid of the claim, text
    left = Signal()  # Escape
    kept = Signal(str)  # what the workspace has now instead; empty when that is settled

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._uid: str | None = None
        self._known = ""  # what the workspace has, or has been handed
        self._handed: dict[str, str] = {}  # uid -> committed text that the workspace has not shown yet
        self._loading = False
        self._typing = False  # since the last flush
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._commit)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Note on the claim, kept in the record"))
        self.setPlaceholderText(self.tr("How it was checked"))
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_note(self, uid: str | None, text: str) -> None:
        """Show the stored note of a claim. What has been typed on this claim and not committed yet stays."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if uid != self._uid:
            self.flush()
            self._uid = uid
            self.stored(uid, text)
            kept = self._handed.get(uid, text) if uid else text
            self._load(kept, text)
            return
        self.stored(uid, text)
        if text == self._known:
            return
        if self._dirty or self._typing or uid in self._handed:
            self._known = text
            self.kept.emit(text if text != self.text() else "")
        else:
            self._load(text, text)

    def stored(self, uid: str | None, text: str) -> None:
        """`text` is in the workspace as the note of the claim."""
        if uid is not None and self._handed.get(uid) == text:
            del self._handed[uid]

    def flush(self) -> None:
        """Commit at once what has been typed, half-composed characters included."""
        if self.hasFocus():
            QGuiApplication.inputMethod().commit()
        self._commit()
        self._typing = False

    def flush_all(self) -> bool:
        """Flush, and commit again what could not be written before; True when nothing is left to write."""
        failed = dict(self._handed)
        self.flush()
        for uid, text in failed.items():
            if self._handed.get(uid) == text:
                self.committed.emit(uid, text)
        return not self._handed

    def text(self) -> str:
        """What has been typed. (toPlainText() would turn no-break spaces into spaces.)"""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape commits and leaves; everything else is text."""
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit on the way out."""
        super().focusOutEvent(event)
        self._commit()
        self._typing = False

    def sizeHint(self) -> QSize:
        """As many lines as it has, within limits."""
        margins = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        lines = max(_LEAST, min(_MOST, round(self.document().size().height())))  # a plain text counts lines
        return QSize(super().minimumSizeHint().width(), lines * self.fontMetrics().lineSpacing() + margins)

    @property
    def _dirty(self) -> bool:
        return self._uid is not None and self.text() != self._known

    def _load(self, text: str, known: str) -> None:
        self._loading, self._typing = True, False
        self._known = known
        self.setPlainText(text)
        if text == known:
            self._known = self.text()  # Qt has unified the line ends; that is no edit
        self._loading = False
        if self._dirty:
            self._pause.start()
        else:
            self._pause.stop()

    def _typed(self) -> None:
        if not self._loading:
            self._typing = True
            self._pause.start()

    def _commit(self) -> None:
        self._pause.stop()
        if not self._dirty or self._uid is None:
            return
        uid, text = self._uid, self.text()
        self._known = text
        self._handed[uid] = text
        self.kept.emit("")
        self.committed.emit(uid, text)

    def _restyle(self) -> None:
        self.setFont(self._theme.font("ui"))
        self._grow()

    def _grow(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

"""The decisions on a claim, newest first, to be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from workbench.core.claim import Decision
from workbench.ui.claims.look import gap
from workbench.ui.claims.reading import ReadingText
from workbench.ui.claims.words import reason_word, verdict_word
from workbench.ui.theme import Theme


class DecisionHistory(ReadingText):
    """Verdict in its ink, who and when, then reason and note; as selectable text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._decisions: tuple[Decision, ...] = ()
        self.setAccessibleName(self.tr("Decisions on this claim"))
        theme.changed.connect(self._write)
        self._write()

    def show_decisions(self, decisions: Sequence[Decision]) -> None:
        """Show these, newest first."""
        newest_first = tuple(sorted(decisions, key=lambda decision: decision.at, reverse=True))
        if newest_first != self._decisions:
            self._decisions = newest_first
            self._write()

    def _write(self) -> None:
        self.setFont(self._theme.font("small"))
        self.clear()
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for number, decision in enumerate(self._decisions):
            self._write_one(cursor, decision, first=number == 0)
        cursor.endEditBlock()
        self.fit()

    def _write_one(self, cursor: QTextCursor, decision: Decision, *, first: bool) -> None:
        inks = self._theme.inks
        block = QTextBlockFormat()
        block.setTopMargin(0 if first else gap(self._theme, 1.5))
        if first:
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        judgement = decision.judgement
        cursor.insertText(
            verdict_word(judgement.verdict), self._format(inks.ink[judgement.verdict], bold=True)
        )
        when = QLocale().toString(
            QDateTime.fromSecsSinceEpoch(int(decision.at.timestamp())), QLocale.FormatType.ShortFormat
        )
        by = self.tr("by {actor}, {when}").format(actor=decision.actor, when=when)
        cursor.insertText("  " + by, self._format(inks.muted))
        details = [reason_word(judgement.reason)] if judgement.reason else []
        details += [judgement.note] if judgement.note else []
        for detail in details:
            cursor.insertBlock(QTextBlockFormat())
            cursor.insertText(detail, self._format(inks.text))

    def _format(self, color: QColor, *, bold: bool = False) -> QTextCharFormat:
        format_ = QTextCharFormat()
        format_.setFont(self._theme.font("small", bold=bold))
        format_.setForeground(color)
        return format_

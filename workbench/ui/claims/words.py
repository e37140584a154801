"""The domain's words as the window says them: verdicts, reasons, stances."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workbench.core.evidence import Stance
from workbench.core.verdict import Reason, Verdict

# lupdate finds the words by QT_TRANSLATE_NOOP, whose stub says it returns an object; it returns the word.
_VERDICTS: Final[Mapping[Verdict, object]] = {
    Verdict.UNREVIEWED: QT_TRANSLATE_NOOP("Words", "unreviewed"),
    Verdict.VERIFIED: QT_TRANSLATE_NOOP("Words", "verified"),
    Verdict.DISPUTED: QT_TRANSLATE_NOOP("Words", "disputed"),
    Verdict.UNSOURCED: QT_TRANSLATE_NOOP("Words", "unsourced"),
    Verdict.NOT_A_CLAIM: QT_TRANSLATE_NOOP("Words", "not a claim"),
}
_REASONS: Final[Mapping[Reason | None, object]] = {
    None: QT_TRANSLATE_NOOP("Words", "no reason given"),
    Reason.NO_SOURCE: QT_TRANSLATE_NOOP("Words", "no source"),
    Reason.CONTRADICTED: QT_TRANSLATE_NOOP("Words", "source contradicts"),
    Reason.SILENT: QT_TRANSLATE_NOOP("Words", "source does not say"),
    Reason.UNREACHABLE: QT_TRANSLATE_NOOP("Words", "source cannot be reached"),
    Reason.NEEDS_REPORTING: QT_TRANSLATE_NOOP("Words", "needs reporting"),
}
_STANCES: Final[Mapping[Stance, object]] = {
    Stance.SUPPORTS: QT_TRANSLATE_NOOP("Words", "supports"),
    Stance.CONTRADICTS: QT_TRANSLATE_NOOP("Words", "contradicts"),
    Stance.CONTEXT: QT_TRANSLATE_NOOP("Words", "context"),
}


def verdict_word(verdict: Verdict) -> str:
    """The verdict in the interface's language: "not a claim"."""
    return QCoreApplication.translate("Words", str(_VERDICTS[verdict]))


def reason_word(reason: Reason | None) -> str:
    """The reason in the interface's language; None is "no reason given"."""
    return QCoreApplication.translate("Words", str(_REASONS[reason]))


def stance_word(stance: Stance) -> str:
    """The stance in the interface's language: "supports"."""
    return QCoreApplication.translate("Words", str(_STANCES[stance]))

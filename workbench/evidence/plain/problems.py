"""The sentences that say what of a file's words cannot be read."""

from __future__ import annotations

from typing import Final

CUT: Final = "Only the first 5 million characters of this file are shown and searched."
LOCKED: Final = (
    "The file is protected by a password, so its text cannot be read; attach a copy that opens without one."
)
DAMAGED: Final = "The file is damaged, so its text cannot be read; attach another copy, or save it as a PDF."
CUT_OFF: Final = "The file is damaged: only the text before the damage is shown."
TOO_LARGE: Final = (
    "Unpacked, the file is far larger than its kind should be, so it was not opened; save it as a PDF "
    "and attach that."
)
TOO_DEEP: Final = "The file is nested too deeply to be read; save it as a PDF and attach that."
FOREIGN: Final = (
    "The file is not what its name says, so its text cannot be read; name it for what it is, or attach a PDF."
)
ENTITIES: Final = (
    "The file holds a document type of its own, which its kind never does, so it was not read; "
    "save it as a PDF."
)
OUTLOOK: Final = "Outlook messages (.msg) cannot be read; save the message as .eml and attach that."
OLD: Final = (
    "Office files of before 2007 (.doc, .xls, .ppt) cannot be read; save it in a newer format or as a PDF "
    "and attach that too."
)
NO_PART: Final = "The message has {count} attachments; there is no number {index}."
MACROS: Final = "The file holds macros; they were not run, and only its text is shown."
SLOW: Final = "Reading the file's text took too long and was given up; save it as a PDF and attach that."
CRASHED: Final = "The file is damaged or needs too much memory to be read; save it as a PDF and attach that."
NOT_TEXT: Final = "Its text cannot be read; open it in its own program."
EMPTY: Final = "The file is empty (0 bytes); attach the document again."
NO_WORDS: Final = "The file holds no words that can be read; open it in its own program."

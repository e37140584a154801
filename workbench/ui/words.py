"""Words for people with values put in."""

from __future__ import annotations

import re


def filled(text: str, *values: object) -> str:
    """`text` with %1, %2 and so on replaced by `values`; what stands in a value is never replaced again."""
    return re.sub(r"%([1-9])", lambda match: str(values[int(match[1]) - 1]), text)


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """`text`, marked for translation in `context` where it is shown. (Qt's own is typed as any object.)"""
    return text

"""Decides whether a stop ends its sentence, from the word before it and what follows."""

from __future__ import annotations

import re
from typing import Final

from workbench.text.abbreviations import (
    CLOCK,
    DEGREES,
    MONTHS,
    ORDINAL_LANGUAGES,
    ORDINAL_LEADERS,
    TIME_ZONES,
    Kind,
    kind_of,
)
from workbench.text.stops import ALWAYS, ARMENIAN_STOP, Stop
from workbench.text.stopwords import starters

_FRONTED: Final = frozenset(
    ("at", "by", "on", "in", "around", "before", "after", "since", "until", "from", "near", "circa", "about")
)
_ETC: Final = ("etc", "ecc", "usw", "osv", "т.д", "т.п", "т.ч", "itd", "itp", "atd", "enz")
_QUOTING: Final = "とっながはをにでのもへや"  # Japanese particles that carry a sentence on after a quotation
_BRACKETS: Final = ("(", "[", "{", "（")
_NEVER_FIRST: Final = ",;:)]}，、；：）」』》】%&/=+"
_EXCLAIMED: Final = ("Yahoo", "Jeopardy")  # names that end in an exclamation mark
_ROMAN: Final = re.compile(r"[IVXLC]+$")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]{1,4}\.)+[^\W\d_]{1,3}$")
_INDIC_INITIAL: Final = re.compile("[\u0900-\u0dff]{1,3}$")  # a letter with its vowel sign
_ADDRESS: Final = re.compile(r"[@/\\]|www\.|://", re.IGNORECASE)


def ends_sentence(text: str, stop: Stop, sentence_start: int, language: str) -> int:
    """Where the sentence ends (code points, exclusive) if it ends at `stop`, else 0.

    `sentence_start` is where the sentence that the stop stands in begins; `language` a two-letter code.
    """
    before = text[stop.start - 1 : stop.start]
    if before in _BRACKETS or (stop.mark == "." and "\u0561" <= before <= "\u0587"):
        return 0  # "[...]", "(!)", and the Armenian full stop, which is only a pause
    if stop.mark[0] in ":;" and len(stop.mark) > 1:
        return stop.end if stop.following[:1].isupper() else 0  # a smiley in place of a stop
    if stop.mark == ";":  # the Greek question mark
        return stop.end if stop.following[:1].isupper() else 0
    if stop.mark == ARMENIAN_STOP:
        return stop.end if stop.gap else 0
    if any(mark in ALWAYS for mark in stop.mark):
        return stop.end if _after_ideographic(text, stop) else 0
    if not stop.gap:
        if before.isspace() and stop.mark == "!":
            return 0  # a click, as in !Kung
        return stop.end if _glued(text, stop, language) else 0
    if (
        not stop.following
        and not stop.opening
        and text[stop.following_end : stop.following_end + 1] in _NEVER_FIRST
    ):
        return 0
    if len(stop.mark) == 1 and stop.mark == ".":
        return stop.end if _after_full_stop(text, stop, sentence_start, language) else 0
    if stop.mark.strip(".…") == "":
        return _after_ellipsis(text, stop, language)
    return stop.end if _after_exclamation(text, stop, sentence_start, language) else 0


def _after_ideographic(text: str, stop: Stop) -> bool:
    """A stop that is never part of an abbreviation: only a quotation or a title carries on."""
    following = text[stop.end : stop.end + 1]
    if following in _NEVER_FIRST or following in "—…-":
        return False
    if "．" in stop.mark and following.isdigit():
        return False
    if text.rfind("《", max(0, stop.start - 40), stop.start) > text.rfind(
        "》", max(0, stop.start - 40), stop.start
    ):
        return False  # inside a title
    if stop.closing:
        if stop.closing[-1] in "》〉）)":
            return bool(stop.gap)
        return following not in _QUOTING
    return True


def _kind(word: str, previous: str, language: str) -> Kind | None:
    """The kind of an abbreviation; a capital letter alone is an initial, and "end.Mr" ends in an abbreviation."""
    if len(word) == 1:
        spaced = kind_of(previous + word, language) if previous.endswith(".") and len(previous) <= 3 else None
        return spaced or kind_of(word, language, exact=word.isupper())  # "z. B.", "т. д."
    kind = kind_of(word, language)
    last = word.rpartition(".")[2] if kind is None else ""
    return kind_of(last, language) if len(last) > 1 else kind


def _glued(text: str, stop: Stop, language: str) -> bool:
    """No blank after the stop: a sentence ends only where two plain words were run together ("end.Start")."""
    following = stop.following
    if not following or following[0].islower() or not following[0].isalpha():
        return False
    if not following[0].isupper() and ord(following[0]) >= 0x3000:
        return True
    run = text[stop.start : stop.start + 64].split(None, 1)[0]
    if _ADDRESS.search(run) or _ADDRESS.search(stop.word):
        return False
    if following.lower() in starters(language) and stop.word.replace(",", "").replace(".", "").isdigit():
        return len(following) > 2
    plain = len(stop.word) > 2 and stop.word.isalpha() and stop.word[1:].islower()
    if stop.mark in ("!", "?", "!!", "?!") or stop.closing:
        plain = True
    return plain and len(following) > 1 and following[1].islower()


def _is_lower(stop: Stop) -> bool:
    word = stop.following
    return word[:1].islower() and not word[1:2].isupper()


def _after_ellipsis(text: str, stop: Stop, language: str) -> int:
    """Dots may only be a pause: a sentence ends when a capital follows that is not the pronoun I."""
    following = stop.following
    if not following or not following[0].isalpha() or _is_lower(stop):
        return 0
    if language in ("en", "und", "") and re.match(r"I(?:$|['’])", following):
        return 0
    attached = stop.start > 0 and not text[stop.start - 1].isspace()
    if attached and text[stop.start : stop.start + 3] == ". ." and stop.mark == "....":
        return (
            stop.end if stop.closing else stop.start + 1
        )  # a full stop and an ellipsis that opens the next sentence
    return stop.end


def _after_exclamation(text: str, stop: Stop, sentence_start: int, language: str) -> bool:
    if stop.word in _EXCLAIMED and not stop.closing:
        return False
    return not _is_lower(stop) or _is_informal(text, stop, sentence_start, language)


def _is_informal(text: str, stop: Stop, sentence_start: int, language: str) -> bool:
    """Is this a text without capitals? Then a sentence that began with a small letter may be followed by another."""
    first = text[sentence_start : sentence_start + 16].lstrip()[:1]
    plain = not stop.closing and not stop.opening and stop.word.isalpha() and len(stop.word) > 1
    return first.islower() and plain and kind_of(stop.word, language) is None


def _after_full_stop(text: str, stop: Stop, sentence_start: int, language: str) -> bool:
    if _is_lower(stop) and not _is_informal(text, stop, sentence_start, language):
        return False
    word = stop.word
    if not word:
        return True
    if text[stop.word_start - 1 : stop.word_start] in _BRACKETS and not stop.closing and word.isalpha():
        return False  # the first word in a bracket: "(see. section 4)"
    kind = None if stop.closing and stop.closing.strip(")]") == "" else _kind(word, stop.previous, language)
    if word.isdigit():
        return _after_number(text, stop, sentence_start, language)
    if kind is Kind.JOINS:
        return bool(stop.closing)
    if kind is Kind.NUMBERED:
        single = len(word) == 1 and not _starts(text, stop, language)
        return not stop.following[:1].isdigit() and not single
    if kind is Kind.WEAK:
        return _after_weak(text, stop, sentence_start, language)
    if stop.previous.isdigit() and stop.following[:1].isdigit() and len(word) <= 3:
        return False  # a measure in two units: "3 in. 2 lb."
    if (len(word) == 1 and word.isalpha()) or _INDIC_INITIAL.match(word):
        return _after_initial(text, stop, sentence_start, language)
    if _DOTTED.match(word):
        return _starts(text, stop, language)
    if language in ORDINAL_LANGUAGES and _ROMAN.match(word):
        return _starts(text, stop, language)
    return True


def _starts(text: str, stop: Stop, language: str) -> bool:
    """Does the next word look like the first of a sentence, and not like a name?"""
    if not stop.following:
        return True
    initial = len(stop.following) == 1 and text[stop.following_end : stop.following_end + 1] == "."
    return stop.following.lower() in starters(language) and not initial


def _after_number(text: str, stop: Stop, sentence_start: int, language: str) -> bool:
    if _opens(text, stop, sentence_start):
        return False
    if language in ORDINAL_LANGUAGES and len(stop.word) <= 3:
        if stop.following.lower() in MONTHS:
            return False
        if _starts(text, stop, language):
            return True
        if stop.previous.lower().strip("(„\"'") in ORDINAL_LEADERS:
            return False
    return True


def _opens(text: str, stop: Stop, sentence_start: int) -> bool:
    """Is the word before the stop the first of its sentence, as a list marker is?"""
    return (
        not text[sentence_start : stop.word_start].strip() if stop.word_start - sentence_start < 8 else False
    )


def _after_initial(text: str, stop: Stop, sentence_start: int, language: str) -> bool:
    if _opens(text, stop, sentence_start):
        return False
    return _starts(text, stop, language)


def _after_weak(text: str, stop: Stop, sentence_start: int, language: str) -> bool:
    key = stop.word.lower()
    following = stop.following
    if following[:1].isdigit():
        return key in ("inc", "ltd", "corp", "etc")
    if _starts(text, stop, language):
        return True
    if key in CLOCK:
        return _after_clock(text, stop, sentence_start)
    if key in DEGREES:
        return stop.previous.lower() in ("her", "his", "a", "an", "the", "their", "my", "your")
    return key in _ETC or stop.previous in ("т.", "т")


def _after_clock(text: str, stop: Stop, sentence_start: int) -> bool:
    following = stop.following
    if following in TIME_ZONES or following.lower() in MONTHS or following.lower().endswith("day"):
        return False
    clause = text[max(sentence_start, stop.start - 200) : stop.start].rpartition(": ")[2]
    head = clause.split(None, 1)[:1]
    return not head or head[0].lower() not in _FRONTED

"""Decides whether a stop ends its sentence, from the word before it and what follows.

Each rule answers with the offset at which the sentence ends, with 0 when it goes on, or with None when the
stop is not its business; the first answer counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from workbench.text.abbreviations import (
    BEFORE_COUNTS,
    CLOCK,
    DEGREES,
    MONTHS,
    ORDINAL_LANGUAGES,
    ORDINAL_LEADERS,
    TIME_ZONES,
    Kind,
    kind_of,
)
from workbench.text.stops import ALWAYS, ARMENIAN_STOP, GREEK_QUESTION, Stop
from workbench.text.stopwords import starters

_FRONTED: Final = (
    "at",
    "by",
    "on",
    "in",
    "around",
    "before",
    "after",
    "since",
    "until",
    "from",
    "near",
    "circa",
    "about",
    "en",
    "vers",
    "dès",
    "depuis",
    "jusqu'en",
    "avant",
    "après",
)
_ETC: Final = ("etc", "ecc", "usw", "osv", "т.д", "т.п", "т.ч", "itd", "itp", "atd", "enz")
_OWNERS: Final = ("her", "his", "a", "an", "the", "their", "my", "your")
_PRONOUN_I: Final = ("en", "und", "")  # elsewhere "I" is an article, a preposition or a numeral
_EXCLAIMED: Final = ("Yahoo", "Jeopardy")  # names that end in an exclamation mark
_QUOTING: Final = "とっながはをにでのもへや"  # Japanese particles that carry a sentence on after a quotation
_PARTICLE: Final = re.compile(
    "[はをがのにも][\u30a0-\u30ff\u3400-\u9fff]"
)  # these begin no Japanese sentence
_EMBEDDED: Final = re.compile(rf"[^「」『』\n]{{1,200}}[」』][{_QUOTING}]")  # the rest of a quotation
_SPEECH: Final = re.compile(  # who said what was quoted, in Chinese: 她问, 老人低声说道
    "[^。！？，、；：“”「」\\s\\d]{1,6}?(?:说|說|问|問|喊|答|笑道|叹道|嘆道|写道|寫道|叫道|表示|回答)[道着著]?[。，！？；]"
)
_LATIN_END: Final = re.compile(r"[A-Za-z][A-Za-z.]*$")
_DOMAIN: Final = re.compile(r"[a-z0-9-]{2,}(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|info|io|eu|[a-z]{2})$")
_DUTCH_CLITIC: Final = re.compile(r"['’‘`][stnk]\s+[A-Z]")  # 's Avonds: the capital stands on the next word
_JOINED_INITIALS: Final = re.compile(r"(?:[^\W\d_]{1,2}\.-)+[^\W\d_]{1,2}$")  # J.-P. Sartre
_ERA: Final = ("av", "av.", "apr", "apr.", "ap.", "avant", "après")
_BRACKETS: Final = ("(", "[", "{", "（")
_NEVER_FIRST: Final = ",;:)]}，、；：）」』》】%&/=+"
_ROMAN: Final = re.compile(r"[IVXLC]+$")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]{1,4}\.)+[^\W\d_]{1,3}$")
_INDIC_INITIAL: Final = re.compile("[\u0900-\u0dff]{1,3}$")  # a letter with its vowel sign
_ADDRESS: Final = re.compile(r"[@/\\]|www\.|://", re.IGNORECASE)
_TITLE_LENGTH: Final = 40  # code points between 《 and a mark inside the title
_QUOTED_LENGTH: Final = 200  # code points of a quotation that are looked back on


@dataclass(frozen=True, slots=True)
class _Case:
    text: str
    stop: Stop
    sentence_start: int
    language: str

    @property
    def before(self) -> str:
        """The character before the stop."""
        return self.text[self.stop.start - 1 : self.stop.start]

    @property
    def next_char(self) -> str:
        """The first character of the next word, or of what stands in its place."""
        return self.stop.following[:1] or self.text[self.stop.following_end : self.stop.following_end + 1]

    @property
    def is_lower(self) -> bool:
        """Does the next word begin with a small letter? "iPhone", "'s Avonds" and "x.org" do not count."""
        stop, following = self.stop, self.stop.following
        if not following[:1].islower() or following[1:2].isupper() or _DOMAIN.match(following):
            return False
        clitic = self.language in ("nl", "af") and len(following) == 1 and stop.opening
        return not (clitic and _DUTCH_CLITIC.match(self.text, stop.following_end - 2))

    @property
    def starts(self) -> bool:
        """Does the next word look like the first of a sentence, and not like a name?"""
        stop = self.stop
        initial = len(stop.following) == 1 and self.text[stop.following_end : stop.following_end + 1] == "."
        return not stop.following or (stop.following.lower() in starters(self.language) and not initial)

    @property
    def opens(self) -> bool:
        """Is the word before the stop the first of its sentence, as a list marker is?"""
        near = self.stop.word_start - self.sentence_start < 8
        return near and not self.text[self.sentence_start : self.stop.word_start].strip()


def ends_sentence(text: str, stop: Stop, sentence_start: int, language: str) -> int:
    """Where the sentence ends (code points, exclusive) if it ends at `stop`, else 0.

    `sentence_start` is where the sentence that the stop stands in begins; `language` a two-letter code.
    """
    case = _Case(text, stop, sentence_start, language)
    for rule in _RULES:
        answer = rule(case)
        if answer is not None:
            return answer
    return stop.end if _after_full_stop(case) else 0


def _bracketed(case: _Case) -> int | None:
    """ "[...]" and "(!)" stand inside a sentence, and an Armenian full stop is only a pause."""
    armenian = case.stop.mark == "." and "\u0561" <= case.before <= "\u0587"
    return 0 if case.before in _BRACKETS or armenian else None


def _other_scripts(case: _Case) -> int | None:
    """A smiley in place of a stop, the Greek question mark, the Armenian stop."""
    stop = case.stop
    if stop.mark == ARMENIAN_STOP:
        return stop.end if stop.gap else 0
    if stop.mark == GREEK_QUESTION or stop.mark[0] in ":;":
        return stop.end if stop.following[:1].isupper() else 0
    return None


def _ideographic(case: _Case) -> int | None:
    """A stop that is never part of an abbreviation: only a quotation, a title or a number carries on."""
    text, stop = case.text, case.stop
    if not any(mark in ALWAYS for mark in stop.mark):
        return None
    following = text[stop.end : stop.end + 1]
    low = max(0, stop.start - _TITLE_LENGTH)
    in_title = text.rfind("《", low, stop.start) > text.rfind("》", low, stop.start)
    if (
        in_title
        or following in _NEVER_FIRST
        or following in "—…-"
        or ("．" in stop.mark and following.isdigit())
        or _is_embedded(case)
    ):
        return 0
    if stop.closing[-1:] in ("》", "〉", "）", ")"):
        return stop.end if stop.gap else 0
    return 0 if stop.closing and following in _QUOTING else stop.end


def _is_embedded(case: _Case) -> bool:
    """Does a sentence in a language without blanks go on after a stop in a name or in a quotation?"""
    text, stop = case.text, case.stop
    if stop.closing:
        quoted = stop.closing[-1] in "”’」』\"'"
        return quoted and not stop.gap and _SPEECH.match(text, stop.end) is not None
    if _PARTICLE.match(text, stop.end):
        return True
    low = max(case.sentence_start, stop.start - _QUOTED_LENGTH)
    opened = max(text.rfind("「", low, stop.start), text.rfind("『", low, stop.start))
    closed = max(text.rfind("」", low, stop.start), text.rfind("』", low, stop.start))
    return opened > closed and _EMBEDDED.match(text, stop.end) is not None


def _latin_name(case: _Case) -> int | None:
    """Latin letters with a stop of their own in a text without blanks: "Yahoo!" and "U.S." go on."""
    stop = case.stop
    if stop.following[:1] < "\u3000" or stop.closing:
        return None
    latin = _LATIN_END.search(stop.word)
    if latin is None:
        return None
    if stop.mark == ".":
        known = kind_of(latin[0], case.language) or _DOTTED.match(latin[0])
        return 0 if known and not stop.gap else None
    return 0 if latin[0] in _EXCLAIMED else None


def _glued(case: _Case) -> int | None:
    """No blank after the stop: a sentence ends only where two plain words were run together ("end.Start")."""
    stop, following = case.stop, case.stop.following
    if stop.gap:
        return None
    click = case.before.isspace() and stop.mark == "!"  # as in !Kung
    if click or not following[:1].isalpha() or following[0].islower():
        return 0
    if following[0] >= "\u3000" and not following[0].isupper():
        return stop.end
    run = case.text[stop.start : stop.start + 64].split(None, 1)[0]
    if _ADDRESS.search(run) or _ADDRESS.search(stop.word):
        return 0
    if stop.word.replace(",", "").replace(".", "").isdigit():
        return stop.end if len(following) > 2 and case.starts else 0
    plain = len(stop.word) > 2 and stop.word.isalpha() and stop.word[1:].islower()
    plain = plain or bool(stop.closing) or stop.mark.strip("!?") == ""
    return stop.end if plain and following[1:2].islower() else 0


def _unfit_first(case: _Case) -> int | None:
    """What follows cannot begin a sentence: closing punctuation, or one more stop after a blank."""
    stop, text = case.stop, case.text
    if stop.following:
        return None
    after = text[stop.following_end : stop.following_end + 2]
    if after[:1] in (".", "!", "?") and not after[1:].isalnum() and after[:1] != after[1:]:
        return 0
    return 0 if not stop.opening and after[:1] in _NEVER_FIRST else None


def _ellipsis(case: _Case) -> int | None:
    """Dots may only be a pause: a sentence ends when a capital follows that is not the pronoun I."""
    stop, following = case.stop, case.stop.following
    if stop.mark.strip(".…") or stop.mark == ".":
        return None
    if not case.text[max(case.sentence_start, stop.start - 8) : stop.start].strip():
        return 0  # they open the sentence
    pronoun = case.language in _PRONOUN_I and re.match(r"I(?:$|['’])", following)
    if not following[:1].isalpha() or case.is_lower or pronoun:
        return 0
    four = stop.mark == "...." and case.text.startswith(". .", stop.start) and not case.before.isspace()
    return stop.start + 1 if four and not stop.closing else stop.end  # a stop, then dots that open a sentence


def _exclamation(case: _Case) -> int | None:
    stop = case.stop
    if stop.mark == ".":
        return None
    if stop.word in _EXCLAIMED and not stop.closing:
        return 0
    return 0 if case.is_lower and not _is_informal(case) else stop.end


_RULES: Final[tuple[Callable[[_Case], int | None], ...]] = (
    _bracketed,
    _other_scripts,
    _ideographic,
    _latin_name,
    _glued,
    _unfit_first,
    _ellipsis,
    _exclamation,
)


def _is_informal(case: _Case) -> bool:
    """Is this a text without capitals? Then a sentence that began with a small letter may be followed by
    another.
    """
    stop = case.stop
    first = case.text[case.sentence_start : case.sentence_start + 16].lstrip()[:1]
    plain = not stop.closing and not stop.opening and stop.word.isalpha() and len(stop.word) > 1
    return first.islower() and plain and kind_of(stop.word, case.language) is None


def _after_full_stop(case: _Case) -> bool:
    stop, word = case.stop, case.stop.word
    in_bracket = case.text[stop.word_start - 1 : stop.word_start] in _BRACKETS and not stop.closing
    if case.is_lower and not _is_informal(case):
        return False
    if in_bracket and word.isalpha():
        return False  # the first word in a bracket: "(see. section 4)"
    if word.isdigit():
        return _after_number(case)
    bracketed = stop.closing and not stop.closing.strip(")]")
    kind = None if bracketed else _kind(word, stop.previous, case.language)
    return _after_word(case) if kind is None else _after_abbreviation(case, kind)


def _kind(word: str, previous: str, language: str) -> Kind | None:
    """The kind of an abbreviation, spaced ("z. B.", "т. д."), elided ("l'art.") or run on ("end.Mr.") ones
    too.

    A capital letter alone is an initial.
    """
    if len(word) == 1:
        spaced = previous.endswith(".") and len(previous) <= 3
        kind = kind_of(previous + word, language) if spaced else None
        return kind or kind_of(word, language, exact=word.isupper())
    kind = kind_of(word, language)
    last = re.split(r"[.'’]", word)[-1] if kind is None else ""
    return kind_of(last, language) if len(last) > 1 else kind


def _after_word(case: _Case) -> bool:
    """An ordinary word ends its sentence; an initial, or what looks like an abbreviation, only before a
    starter.
    """
    stop, word = case.stop, case.stop.word
    if stop.previous.isdigit() and stop.following[:1].isdigit() and len(word) <= 3:
        return False  # a measure in two units: "3 in. 2 lb."
    initial = len(word) == 1 and word.isalpha() and word < "\u3000"  # an ideograph or Hangul is a word
    if initial or _INDIC_INITIAL.match(word) or _JOINED_INITIALS.match(word):
        return case.starts and not case.opens
    roman = case.language in ORDINAL_LANGUAGES and _ROMAN.match(word)
    return case.starts if roman or _DOTTED.match(word) else True


def _after_number(case: _Case) -> bool:
    """A number ends its sentence, but not a list marker nor, where written so, an ordinal ("3. Mai")."""
    stop = case.stop
    if case.opens:
        return False
    if case.language not in ORDINAL_LANGUAGES or len(stop.word) > 3:
        return True
    led = stop.previous.lower().strip("(„\"'") in ORDINAL_LEADERS
    return stop.following.lower() not in MONTHS and (case.starts or not led)


def _after_abbreviation(case: _Case, kind: Kind) -> bool:
    stop = case.stop
    number = stop.following[:1].isdigit()
    if kind is Kind.JOINS:
        return bool(stop.closing)
    if kind is Kind.NUMBERED:
        return not number and (len(stop.word) > 1 or case.starts)
    if number:
        return stop.word.lower() in BEFORE_COUNTS
    return case.starts or _ends_phrase(case)


def _ends_phrase(case: _Case) -> bool:
    """May a name or an ordinary capital after this abbreviation begin a sentence?"""
    stop, key = case.stop, case.stop.word.lower()
    if key == "j.-c":
        return stop.previous.lower() in _ERA and _after_clock(case)
    if key in CLOCK:
        return _after_clock(case)
    if key in DEGREES:
        return stop.previous.lower() in _OWNERS
    return key in _ETC or stop.previous == "т."


def _after_clock(case: _Case) -> bool:
    """ "He left at 6 p.m. Ada slept." ends there; "At 6 p.m. Ada left." opened with the time and goes on."""
    following = case.stop.following
    if following in TIME_ZONES or following.lower() in MONTHS or following.lower().endswith("day"):
        return False
    clause = case.text[max(case.sentence_start, case.stop.start - 200) : case.stop.start].rpartition(": ")[2]
    head = clause.split(None, 1)[:1]
    return not head or head[0].lower() not in _FRONTED

"""Which language a text is in: by its script, and within a script by its commonest small words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from typing import Final

from workbench.text.stopwords import stop_words

UNKNOWN: Final = "und"
_SAMPLE: Final = 20_000  # code points that are looked at
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SCRIPTS: Final = (
    ("kana", 0x3040, 0x30FF),
    ("han", 0x3400, 0x9FFF),
    ("ko", 0xAC00, 0xD7AF),
    ("ar", 0x0600, 0x06FF),
    ("he", 0x0590, 0x05FF),
    ("hi", 0x0900, 0x097F),
    ("bn", 0x0980, 0x09FF),
    ("pa", 0x0A00, 0x0A7F),
    ("ta", 0x0B80, 0x0BFF),
    ("te", 0x0C00, 0x0C7F),
    ("ml", 0x0D00, 0x0D7F),
    ("th", 0x0E00, 0x0E7F),
    ("my", 0x1000, 0x109F),
    ("ka", 0x10A0, 0x10FF),
    ("am", 0x1200, 0x137F),
    ("hy", 0x0530, 0x058F),
    ("el", 0x0370, 0x03FF),
    ("cyrillic", 0x0400, 0x052F),
)
_TELLING: Final = {
    "ru": "ыэё",
    "uk": "їєґі",
    "tr": "ığş",
    "pl": "łąężśćń",
    "cs": "ěřů",
    "hu": "őű",
    "ro": "țșă",
    "de": "ß",
    "pt": "ãõ",
    "es": "ñ¿¡",
    "vi": "đơưạảấầậắằễệịọốồộớờợụứừữự",
}  # letters that few other languages of the same script write
_FEWEST: Final = 3  # stop words below which a Latin or Cyrillic text stays undetermined
_SHARE: Final = 0.08  # of all words; running text has 20 % and more


def language_of(text: str) -> str:
    """The BCP 47 code of the language most of `text` is in, "und" when unsure. The same text always gives the
    same.
    """
    sample = text[:_SAMPLE]
    scripts = _scripts(sample)
    letters = sum(scripts.values())
    if not letters:
        return UNKNOWN
    script, count = scripts.most_common(1)[0]
    if scripts["kana"] + scripts["han"] > 0.5 * letters:
        return "ja" if scripts["kana"] > 0.1 * (scripts["kana"] + scripts["han"]) else "zh"
    if script == "ar":
        return _arabic(sample)
    if script not in ("latin", "cyrillic"):
        return script if count > 0.5 * letters else UNKNOWN
    return _by_words(sample)


def _scripts(sample: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for char, times in Counter(sample).items():
        if char.isalpha():
            code = ord(char)
            found[next((name for name, low, high in _SCRIPTS if low <= code <= high), "latin")] += times
    return found


def _arabic(sample: str) -> str:
    """Arabic, Persian and Urdu by the letters that only one of them writes."""
    if any(letter in sample for letter in "ٹڈڑےۓ"):
        return "ur"
    return "fa" if any(letter in sample for letter in "پچژگی") else "ar"


@cache
def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """Each stop word with the languages it speaks for; a word of many languages counts little for each."""
    lists = stop_words()
    shared = Counter(word for words in lists.values() for word in words)
    return {
        word: tuple((language, 1 / number) for language, words in lists.items() if word in words)
        for word, number in shared.items()
    }


def _by_words(sample: str) -> str:
    words = [word.lower() for word in _WORD.findall(sample)]
    weights = _weights()
    scores: dict[str, float] = defaultdict(float)
    hits: Counter[str] = Counter()
    for word, times in Counter(words).items():
        for language, weight in weights.get(word, ()):
            scores[language] += times * weight
            hits[language] += times
    letters = Counter(sample.lower())
    for language, telling in _TELLING.items():
        times = sum(letters[letter] for letter in telling)
        if times and language in scores:
            scores[language] += times
            hits[language] += times
    if not scores:
        return UNKNOWN
    ranked = sorted(scores.items(), key=lambda entry: (-entry[1], entry[0]))
    best = ranked[0][0]
    tied = len(ranked) > 1 and ranked[1][1] == ranked[0][1]
    enough = hits[best] >= _FEWEST and hits[best] >= _SHARE * len(words)
    return best if enough and not tied else UNKNOWN

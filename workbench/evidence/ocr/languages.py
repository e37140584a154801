"""The names of languages: people's, the articles' (BCP 47), and those that Tesseract gives its data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

ENGLISH: Final = "eng"
ORIENTATION: Final = frozenset({"osd", "equ", "snum"})  # data that are no language
# Tesseract's names are ISO 639-2/T but for Chinese; https://tesseract-ocr.github.io/tessdoc/Data-Files
_BY_CODE: Final = {
    "af": "afr", "am": "amh", "ar": "ara", "az": "aze", "be": "bel", "bg": "bul", "bn": "ben", "bs": "bos",
    "ca": "cat", "cs": "ces", "cy": "cym", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "eo": "epo",
    "es": "spa", "et": "est", "eu": "eus", "fa": "fas", "fi": "fin", "fr": "fra", "ga": "gle", "gl": "glg",
    "gu": "guj", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye", "id": "ind", "is": "isl",
    "it": "ita", "ja": "jpn", "ka": "kat", "kk": "kaz", "km": "khm", "kn": "kan", "ko": "kor", "la": "lat",
    "lo": "lao", "lt": "lit", "lv": "lav", "mk": "mkd", "ml": "mal", "mr": "mar", "ms": "msa", "mt": "mlt",
    "my": "mya", "ne": "nep", "nl": "nld", "no": "nor", "nb": "nor", "nn": "nor", "pa": "pan", "pl": "pol",
    "pt": "por", "ro": "ron", "ru": "rus", "si": "sin", "sk": "slk", "sl": "slv", "sq": "sqi", "sr": "srp",
    "sv": "swe", "sw": "swa", "ta": "tam", "te": "tel", "th": "tha", "tr": "tur", "uk": "ukr", "ur": "urd",
    "uz": "uzb", "vi": "vie", "yi": "yid", "zh": "chi_sim", "zh-cn": "chi_sim", "zh-hans": "chi_sim",
    "zh-tw": "chi_tra", "zh-hk": "chi_tra", "zh-hant": "chi_tra",
}  # fmt: skip
_WORDS: Final = {
    "afr": "Afrikaans", "amh": "Amharic", "ara": "Arabic", "aze": "Azerbaijani", "bel": "Belarusian",
    "ben": "Bengali", "bos": "Bosnian", "bul": "Bulgarian", "cat": "Catalan", "ces": "Czech",
    "chi_sim": "Chinese (simplified)", "chi_tra": "Chinese (traditional)", "cym": "Welsh", "dan": "Danish",
    "deu": "German", "ell": "Greek", "eng": "English", "epo": "Esperanto", "est": "Estonian",
    "eus": "Basque", "fas": "Persian", "fin": "Finnish", "fra": "French", "gle": "Irish", "glg": "Galician",
    "guj": "Gujarati", "heb": "Hebrew", "hin": "Hindi", "hrv": "Croatian", "hun": "Hungarian",
    "hye": "Armenian", "ind": "Indonesian", "isl": "Icelandic", "ita": "Italian", "jpn": "Japanese",
    "kan": "Kannada", "kat": "Georgian", "kaz": "Kazakh", "khm": "Khmer", "kor": "Korean", "lao": "Lao",
    "lat": "Latin", "lav": "Latvian", "lit": "Lithuanian", "mal": "Malayalam", "mar": "Marathi",
    "mkd": "Macedonian", "mlt": "Maltese", "msa": "Malay", "mya": "Burmese", "nep": "Nepali",
    "nld": "Dutch", "nor": "Norwegian", "pan": "Punjabi", "pol": "Polish", "por": "Portuguese",
    "ron": "Romanian", "rus": "Russian", "sin": "Sinhala", "slk": "Slovak", "slv": "Slovenian",
    "spa": "Spanish", "sqi": "Albanian", "srp": "Serbian", "swa": "Swahili", "swe": "Swedish",
    "tam": "Tamil", "tel": "Telugu", "tha": "Thai", "tur": "Turkish", "ukr": "Ukrainian", "urd": "Urdu",
    "uzb": "Uzbek", "vie": "Vietnamese", "yid": "Yiddish",
}  # fmt: skip
# What a script alone lets one guess, as Tesseract's script detection names it.
_BY_SCRIPT: Final = {
    "Cyrillic": "rus", "Han": "chi_sim", "HanS": "chi_sim", "HanT": "chi_tra", "Japanese": "jpn",
    "Hangul": "kor", "Korean": "kor", "Greek": "ell", "Arabic": "ara", "Hebrew": "heb", "Thai": "tha",
    "Devanagari": "hin", "Bengali": "ben", "Tamil": "tam", "Georgian": "kat", "Armenian": "hye",
}  # fmt: skip


def engine_language(name: str) -> str:
    """Tesseract's name of a language given by it, by a BCP 47 code or by its English word."""
    plain = name.strip().replace("_", "-").lower()
    words = {word.lower(): code for code, word in _WORDS.items()}
    known = _BY_CODE.get(plain) or words.get(plain) or _BY_CODE.get(plain.partition("-")[0])
    return known if known and name.strip().lower() not in _WORDS else name.strip()


def language_word(language: str) -> str:
    """The English word for a language that Tesseract names, or that name."""
    return _WORDS.get(language, language)


def language_of_script(script: str) -> str:
    """The likeliest language in `script`, empty for Latin and for what is not known."""
    return _BY_SCRIPT.get(script, "")


def guessed(codes: Iterable[str], there: Sequence[str]) -> list[str]:
    """The languages of texts with these BCP 47 codes, then English, as far as they are `there`."""
    wanted = [engine_language(code) for code in codes if code != "und"] + [ENGLISH]
    return [language for language in dict.fromkeys(wanted) if language in there]

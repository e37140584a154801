"""Numbers as a spreadsheet shows them, as far as its number formats can be followed."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

_LITERAL: Final = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
_ELAPSED: Final = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_PART: Final = re.compile(r"y+|m+|d+|h+|s+(?:\.0+)?|am/pm|a/p|[^ymdhsa]+|a", re.IGNORECASE)
_DIGITS: Final = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+,*")
_DAY: Final = 86_400
_GENERAL_DIGITS: Final = 11
_HELD: Final = "\ue000"  # stands for literals while the rest is looked at
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def shown(value: float, pattern: str, *, from_1904: bool = False) -> str:
    """`value` in the number format `pattern` (ECMA-376, 18.8.31); as in General where it is not followed."""
    if not math.isfinite(value):
        return str(value)
    section, negative_sign = _section(pattern, value)
    plain = _LITERAL.sub("", section)
    if not section or "general" in section.lower() or plain.strip() == "@":
        return general(value)
    if _ELAPSED.search(section) or re.search(r"[ymdhs]", plain, re.IGNORECASE):
        return _moment(value, section, from_1904) or general(value)
    if "/" in plain and "?" in plain:
        return general(value)  # fractions
    return _number(value, section, negative_sign)


def general(value: float) -> str:
    """`value` without a format: up to eleven digits, as cells show it."""
    if value == int(value) and abs(value) < 10**_GENERAL_DIGITS:
        return str(int(value))
    said = f"{value:.{_GENERAL_DIGITS - 1}g}"
    if "e" not in said:
        return said
    digits, _, power = said.partition("e")
    return f"{digits}E{power}"


def _section(pattern: str, value: float) -> tuple[str, bool]:
    """The part of the format for this value, and whether a negative one still needs its sign."""
    sections = _split(pattern)
    if len(sections) > 1 and value < 0:
        return sections[1], False
    if len(sections) > 2 and value == 0:
        return sections[2], False
    return sections[0], value < 0


@lru_cache(maxsize=256)
def _split(pattern: str) -> tuple[str, ...]:
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return _HELD

    parts = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', hold, pattern).split(";")
    literals = iter(held)
    return tuple(re.sub(_HELD, lambda _: next(literals), part) for part in parts)


def _number(value: float, section: str, negative_sign: bool) -> str:
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[1] or match[2] or match[3] or "")
        return _HELD

    body = _LITERAL.sub(hold, section)
    digits = _DIGITS.search(body)
    number = abs(value) * 100 ** body.count("%")
    if digits is None:
        said = body
    else:
        power = re.match(r"E[+-](0+)", body[digits.end() :], re.IGNORECASE)
        end = digits.end() + (power.end() if power else 0)
        said = body[: digits.start()] + _digits(number, digits[0], power) + body[end:]
        said = said.replace("#", "").replace("?", "")
    literals = iter(held)
    said = re.sub(_HELD, lambda _: next(literals), said)
    return f"-{said.strip()}" if negative_sign and value else said.strip()


def _digits(number: float, picture: str, power: re.Match[str] | None) -> str:
    whole, _, fraction = picture.rstrip(",").partition(".")
    thousands = len(picture) - len(picture.rstrip(","))  # commas behind the digits divide
    places, least = len(fraction), fraction.rstrip("#?").count("0")
    if power:
        digits, _, exponent = f"{number:.{places}e}".partition("e")
        return f"{digits}E{exponent[0]}{exponent[1:].lstrip('0').rjust(len(power[1]), '0')}"
    scaled = number / 1000**thousands
    said = f"{round(scaled + 0.0, places):.{places}f}"
    before, _, after = said.partition(".")
    before = before.rjust(whole.count("0"), "0") if before != "0" or "0" in whole else ""
    if "," in whole:
        before = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", before)
    while len(after) > least and after.endswith("0"):
        after = after[:-1]
    return f"{before}.{after}" if after or (places and "." in picture and least) else before


def _moment(value: float, section: str, from_1904: bool) -> str:
    at = _date(value, from_1904)
    if at is None:
        return ""
    elapsed = _ELAPSED.search(section)
    if elapsed:
        section = section.replace(elapsed[0], elapsed[0][1:-1])
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[1] or match[2] or match[3] or "")
        return _HELD

    parts = _PART.findall(_LITERAL.sub(hold, section))
    half = any(part.lower() in ("am/pm", "a/p") for part in parts)
    said = "".join(
        _time_part(part, at, parts, number, half, round(abs(value) * _DAY) if elapsed else None)
        for number, part in enumerate(parts)
    )
    literals = iter(held)
    return re.sub(_HELD, lambda _: next(literals), said).partition("@")[0].strip(" ;")


def _time_part(
    part: str, at: datetime, parts: list[str], number: int, half: bool, elapsed: int | None
) -> str:
    low, size = part.lower(), len(part)
    hour = at.hour if not half else at.hour % 12 or 12
    day = _WEEKDAYS[at.weekday()]
    month = _MONTHS[at.month - 1]
    match low[0]:
        case "a" if low != "a":
            said = "AM" if at.hour < 12 else "PM"
        case "y":
            said = f"{at.year:04}" if size > 2 else f"{at.year % 100:02}"
        case "d":
            said = (str(at.day), f"{at.day:02}", day[:3], day)[min(size, 4) - 1]
        case "h":
            said = f"{hour if elapsed is None else elapsed // 3600:0{size}}"
        case "s":
            whole, _, places = low.partition(".")
            said = f"{at.second:0{len(whole)}}"
            said += f".{at.microsecond:06}"[: 1 + len(places)] if places else ""
        case "m" if _is_minute(parts, number):
            said = f"{at.minute:0{min(size, 2)}}"
        case "m":
            said = (str(at.month), f"{at.month:02}", month[:3], month, month[0])[min(size, 5) - 1]
        case _:
            said = part
    return said


def _is_minute(parts: list[str], number: int) -> bool:
    """m is a minute behind an hour or before a second, else a month."""
    before = next((part[0].lower() for part in reversed(parts[:number]) if part[0].isalpha()), "")
    after = next((part[0].lower() for part in parts[number + 1 :] if part[0].isalpha()), "")
    return len(parts[number]) < 3 and (before == "h" or after == "s")


def _date(value: float, from_1904: bool) -> datetime | None:
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    if not from_1904 and 0 <= value < 60:  # Excel takes 1900 for a leap year
        start = datetime(1899, 12, 31)
    try:
        at = start + timedelta(days=value)
        at = at.replace(microsecond=0) + timedelta(seconds=round(at.microsecond / 1e6, 3))
    except (OverflowError, ValueError):
        return None
    return at if at.date() <= date(9999, 12, 31) else None

"""Single words of a file as values: days, numbers, yes or no, choices."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from typing import Final

FIRST_YEAR: Final = 1992
LAST_YEAR: Final = 2199
_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_FINNISH: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_INTEGER: Final = re.compile(r"-?\d{1,9}", re.ASCII)
_CLOCK: Final = re.compile(r"(\d{1,2})[.:](\d\d)", re.ASCII)
_YES_NO: Final = {"true": True, "false": False, "yes": True, "no": False, "kyllä": True, "ei": False}
_LAST_HOUR: Final = 23
_LAST_MINUTE: Final = 59


def as_day(word: str) -> date | None:
    """Read 2023-09-25 or 25.9.2023, or None when it is no day between FIRST_YEAR and LAST_YEAR."""
    day = _any_day(word)
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def no_day(word: str) -> tuple[str, dict[str, str]]:
    """Tell why a word is no day for as_day: the key of a sentence and its facts; a day too far away has its limits."""
    if _any_day(word) is None:
        return "no_day", {}
    return "day_too_far", {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}


def _any_day(word: str) -> date | None:
    if found := _ISO.fullmatch(word.strip()):
        year, month, day = map(int, found.groups())
    elif found := _FINNISH.fullmatch(word.strip()):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def as_integer(word: str) -> int | None:
    """Read a whole number of at most nine digits, or None."""
    return int(word) if _INTEGER.fullmatch(word.strip()) else None


def as_boolean(word: str) -> bool | None:
    """Read true, false, yes, no, kyllä or ei, or None."""
    return _YES_NO.get(word.strip().casefold())


def as_clock(word: str) -> str | None:
    """Read a time of day (17.00, 9:30) as the Finnish 17.00, or None."""
    found = _CLOCK.fullmatch(word.strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    return f"{hour}.{minute:02}" if hour <= _LAST_HOUR and minute <= _LAST_MINUTE else None


def choices(kind: type[Enum]) -> dict[str, Enum]:
    """Give an enumeration's members by the word that stands for each in a file."""
    return {str(member.value): member for member in kind}

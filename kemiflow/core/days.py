"""Working days, Finnish public holidays, and windows of days."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache, lru_cache
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from kemiflow.core.holidays import holidays

Quiet: TypeAlias = frozenset[date]

HELSINKI: Final = ZoneInfo("Europe/Helsinki")
MORNING: Final = time(7, 0)  # when a working day of kemiflow begins: matters are walked, letters decided
NO_QUIET: Final[Quiet] = frozenset()
ONE_DAY: Final = timedelta(days=1)

_SATURDAY: Final = calendar.SATURDAY
_WEEKEND: Final = {calendar.SATURDAY: "lauantai", calendar.SUNDAY: "sunnuntai"}


def holiday_name(day: date, lang: str = "fi") -> str | None:
    """Name the holiday or eve that law 150/1930 § 5 treats as a day off; valid from 1992 on, None on other days."""
    names = holidays(day.year).get(day)
    return names.in_language(lang) if names else None


def nonworking_reason(day: date) -> str | None:
    """Say in Finnish why an act due on this day may wait (law 150/1930 § 5), the holiday before the weekday."""
    name = holiday_name(day)
    return name.lower() if name else _WEEKEND.get(day.weekday())


def is_working(day: date, quiet: Quiet = NO_QUIET) -> bool:
    """Tell whether offices are open: no weekend, no holiday, no quiet day of the city."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year) and day not in quiet


def next_working(day: date, quiet: Quiet = NO_QUIET) -> date:
    """Give the day itself when it is a working day, otherwise the first working day after it."""
    while not is_working(day, quiet):
        day += ONE_DAY
    return day


def previous_working(day: date, quiet: Quiet = NO_QUIET) -> date:
    """Give the day itself when it is a working day, otherwise the last working day before it."""
    while not is_working(day, quiet):
        day -= ONE_DAY
    return day


@lru_cache(maxsize=10_000)
def add_working(day: date, n: int, quiet: Quiet = NO_QUIET) -> date:
    """Give the n-th working day after the day, before it when n is negative; 0 gives the next working day or today."""
    if n == 0:
        return next_working(day, quiet)
    for _ in range(abs(n)):
        day = next_working(day + ONE_DAY, quiet) if n > 0 else previous_working(day - ONE_DAY, quiet)
    return day


def working_between(a: date, b: date, quiet: Quiet = NO_QUIET) -> int:
    """Count the working days after a up to and with b; negative, and counted after b up to a, when b is earlier."""
    if b < a:
        return -working_between(b, a, quiet)
    off = sum(a < day <= b for year in range(a.year, b.year + 1) for day in _holidays_in_weeks(year))
    off += sum(a < day <= b and is_working(day) for day in quiet)
    return _weekdays(b) - _weekdays(a) - off


def _weekdays(day: date) -> int:
    """Count Mondays to Fridays from the calendar's first day, a Monday, up to and with a day."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * _SATURDAY + min(rest, _SATURDAY)


@cache
def _holidays_in_weeks(year: int) -> tuple[date, ...]:
    return tuple(day for day in holidays(year) if day.weekday() < _SATURDAY)


def add_months(day: date, n: int) -> date:
    """Give the same day number n months later, or the month's last day when it lacks that number (150/1930 § 3)."""
    years, month = divmod(day.month - 1 + n, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class WindowReversed(ValueError):
    """A window was to end before it begins."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """Days from first to last, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a window without days by raising WindowReversed."""
        if self.last < self.first:
            raise WindowReversed(f"{self.first} – {self.last}")

    def contains(self, day: date) -> bool:
        """Tell whether the day lies within, both ends included."""
        return self.first <= day <= self.last


def fuzzy_window(text: str, year: int) -> Window | None:
    """Read a Finnish time as minutes word it ("lokakuun aikana", "viikolla 43"), or None rather than guess.

    A year in the text goes before the argument. Weeks are ISO 8601 weeks, seasons three whole months. "By" a day
    ("vuoden loppuun mennessä") begins on 1 January, however much of that is gone by.
    """
    named = _YEAR.search(text)
    year = int(named[0]) if named else year
    words = " ".join(_YEAR.sub("", text).casefold().split()).rstrip(".")
    for pattern, read in _PHRASES:
        if found := pattern.fullmatch(words):
            return _readable(read, year, found.groups())
    return None


_Groups: TypeAlias = tuple[str | None, ...]
_Reading: TypeAlias = Callable[[int, _Groups], Window]

_MONTHS: Final = (
    *("tammi", "helmi", "maalis", "huhti", "touko", "kesä"),
    *("heinä", "elo", "syys", "loka", "marras", "joulu"),
)
_SEASONS: Final = {"kev": 3, "kes": 6, "syk": 9}
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")


def _readable(read: _Reading, year: int, groups: _Groups) -> Window | None:
    try:
        return read(year, groups)
    except ValueError:  # week 53 of a short year, 31.11., months that wrap: worded like a time, but none
        return None


def _whole_months(year: int, first: int, last: int) -> Window:
    return Window(first=date(year, first, 1), last=date(year, last, calendar.monthrange(year, last)[1]))


def _months(year: int, groups: _Groups) -> Window:
    first, last = (_MONTHS.index(name) + 1 for name in (groups[0] or "", groups[1] or groups[0] or ""))
    return _whole_months(year, first, last)


def _by_month(year: int, groups: _Groups) -> Window:
    return _whole_months(year, 1, _MONTHS.index(groups[0] or "") + 1)


def _weeks(year: int, groups: _Groups) -> Window:
    first, last = int(groups[0] or 0), int(groups[1] or groups[0] or 0)
    return Window(first=date.fromisocalendar(year, first, 1), last=date.fromisocalendar(year, last, 7))


def _season(year: int, groups: _Groups) -> Window:
    first = _SEASONS[(groups[0] or "")[:3]]
    return _whole_months(year, first, first + 2)


def _by_day(year: int, groups: _Groups) -> Window:
    return Window(first=date(year, 1, 1), last=date(year, int(groups[1] or 0), int(groups[0] or 0)))


def _whole_year(year: int, _groups: _Groups) -> Window:
    return _whole_months(year, 1, 12)


_NAMES: Final = "|".join(_MONTHS)
_PHRASES: Final[tuple[tuple[re.Pattern[str], _Reading], ...]] = (
    (re.compile(rf"({_NAMES})(?:kuu)?(?:[-–]({_NAMES}))?kuu(?:n (?:aikana|kuluessa)|ssa)"), _months),
    (re.compile(rf"({_NAMES})kuun loppuun mennessä"), _by_month),
    (re.compile(r"(?:viikolla|viikoilla|viikon|viikkojen|vko|vk) (\d{1,2})(?:[-–](\d{1,2}))?(?: aikana)?"), _weeks),
    (re.compile(r"(kevään aikana|keväällä|kesän aikana|kesällä|syksyn aikana|syksyllä)"), _season),
    (re.compile(r"vuoden (?:aikana|loppuun mennessä)"), _whole_year),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.? mennessä"), _by_day),
)

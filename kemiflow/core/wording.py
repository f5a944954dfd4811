"""Words for people: the table of words.toml in one language, and the words for days, hours and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

FINNISH: Final = "fi"


class WordMissing(LookupError):
    """The table has no words under a key, not even in Finnish."""


class FactMissing(LookupError):
    """The words under a key name a fact that was not given."""


@dataclass(frozen=True, kw_only=True)
class _Tongue:
    weekdays: tuple[str, ...]
    on: tuple[str, ...]
    two: tuple[str, ...]
    day: str
    short: str
    joined: str
    last: str
    one_working: str
    working: str
    clock: str
    months: tuple[str, ...] = ()


_TONGUES: Final[Mapping[str, _Tongue]] = {
    "fi": _Tongue(
        weekdays=("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"),
        on=("maanantaina", "tiistaina", "keskiviikkona", "torstaina", "perjantaina", "lauantaina", "sunnuntaina"),
        two=("ma", "ti", "ke", "to", "pe", "la", "su"),
        day="{d}.{m}.{y}",
        short="{d}.{m}.",
        joined=", ",
        last=" ja ",
        one_working="1 työpäivä",
        working="{n} työpäivää",
        clock="klo {time}",
    ),
    "sv": _Tongue(
        weekdays=("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
        on=(
            *("måndagen den", "tisdagen den", "onsdagen den", "torsdagen den"),
            *("fredagen den", "lördagen den", "söndagen den"),
        ),
        two=("må", "ti", "on", "to", "fr", "lö", "sö"),
        day="{d}.{m}.{y}",
        short="{d}.{m}",
        joined=", ",
        last=" och ",
        one_working="1 arbetsdag",
        working="{n} arbetsdagar",
        clock="kl. {time}",
    ),
    "en": _Tongue(
        weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        on=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        two=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        day="{d} {month} {y}",
        short="{d} {month}",
        joined=", ",
        last=" and ",
        one_working="1 working day",
        working="{n} working days",
        clock="at {time}",
        months=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
    ),
}


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Words in one language; `table` holds, under "section.key", the words by language (fi, sv, en)."""

    language: str
    table: Mapping[str, Mapping[str, str]]

    def knows(self, key: str) -> bool:
        """Tell whether there are words under "section.key"."""
        return key in self.table

    def say(self, key: str, **facts: object) -> str:
        """Give the words under "section.key" with the facts in place; Finnish where the language has none.

        Errors: WordMissing, FactMissing.
        """
        words = self.table.get(key, {})
        text = words.get(self.language, words.get(FINNISH))
        if text is None:
            raise WordMissing(key)
        try:
            return text.format(**facts)
        except LookupError as missing:
            raise FactMissing(f"{key}: {missing}") from missing

    @property
    def _tongue(self) -> _Tongue:
        return _TONGUES.get(self.language, _TONGUES[FINNISH])

    def _date(self, form: str, day: date) -> str:
        month = self._tongue.months[day.month - 1] if self._tongue.months else ""
        return form.format(d=day.day, m=day.month, y=day.year, month=month)

    def day(self, day: date) -> str:
        """Give a day with its year: 25.9.2023."""
        return self._date(self._tongue.day, day)

    def moment(self, at: datetime) -> str:
        """Give a moment, in the zone that it is told in, to the second: 13.10.2023 klo 7.30.05."""
        return f"{self.day(at.date())} {self._tongue.clock.format(time=f'{at.hour}.{at:%M.%S}')}"

    def short_day(self, day: date) -> str:
        """Give a day without its year: 27.10."""
        return self._date(self._tongue.short, day)

    def near_day(self, day: date, today: date) -> str:
        """Give a day without its year when it is this year's: 27.10., otherwise 5.1.2024."""
        return self.short_day(day) if day.year == today.year else self.day(day)

    def weekday_day(self, day: date) -> str:
        """Give a day with its weekday: perjantai 29.9.2023."""
        return f"{self._tongue.weekdays[day.weekday()]} {self.day(day)}"

    def on_weekday(self, day: date) -> str:
        """Give a day on which something happens: perjantaina 27.10.2023."""
        return f"{self._tongue.on[day.weekday()]} {self.day(day)}"

    def near_weekday(self, day: date, today: date) -> str:
        """Give a day with its weekday, without this year: perjantai 3.11."""
        return f"{self._tongue.weekdays[day.weekday()]} {self.near_day(day, today)}"

    def on_near_weekday(self, day: date, today: date) -> str:
        """Give a day on which something happens, without this year: keskiviikkona 1.11."""
        return f"{self._tongue.on[day.weekday()]} {self.near_day(day, today)}"

    def two_letter(self, day: date) -> str:
        """Give a day with its weekday in two letters, for tables: pe 27.10."""
        return f"{self._tongue.two[day.weekday()]} {self.short_day(day)}"

    def whole_day(self, day: date) -> str:
        """Give a day of any year with its weekday in two letters, for tables: pe 27.10.2023."""
        return f"{self._tongue.two[day.weekday()]} {self.day(day)}"

    def near_two_letter(self, day: date, today: date) -> str:
        """Give a day with its weekday in two letters, without this year: pe 27.10., otherwise ma 5.1.2026."""
        return f"{self._tongue.two[day.weekday()]} {self.near_day(day, today)}"

    def count_working(self, n: int) -> str:
        """Give a number of working days: 1 työpäivä, 20 työpäivää."""
        return self._tongue.one_working if n == 1 else self._tongue.working.format(n=n)

    def clock(self, time: str) -> str:
        """Give a time of day such as 12.00 or 17.30: klo 12, klo 17.30."""
        return self._tongue.clock.format(time=time.removesuffix(".00") if self.language != "en" else time)

    def listing(self, items: Sequence[str]) -> str:
        """Give items as people list them: a, b ja c."""
        *others, last = items or [""]
        return self._tongue.joined.join(others) + self._tongue.last + last if others else last


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]

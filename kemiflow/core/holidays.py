"""Finnish public holidays and eves by formula, named in three languages."""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Final

from kemiflow.core.values import Words

_AFTER_EASTER: Final[tuple[tuple[int, Words], ...]] = (
    (-2, Words(fi="Pitkäperjantai", sv="Långfredagen", en="Good Friday")),
    (0, Words(fi="Pääsiäispäivä", sv="Påskdagen", en="Easter Sunday")),
    (1, Words(fi="Toinen pääsiäispäivä", sv="Annandag påsk", en="Easter Monday")),
    (39, Words(fi="Helatorstai", sv="Kristi himmelsfärdsdag", en="Ascension Day")),
    (49, Words(fi="Helluntaipäivä", sv="Pingst", en="Pentecost")),
)
_FIXED: Final[tuple[tuple[int, int, Words], ...]] = (
    (1, 1, Words(fi="Uudenvuodenpäivä", sv="Nyårsdagen", en="New Year's Day")),
    (1, 6, Words(fi="Loppiainen", sv="Trettondag", en="Epiphany")),
    (5, 1, Words(fi="Vappu", sv="Första maj", en="May Day")),
    (12, 6, Words(fi="Itsenäisyyspäivä", sv="Självständighetsdagen", en="Independence Day")),
    (12, 24, Words(fi="Jouluaatto", sv="Julafton", en="Christmas Eve")),
    (12, 25, Words(fi="Joulupäivä", sv="Juldagen", en="Christmas Day")),
    (12, 26, Words(fi="Tapaninpäivä", sv="Annandag jul", en="Second Day of Christmas")),
)
_MIDSUMMER_EVE: Final = Words(fi="Juhannusaatto", sv="Midsommarafton", en="Midsummer Eve")
_MIDSUMMER: Final = Words(fi="Juhannuspäivä", sv="Midsommardagen", en="Midsummer Day")
_ALL_SAINTS: Final = Words(fi="Pyhäinpäivä", sv="Alla helgons dag", en="All Saints' Day")


@cache
def holidays(year: int) -> Mapping[date, Words]:
    """Give the days off of law 150/1930 § 5 that are no plain weekend, eves included; valid from 1992 on."""
    easter = _easter(year)
    midsummer = _saturday_from(date(year, 6, 20))
    moving = {easter + timedelta(days=distance): names for distance, names in _AFTER_EASTER}
    fixed = {date(year, month, day): names for month, day, names in _FIXED}
    saturdays = {
        midsummer - timedelta(days=1): _MIDSUMMER_EVE,
        midsummer: _MIDSUMMER,
        _saturday_from(date(year, 10, 31)): _ALL_SAINTS,
    }
    return MappingProxyType(moving | saturdays | fixed)


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(calendar.SATURDAY - day.weekday()) % 7)


def _easter(year: int) -> date:
    """Give Easter Sunday of the Gregorian calendar by the computus of Meeus, Jones and Butcher."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)

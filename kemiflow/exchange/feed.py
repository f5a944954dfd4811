"""A calendar written as iCalendar (RFC 5545): the same bytes for the same entries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone

from kemiflow.core.days import HELSINKI
from kemiflow.core.feed import Entry

PRODUCT: Final = "-//kemiflow//kemiflow//FI"
REFRESH: Final = timedelta(hours=4)
# Summer time as it has been since 1996 (Directive 2000/84/EC): from the last Sunday of March to that of October
ZONE: Final = """\
BEGIN:VTIMEZONE
TZID:Europe/Helsinki
BEGIN:DAYLIGHT
DTSTART:19960331T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:EEST
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T040000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:EET
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
END:STANDARD
END:VTIMEZONE
"""


def write(name: str, entries: Iterable[Entry], *, domain: str, stamp: datetime) -> bytes:
    """Give a calendar. `domain` makes its identifiers the city's own; `stamp` is when what it says was last known."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    calendar.add_component(Timezone.from_ical(ZONE))
    for entry in entries:
        calendar.add_component(event(entry, domain=domain, stamp=stamp))
    return bytes(calendar.to_ical())


def enclosed(entries: Iterable[Entry], *, address: str, stamp: datetime) -> bytes:
    """Give the calendar that goes with a letter: days as days, hours in UTC; entries are all cancelled, or none is."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    listed = tuple(entries)
    calendar.add("method", "CANCEL" if any(entry.cancelled for entry in listed) else "PUBLISH")
    for entry in listed:
        made = event(entry, domain=domain(address), stamp=stamp)
        if entry.time:
            made.DTSTART = made.DTSTART.astimezone(UTC)
        calendar.add_component(made)
    return bytes(calendar.to_ical())


def domain(address: str) -> str:
    """Give the name that makes the city's identifiers its own: the host of its address on the web, if it has one."""
    return urlsplit(address).hostname or "kemiflow.invalid"


def event(entry: Entry, *, domain: str, stamp: datetime) -> Event:
    """Give one entry as an event: a duty takes the whole day, what has an hour begins at it in Helsinki."""
    made = Event()
    made.add("uid", f"{entry.id}@{domain}")
    made.add("dtstamp", stamp.astimezone(UTC))
    made.add("dtstart", _start(entry.day, entry.time))
    made.add("summary", entry.title)
    made.add("sequence", entry.revision)
    made.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    made.add("transp", "OPAQUE" if entry.busy and not entry.cancelled else "TRANSPARENT")
    for field, text in (("description", entry.note), ("location", entry.place)):
        if text:
            made.add(field, text)
    return made


def _start(day: date, hour: str | None) -> date:
    if hour is None:
        return day
    hours, _, minutes = hour.partition(".")
    return datetime.combine(day, time(int(hours), int(minutes or 0)), tzinfo=HELSINKI)

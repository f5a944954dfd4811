"""Meetings from a calendar (RFC 5545): an event's UID names the meeting, its title the body."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from icalendar.parser import Contentline
from icalendar.prop import vDDDTypes, vText

from kemiflow.core.city import Body, Settings
from kemiflow.core.days import HELSINKI
from kemiflow.core.records.city import MeetingSet
from kemiflow.exchange.bodies import body_of_title, closing_day, unknown_body
from kemiflow.exchange.decoding import decoded, refused
from kemiflow.exchange.problems import Findings
from kemiflow.exchange.scalars import FIRST_YEAR, LAST_YEAR, no_day
from kemiflow.exchange.shapes import shown

BUDGET_WORDS: Final = frozenset({"budget", "talousarvio"})
_START: Final = "BEGIN:VCALENDAR"
# The library leaves these two without types
_content_line: Final[Callable[[str], Contentline]] = Contentline
_day_or_time: Final[Callable[[str, str | None], object]] = vDDDTypes.from_ical


@dataclass(frozen=True, kw_only=True)
class Property:
    """One property of an event, unfolded, with the line on which it begins."""

    line: int
    value: str
    zone: str | None


@dataclass(frozen=True, kw_only=True)
class Event:
    """One event, or another component, and its properties by name; of a property given twice the first."""

    line: int
    kind: str
    properties: dict[str, Property] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Give a property's text, or nothing."""
        found = self.properties.get(name)
        return str(vText.from_ical(found.value)).strip() if found else ""

    def line_of(self, name: str) -> int:
        """Give the line of a property, or of the event."""
        found = self.properties.get(name)
        return found.line if found else self.line


def is_calendar(content: bytes | str) -> bool:
    """Tell a calendar from a sheet by its first line."""
    head = content[:64].decode("utf-8-sig", "replace") if isinstance(content, bytes) else content[:64]
    return head.lstrip("\ufeff \r\n").upper().startswith(_START)


def read_calendar(content: bytes | str, name: str, settings: Settings) -> tuple[MeetingSet, ...]:
    """Read a calendar's meetings, times in Europe/Helsinki; cancelled events set no meeting and are left out.

    Errors: FileRefused with every problem, by line; an event that repeats is one, since each meeting has its own day.
    """
    findings = Findings(name)
    seen: dict[str, int] = {}
    read: list[MeetingSet] = []
    for event in _components(decoded(content, name), name):
        if event.kind != "VEVENT" or event.text("STATUS").upper() == "CANCELLED":
            continue
        if meeting := _meeting(event, settings, findings):
            first = seen.setdefault(meeting.meeting, event.line)
            if first != event.line:
                findings.add(event.line_of("UID"), "UID", "meeting_twice", value=meeting.meeting, first=str(first))
            read.append(meeting)
    findings.refuse()
    return tuple(read)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    line, held = 0, ""
    for number, part in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if part.startswith((" ", "\t")) and held:
            held += part[1:]
            continue
        if held:
            yield line, held
        line, held = number, part.strip()
    if held:
        yield line, held


def _components(text: str, file: str) -> Iterator[Event]:
    opened: list[Event] = []
    for line, content in _unfolded(text):
        name, found = _property(line, content, file)
        if name == "BEGIN":
            opened.append(Event(line=line, kind=found.value.upper()))
        elif name == "END":
            yield _closed(opened, found, file)
        elif opened:
            opened[-1].properties.setdefault(name, found)
    if opened:
        raise refused(file, 0, "no_ics", detail=shown(f"END:{opened[-1].kind}"))


def _closed(opened: list[Event], found: Property, file: str) -> Event:
    if not opened or opened[-1].kind != found.value.upper():
        raise refused(file, found.line, "no_ics", detail=shown(f"END:{found.value}"))
    return opened.pop()


def _property(line: int, content: str, file: str) -> tuple[str, Property]:
    try:
        name, parameters, value = _content_line(content).parts()
    except ValueError as error:
        raise refused(file, line, "no_ics", detail=shown(content)) from error
    zone = parameters.get("TZID")
    return name.upper(), Property(line=line, value=value, zone=str(zone) if zone else None)


def _meeting(event: Event, settings: Settings, findings: Findings) -> MeetingSet | None:
    body = body_of_title(event.text("SUMMARY"), settings)
    start = _start(event)
    if body is None:
        facts = unknown_body(event.text("SUMMARY"), settings)
        findings.add(event.line_of("SUMMARY"), "SUMMARY", "unknown_body", **facts)
    if start is None:
        value = event.properties["DTSTART"].value if "DTSTART" in event.properties else ""
        key, facts = no_day(f"{value[:4]}-{value[4:6]}-{value[6:8]}")
        findings.add(event.line_of("DTSTART"), "DTSTART", key, value=shown(value), **facts)
    if not event.text("UID"):
        findings.add(event.line, "UID", "missing", field="UID", known="")
    for name in ("RRULE", "RDATE", "RECURRENCE-ID"):
        if name in event.properties:
            findings.add(event.line_of(name), name, "recurring_event")
    return _set(event, body, start, settings) if body and start else None


def _set(event: Event, body: Body, start: date, settings: Settings) -> MeetingSet:
    day = start.date() if isinstance(start, datetime) else start
    categories = {word.strip().casefold() for word in event.text("CATEGORIES").split(",")}
    return MeetingSet(
        meeting=event.text("UID"),
        body=body.id,
        day=day,
        time=f"{start.hour}.{start.minute:02}" if isinstance(start, datetime) else body.meets_at,
        closes=closing_day(body, day, settings),
        hour=body.closes_hour,
        budget=not BUDGET_WORDS.isdisjoint(categories),
    )


def _start(event: Event) -> date | None:
    """Give the day, or the day and time in Helsinki, of an event; a time without a zone is Helsinki's."""
    found = event.properties.get("DTSTART")
    if found is None:
        return None
    try:
        start = _day_or_time(found.value, found.zone)
    except ValueError:
        return None
    if not isinstance(start, date) or not FIRST_YEAR <= start.year <= LAST_YEAR:
        return None
    return start.astimezone(HELSINKI) if isinstance(start, datetime) and start.tzinfo else start

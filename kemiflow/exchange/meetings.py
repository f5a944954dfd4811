"""The year's meetings from a sheet or a calendar; closing days are counted where they are not told."""

from __future__ import annotations

from datetime import date
from typing import Final

from kemiflow.core.city import Settings
from kemiflow.core.records.city import MeetingSet
from kemiflow.exchange.bodies import body_called, closing_day, unknown_body
from kemiflow.exchange.calendar import is_calendar, read_calendar
from kemiflow.exchange.problems import Findings
from kemiflow.exchange.scalars import as_boolean, as_clock, as_day, no_day
from kemiflow.exchange.shapes import shown
from kemiflow.exchange.sheet import Columns, Row, read_sheet

COLUMNS: Final = Columns(
    needed=("body", "day"),
    optional=("time", "closes", "hour", "budget"),
    names={
        "toimielin": "body",
        "päivä": "day",
        "kokouspäivä": "day",
        "aika": "time",
        "klo": "time",
        "lista sulkeutuu": "closes",
        "sulkeutuu": "closes",
        "sulkeutuu klo": "hour",
        "talousarvio": "budget",
    },
)


def read_meetings(content: bytes | str, name: str, settings: Settings) -> tuple[MeetingSet, ...]:
    """Read a calendar (RFC 5545), or a CSV with the columns body, day, time, closes, hour, budget.

    The last four columns may be missing or empty. Errors: FileRefused with every problem, by line.
    """
    if is_calendar(content):
        return read_calendar(content, name, settings)
    findings = Findings(name)
    seen: dict[str, int] = {}
    read: list[MeetingSet] = []
    for row in read_sheet(content, COLUMNS, findings):
        if meeting := _meeting(row, settings, findings):
            first = seen.setdefault(meeting.meeting, row.line)
            if first != row.line:
                findings.add(row.line, "day", "meeting_twice", value=meeting.meeting, first=str(first))
            read.append(meeting)
    findings.refuse()
    return tuple(read)


def _meeting(row: Row, settings: Settings, findings: Findings) -> MeetingSet | None:
    body = body_called(row.cell("body"), settings)
    if body is None:
        findings.add(row.line, "body", "unknown_body", **unknown_body(row.cell("body"), settings))
    day = _day(row, "day", findings)
    closes = _day(row, "closes", findings) if row.cell("closes") else None
    time = _clock(row, "time", findings)
    hour = _clock(row, "hour", findings)
    budget = as_boolean(row.cell("budget")) if row.cell("budget") else False
    if budget is None:
        findings.add(row.line, "budget", "no_yes_no", value=shown(row.cell("budget")))
    if body is None or day is None:
        return None
    closes = closes or closing_day(body, day, settings)
    if closes > day:
        findings.add(row.line, "closes", "closes_after", value=closes.isoformat(), day=day.isoformat())
    return MeetingSet(
        meeting=f"{body.id}-{day.isoformat()}",
        body=body.id,
        day=day,
        time=time or body.meets_at,
        closes=closes,
        hour=hour or body.closes_hour,
        budget=bool(budget),
    )


def _day(row: Row, column: str, findings: Findings) -> date | None:
    day = as_day(row.cell(column))
    if day is None:
        key, facts = no_day(row.cell(column))
        findings.add(row.line, column, key, value=shown(row.cell(column)), **facts)
    return day


def _clock(row: Row, column: str, findings: Findings) -> str | None:
    word = row.cell(column)
    clock = as_clock(word) if word else ""
    if clock is None:
        findings.add(row.line, column, "no_clock", value=shown(word))
    return clock

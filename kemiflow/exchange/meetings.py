"""The year's meetings from a sheet: bodies by any of their names, closing days counted where they are not told."""

from __future__ import annotations

from datetime import date
from typing import Final

from kemiflow.core.city import Body, Settings
from kemiflow.core.days import add_working
from kemiflow.core.records.city import MeetingSet
from kemiflow.exchange.problems import Findings, nearest
from kemiflow.exchange.scalars import as_boolean, as_clock, as_day
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
    """Read a CSV with the columns body, day, time, closes, hour, budget; the last four may be missing or empty.

    Errors: FileRefused with every problem, by line.
    """
    findings = Findings(name)
    read = [_meeting(row, settings, findings) for row in read_sheet(content, COLUMNS, findings)]
    meetings = tuple(meeting for meeting in read if meeting is not None)
    findings.refuse()
    return meetings


def closing_day(body: Body, day: date, settings: Settings) -> date:
    """Count the agenda's last day back from a meeting, in the city's working days."""
    return add_working(day, -body.closes_working_days, settings.quiet) if body.closes_working_days else day


def body_called(word: str, settings: Settings) -> Body | None:
    """Find the body of an id, abbreviation or name in any of the three languages, or None."""
    sought = word.strip().casefold()
    return next((body for body in settings.bodies if sought in called(body)), None)


def called(body: Body) -> frozenset[str]:
    """List what a body is called, in small letters."""
    words = (body.id, body.name.fi, body.name.sv, body.name.en, *body.abbreviations)
    return frozenset(word.casefold() for word in words)


def unknown_body(word: str, settings: Settings) -> dict[str, str]:
    """Give the facts of a body that is not known, with the one that was probably meant."""
    ids = [body.id for body in settings.bodies]
    near = nearest(word, [*ids, *(body.name.fi for body in settings.bodies)])
    return {"value": shown(word), "near": near, "known": ", ".join(ids)}


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
        findings.add(row.line, column, "no_day", value=shown(row.cell(column)))
    return day


def _clock(row: Row, column: str, findings: Findings) -> str | None:
    word = row.cell(column)
    clock = as_clock(word) if word else ""
    if clock is None:
        findings.add(row.line, column, "no_clock", value=shown(word))
    return clock

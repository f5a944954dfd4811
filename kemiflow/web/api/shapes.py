"""The shapes of what is answered, as OpenAPI tells them."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel


class Matter(BaseModel):
    """A matter in a list."""

    case: str
    title: str
    register_number: str
    process: str
    phase: str
    closed: bool


class Matters(BaseModel):
    """A page of matters."""

    items: list[Matter]
    next: str | None


class Stage(BaseModel):
    """A step where it stands."""

    step: str
    kind: str
    round: int
    ready: date | None
    begun: date | None
    due: date | None
    complete: date | None


class Whole(BaseModel):
    """A matter: its four lines and its steps."""

    case: str
    title: str
    register_number: str
    preparer: str | None
    where: list[str]
    next: list[str]
    fits: list[str]
    asked: list[str]
    steps: list[Stage]


class Line(BaseModel):
    """A line of the history, with all that `kemiflow history --json` has."""

    on: date
    known_at: str
    kind: str
    body: str | None
    section: int | str | None
    text: str
    how_changed: str | None
    clauses: list[dict[str, Any]]
    orders: list[dict[str, Any]]
    deviations: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    letters: list[dict[str, Any]]
    by: str
    key: str


class Lines(BaseModel):
    """A page of the history, oldest first."""

    items: list[Line]
    next: str | None


class Decision(BaseModel):
    """A decision that a search found; the gist of one that is not the reader's to read says so."""

    case: str
    key: str
    on: date
    body: str
    section: int | None
    title: str
    register_number: str
    outcome: str
    gist: str


class Decisions(BaseModel):
    """A page of decisions, newest first."""

    items: list[Decision]
    next: str | None


class Place(BaseModel):
    """Where a coming step stands in time."""

    step: str
    body: str | None
    earliest: date | None
    proposed: date | None
    latest: date | None
    confirmed: date | None
    slack_days: int | None
    critical: bool
    why: str


class Timetable(BaseModel):
    """The timetable of a matter."""

    steps: list[Place]
    fits: bool
    missing: list[str]


class Duty(BaseModel):
    """An open duty."""

    case: str
    duty: str
    kind: str
    title: str
    role: str
    person: str | None
    due: date
    closes: date
    late: bool


class Duties(BaseModel):
    """A page of open duties, by what closes first."""

    items: list[Duty]
    next: str | None


class Meeting(BaseModel):
    """A meeting as it stands."""

    id: str
    body: str
    day: date
    time: str
    closes: date
    hour: str
    budget: bool
    cancelled: bool


class Meetings(BaseModel):
    """A page of meetings, by day."""

    items: list[Meeting]
    next: str | None


class Letter(BaseModel):
    """A letter and what became of it; its text stands in the letter itself."""

    person: str
    letter: str
    day: date
    subject: str
    state: str
    reason: str | None


class Letters(BaseModel):
    """A page of letters, by day."""

    items: list[Letter]
    next: str | None

"""The shapes of what is answered, as OpenAPI tells them."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from pydantic import BaseModel, Field, JsonValue

from kemiflow.exchange.unions import FACTS

KINDS: Final[list[JsonValue]] = [*sorted(FACTS)]


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


class Telling(BaseModel):
    """A fact to be told: its kind and fields are those of the files that `kemiflow record … --from` reads."""

    model_config = {"extra": "forbid"}

    kind: str = Field(json_schema_extra={"enum": KINDS}, description="which fact")
    on: date | None = Field(None, description="when it happened; today when it is left out")
    reason: str | None = Field(None, max_length=4000, description="why the law or the plan was departed from")
    fact: dict[str, Any] = Field(default_factory=dict)


class Recorded(BaseModel):
    """What was written, and the deviations that were noted with it."""

    keys: list[str]
    deviations: list[str]


class Asked(BaseModel):
    """How far the approval is to go."""

    model_config = {"extra": "forbid"}

    reason: str | None = Field(None, max_length=4000, description="why it goes on in spite of what is lacking")
    what_if: bool = Field(default=True, description="only show")


class Lack(BaseModel):
    """What approval lacks, and the role that can mend it."""

    code: str
    about: str
    mend: str


class Approval(BaseModel):
    """What approval lacks, and the meetings that were chosen; `written` tells whether the journal has it."""

    step: str | None
    lacks: list[Lack]
    meetings: list[dict[str, Any]]
    missing: list[str]
    written: bool

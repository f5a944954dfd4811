"""A step's beginning and its spot, as the way forwards finds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kemiflow.core.forecast.timetable import Why


@dataclass(frozen=True, kw_only=True)
class Start:
    """When a step can begin: `day` is today or that of the last step before it, `ready` with the lead after that.

    `after` names the step that holds it up beyond today and `done` its day, `blocked` one that has no day at all.
    """

    day: date
    ready: date
    after: str | None = None
    done: date | None = None
    blocked: str | None = None


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a step is placed, or why not.

    A fixed spot does not move as days pass; a firm one is a day that people gave. A rolling one follows each day.
    `turns` is the first day that, once past, changes it.
    """

    start: Start
    earliest: date | None
    day: date | None
    why: Why
    meeting: str | None = None
    confirmed: date | None = None
    fixed: bool = False
    firm: bool = False
    rolls: bool = False
    turns: date | None = None

"""What a forecast says: a place for each coming step, whether all fits, and what is missing when it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kemiflow.core.definition.process import StepKind


@dataclass(frozen=True, kw_only=True)
class Why:
    """One reason: `code` is worded by words.toml under [why]; facts are ids, whole numbers and ISO dates."""

    code: str
    facts: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a coming step lies: by minimum distance, as proposed, and at the latest before a limit.

    `earliest` is the day by which all that goes before can be there; of a meeting `proposed` and `latest` are its day.
    `slack_days` are the working days from proposed to latest. `confirmed` never moves; when the meeting under it did,
    `proposed` is where the meeting is now. `holds_until` is the last day on which the proposal is the same if nothing
    is recorded; None when it cannot change by itself, or follows each day as an unbegun round does.
    """

    step: str
    kind: StepKind
    body: str | None
    earliest: date | None
    proposed: date | None
    latest: date | None
    confirmed: date | None
    slack_days: int | None
    critical: bool
    why: Why
    meeting: str | None
    holds_until: date | None
    too_late_since: date | None


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """The coming steps in the order of the process.

    `fits` tells whether every step before a limit can be there in time; a step without a limit only needs a meeting
    when no limit is ahead at all, since calendars end. `missing` names what is missing where a chain breaks first.
    `critical` is the step whose work may slip least: a day that is confirmed or follows from another meeting's day is
    nobody's work, and counts only when nothing else is left.
    """

    places: tuple[Place, ...]
    fits: bool
    missing: tuple[Why, ...]
    critical: str | None


def why(code: str, **facts: date | str | int | None) -> Why:
    """Give a reason with its facts as plain strings; a fact that is None is left out."""
    return Why(
        code=code,
        facts={
            name: fact.isoformat() if isinstance(fact, date) else str(fact)
            for name, fact in facts.items()
            if fact is not None
        },
    )

"""What a person gave in an answer, as plain values, and how those values may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Final

from kemiflow.core.commands.check import refuse
from kemiflow.core.records.project import Milestone
from kemiflow.core.values import OwnView, Refusal

LONGEST: Final = 4000
FARTHEST: Final = timedelta(days=2 * 366)


@dataclass(frozen=True, kw_only=True)
class Given:
    """The values of an answer; empty is what was left out. `values` are measures with their values as written."""

    words: str = ""
    until: date | None = None
    first: date | None = None
    person: str | None = None
    view: OwnView | None = None
    values: tuple[tuple[str, str], ...] = ()
    measure: str = ""
    baseline: str = ""
    target: str = ""
    budget_line: str = ""
    no_budget: bool | None = None
    milestones: tuple[Milestone, ...] = ()
    section: str = ""
    remarks: tuple[str, ...] = ()
    time: str = ""
    place: str = ""
    title: str = ""
    goal: str = ""
    deputy: str | None = None


def unfit(given: Given, today: date) -> Refusal | None:
    """Refuse words that are too long, and days that are past or too far away to be meant."""
    for text in _texts(given):
        if len(text) > LONGEST:
            return refuse("answer_long", most=LONGEST, length=len(text))
    if given.until and given.until < today:
        return refuse("answer_past", day=given.until, today=today)
    far = [day for day in (given.until, given.first) if day and abs(day - today) > FARTHEST]
    return refuse("answer_far", day=far[0]) if far else None


def lacking(**needed: object) -> Refusal | None:
    """Refuse an answer without what it needs, named as words.toml has it under [answer_field]."""
    missing = next((name for name, value in needed.items() if not value), None)
    return refuse("answer_needs", what=missing) if missing else None


def _texts(given: Given) -> Iterator[str]:
    yield from (value for field in fields(given) if isinstance(value := getattr(given, field.name), str))
    yield from (part for pair in given.values for part in pair)
    yield from given.remarks
    yield from (one.title for one in given.milestones)

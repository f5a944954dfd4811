"""Facts of the strategy's projects: owners, measures, budget lines, progress, the director's decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kemiflow.core.values import OwnView, Text


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A milestone and its day."""

    title: str
    day: date


@dataclass(frozen=True, kw_only=True)
class ProjectNamed:
    """A sector named a project; the owner may be named later."""

    project: str
    sector: str
    title: str
    goal: str
    owner: str | None
    deputy: str | None


@dataclass(frozen=True, kw_only=True)
class OwnerNamed:
    """A project got a person, or another one, from the day of the record."""

    project: str
    owner: str
    deputy: str | None = None


@dataclass(frozen=True, kw_only=True)
class ProjectDescribed:
    """The owner gave details; None leaves what was given before. `no_budget` = no appropriation of its own."""

    project: str
    measure: str | None = None
    baseline: str | None = None
    target: str | None = None
    budget_line: str | None = None
    no_budget: bool | None = None
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SectorDone:
    """A sector said that all its projects are named."""

    sector: str


@dataclass(frozen=True, kw_only=True)
class SectorReleased:
    """A sector goes without projects, or without the missing ones."""

    sector: str
    reason: Text


class Choice(StrEnum):
    """The director's three choices."""

    NEW_DAY = "new_day"
    OTHER_OWNER = "other_owner"
    WITHOUT = "without"


@dataclass(frozen=True, kw_only=True)
class DirectorDecided:
    """The director decided for a silent or unready project."""

    project: str
    choice: Choice
    due: date | None = None
    owner: str | None = None
    reason: Text | None = None


@dataclass(frozen=True, kw_only=True)
class MoreTimeAsked:
    """An owner asked for more time."""

    project: str
    until: date
    reason: Text


@dataclass(frozen=True, kw_only=True)
class MisdirectedTold:
    """An owner said that the project belongs to somebody else."""

    project: str
    to: str | None
    note: Text


@dataclass(frozen=True, kw_only=True)
class MeasureValue:
    """A value of a measure on a day, as written."""

    measure: str
    day: date
    value: str


@dataclass(frozen=True, kw_only=True)
class ProgressReported:
    """An owner told how the project is doing."""

    project: str
    view: OwnView
    words: Text
    values: tuple[MeasureValue, ...] = ()


ProjectFact = (
    ProjectNamed
    | OwnerNamed
    | ProjectDescribed
    | SectorDone
    | SectorReleased
    | DirectorDecided
    | MoreTimeAsked
    | MisdirectedTold
    | ProgressReported
)

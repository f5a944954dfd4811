"""Where a matter stands: what the fold of its records gives, and nothing that could be derived otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kemiflow.core.definition.process import Process, Step, StepKind
from kemiflow.core.limits import Channel
from kemiflow.core.records.case import (
    ApprovalStarted,
    DeviationNoted,
    DocumentAdopted,
    DocumentMade,
)
from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.core.records.orders import Order
from kemiflow.core.records.step import (
    DayConfirmed,
    ItemWritten,
    RemarkResolved,
    SessionHeld,
    SessionSet,
    StatementGiven,
)
from kemiflow.core.standing_parts import AnswerStanding, ProjectStanding
from kemiflow.core.values import Text


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One body (statements) or sector (projects) that was asked, by when, and what came of it."""

    who: str
    due: date
    statement: StatementGiven | None = None
    settled: date | None = None  # the day when the statement was given, or the round went on without it
    waived: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """The item of a decision step in its present round, from draft to the agenda that was sent."""

    written: ItemWritten | None = None
    approved: date | None = None
    approved_by: str | None = None
    listed: date | None = None
    number: int | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionStanding:
    """A decision and what happened to its minutes; `key` names it elsewhere."""

    key: str
    on: date
    fact: DecisionRecorded
    checked: date | None = None
    published: date | None = None
    channel: Channel | None = None
    appealed: date | None = None
    released: date | None = None

    @property
    def letters_from(self) -> date | None:
        """Give the day from which letters that follow from the decision may go, or None while they wait."""
        days = [day for day in (self.checked, self.released) if day]
        return min(days) if days else None


@dataclass(frozen=True, kw_only=True)
class OrderStanding:
    """An order of a decision: to whom it was given, and whether it is done."""

    decision: str
    index: int
    order: Order
    step: str | None = None  # the step that the order brought or bound
    person: str | None = None
    done: date | None = None


@dataclass(frozen=True, kw_only=True)
class StepStanding:
    """A step in its present round. `ready` and `complete` are days, None while not so."""

    step: Step
    round: int = 1
    ready: date | None = None
    complete: date | None = None
    begun: date | None = None
    due: date | None = None
    asked: tuple[Asked, ...] = ()
    questions: tuple[Text, ...] = ()
    item: Item = field(default_factory=Item)
    confirmed: DayConfirmed | None = None
    not_before: date | None = None  # tabled until this day
    decisions: tuple[str, ...] = ()  # of all rounds, oldest first
    sets: tuple[SessionSet, ...] = ()
    set_on: date | None = None  # when the session last got its day
    cancelled_on: date | None = None  # when the session lost its day, unless it has a new one
    cancels: int = 0  # how often that was
    held: SessionHeld | None = None

    @property
    def open(self) -> bool:
        """Tell whether the step may be worked on: ready and not complete."""
        return self.ready is not None and self.complete is None

    @property
    def set(self) -> SessionSet | None:
        """Give the session's present day and place, or None."""
        return self.sets[-1] if self.sets and not self.cancelled_on else None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A matter as of its last record; `process` is the effective one, with what decisions ordered."""

    case: str
    title: Text
    register_number: str
    definition: str
    process: Process
    opened: date
    preparer: str | None = None
    linked: dict[str, str] = field(default_factory=dict)
    steps: dict[str, StepStanding] = field(default_factory=dict)
    projects: dict[str, ProjectStanding] = field(default_factory=dict)
    decisions: dict[str, DecisionStanding] = field(default_factory=dict)
    orders: tuple[OrderStanding, ...] = ()
    resolved: dict[str, RemarkResolved] = field(default_factory=dict)
    papers: dict[str, DocumentMade | DocumentAdopted] = field(default_factory=dict)  # by the key of the record
    approvals: dict[str, ApprovalStarted] = field(default_factory=dict)
    deviations: tuple[DeviationNoted, ...] = ()
    sectors: dict[str, date] = field(default_factory=dict)  # sectors that named all their projects, or were released
    confirmed_on: dict[str, date] = field(default_factory=dict)  # when a step's meeting was confirmed
    answers: dict[str, AnswerStanding] = field(default_factory=dict)  # by duty
    held: frozenset[str] = frozenset()  # steps whose letters wait for the secretary's second confirmation
    closed: date | None = None
    seq: int = 0
    keys: frozenset[str] = frozenset()

    @property
    def documents(self) -> tuple[DocumentMade, ...]:
        """Give the documents that were made, oldest first."""
        return tuple(one for one in self.papers.values() if isinstance(one, DocumentMade))

    def step_of(self, kind: StepKind) -> tuple[StepStanding, ...]:
        """Give the steps of a kind, in the order of the process."""
        return tuple(self.steps[step.id] for step in self.process.steps if step.kind is kind)

    def decided(self, step: str) -> DecisionStanding | None:
        """Give the newest decision of a step, or None."""
        keys = self.steps[step].decisions if step in self.steps else ()
        return self.decisions[keys[-1]] if keys else None

    def remarks(self) -> tuple[tuple[str, StatementGiven], ...]:
        """Give every statement that was given, with the step that asked for it, in the order of the process."""
        return tuple(
            (name, asked.statement)
            for name, standing in self.steps.items()
            for asked in standing.asked
            if asked.statement
        )

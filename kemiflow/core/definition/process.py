"""A process as data: steps that run in parallel and join, with guards and outcomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kemiflow.core.days import Window
from kemiflow.core.values import Effect, Words


class StepKind(StrEnum):
    """The four kinds of step; each is complete in its own way."""

    STATEMENTS = "statements"
    DECISION = "decision"
    SESSION = "session"
    PROJECTS = "projects"


class Guard(StrEnum):
    """What must hold before a step is decided; an unknown guard is refused when the process is read."""

    STATEMENTS_IN = "statements_in"
    REMARKS_RESOLVED = "remarks_resolved"
    SESSIONS_HELD = "sessions_held"
    PROJECTS_HAVE_OWNER = "projects_have_owner"
    PROJECTS_HAVE_MEASURE = "projects_have_measure"
    PROJECTS_HAVE_BUDGET_LINE = "projects_have_budget_line"
    BOARD_HANDLED_FIRST = "board_handled_first"
    WITH_BUDGET = "with_budget"
    NOTICE_IN_TIME = "notice_in_time"
    COUNCIL_APPROVED = "council_approved"


class Turn(StrEnum):
    """Where a decision's effect takes the matter."""

    ONWARD = "onward"
    AGAIN = "again"
    BACK = "back"
    CLOSE = "close"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What follows from one effect: onward, the same step again, back to another step, or the end."""

    turn: Turn
    step: str | None = None


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """When a duty is reminded of, in working days before and after its due day; then the director is asked.

    `closing` counts from the other anchor: working days before the agenda closes that waits for the duty.
    """

    before: tuple[int, ...] = (20, 5, 1)
    after: tuple[int, ...] = (1,)
    director_after: int = 10
    closing: tuple[int, ...] = ()

    @property
    def least(self) -> int:
        """Give the smallest number of days, which must not be negative."""
        return min((*self.before, *self.after, *self.closing, self.director_after))


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a process; which fields matter depends on its kind."""

    id: str
    kind: StepKind
    name: Words
    after: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    body: str | None = None  # decision: the body that decides; session: for whom it is held
    asked: tuple[str, ...] = ()  # statements: ids of bodies, or groups such as "boards"
    questions: tuple[str, ...] = ()
    answer_days: int = 30  # statements: days given to answer
    lead_days: int = 0  # working days that must lie between readiness and the meeting
    due_before_closing: int = 3  # working days between people's due day and the closing of the agenda
    update_every: int = 0  # projects: working days between letters that ask whether all is still right; 0: never
    update_after: str | None = None  # projects: the step after which they are asked; None: from their details on
    with_matter: str | None = None  # "budget": only at a meeting that handles the budget
    within_months: int | None = None  # months from the opening of the matter
    window: Window | None = None  # only from an order
    ladder: Ladder | None = None  # None: the city's
    ladders: dict[str, Ladder] = field(default_factory=dict)  # by kind of duty, where it is another one
    proposal_lead: str = ""
    proposal: tuple[str, ...] = ()
    outcomes: dict[Effect, Outcome] = field(default_factory=dict)
    remedy: str = "none"  # suggested remedy: none | rectification | appeal
    origin: str | None = None  # key of the decision that ordered this step
    order: int | None = None  # which order of that decision

    def ladder_of(self, duty: str, city: Ladder) -> Ladder:
        """Give the ladder of a kind of duty: its own, else the step's, else the city's."""
        return self.ladders.get(duty, self.ladder or city)


@dataclass(frozen=True, kw_only=True)
class Process:
    """A definition that was proved sound; a running case keeps the one it was opened with."""

    id: str
    title: Words
    version: int
    source: str
    steps: tuple[Step, ...]

    def step(self, step_id: str) -> Step | None:
        """Give the step of that id, or None."""
        return next((step for step in self.steps if step.id == step_id), None)

    def upstream(self, step_id: str) -> frozenset[str]:
        """Give the ids of all steps that must be complete before a step, directly or through others."""
        found: set[str] = set()
        waiting = [step_id]
        while waiting:
            known = self.step(waiting.pop())
            fresh = set(known.after) - found if known else set()
            found |= fresh
            waiting.extend(fresh)
        return frozenset(found)

    def downstream(self, step_id: str) -> frozenset[str]:
        """Give the ids of all steps that wait for a step, directly or through others."""
        return frozenset(step.id for step in self.steps if step_id in self.upstream(step.id))

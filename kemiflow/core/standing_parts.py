"""Projects of a matter and answers about its duties, as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kemiflow.core.records.case import DutyAnswered, PleaSettled, Reply
from kemiflow.core.records.project import DirectorDecided, Milestone, MisdirectedTold, MoreTimeAsked, ProgressReported
from kemiflow.core.values import Text


@dataclass(frozen=True, kw_only=True)
class ProjectStanding:
    """A project of the strategy as its sector and owner have told it."""

    id: str
    sector: str
    title: str
    goal: str
    named: date
    touched: date  # the last day on which anything of it changed
    owner: str | None = None
    deputy: str | None = None
    owner_since: date | None = None
    former: tuple[str, ...] = ()  # earlier owners, oldest first
    measure: str | None = None
    baseline: str | None = None
    target: str | None = None
    budget_line: str | None = None
    no_budget: bool = False
    milestones: tuple[Milestone, ...] = ()
    answered: date | None = None  # the last answer of any kind: it starts the ladder afresh
    confirmed: date | None = None  # when its owner last said that all is still right
    asked_time: MoreTimeAsked | None = None
    misdirected: MisdirectedTold | None = None
    rulings: tuple[DirectorDecided, ...] = ()
    due: date | None = None  # only when the director gave a new day
    released: Text | None = None
    reports: tuple[tuple[date, ProgressReported], ...] = ()

    @property
    def lacks(self) -> tuple[str, ...]:
        """Give what is missing: owner, measure, baseline, budget_line, milestone."""
        gaps = {
            "owner": self.owner,
            "measure": self.measure,
            "baseline": self.baseline,
            "budget_line": self.budget_line or self.no_budget,
            "milestone": self.milestones,
        }
        return tuple(name for name, value in gaps.items() if not value)


@dataclass(frozen=True, kw_only=True)
class AnswerStanding:
    """The last answer about a duty, who gave it when, and what the secretary made of its plea."""

    fact: DutyAnswered
    by: str
    on: date
    settled: PleaSettled | None = None
    given: date | None = None  # the day that the secretary gave, also after an earlier plea

    @property
    def pleads(self) -> bool:
        """Tell whether the answer asks for something that the secretary has not settled."""
        return self.fact.reply is not Reply.STILL_RIGHT and self.settled is None

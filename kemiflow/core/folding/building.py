"""A matter while it is being folded: mutable inside, frozen at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kemiflow.core.definition.process import Process, StepKind
from kemiflow.core.records import Record
from kemiflow.core.records.case import ApprovalStarted, CaseOpened, DeviationNoted, DocumentAdopted, DocumentMade
from kemiflow.core.records.step import RemarkResolved
from kemiflow.core.standing import Asked, DecisionStanding, Item, OrderStanding, Standing, StepStanding
from kemiflow.core.standing_parts import AnswerStanding, ProjectStanding
from kemiflow.core.streams import case_of
from kemiflow.core.values import Text


@dataclass(kw_only=True)
class Building:
    """What has been folded so far."""

    case: str
    title: Text
    register_number: str
    definition: str
    process: Process
    definitions: Mapping[str, Process]
    opened: date
    preparer: str | None
    linked: dict[str, str] = field(default_factory=dict)
    steps: dict[str, StepStanding] = field(default_factory=dict)
    projects: dict[str, ProjectStanding] = field(default_factory=dict)
    decisions: dict[str, DecisionStanding] = field(default_factory=dict)
    orders: list[OrderStanding] = field(default_factory=list)
    resolved: dict[str, RemarkResolved] = field(default_factory=dict)
    papers: dict[str, DocumentMade | DocumentAdopted] = field(default_factory=dict)
    approvals: dict[str, ApprovalStarted] = field(default_factory=dict)
    deviations: list[DeviationNoted] = field(default_factory=list)
    sectors: dict[str, date] = field(default_factory=dict)  # sectors that are done or released, and since when
    waived: dict[str, Text] = field(default_factory=dict)
    confirmed_on: dict[str, date] = field(default_factory=dict)
    answers: dict[str, AnswerStanding] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    closed: date | None = None

    @classmethod
    def of(cls, record: Record, opened: CaseOpened, definitions: Mapping[str, Process]) -> Building:
        """Begin with the opening of the matter."""
        process = definitions[opened.definition]
        return cls(
            case=case_of(record.stream),
            title=opened.title,
            register_number=opened.register_number,
            definition=opened.definition,
            process=process,
            definitions=definitions,
            opened=record.on,
            preparer=opened.preparer,
            steps={step.id: StepStanding(step=step) for step in process.steps},
        )

    def adopt(self, process: Process) -> None:
        """Take an amended process: new steps appear, bound ones are bound."""
        self.process = process
        self.steps = {
            step.id: replace(self.steps[step.id], step=step) if step.id in self.steps else StepStanding(step=step)
            for step in process.steps
        }

    def again(self, first: str, last: str) -> None:
        """Begin a new round of `first`, and of every step between it and `last`."""
        between = (self.process.downstream(first) | {first}) - self.process.downstream(last)
        for name in between:
            standing = self.steps[name]
            if name in {first, last} or standing.complete:
                self.steps[name] = StepStanding(
                    step=standing.step, round=standing.round + 1, decisions=standing.decisions, item=_kept(standing)
                )

    def release(self, key: str, on: date) -> None:
        """Let the letters that follow from a decision or an approval go from a day."""
        if key in self.decisions:
            self.decisions[key] = replace(self.decisions[key], released=on)
        if key in self.approvals:
            self.held.difference_update(self.approvals[key].steps)

    def frozen(self, *, seq: int, keys: frozenset[str]) -> Standing:
        """Give the finished standing, with the days when steps became complete and ready."""
        self._settle()
        return replace(
            self._matter(),
            steps=self.steps,
            projects=self.projects,
            decisions=self.decisions,
            orders=tuple(self.orders),
            resolved=self.resolved,
            papers=self.papers,
            approvals=self.approvals,
            deviations=tuple(self.deviations),
            sectors=self.sectors,
            confirmed_on=self.confirmed_on,
            answers=self.answers,
            held=frozenset(self.held),
            seq=seq,
            keys=keys,
        )

    def _matter(self) -> Standing:
        return Standing(
            case=self.case,
            title=self.title,
            register_number=self.register_number,
            definition=self.definition,
            process=self.process,
            opened=self.opened,
            preparer=self.preparer,
            linked=self.linked,
            closed=self.closed,
        )

    def _settle(self) -> None:
        for name, standing in self.steps.items():
            self.steps[name] = self._completed(standing)
        for name, standing in self.steps.items():
            days = [self.steps[before].complete for before in standing.step.after]
            ready = max((day for day in days if day), default=self.opened) if all(days) else None
            if ready != standing.ready:
                self.steps[name] = replace(standing, ready=ready)

    def _completed(self, standing: StepStanding) -> StepStanding:
        if standing.step.kind is StepKind.PROJECTS and standing.asked:
            standing = replace(standing, asked=tuple(self._sector(asked) for asked in standing.asked))
        if standing.step.kind in {StepKind.DECISION, StepKind.SESSION} or standing.begun is None:
            return standing
        if not standing.asked:  # nobody answers a round that asked nobody: it is over as it begins
            return replace(standing, complete=standing.begun)
        days = [asked.settled for asked in standing.asked]
        complete = max(day for day in days if day) if all(days) else None
        return standing if complete == standing.complete else replace(standing, complete=complete)

    def _sector(self, asked: Asked) -> Asked:
        if asked.who in self.waived:
            return replace(asked, settled=self.sectors[asked.who], waived=self.waived[asked.who])
        own = [project for project in self.projects.values() if project.sector == asked.who]
        if asked.who not in self.sectors or any(project.lacks and not project.released for project in own):
            return asked
        return replace(asked, settled=max([self.sectors[asked.who], *(project.touched for project in own)]))


def _kept(standing: StepStanding) -> Item:
    return Item(written=standing.item.written)

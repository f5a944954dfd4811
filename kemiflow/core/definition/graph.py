"""A process as a graph of steps: who waits for whom; and what a flaw of it is."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from kemiflow.core.definition.process import Process, Step, StepKind


@dataclass(frozen=True, kw_only=True)
class Flaw:
    """One reason why a process is not sound: the step and its place in the list, the field, and what it is about."""

    step: str | None
    field: str
    reason: str
    facts: dict[str, str] = dataclasses.field(default_factory=dict)
    index: int | None = None


@dataclass(frozen=True, kw_only=True)
class At:
    """A step and its place in the list."""

    index: int
    step: Step


Found: TypeAlias = Iterator[Flaw]


class Shape:
    """What the checks ask of a process: who comes before whom, and where the matter can go on."""

    def __init__(self, process: Process) -> None:
        self.steps = tuple(At(index=index, step=step) for index, step in enumerate(process.steps))
        self.counts = Counter(step.id for step in process.steps)
        self.by_id = {step.id: step for step in process.steps}
        self.before = {step.id: process.upstream(step.id) & self.by_id.keys() for step in process.steps}

    def earlier(self, step: Step) -> tuple[Step, ...]:
        """Give the steps that are complete before a step can begin."""
        return tuple(self.by_id[each] for each in self.before[step.id] if each != step.id)

    def decided_earlier(self, step: Step, body: str) -> bool:
        """Tell whether a body has decided before a step can begin; all joins wait for all, so on every path."""
        return any(each.kind is StepKind.DECISION and each.body == body for each in self.earlier(step))

    def has(self, step: Step, kind: StepKind) -> bool:
        """Tell whether a step of a kind comes before."""
        return any(each.kind is kind for each in self.earlier(step))


def flaw(at: At, name: str, reason: str, **facts: str) -> Flaw:
    """Give the flaw of a step's field."""
    return Flaw(step=at.step.id, field=name, reason=reason, facts={"step": at.step.id, **facts}, index=at.index)

"""A process as it is drawn: its steps in layers, each after all that it waits for, and where a matter is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kemiflow.core.definition.process import Process, Step, Turn
from kemiflow.core.standing import Standing


class Mark(StrEnum):
    """Where a matter is at a step."""

    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Steps in layers; arrows onward; arrows back with the effects that lead there; marks, none without a matter."""

    process: Process
    layers: tuple[tuple[Step, ...], ...]
    onward: tuple[tuple[str, str], ...]
    back: Mapping[tuple[str, str], tuple[str, ...]]
    marks: Mapping[str, Mark]


def layout(process: Process, standing: Standing | None = None) -> Layout:
    """Lay a process out; with a matter, its own process and the place of the matter in it."""
    process = standing.process if standing else process

    @cache
    def depth(name: str) -> int:
        step = process.step(name)
        return 1 + max((depth(before) for before in step.after), default=-1) if step else 0

    deepest = max(depth(step.id) for step in process.steps)
    layers = (tuple(step for step in process.steps if depth(step.id) == layer) for layer in range(deepest + 1))
    return Layout(
        process=process,
        layers=tuple(layers),
        onward=tuple((before, step.id) for step in process.steps for before in step.after),
        back=_back(process),
        marks=marks(standing) if standing else {},
    )


def marks(standing: Standing) -> dict[str, Mark]:
    """Mark the steps that are done, those at which the matter is, and those ahead."""
    return {
        name: Mark.DONE if step.complete else Mark.HERE if step.open and not standing.closed else Mark.AHEAD
        for name, step in standing.steps.items()
    }


def _back(process: Process) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for step in process.steps:
        for effect, outcome in step.outcomes.items():
            if outcome.turn is Turn.BACK and outcome.step not in {None, step.id}:
                where = (step.id, str(outcome.step))
                found[where] = (*found.get(where, ()), str(effect))
    return found

"""What a definition means otherwise than another: by meaning, not by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Final

from kemiflow.core.definition.process import Outcome, Process, Step
from kemiflow.core.values import Effect

OF_PROCESS: Final = ("title",)
# What only an order gives, and the name by which a step is compared
OF_ORDERS: Final = frozenset({"id", "window", "origin", "order"})
UNORDERED: Final = frozenset({"after", "guards", "asked"})


class How(StrEnum):
    """How a thing is otherwise."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that is otherwise: the step, None for the whole process; the field; what it was, and what it is."""

    how: How
    step: str | None = None
    field: str | None = None
    old: Any = None
    new: Any = None


def diff(old: Process, new: Process) -> tuple[Change, ...]:
    """Name what is otherwise in the new definition; nothing when both mean the same."""
    names = _renamed(old, new)
    kept = {step.id: step for step in new.steps}
    there = {names.get(step.id, step.id) for step in old.steps}
    return (
        *_fields(None, old, new, OF_PROCESS),
        *(Change(how=How.RENAMED, step=now, old=was, new=now) for was, now in names.items()),
        *(Change(how=How.REMOVED, step=one.id) for one in old.steps if names.get(one.id, one.id) not in kept),
        *(Change(how=How.ADDED, step=one.id) for one in new.steps if one.id not in there),
        *(
            change
            for one in old.steps
            if (now := kept.get(names.get(one.id, one.id)))
            for change in _fields(now.id, _under(one, names), now, _OF_STEP)
        ),
    )


_OF_STEP: Final = tuple(one.name for one in fields(Step) if one.name not in OF_ORDERS)


def _fields(step: str | None, old: object, new: object, names: tuple[str, ...]) -> Iterator[Change]:
    for name in names:
        was, now = getattr(old, name), getattr(new, name)
        if (frozenset(was) != frozenset(now)) if name in UNORDERED else was != now:
            yield Change(how=How.CHANGED, step=step, field=name, old=was, new=now)


def _renamed(old: Process, new: Process) -> dict[str, str]:
    """Find the steps that have another id and are otherwise the same but for whom they wait for."""
    olds, news = {step.id for step in old.steps}, {step.id for step in new.steps}
    found: dict[str, str] = {}
    for was in (step for step in old.steps if step.id not in news):
        alike = [now.id for now in new.steps if now.id not in olds | set(found.values()) and _alike(was, now)]
        found |= {was.id: alike[0]} if len(alike) == 1 else {}
    return found


def _alike(one: Step, other: Step) -> bool:
    return replace(one, id="", after=(), outcomes=_bare(one)) == replace(other, id="", after=(), outcomes=_bare(other))


def _bare(step: Step) -> dict[Effect, Outcome]:
    return {effect: replace(outcome, step=None) for effect, outcome in step.outcomes.items()}


def _under(step: Step, names: Mapping[str, str]) -> Step:
    """Give a step with the new names of the steps it speaks of."""
    outcomes = {
        effect: replace(outcome, step=names.get(outcome.step or "", outcome.step))
        for effect, outcome in step.outcomes.items()
    }
    return replace(step, after=tuple(names.get(one, one) for one in step.after), outcomes=outcomes)

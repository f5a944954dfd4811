"""The proof that a process is sound: every step reachable, every join met, no dead end, no guard without sense."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from kemiflow.core.city import Settings
from kemiflow.core.definition.graph import At, Flaw, Found, Shape, flaw
from kemiflow.core.definition.process import Guard, Process, Step, StepKind, Turn
from kemiflow.core.definition.step_rules import BUDGET, STEP_RULES
from kemiflow.core.values import Effect

COUNCIL: Final = "council"
CITY_BOARD: Final = "city_board"


def flaws(process: Process) -> tuple[Flaw, ...]:
    """Find everything that makes a process unsound, step by step; nothing when it is sound.

    Sources: Local Government Act 93 § (the city board prepares what the council decides), 96 § (it executes).
    """
    if not process.steps:
        return (Flaw(step=None, field="steps", reason="no_steps"),)
    shape = Shape(process)
    return tuple(found for at in shape.steps for check in _CHECKS for found in check(at, shape))


def strangers(process: Process, settings: Settings) -> tuple[Flaw, ...]:
    """Find the bodies that a process names and the city does not have, and groups in which nobody is."""
    return tuple(
        Flaw(step=step.id, field=name, reason="unknown_body", facts={"value": body}, index=index)
        for index, step in enumerate(process.steps)
        for name, body in _named(step)
        if not settings.group(body)
    )


def _named(step: Step) -> Iterator[tuple[str, str]]:
    if step.body:
        yield "body", step.body
    yield from (("asked", body) for body in step.asked)


def _identity(at: At, shape: Shape) -> Found:
    if not _ID.fullmatch(at.step.id):
        yield flaw(at, "id", "bad_id")
    if shape.counts[at.step.id] > 1 and shape.by_id[at.step.id] is at.step:
        yield flaw(at, "id", "id_twice")


def _names(at: At, shape: Shape) -> Found:
    for name, count in Counter(at.step.after).items():
        if name not in shape.by_id:
            yield flaw(at, "after", "unknown_step", value=name, known=", ".join(shape.by_id))
        if count > 1:
            yield flaw(at, "after", "waits_twice", value=name)


def _updates(at: At, shape: Shape) -> Found:
    if at.step.update_after and at.step.update_after not in shape.by_id:
        yield flaw(at, "update_after", "unknown_step", value=at.step.update_after, known=", ".join(shape.by_id))


def _cycles(at: At, shape: Shape) -> Found:
    if at.step.id in shape.before[at.step.id]:
        yield flaw(at, "after", "waits_for_itself")
    elif any(each in shape.before[each] for each in shape.before[at.step.id]):
        yield flaw(at, "after", "unreachable")


def _joins(at: At, shape: Shape) -> Found:
    for name in at.step.after:
        if name in shape.by_id and not _goes(shape.by_id[name], Turn.ONWARD):
            yield flaw(at, "after", "join_never_met", value=name)


def _goes(step: Step, *turns: Turn) -> bool:
    return not step.outcomes or any(outcome.turn in turns for outcome in step.outcomes.values())


def _ends(at: At, _shape: Shape) -> Found:
    if not _goes(at.step, Turn.ONWARD, Turn.CLOSE):
        yield flaw(at, "outcomes", "dead_end")


def _turns(at: At, shape: Shape) -> Found:
    for effect, outcome in at.step.outcomes.items():
        reason = _back(outcome.step, at.step, shape) if outcome.turn is Turn.BACK else _no_target(outcome.step)
        if reason:
            yield flaw(at, "outcomes", reason, value=outcome.step or "", effect=effect, known=", ".join(shape.by_id))


def _back(target: str | None, step: Step, shape: Shape) -> str | None:
    if target not in shape.by_id:
        return "unknown_step"
    return None if target == step.id or target in shape.before[step.id] else "back_is_ahead"


def _no_target(target: str | None) -> str | None:
    return "turn_without_target" if target is not None else None


def _guards(at: At, shape: Shape) -> Found:
    for guard in at.step.guards:
        if not _SENSE[guard](at.step, shape):
            yield flaw(at, "guards", "guard_without_sense", value=guard)


def _prepared(at: At, shape: Shape) -> Found:
    # The council may take note of a motion as it comes in; what it settles, the city board handles first (93 §)
    if at.step.kind is not StepKind.DECISION or at.step.body != COUNCIL or not _settles(at.step):
        return
    if not shape.decided_earlier(at.step, CITY_BOARD):
        yield flaw(at, "body", "council_unprepared")


def _settles(step: Step) -> bool:
    return not step.outcomes or not _SETTLING.isdisjoint(step.outcomes)


def _always(_step: Step, _shape: Shape) -> bool:
    return True


def _after_kind(kind: StepKind) -> Callable[[Step, Shape], bool]:
    return lambda step, shape: shape.has(step, kind)


def _after_body(body: str) -> Callable[[Step, Shape], bool]:
    return lambda step, shape: shape.decided_earlier(step, body)


def _with_budget(step: Step, _shape: Shape) -> bool:
    return step.with_matter == BUDGET


_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_SETTLING: Final = frozenset({Effect.APPROVED, Effect.REJECTED, Effect.EXECUTED})
# Sessions come by order, so that a step may wait for those that no definition foresaw
_SENSE: Final[dict[Guard, Callable[[Step, Shape], bool]]] = {
    Guard.STATEMENTS_IN: _after_kind(StepKind.STATEMENTS),
    Guard.REMARKS_RESOLVED: _after_kind(StepKind.STATEMENTS),
    Guard.SESSIONS_HELD: _always,
    Guard.PROJECTS_HAVE_OWNER: _after_kind(StepKind.PROJECTS),
    Guard.PROJECTS_HAVE_MEASURE: _after_kind(StepKind.PROJECTS),
    Guard.PROJECTS_HAVE_BUDGET_LINE: _after_kind(StepKind.PROJECTS),
    Guard.BOARD_HANDLED_FIRST: _after_body(CITY_BOARD),
    Guard.WITH_BUDGET: _with_budget,
    Guard.NOTICE_IN_TIME: _always,
    Guard.COUNCIL_APPROVED: _after_body(COUNCIL),
}
_CHECKS: Final = (_identity, _names, _updates, _cycles, _joins, _ends, _turns, *STEP_RULES, _guards, _prepared)

"""What a decision's order makes of a process: a new step, a bound one, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from kemiflow.core.definition.process import Process, Step, StepKind
from kemiflow.core.definition.soundness import flaws
from kemiflow.core.records.orders import HandlingOrder, Order, SessionOrder, TaskOrder
from kemiflow.core.values import Refusal, Words

SESSION = Words(fi="Iltakoulu", sv="Aftonskola", en="Evening session")


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """An order, where it stands in its decision (`index` from 0), and the step that was decided."""

    order: Order
    decision: str
    index: int
    step: str


def amend(process: Process, ordered: Ordered) -> tuple[Process, str | None] | Refusal:
    """Give the process with the order in it and the step that it touched, proved sound again; or say why not."""
    match ordered.order:
        case SessionOrder() as order:
            return _with_session(process, ordered, order)
        case HandlingOrder() as order:
            return _with_handling(process, order)
        case TaskOrder():
            return process, None
        case _ as never:
            assert_never(never)


def _unknown(process: Process, step: str) -> Refusal:
    return Refusal(reason="unknown_step", facts={"step": step, "known": ", ".join(one.id for one in process.steps)})


def _with_session(process: Process, ordered: Ordered, order: SessionOrder) -> tuple[Process, str | None] | Refusal:
    target = process.step(order.before)
    if target is None:
        return _unknown(process, order.before)
    if target.id not in process.downstream(ordered.step):
        return Refusal(reason="order_before_its_decision", facts={"step": order.before})
    count = sum(1 for step in process.steps if step.kind is StepKind.SESSION)
    session = Step(
        id=f"session_{count + 1}",
        kind=StepKind.SESSION,
        name=SESSION,
        after=(ordered.step,),
        body=order.body,
        window=order.window,
        origin=ordered.decision,
        order=ordered.index,
    )
    bound = replace(target, after=(*target.after, session.id))
    steps = [bound if step.id == target.id else step for step in process.steps]
    steps.insert(steps.index(bound), session)
    return _proved(replace(process, steps=tuple(steps)), session.id)


def _with_handling(process: Process, order: HandlingOrder) -> tuple[Process, str | None] | Refusal:
    target = process.step(order.step)
    if target is None:
        return _unknown(process, order.step)
    bound = replace(target, with_matter=order.with_matter or target.with_matter, window=order.window or target.window)
    steps = tuple(bound if step.id == target.id else step for step in process.steps)
    return _proved(replace(process, steps=steps), target.id)


def _proved(process: Process, step: str) -> tuple[Process, str | None] | Refusal:
    found = flaws(process)
    if found:
        return Refusal(reason="order_breaks_process", facts={"step": found[0].step or step, "flaw": found[0].reason})
    return process, step

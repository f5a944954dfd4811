"""Going on by another definition: what was done stays done, what was ordered stays ordered, or it is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kemiflow.core.definition.amend import Ordered, amend
from kemiflow.core.definition.process import Process
from kemiflow.core.standing import DecisionStanding, OrderStanding, Standing, StepStanding
from kemiflow.core.values import Refusal

KEPT = ("kind", "body")


def reordered(
    process: Process, orders: Iterable[OrderStanding], decisions: Mapping[str, DecisionStanding]
) -> Process | Refusal:
    """Put what decisions ordered into another definition, or say which order does not fit into it."""
    for one in orders:
        step = decisions[one.decision].fact.step
        amended = amend(process, Ordered(order=one.order, decision=one.decision, index=one.index, step=step))
        if isinstance(amended, Refusal):
            return amended
        process, touched = amended
        if touched != one.step:
            return Refusal(
                reason="migration_order", facts={"step": one.step or "", "order": f"{one.decision}#{one.index}"}
            )
    return process


def migrated(standing: Standing, new: Process) -> Process | Refusal:
    """Give the process by which a matter would go on, with its orders in it, or why it cannot."""
    if standing.closed:
        return Refusal(reason="case_closed", facts={"case": standing.case, "day": str(standing.closed)})
    lost = next(_gone(standing, new), None)
    process = lost or reordered(new, standing.orders, standing.decisions)
    return process if isinstance(process, Refusal) else next(_overtaken(standing, process), process)


def touched(step: StepStanding) -> bool:
    """Tell whether anything was told of a step."""
    told = (step.begun, step.complete, step.asked, step.decisions, step.confirmed, step.sets, step.held)
    return any(told) or step.round > 1 or step.item.written is not None


def _gone(standing: Standing, process: Process) -> Iterator[Refusal]:
    """Refuse to lose what was told of a step."""
    for name, was in standing.steps.items():
        now = process.step(name)
        # A step that was ordered comes with its order
        if was.step.origin or not touched(was):
            continue
        if now is None:
            yield Refusal(reason="migration_gone", facts={"step": name})
        else:
            for field in KEPT:
                old, new = getattr(was.step, field), getattr(now, field)
                if old != new:
                    yield Refusal(
                        reason="migration_other",
                        facts={"step": name, "field": field, "old": str(old), "new": str(new)},
                    )


def _overtaken(standing: Standing, process: Process) -> Iterator[Refusal]:
    """Refuse to require, before a step that is complete, what nobody did."""
    done = {name for name, step in standing.steps.items() if step.complete}
    for name in done:
        for before in process.upstream(name) - standing.process.upstream(name):
            if before not in done:
                yield Refusal(reason="migration_overtaken", facts={"step": before, "before": name})

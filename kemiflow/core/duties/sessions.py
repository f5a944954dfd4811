"""Duties that orders bring: finding who does it, setting an evening session, telling how it went, doing a task."""

from __future__ import annotations

from datetime import timedelta

from kemiflow.core.days import add_working
from kemiflow.core.definition.process import StepKind
from kemiflow.core.duties.make import Owed, owed
from kemiflow.core.duties.sight import Duties, Sight
from kemiflow.core.duty import Duty, DutyKind, Ground
from kemiflow.core.records.orders import HandlingOrder, SessionOrder, TaskOrder
from kemiflow.core.standing import DecisionStanding, OrderStanding, StepStanding
from kemiflow.core.values import Role

DAYS_TO_SET = 5


def duties(sight: Sight) -> Duties:
    """Give what orders and evening sessions ask of people."""
    for order in sight.standing.orders:
        if not order.done:
            yield from _order(sight, order)
    for step in sight.standing.step_of(StepKind.SESSION):
        if not step.complete:
            yield from _session(sight, step)


def _order(sight: Sight, order: OrderStanding) -> Duties:
    decision = sight.standing.decisions[order.decision]
    asked = not isinstance(order.order, HandlingOrder)
    if asked and order.person is None and not _settled(sight, order):
        yield owed(
            sight,
            Owed(
                kind=DutyKind.ASSIGN,
                role=Role.SECRETARY,
                about=f"{order.decision}#{order.index}",
                title=_what(sight, order),
                opened=decision.on,
                due=add_working(decision.on, 2, sight.quiet),
            ),
        )
    if isinstance(order.order, TaskOrder) and order.person:
        yield _task(sight, order, order.order, decision)


def _settled(sight: Sight, order: OrderStanding) -> bool:
    step = sight.standing.steps.get(order.step or "")
    return bool(step and (step.complete or (step.set and step.set.organiser)))


def _what(sight: Sight, order: OrderStanding) -> str:
    match order.order:
        case TaskOrder(what=what):
            return str(what)
        case SessionOrder() | HandlingOrder():
            step = sight.standing.process.step(order.step or "")
            return step.name.in_language(sight.city.settings.language) if step else ""


def _task(sight: Sight, order: OrderStanding, task: TaskOrder, decision: DecisionStanding) -> Duty:
    opened = decision.letters_from or decision.on
    return owed(
        sight,
        Owed(
            kind=DutyKind.TASK,
            role=Role.PREPARER,
            person=order.person,
            about=f"{order.decision}#{order.index}",
            title=str(task.what),
            opened=opened,
            due=task.due or add_working(opened, 20, sight.quiet),
            ground=Ground(kind="decision", on=decision.on, decision=order.decision),
            held=decision.letters_from is None,
        ),
    )


def _session(sight: Sight, step: StepStanding) -> Duties:
    if step.set is None:
        yield _setting(sight, step)
        return
    yield owed(
        sight,
        Owed(
            kind=DutyKind.SESSION_HELD,
            role=Role.SECRETARY,
            about=step.step.id,
            step=step,
            opened=step.set.day,
            due=add_working(step.set.day + timedelta(days=1), 2, sight.quiet),
        ),
    )


def _setting(sight: Sight, step: StepStanding) -> Duty:
    decision = sight.standing.decisions.get(step.step.origin or "")
    ordered = (decision.letters_from or decision.on) if decision else (step.ready or sight.today)
    opened = step.cancelled_on or ordered
    return owed(
        sight,
        Owed(
            kind=DutyKind.SESSION,
            role=Role.SECRETARY,
            person=organiser(sight, step) or sight.holder(Role.SECRETARY),
            about=step.step.id,
            step=step,
            opened=opened,
            due=add_working(opened, DAYS_TO_SET, sight.quiet),
            ground=Ground(kind="decision", on=decision.on if decision else opened, decision=step.step.origin),
            held=decision is not None and decision.letters_from is None,
        ),
    )


def organiser(sight: Sight, step: StepStanding) -> str | None:
    """Give who arranges a session: as it was set, as the order was assigned, or None."""
    if step.sets and step.sets[-1].organiser:
        return step.sets[-1].organiser
    orders = (one for one in sight.standing.orders if one.step == step.step.id and isinstance(one.order, SessionOrder))
    return next((one.person for one in orders if one.person), None)

"""How decisions move a matter: outcomes, orders, checking and publishing of the minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from kemiflow.core.definition.amend import Ordered, amend
from kemiflow.core.definition.process import Outcome, Step, Turn
from kemiflow.core.folding.building import Building
from kemiflow.core.records import Record
from kemiflow.core.records.decision import (
    AppealFiled,
    Clause,
    DecisionFact,
    DecisionRecorded,
    MinutesChecked,
    MinutesPublished,
)
from kemiflow.core.records.orders import SessionOrder, TaskOrder
from kemiflow.core.standing import DecisionStanding, OrderStanding
from kemiflow.core.values import Effect, Refusal

STANDING_OUTCOMES = {
    Effect.TABLED: Outcome(turn=Turn.AGAIN),
    Effect.RETURNED: Outcome(turn=Turn.AGAIN),
    Effect.WITHDRAWN: Outcome(turn=Turn.AGAIN),
    Effect.REJECTED: Outcome(turn=Turn.CLOSE),
}
ONWARD = Outcome(turn=Turn.ONWARD)


class OrderNoLongerFits(Exception):
    """A recorded order cannot be put into the process any more."""


def outcome(step: Step, clauses: tuple[Clause, ...]) -> Outcome:
    """Give where the clauses take the matter: the first one that stops it, else onward."""
    found = (step.outcomes.get(clause.effect) or STANDING_OUTCOMES.get(clause.effect, ONWARD) for clause in clauses)
    return next((one for one in found if one.turn is not Turn.ONWARD), ONWARD)


def take(building: Building, record: Record, fact: DecisionFact) -> None:
    """Change the matter by what was decided, or by what happened to the minutes."""
    match fact:
        case DecisionRecorded():
            _decided(building, record, fact)
        case MinutesChecked(decision=key):
            _minutes(building, key, lambda one: replace(one, checked=record.on))
        case MinutesPublished(decision=key, channel=channel):
            _minutes(building, key, lambda one: replace(one, published=record.on, channel=channel))
        case AppealFiled(decision=key):
            _minutes(building, key, lambda one: replace(one, appealed=record.on))
        case _ as never:
            assert_never(never)


def _minutes(building: Building, key: str, change: Callable[[DecisionStanding], DecisionStanding]) -> None:
    if key in building.decisions:
        building.decisions[key] = change(building.decisions[key])


def _decided(building: Building, record: Record, fact: DecisionRecorded) -> None:
    building.decisions[record.key] = DecisionStanding(key=record.key, on=record.on, fact=fact)
    standing = building.steps[fact.step]
    building.steps[fact.step] = replace(standing, decisions=(*standing.decisions, record.key))
    for index, order in enumerate(fact.orders):
        _ordered(building, Ordered(order=order, decision=record.key, index=index, step=fact.step))
    _turn(building, record, fact)


def _ordered(building: Building, ordered: Ordered) -> None:
    amended = amend(building.process, ordered)
    if isinstance(amended, Refusal):
        raise OrderNoLongerFits(ordered.decision, ordered.index, amended.reason)
    process, step = amended
    building.adopt(process)
    building.orders.append(
        OrderStanding(
            decision=ordered.decision,
            index=ordered.index,
            order=ordered.order,
            step=step,
            person=_addressee(ordered),
        )
    )


def _addressee(ordered: Ordered) -> str | None:
    match ordered.order:
        case SessionOrder(organiser=organiser):
            return organiser
        case TaskOrder(addressee=addressee):
            return addressee
        case _:
            return None


def _turn(building: Building, record: Record, fact: DecisionRecorded) -> None:
    standing = building.steps[fact.step]
    found = outcome(standing.step, fact.clauses)
    match found.turn:
        case Turn.ONWARD:
            building.steps[fact.step] = replace(standing, complete=record.on)
        case Turn.AGAIN:
            building.again(fact.step, fact.step)
            until = next((clause.until for clause in fact.clauses if clause.until), None)
            building.steps[fact.step] = replace(building.steps[fact.step], not_before=until)
        case Turn.BACK:
            building.again(found.step or fact.step, fact.step)
        case Turn.CLOSE:
            building.steps[fact.step] = replace(standing, complete=record.on)
            building.closed = record.on
        case _ as never:
            assert_never(never)

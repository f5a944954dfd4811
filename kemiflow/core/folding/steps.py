"""How the facts of a step change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import assert_never

from kemiflow.core.folding.building import Building
from kemiflow.core.records import Record
from kemiflow.core.records.step import (
    DayConfirmed,
    ItemApproved,
    ItemListed,
    ItemWritten,
    MoreTimeGiven,
    RemarkResolved,
    RoundBegun,
    SessionCancelled,
    SessionHeld,
    SessionSet,
    StatementGiven,
    StatementWaived,
    StepFact,
)
from kemiflow.core.standing import Asked, StepStanding


def take(building: Building, record: Record, fact: StepFact) -> None:
    """Change the step that the fact speaks of."""
    if isinstance(fact, RemarkResolved):
        building.resolved[fact.remark] = fact
        return
    if isinstance(fact, DayConfirmed):
        building.confirmed_on[fact.step] = record.on
    standing = building.steps[fact.step]
    building.steps[fact.step] = _changed(standing, record, fact)


def _changed(standing: StepStanding, record: Record, fact: StepFact) -> StepStanding:
    match fact:
        case RoundBegun() | StatementGiven() | MoreTimeGiven() | StatementWaived():
            return _round(standing, record.on, fact)
        case ItemWritten() | ItemApproved() | ItemListed() | DayConfirmed():
            return _item(standing, record, fact)
        case SessionSet() | SessionCancelled() | SessionHeld():
            return _session(standing, record.on, fact)
        case RemarkResolved():
            return standing
        case _ as never:
            assert_never(never)


def _session(standing: StepStanding, on: date, fact: SessionSet | SessionCancelled | SessionHeld) -> StepStanding:
    match fact:
        case SessionSet():
            return replace(standing, sets=(*standing.sets, fact), set_on=on, cancelled_on=None)
        case SessionCancelled(for_good=for_good):
            complete = on if for_good else None
            return replace(standing, cancelled_on=on, cancels=standing.cancels + 1, complete=complete)
        case SessionHeld(day=day):
            return replace(standing, held=fact, complete=day)
        case _ as never:
            assert_never(never)


def _round(
    standing: StepStanding, on: date, fact: RoundBegun | StatementGiven | MoreTimeGiven | StatementWaived
) -> StepStanding:
    match fact:
        case RoundBegun(asked=asked, due=due, questions=questions):
            people = tuple(Asked(who=who, due=due) for who in asked)
            return replace(standing, begun=on, due=due, asked=people, questions=questions)
        case StatementGiven(body=body, day=day):
            return _asked(standing, body, lambda one: replace(one, statement=fact, settled=day))
        case MoreTimeGiven(body=body, due=due):
            return _asked(standing, body, lambda one: replace(one, due=due))
        case StatementWaived(body=body, reason=reason):
            return _asked(standing, body, lambda one: replace(one, waived=reason, settled=on))
        case _ as never:
            assert_never(never)


def _asked(standing: StepStanding, who: str, change: Callable[[Asked], Asked]) -> StepStanding:
    return replace(standing, asked=tuple(change(one) if one.who == who else one for one in standing.asked))


def _item(
    standing: StepStanding, record: Record, fact: ItemWritten | ItemApproved | ItemListed | DayConfirmed
) -> StepStanding:
    item = standing.item
    match fact:
        case ItemWritten():
            return replace(standing, item=replace(item, written=fact, approved=None, approved_by=None))
        case ItemApproved():
            return replace(standing, item=replace(item, approved=record.on, approved_by=record.by))
        case ItemListed(item_number=number):
            return replace(standing, item=replace(item, listed=record.on, number=number))
        case DayConfirmed():
            return replace(standing, confirmed=fact)
        case _ as never:
            assert_never(never)

"""The fold of a matter: its records, in order, become where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, assert_never, get_args

from kemiflow.core.definition.migration import reordered
from kemiflow.core.definition.process import Process
from kemiflow.core.folding import decisions as fold_decisions
from kemiflow.core.folding import projects as fold_projects
from kemiflow.core.folding import steps as fold_steps
from kemiflow.core.folding.building import Building
from kemiflow.core.folding.decisions import OrderNoLongerFits
from kemiflow.core.records import Corrected, Record
from kemiflow.core.records.case import (
    ApprovalStarted,
    CaseClosed,
    CaseFact,
    CaseMigrated,
    CaseOpened,
    DeviationNoted,
    DocumentAdopted,
    DocumentMade,
    DutyAnswered,
    LettersReleased,
    MatterLinked,
    OrderAssigned,
    PleaSettled,
    PreparerNamed,
    TaskDone,
)
from kemiflow.core.records.decision import DecisionFact
from kemiflow.core.records.project import ProjectFact
from kemiflow.core.records.step import StepFact
from kemiflow.core.standing import Standing
from kemiflow.core.standing_parts import AnswerStanding
from kemiflow.core.values import Refusal


class NotACase(Exception):
    """The records do not begin with the opening of a matter."""


class DefinitionMissing(Exception):
    """The definition that the matter was opened with, or goes on by, is not among those given."""


def mended(records: Iterable[Record]) -> tuple[Record, ...]:
    """Put corrections in place of what they correct; the newest one of a key wins."""
    listed = tuple(records)
    fixes = {record.fact.of: record.fact for record in listed if isinstance(record.fact, Corrected)}
    if not fixes:
        return listed
    return tuple(
        replace(record, fact=fixes[record.key].fact, on=fixes[record.key].on) if record.key in fixes else record
        for record in listed
        if not isinstance(record.fact, Corrected)
    )


def fold(records: Iterable[Record], definitions: Mapping[str, Process]) -> Standing:
    """Give where the matter stands after its records, in their order.

    Errors: NotACase, DefinitionMissing; KeyError never: an order that no longer fits was refused before.
    """
    told = tuple(records)
    course = mended(told)
    if not course or not isinstance(course[0].fact, CaseOpened):
        raise NotACase
    opened = course[0].fact
    if opened.definition not in definitions:
        raise DefinitionMissing(opened.definition)
    building = Building.of(course[0], opened, definitions)
    for record in course[1:]:
        TAKERS[type(record.fact)](building, record, record.fact)
    return building.frozen(seq=told[-1].seq, keys=frozenset(record.key for record in told))


def _take_case(building: Building, record: Record, fact: CaseFact) -> None:
    match fact:
        case CaseOpened(definition=digest) | CaseMigrated(definition=digest):
            _go_by(building, digest)
        case MatterLinked(role=role, register_number=number):
            building.linked[role] = number
        case PreparerNamed(person=person):
            building.preparer = person
        case ApprovalStarted(steps=steps):
            building.approvals[record.key] = fact
            building.held.update(steps)
        case DeviationNoted():
            building.deviations.append(fact)
        case OrderAssigned() | TaskDone():
            _take_order(building, record, fact)
        case CaseClosed():
            building.closed = record.on
        case LettersReleased(of=key):
            building.release(key, record.on)
        case DocumentMade() | DocumentAdopted():
            building.papers[record.key] = fact
        case DutyAnswered() | PleaSettled():
            _take_answer(building, record, fact)
        case _ as never:
            assert_never(never)


def _go_by(building: Building, digest: str) -> None:
    if digest == building.definition:
        return
    if digest not in building.definitions:
        raise DefinitionMissing(digest)
    process = reordered(building.definitions[digest], building.orders, building.decisions)
    if isinstance(process, Refusal):
        raise OrderNoLongerFits(digest, process.reason)
    building.definition = digest
    building.adopt(process)


def _take_order(building: Building, record: Record, fact: OrderAssigned | TaskDone) -> None:
    for place, standing in enumerate(building.orders):
        if (standing.decision, standing.index) == (fact.decision, fact.order):
            building.orders[place] = (
                replace(standing, person=fact.person)
                if isinstance(fact, OrderAssigned)
                else replace(standing, done=record.on)
            )


def _take_answer(building: Building, record: Record, fact: DutyAnswered | PleaSettled) -> None:
    match fact:
        case DutyAnswered(duty=duty):
            given = building.answers[duty].given if duty in building.answers else None
            building.answers[duty] = AnswerStanding(fact=fact, by=record.by, on=record.on, given=given)
            fold_projects.confirm(building, record, fact)
        case PleaSettled(duty=duty):
            told = building.answers[duty]
            building.answers[duty] = replace(told, settled=fact, given=fact.until or told.given)
        case _ as never:
            assert_never(never)


TAKERS: dict[type, Callable[[Building, Record, Any], None]] = {
    **dict.fromkeys(get_args(StepFact), fold_steps.take),
    **dict.fromkeys(get_args(DecisionFact), fold_decisions.take),
    **dict.fromkeys(get_args(ProjectFact), fold_projects.take),
    **dict.fromkeys(get_args(CaseFact), _take_case),
}

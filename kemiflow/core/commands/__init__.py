"""What people may ask, who may, and what it means: accept gives records to write, or a refusal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kemiflow.core.city import City
from kemiflow.core.commands import check_case, check_city, check_decisions, check_projects, check_steps
from kemiflow.core.commands.check import first, refuse
from kemiflow.core.commands.deviations import deviations
from kemiflow.core.commands.keys import key_of
from kemiflow.core.commands.permits import allowed
from kemiflow.core.commands.proposed import beside
from kemiflow.core.commands.tell import Actor, Tell, actor
from kemiflow.core.definition.process import Step
from kemiflow.core.records import Draft, Fact
from kemiflow.core.records.case import CaseFact, DocumentAdopted
from kemiflow.core.records.city import CityFact
from kemiflow.core.records.decision import DecisionFact, DecisionRecorded
from kemiflow.core.records.project import ProjectFact
from kemiflow.core.records.step import StepFact
from kemiflow.core.standing import Standing
from kemiflow.core.streams import CITY, case_stream
from kemiflow.core.values import Refusal, Text

__all__ = ["Actor", "Tell", "accept", "accept_city", "actor"]


def accept(standing: Standing, city: City, who: Actor, tell: Tell, today: date) -> tuple[Draft, ...] | Refusal:
    """Give the records that the told fact means in the matter, or why it is impossible.

    Only the impossible is refused; what the law or the plan wanted otherwise comes back as a deviation beside it.
    """
    told = replace(tell, fact=_filled(standing, tell.fact))
    refused = first(
        _day(tell, today, standing.opened),
        None if allowed(tell.fact, who, standing) else refuse("not_allowed", who=who.person, what=_name(tell.fact)),
        _closed(standing, tell.fact),
        _possible(standing, city, told.fact),
    )
    if refused:
        return refused
    stream = case_stream(standing.case)
    main = Draft(stream=stream, key=key_of(told.fact, standing.keys), fact=told.fact, on=told.on, by=who.person)
    return (
        main,
        *(
            Draft(stream=stream, key=f"deviation:{main.key}:{number}", fact=found, on=told.on, by=who.person)
            for number, found in enumerate(deviations(standing, city, told), start=1)
        ),
    )


def accept_city(city: City, who: Actor, tell: Tell, today: date) -> tuple[Draft, ...] | Refusal:
    """Give the records that the told fact means for the city, or why it is impossible."""
    if not isinstance(tell.fact, CityFact):
        return refuse("not_of_city", what=_name(tell.fact))
    refused = first(
        refuse("future_day", day=tell.on, today=today) if tell.on > today and _happened(tell.fact) else None,
        None if allowed(tell.fact, who, None) else refuse("not_allowed", who=who.person, what=_name(tell.fact)),
        check_city.check(city, tell.fact),
    )
    if refused:
        return refused
    key = key_of(tell.fact, city.keys)
    return (Draft(stream=CITY, key=key, fact=tell.fact, on=tell.on, by=who.person),)


def _happened(fact: Fact) -> bool:
    return type(fact).__name__ not in {"RoleGiven", "RoleEnded"}


def _name(fact: Fact) -> str:
    return type(fact).__name__


def _day(tell: Tell, today: date, opened: date) -> Refusal | None:
    if tell.on > today:
        return refuse("future_day", day=tell.on, today=today)
    return refuse("before_opening", day=tell.on, opened=opened) if tell.on < opened else None


def _closed(standing: Standing, fact: Fact) -> Refusal | None:
    late = isinstance(fact, DecisionFact | DocumentAdopted) and not isinstance(fact, DecisionRecorded)
    if standing.closed is None or late:
        return None
    return refuse("case_closed", case=standing.case, day=standing.closed)


def _possible(standing: Standing, city: City, fact: Fact) -> Refusal | None:
    if isinstance(fact, StepFact):
        return check_steps.check(standing, city, fact)
    if isinstance(fact, DecisionFact):
        return check_decisions.check(standing, city, fact)
    if isinstance(fact, ProjectFact):
        return check_projects.check(standing, city, fact)
    if isinstance(fact, CaseFact):
        return check_case.check(standing, city, fact)
    return refuse("not_of_case", what=_name(fact))


def _filled(standing: Standing, fact: Fact) -> Fact:
    """Put the proposal that was on the agenda into clauses that leave it out."""
    if not isinstance(fact, DecisionRecorded) or fact.step not in standing.steps:
        return fact
    one = standing.steps[fact.step]
    proposal = one.item.written.proposal if one.item.written else _default(one.step)
    return beside(fact, proposal)


def _default(step: Step) -> tuple[Text, ...]:
    return tuple(Text(text=clause) for clause in step.proposal)

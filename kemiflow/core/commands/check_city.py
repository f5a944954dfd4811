"""What is impossible of the city: a body it does not have, a meeting that is not there, an absence that ends first."""

from __future__ import annotations

from kemiflow.core.city import City
from kemiflow.core.commands.check import first, known, refuse
from kemiflow.core.records import city as facts
from kemiflow.core.values import Refusal, Role

SCOPED = {Role.BOARD_SECRETARY: "body", Role.DIRECTOR: "sector", Role.PRESENTER: "body"}


def check(city: City, fact: facts.CityFact) -> Refusal | None:
    """Give why the fact of the city is impossible, or None."""
    match fact:
        case facts.MeetingSet():
            return first(known("body", fact.body, [body.id for body in city.settings.bodies]), _closing(fact))
        case facts.MeetingMoved() | facts.MeetingCancelled():
            return known("meeting", fact.meeting, [meeting.id for meeting in city.meetings])
        case facts.RoleGiven() | facts.RoleEnded():
            return _role(city, fact)
        case facts.AbsenceTold():
            return first(_reversed(fact), _person(city, fact.person), _person(city, fact.deputy), _own(fact))
        case facts.AddressDead() | facts.AddressMended() | facts.AwayHinted() | facts.WeeklyChosen():
            return _person(city, fact.person)
        case _:
            return None


def _closing(fact: facts.MeetingSet) -> Refusal | None:
    return refuse("closes_after_meeting", meeting=fact.meeting, day=fact.closes) if fact.closes > fact.day else None


def _reversed(fact: facts.AbsenceTold) -> Refusal | None:
    return refuse("days_reversed", first=fact.first, last=fact.last) if fact.last < fact.first else None


def _own(fact: facts.AbsenceTold) -> Refusal | None:
    return refuse("deputy_away", person=fact.person) if fact.deputy == fact.person else None


def _person(city: City, person: str | None) -> Refusal | None:
    return known("person", person, city.people) if person else None


def _role(city: City, fact: facts.RoleGiven | facts.RoleEnded) -> Refusal | None:
    what = SCOPED.get(fact.role)
    bodies, sectors = ([one.id for one in many] for many in (city.settings.bodies, city.settings.sectors))
    if fact.scope is None or isinstance(fact, facts.RoleEnded):
        return known("person", fact.person, city.people)
    among = {"body": bodies, "sector": sectors, None: [*bodies, *sectors]}[what]
    return first(known("person", fact.person, city.people), known(what or "body", fact.scope, among))

"""People brought from a sheet: all of them or none, with the roles that the sheet gives them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kemiflow.app import gather, submit
from kemiflow.app.submit import Asking, whoever
from kemiflow.app.world import World
from kemiflow.core.city import City, Person
from kemiflow.core.commands import Tell, accept_city
from kemiflow.core.records import Fact
from kemiflow.core.records.city import AddressMended, RoleGiven
from kemiflow.core.values import Refusal


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a sheet tells: people, the roles that it gives them, and from which day."""

    people: Sequence[Person]
    roles: Sequence[RoleGiven]
    on: date


@dataclass(frozen=True, kw_only=True)
class Enrolled:
    """How many people were kept, and how many roles were new."""

    people: int
    roles: int


@dataclass(frozen=True, kw_only=True)
class Barred:
    """At which person of a sheet it stops, and why; nothing of the sheet was kept."""

    person: str
    refusal: Refusal


def enrol(world: World, put: Callable[..., None], sheet: Sheet, asking: Asking) -> Enrolled | Barred:
    """Keep people and give them roles; an address that had been dead and is another now is good again."""
    city = gather.city(world)
    held = {(one.person, one.role, one.scope) for one in city.holdings if one.until is None}
    roles: list[Fact] = [one for one in sheet.roles if (one.person, one.role, one.scope) not in held]
    mended: list[Fact] = [
        AddressMended(person=one.id) for one in sheet.people if one.id in city.dead and _another(city, one)
    ]
    told = tuple(Tell(fact=one, on=sheet.on) for one in (*roles, *mended))
    barred = _barred(city, sheet.people, told, asking)
    if barred:
        return barred
    put(*sheet.people)
    done = submit.tell_city(world, told, asking) if told else None
    if isinstance(done, Refusal):
        return Barred(person="", refusal=done)
    return Enrolled(people=len(sheet.people), roles=len(roles))


def _barred(city: City, people: Sequence[Person], told: Sequence[Tell], asking: Asking) -> Barred | None:
    known = replace(city, people={**city.people, **{one.id: one for one in people}})
    who = whoever(known, asking)
    for one in told:
        refused = accept_city(known, who, one, asking.today)
        if isinstance(refused, Refusal):
            return Barred(person=str(getattr(one.fact, "person", "")), refusal=refused)
    return None


def _another(city: City, person: Person) -> bool:
    known = city.person(person.id)
    return person.email not in {"", known.email if known else ""}

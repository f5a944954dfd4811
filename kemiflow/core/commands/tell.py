"""What a person asks to have recorded, and who that person is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kemiflow.core.city import City
from kemiflow.core.records import Fact
from kemiflow.core.values import Role


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who asks: a person and the roles, with scopes, that the person holds on that day."""

    person: str
    roles: frozenset[tuple[Role, str | None]] = frozenset()
    stands_for: frozenset[str] = frozenset()  # who is away and named this person as deputy

    def holds(self, roles: frozenset[Role], scope: str | None) -> bool:
        """Tell whether one of the roles is held for the scope; a role held without scope covers every scope."""
        return any(role in roles and (scope is None or held in {None, scope}) for role, held in self.roles)


@dataclass(frozen=True, kw_only=True)
class Tell:
    """A fact told: it happened on `on`; `reason` explains what the plan or the law wanted otherwise."""

    fact: Fact
    on: date
    reason: str | None = None


def actor(city: City, person: str, today: date) -> Actor:
    """Give a person as an actor with the roles of a day; the absent one's deputy acts in those roles too."""
    roles = set(city.roles(person, today))
    away = {one.person for one in city.absences if one.deputy == person and one.first <= today <= one.last}
    for absent in away:
        roles |= city.roles(absent, today)
    return Actor(person=person, roles=frozenset(roles), stands_for=frozenset(away))

"""An act: which fact it tells, in which form, and when it can be told at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kemiflow.app.look import Look
from kemiflow.core.city import City
from kemiflow.core.records import Fact
from kemiflow.core.standing import Standing, StepStanding
from kemiflow.web.acts.field import Field, Values
from kemiflow.web.visit import Stopped, Visit


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where an act is told: in a matter, perhaps at a step, about a body, decision, order or project."""

    visit: Visit
    look: Look
    step_id: str = ""
    about: str = ""

    @property
    def standing(self) -> Standing:
        """Give the matter."""
        return self.look.matter.standing

    @property
    def city(self) -> City:
        """Give the city."""
        return self.visit.city

    @property
    def step(self) -> StepStanding:
        """Give the step. Errors: Stopped when there is none of that name."""
        found = self.standing.steps.get(self.step_id)
        if found is None:
            raise Stopped(404, "no_step")
        return found

    @property
    def people(self) -> tuple[tuple[str, str], ...]:
        """Give the people of the city to choose from."""
        every = sorted(self.city.people.values(), key=lambda one: one.name)
        return tuple((one.id, f"{one.name}, {one.title}" if one.title else one.name) for one in every)

    def body(self, body_id: str) -> str:
        """Name a body or a sector."""
        telling = self.look.telling
        return telling.body(body_id) if self.city.settings.body(body_id) else telling.sector(body_id)


@dataclass(frozen=True, kw_only=True)
class Act:
    """An act under its name in the address; `scope` gives the body or sector for which the right is asked."""

    name: str
    kind: type
    fields: Callable[[Place], tuple[Field, ...]]
    fact: Callable[[Place, Values], Fact]
    fits: Callable[[Place], bool]
    scope: Callable[[Place], str | None] = lambda _: None
    dated: bool = True

    def offered(self, place: Place) -> bool:
        """Tell whether the act is shown: who is signed in may tell it, and it can be told now."""
        return place.visit.may(self.kind, self.scope(place)) and self.fits(place)

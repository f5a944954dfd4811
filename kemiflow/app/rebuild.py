"""Making all that is derived again from the journal alone."""

from __future__ import annotations

from datetime import date

from kemiflow.app import gather
from kemiflow.app.kept import Derived
from kemiflow.app.rows import derived
from kemiflow.app.world import World
from kemiflow.core.city import City
from kemiflow.core.plan import plan


def rebuild(world: World, today: date) -> int:
    """Drop the lists and make them again as of today; give how many matters there are. Errors: NoSettings."""
    city = gather.city(world)
    world.lists.drop()
    with world.journal.transaction(world.now()) as unit:
        unit.put_meetings(city.meetings)
    return world.lists.rebuild(world.journal, lambda case, _: _lines(world, case, city, today), world.now())


def _lines(world: World, case: str, city: City, today: date) -> Derived:
    standing = gather.matter(world, case).standing
    return derived(world, standing, city, plan(standing, city, today), today)

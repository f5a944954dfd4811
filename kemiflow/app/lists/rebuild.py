"""Making all that is derived again from the journal alone."""

from __future__ import annotations

from datetime import date
from functools import partial

from kemiflow.app import gather
from kemiflow.app.kept import Derived
from kemiflow.app.lists.rows import derived, memory_of
from kemiflow.app.lists.shape import shape
from kemiflow.app.world import World
from kemiflow.core.city import City
from kemiflow.core.folding.city import NoSettings
from kemiflow.core.plan import plan


def rebuild(world: World, today: date) -> int:
    """Drop the lists and make them again as of today; give how many matters there are. Errors: NoSettings."""
    city = gather.city(world)
    world.lists.drop()
    return _made(world, city, today)


def renew(world: World, today: date) -> int:
    """Make lists anew that an earlier program made; give of how many matters, 0 when all is well.

    Nothing is dropped before it is replaced: whoever is killed here leaves the shape untold for the next start.
    """
    if world.lists.shape() == shape():
        return 0
    try:
        city = gather.city(world)
    except NoSettings:
        world.lists.made(shape())
        return 0
    return _made(world, city, today)


def _made(world: World, city: City, today: date) -> int:
    with world.journal.transaction(world.now()) as unit:
        unit.put_meetings(city.meetings)
    count = world.lists.rebuild(world.journal, lambda case, _: _lines(world, case, city, today), world.now())
    world.lists.made(shape())
    return count


def _lines(world: World, case: str, city: City, today: date) -> Derived:
    standing = gather.matter(world, case).standing
    return derived(partial(memory_of, world), standing, city, plan(standing, city, today), today)

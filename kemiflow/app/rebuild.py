"""Making all that is derived again from the journal alone."""

from __future__ import annotations

from datetime import date

from kemiflow.app import gather
from kemiflow.app.kept import Derived
from kemiflow.app.rows import derived
from kemiflow.app.world import World
from kemiflow.core.city import City
from kemiflow.core.plan import plan

AT_ONCE = 200


def rebuild(world: World, today: date) -> int:
    """Drop the lists and make them again as of today; give how many matters there are. Errors: NoSettings."""
    city = gather.city(world)
    cases = [stream.removeprefix("case/") for stream in world.journal.streams("case/")]
    world.lists.drop()
    with world.journal.transaction(world.now()) as unit:
        unit.put_meetings(city.meetings)
    for start in range(0, len(cases), AT_ONCE):
        told = [_lines(world, case, city, today) for case in cases[start : start + AT_ONCE]]
        with world.journal.transaction(world.now()) as unit:
            unit.derive(*told)
    return len(cases)


def _lines(world: World, case: str, city: City, today: date) -> Derived:
    standing = gather.matter(world, case).standing
    return derived(world, standing, city, plan(standing, city, today), today)

"""The year once more, with mornings that look at every matter and at every person, whether they are due or not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unittest.mock import patch

from kemiflow.app.world import World
from tests.year import lived


def live(home: Path) -> lived.Year:
    """Live the year in a folder."""
    with patch("kemiflow.app.walk.due", _cases), patch("kemiflow.app.letters.remind.due", _people):
        return lived.live(home)


def _cases(world: World, _: date, _shard: tuple[int, int]) -> Iterator[str]:
    yield from sorted(row.case for row in world.lists.cases())


def _people(world: World, _: date, _shard: tuple[int, int]) -> Iterator[str]:
    yield from sorted(person.id for person in world.people.all())

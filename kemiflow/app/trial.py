"""The trial of a restored journal: the city and every matter are folded, and nothing that was there is missing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from kemiflow.app import gather
from kemiflow.app.morning import each
from kemiflow.app.world import World
from kemiflow.core.folding.city import NoSettings
from kemiflow.core.streams import CASES, CITY, case_of


def trial(world: World, before: Mapping[str, int]) -> tuple[str, ...]:
    """Name what is wrong with a restored journal: streams shorter than they were `before`, matters that do not fold."""
    short = (stream for stream, seq in before.items() if world.journal.head(stream) < seq)
    folded = each([CITY, *world.journal.streams(CASES)], lambda stream: _fold(world, stream))
    return (*short, *map(str, folded.failed))


def _fold(world: World, stream: str) -> None:
    if stream == CITY:
        with suppress(NoSettings):
            gather.city(world)
    else:
        _ = gather.matter(world, case_of(stream)).standing

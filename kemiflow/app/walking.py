"""The walking of a morning: matters a few at a time; whatever fails stops nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kemiflow.app import gather, walk
from kemiflow.app.letters import watch
from kemiflow.app.morning import Morning, Seen, each, joined, unseen
from kemiflow.app.shards import WHOLE, Shard
from kemiflow.app.walk import AT_ONCE, Walked, Walks
from kemiflow.app.world import World


def walk_shard(
    world: World, today: date, shard: Shard = WHOLE, *, dry: bool = False, seen: Seen = unseen
) -> Morning[Walked]:
    """Walk every matter of a shard that is due; a dry walk only tells what its first round would do.

    `seen` is told after every few matters how many are done, of how many. Errors: NoSettings, and a world that breaks
    before the first matter.
    """
    return _walked(world, tuple(walk.due(world, today, shard)), today, seen, dry=dry)


def walk_every(world: World, today: date, *, dry: bool = False, seen: Seen = unseen) -> Morning[Walked]:
    """Walk all matters that there are, due or not; see walk_shard."""
    return _walked(world, tuple(row.case for row in world.lists.cases()), today, seen, dry=dry)


def walk_one(world: World, case: str, today: date, *, dry: bool = False) -> Morning[Walked]:
    """Walk one matter, due or not. Errors: CaseUnknown, NoSettings."""
    city = gather.city(world)
    gather.matter(world, case)
    one = walk.foresee if dry else walk.walk
    return each([case], lambda name: one(world, name, today, city))


def walked_at_once(walks: Walks, cases: Iterable[str]) -> Morning[Walked]:
    """Walk some matters and write them in one transaction; when that fails, each by itself: one stops no other."""
    ready = each(cases, walks.prepare)
    try:
        return Morning(done=walks.put(ready.done), failed=ready.failed)
    except Exception:
        again = each((one.walked.case for one in ready.done), walks.walk)
        return Morning(done=again.done, failed=(*ready.failed, *again.failed))


def _walked(world: World, names: tuple[str, ...], today: date, seen: Seen, *, dry: bool) -> Morning[Walked]:
    city = gather.city(world)
    if dry:
        return each(_told(names, seen), lambda case: walk.foresee(world, case, today, city))
    walked = joined(_parts(Walks(world, city, today, names), names, seen))
    world.beats.beat(watch.WALK, world.now())
    return walked


def _parts(walks: Walks, names: tuple[str, ...], seen: Seen) -> Iterator[Morning[Walked]]:
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        yield walked_at_once(walks, some)
        seen(start + len(some), len(names))


def _told(names: tuple[str, ...], seen: Seen) -> Iterator[str]:
    for place, name in enumerate(names, start=1):
        yield name
        seen(place, len(names))

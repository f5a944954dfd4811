"""Work that is done again when the connection breaks: keys see to it that nothing is written twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from kemiflow.app.kept import JournalLost
from kemiflow.app.world import Unit, World
from kemiflow.core.records import Draft, Record

TRIES: Final = 3
T = TypeVar("T")


def worked(world: World, work: Callable[[Unit], T]) -> T:
    """Do one unit of work; when the connection breaks, do the same again. Raises JournalLost after three times."""
    for left in reversed(range(TRIES)):
        try:
            with world.journal.transaction(world.now()) as unit:
                return work(unit)
        except JournalLost:
            if not left:
                raise
    raise AssertionError


def appended(world: World, drafts: Sequence[Draft], expect: Mapping[str, int]) -> tuple[Record, ...]:
    """Append drafts and give what is new, also when the connection broke after it was written."""
    try:
        with world.journal.transaction(world.now()) as unit:
            return unit.append(drafts, expect=expect)
    except JournalLost:
        fresh = worked(world, lambda unit: unit.append(drafts, expect=expect))
        return fresh or _there(world, drafts)


def _there(world: World, drafts: Sequence[Draft]) -> tuple[Record, ...]:
    keys = {(draft.stream, draft.key) for draft in drafts}
    streams = dict.fromkeys(draft.stream for draft in drafts)
    found = (record for stream in streams for record in world.journal.read(stream))
    return tuple(record for record in found if (record.stream, record.key) in keys)

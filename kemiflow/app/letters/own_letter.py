"""A letter that is not about what its reader owes: recorded and put into the outbox once, or only shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kemiflow.app.kept import AlreadyRecorded, JournalMoved
from kemiflow.app.letters import remind
from kemiflow.app.letters.packing import Gathered, fact_of, sealed
from kemiflow.app.letters.remind import Decided, Ready
from kemiflow.app.world import World
from kemiflow.core.city import City
from kemiflow.core.letters import Letter
from kemiflow.core.records import Record

Told = tuple[Letter, Mapping[str, object]]


def laid(world: World, told: Told, records: Sequence[Record], city: City, *, dry: bool) -> Decided | None:
    """Put a letter with its facts into the outbox; None when another letter of the day was quicker."""
    letter, facts = told
    decided = Decided(letter=letter, written=world.texts.letter(letter, facts))
    if dry:
        return decided
    parcel = sealed(world, Gathered(letter=letter, told=facts, revisions={}), records, city)
    fact = fact_of(letter, parcel)
    ready = Ready(person=letter.person, seen=len(records), days={}, decided=decided, fact=fact, parcel=parcel)
    try:
        remind.put(world, [ready], letter.day)
    except (JournalMoved, AlreadyRecorded):
        return None
    return decided

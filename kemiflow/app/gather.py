"""Gathering: the city and a matter as they stand, read from the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kemiflow.app.people.directory import Directory
from kemiflow.app.world import World
from kemiflow.core.city import City, Settings
from kemiflow.core.commands.correct import Told
from kemiflow.core.definition.process import Process
from kemiflow.core.folding.city import as_of, fold_city
from kemiflow.core.folding.fold import fold
from kemiflow.core.records import Draft, Record
from kemiflow.core.records.case import CaseMigrated, CaseOpened
from kemiflow.core.records.city import SettingsAdopted
from kemiflow.core.standing import Standing
from kemiflow.core.streams import CITY, case_stream


class CaseUnknown(LookupError):
    """There is no matter of that name; the message lists those that are open."""


@dataclass(frozen=True)
class Matter:
    """A matter's records and definition; its standing is folded when asked for."""

    case: str
    records: tuple[Record, ...]
    definitions: dict[str, Process]

    @cached_property
    def standing(self) -> Standing:
        """Fold the records."""
        return fold(self.records, self.definitions)

    @property
    def seq(self) -> int:
        """Give the number of the last record."""
        return self.records[-1].seq

    @property
    def told(self) -> Told:
        """Give the records with what they fold with."""
        return Told(records=self.records, definitions=self.definitions)


def city(world: World, day: date | None = None) -> City:
    """Read the city as it is, or as it was on a day. Errors: NoSettings before the first adoption."""
    records = world.journal.read(CITY)
    return city_of(world, records if day is None else as_of(records, day))


def city_of(world: World, records: tuple[Record, ...]) -> City:
    """Fold the city from these records of it. Errors: NoSettings before the first adoption."""
    digests = [record.fact.definition for record in records if isinstance(record.fact, SettingsAdopted)]
    settings: dict[str, Settings] = {
        digest: world.definitions.settings(world.journal.definition(digest)) for digest in digests[-1:]
    }
    return fold_city(records, settings, Directory(world.people))


def matter(world: World, case: str) -> Matter:
    """Read a matter. Errors: CaseUnknown."""
    found = _matter(world, case, world.journal.read(case_stream(case)))
    if not found:
        raise CaseUnknown(case, ", ".join(row.case for row in world.lists.cases()))
    return found


def matters(world: World, cases: Sequence[str]) -> dict[str, Matter]:
    """Read a few matters at once; those that cannot be read are left out."""
    read = world.journal.read_each([case_stream(case) for case in cases])
    found = (_matter(world, case, read.get(case_stream(case), ())) for case in cases)
    return {one.case: one for one in found if one}


def coming(matter: Matter, drafts: Sequence[Draft]) -> Matter:
    """Give a matter as it will be when drafts are written behind its records."""
    stream, moment = case_stream(matter.case), matter.records[-1].at
    fresh = tuple(
        Record(stream=stream, seq=seq, key=one.key, fact=one.fact, on=one.on, at=moment, by=one.by)
        for seq, one in enumerate(drafts, start=matter.seq + 1)
    )
    return Matter(matter.case, (*matter.records, *fresh), matter.definitions)


def _matter(world: World, case: str, records: tuple[Record, ...]) -> Matter | None:
    if not records or not isinstance(records[0].fact, CaseOpened):
        return None
    digests = {one.fact.definition for one in records if isinstance(one.fact, CaseOpened | CaseMigrated)}
    texts = {digest: world.journal.definition(digest) for digest in digests}
    return Matter(case, records, {digest: world.definitions.process(text) for digest, text in texts.items()})

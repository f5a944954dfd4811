"""Documents of a matter as they lie in the folder: as they were made, edited by a person, or gone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from zipfile import is_zipfile

from kemiflow.app import gather
from kemiflow.app.world import World
from kemiflow.core.folding.fold import mended
from kemiflow.core.records import Record
from kemiflow.core.records.case import DocumentAdopted, DocumentMade
from kemiflow.core.streams import CASES, case_of


class Lies(StrEnum):
    """How the file of a document lies in the folder; a damaged one, or one under a password, opens for nobody."""

    AS_MADE = "as_made"
    EDITED = "edited"
    DAMAGED = "damaged"
    ADOPTED = "adopted"
    REPLACED = "replaced"
    MISSING = "missing"


@dataclass(frozen=True, kw_only=True)
class Adopted:
    """An edited version that was taken into the history."""

    on: date
    by: str
    fact: DocumentAdopted


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A document of the journal: `key` is that of its record, `adopted` its edited versions, oldest first.

    `newest` is false for a document that a newer one for the same purpose followed.
    """

    case: str
    key: str
    on: date
    made: DocumentMade
    newest: bool
    lies: Lies
    adopted: tuple[Adopted, ...] = ()


def filed(world: World, case: str) -> tuple[Filed, ...]:
    """Give the documents of a matter, oldest first, each with how its file lies. Errors: CaseUnknown."""
    return filed_of(world, gather.matter(world, case))


def filed_of(world: World, matter: gather.Matter) -> tuple[Filed, ...]:
    """Give the documents of a matter that was read, as its files lie now."""
    case, records = matter.case, mended(matter.records)
    made = {record.key: (record.on, record.fact) for record in records if isinstance(record.fact, DocumentMade)}
    newest = {_purpose(fact): key for key, (_, fact) in made.items()}
    owner = {fact.file: key for key, (_, fact) in made.items()}
    adopted = _adopted(records)
    found = []
    for key, (on, fact) in made.items():
        current, edited = newest[_purpose(fact)] == key, adopted.get(key, ())
        lies = _lies(world, fact, edited)
        if (owner[fact.file] != key and not edited) or (lies is Lies.MISSING and not current):
            lies = Lies.REPLACED
        found.append(Filed(case=case, key=key, on=on, made=fact, newest=current, lies=lies, adopted=edited))
    return tuple(found)


def beside(world: World, case: str) -> dict[str, str]:
    """Give the files of newest documents that were laid beside an edited one, each with the name of that."""
    found = filed(world, case)
    edited = {
        _purpose(one.made): one.made.file for one in found if one.lies in {Lies.EDITED, Lies.DAMAGED, Lies.ADOPTED}
    }
    pairs = {one.made.file: edited.get(_purpose(one.made), "") for one in found if one.newest}
    return {file: other for file, other in pairs.items() if other and other != file}


def cases(world: World) -> tuple[str, ...]:
    """Name all matters, those that ended among them."""
    return tuple(case_of(stream) for stream in world.journal.streams(CASES))


def digest(data: bytes) -> str:
    """Give the SHA-256 of a file."""
    return hashlib.sha256(data).hexdigest()


def _lies(world: World, fact: DocumentMade, adopted: Sequence[Adopted]) -> Lies:
    there = world.archive.read(adopted[-1].fact.file if adopted else fact.file)
    if there is None:
        return Lies.MISSING
    found = digest(there)
    if adopted and found == adopted[-1].fact.sha256:
        return Lies.ADOPTED
    if not adopted and found == fact.sha256:
        return Lies.AS_MADE
    return Lies.EDITED if is_zipfile(BytesIO(there)) else Lies.DAMAGED


def _purpose(fact: DocumentMade) -> tuple[str, str, int, str | None]:
    return fact.kind, fact.step, fact.round, fact.about


def _adopted(records: Iterable[Record]) -> dict[str, tuple[Adopted, ...]]:
    found: dict[str, tuple[Adopted, ...]] = {}
    for record in records:
        if isinstance(record.fact, DocumentAdopted):
            one = Adopted(on=record.on, by=record.by, fact=record.fact)
            found[record.fact.of] = (*found.get(record.fact.of, ()), one)
    return found

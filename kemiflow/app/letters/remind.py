"""Letters of a day: decided once for each person, and put into the outbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kemiflow.app import gather
from kemiflow.app.kept import FORMER, AlreadyRecorded, DutyRow, JournalMoved, Parcel
from kemiflow.app.keyed import worked
from kemiflow.app.letters.outgoing import Written
from kemiflow.app.letters.packing import fact_of, packed, worded
from kemiflow.app.lists.rows import duty_of, memory_of
from kemiflow.app.shards import WHOLE, Shard, holds
from kemiflow.app.world import Unit, World
from kemiflow.core.city import City
from kemiflow.core.duty import Duty
from kemiflow.core.letters import Letter, letters, next_letter_day
from kemiflow.core.records import Draft, Record
from kemiflow.core.records.person import LetterDecided
from kemiflow.core.streams import person_stream
from kemiflow.core.values import MACHINE


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A letter decided for a person, with the words it will be read in."""

    letter: Letter
    written: Written


def due(world: World, today: date, shard: Shard = WHOLE) -> Iterator[str]:
    """Give the persons of a shard to whom there may be something to say today."""
    after = ""
    while found := world.lists.persons_due(today, after=after):
        yield from (one for one in found if holds(shard, one))
        after = found[-1]


def decide(world: World, person: str, today: date, city: City | None = None) -> Decided | None:
    """Give the person's letter of today in words, or None; nothing is written."""
    known = city or gather.city(world)
    found = _decide(world, person, today, known)
    return Decided(letter=found[0], written=worded(world, found[0], known)) if found else None


def remind(world: World, person: str, today: date, city: City | None = None) -> Decided | None:
    """Decide the person's letter of today and put it into the outbox; once only, of many who try one wins."""
    ready = prepare(world, person, today, city or gather.city(world))
    try:
        put(world, [ready], today)
    except (JournalMoved, AlreadyRecorded):
        return None
    return ready.decided


@dataclass(frozen=True, kw_only=True)
class Ready:
    """What is to be written of a person's day: a letter or none, and when there is next something to say."""

    person: str
    seen: int
    days: dict[tuple[str, str], date | None]
    decided: Decided | None = None
    fact: LetterDecided | None = None
    parcel: Parcel | None = None


def prepare(world: World, person: str, today: date, city: City) -> Ready:
    """Decide and render a person's letter of today; nothing is written. Errors: NoMailAddress."""
    records, rows = memory_of(world, person), world.lists.open_duties(person)
    letter = letters([_duty(row) for row in rows], records, city, today, person) if city.person(person) else None
    if letter is None:
        return Ready(person=person, seen=len(records), days=_days(rows, records, (person, today, city)))
    parcel = packed(world, letter, records, city)
    fact = fact_of(letter, parcel)
    coming = Record(
        stream=person_stream(person),
        seq=len(records) + 1,
        key=letter.key,
        fact=fact,
        on=today,
        at=world.now(),
        by=MACHINE,
    )
    return Ready(
        person=person,
        seen=len(records),
        days=_days(rows, (*records, coming), (person, today, city)),
        decided=Decided(letter=letter, written=Written(subject=parcel.subject, body="")),  # thousands fit into memory
        fact=fact,
        parcel=parcel,
    )


def put(world: World, ready: Sequence[Ready], today: date) -> None:
    """Write what was prepared of persons, all or nothing. Errors: JournalMoved, AlreadyRecorded."""
    letters_ = [(one, one.fact, one.parcel) for one in ready if one.fact and one.parcel]
    drafts = [
        Draft(stream=person_stream(one.person), key=parcel.letter, fact=fact, on=today, by=MACHINE)
        for one, fact, parcel in letters_
    ]

    def work(unit: Unit) -> None:
        unit.append(drafts, expect={person_stream(one.person): one.seen for one, _, _ in letters_})
        for _, _, parcel in letters_:
            unit.enqueue(parcel)
        for one in ready:
            unit.next_letters(one.person, one.days)

    worked(world, work)


def would_send(world: World, person: str, today: date, city: City) -> Parcel | None:
    """Give the person's letter of today as it would leave, or None; nothing is written. Errors: NoMailAddress."""
    found = _decide(world, person, today, city)
    return packed(world, *found, city) if found else None


def _days(
    rows: Sequence[DutyRow], records: Sequence[Record], who: tuple[str, date, City]
) -> dict[tuple[str, str], date | None]:
    """Give when there is next something to say of each duty, so that a silent morning costs nothing."""
    person, today, city = who
    return {
        (row.case, row.duty): next_letter_day([_duty(row)], records, city, today + timedelta(days=1), person)
        for row in rows
        if row.next_on and row.next_on <= today
    }


def _decide(world: World, person: str, today: date, city: City) -> tuple[Letter, tuple[Record, ...]] | None:
    records = memory_of(world, person)
    found = letters(_duties(world, person), records, city, today, person)
    return (found, records) if found else None


def _duties(world: World, person: str) -> Sequence[Duty]:
    """Give the person's open duties, and those that have gone over from the person to another."""
    return [_duty(row) for row in world.lists.open_duties(person)]


def _duty(row: DutyRow) -> Duty:
    return replace(duty_of(row), id=row.duty.partition(FORMER)[0])

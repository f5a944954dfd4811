"""Letters of a day: decided once for each person, and put into the outbox."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kemiflow.app import gather
from kemiflow.app.background import background
from kemiflow.app.kept import AlreadyRecorded, DutyRow, JournalMoved, Parcel
from kemiflow.app.keyed import worked
from kemiflow.app.outgoing import Enclosed, Written
from kemiflow.app.rows import FORMER, duty_of, memory_of
from kemiflow.app.world import Unit, World
from kemiflow.core.city import City
from kemiflow.core.duty import Duty
from kemiflow.core.letters import Letter, content, earlier, entries, letters, next_letter_day, reachable
from kemiflow.core.records import Draft, Record
from kemiflow.core.records.person import LetterDecided

MACHINE = "machine"
HELSINKI = ZoneInfo("Europe/Helsinki")
MORNING = time(7, 0)


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A letter decided for a person, with the words it will be read in."""

    letter: Letter
    written: Written


def due(world: World, today: date, shard: tuple[int, int] = (0, 1)) -> Iterator[str]:
    """Give the persons to whom there may be something to say today; `shard` is (which, of how many)."""
    which, many = shard
    after = ""
    while found := world.lists.persons_due(today, after=after):
        yield from (one for one in found if int(hashlib.sha256(one.encode()).hexdigest(), 16) % many == which)
        after = found[-1]


def decide(world: World, person: str, today: date, city: City | None = None) -> Decided | None:
    """Give the person's letter of today in words, or None; nothing is written."""
    known = city or gather.city(world)
    found = _decide(world, person, today, known)
    return Decided(letter=found[0], written=_worded(world, found[0], known)) if found else None


def remind(world: World, person: str, today: date, city: City | None = None) -> Decided | None:
    """Decide the person's letter of today and put it into the outbox; once only, of many who try one wins."""
    known = city or gather.city(world)
    found = _decide(world, person, today, known)
    decided = _put(world, found, today, known) if found else None
    _look_again(world, person, today, known)
    return decided


def _put(world: World, found: tuple[Letter, tuple[Record, ...]], today: date, city: City) -> Decided | None:
    letter, records = found
    holder = city.person(letter.person)
    if holder is None:
        return None
    written = _worded(world, letter, city)
    parcel = _packed(world, found, written, city)
    fact = LetterDecided(
        day=today,
        kind=letter.kind,
        covers=letter.covers,
        subject=written.subject,
        text=hashlib.sha256(parcel.eml).hexdigest(),
    )
    draft = Draft(stream=f"person/{holder.id}", key=letter.key, fact=fact, on=today, by=MACHINE)

    def work(unit: Unit) -> None:
        unit.append([draft], expect={draft.stream: len(records)})
        unit.enqueue(parcel)

    try:
        worked(world, work)
    except (JournalMoved, AlreadyRecorded):
        return None
    return Decided(letter=letter, written=written)


def packed(world: World, person: str, today: date, city: City) -> Parcel | None:
    """Give the person's letter of today as it would leave, or None; nothing is written. Errors: NoMailAddress."""
    found = _decide(world, person, today, city)
    return _packed(world, found, _worded(world, found[0], city), city) if found else None


def _packed(world: World, found: tuple[Letter, tuple[Record, ...]], written: Written, city: City) -> Parcel:
    letter, records = found
    copies = [copied for one in letter.copies if (copied := city.person(one)) and reachable(city, one)]
    whole = replace(written, earlier=earlier(letter, records), enclosed=tuple(_enclosed(world, letter, written, city)))
    message_id, eml = world.post.compose(letter, whole, city.people[letter.person], copies)
    return Parcel(
        person=letter.person,
        letter=letter.key,
        day=letter.day,
        subject=written.subject,
        eml=eml,
        message_id=message_id,
        kind=letter.kind,
    )


def _enclosed(world: World, letter: Letter, written: Written, city: City) -> Iterator[Enclosed]:
    """Give a letter's days as calendars: those that hold, and apart from them those that do not any more."""
    rows = [row for case in {duty.case for duty in letter.duties} if (row := world.lists.case(case))]
    words = world.texts.wording(written.language)
    told = entries(letter, {row.case: row.last_seq for row in rows}, words)
    stamp = datetime.combine(letter.day, MORNING, tzinfo=HELSINKI)
    for method, gone in (("PUBLISH", False), ("CANCEL", True)):
        listed = [entry for entry in told if entry.cancelled is gone]
        data = world.calendar(listed, address=city.settings.answer_url, stamp=stamp) if listed else b""
        if data:
            yield Enclosed(name=words.say(f"feed.file_{method.lower()}"), method=method, data=data)


def _look_again(world: World, person: str, today: date, city: City) -> None:
    """Keep when there is next something to say, so that a silent morning costs nothing."""
    records = memory_of(world, person)
    rows = world.lists.open_duties(person)
    days = {
        (row.case, row.duty): next_letter_day([_duty(row)], records, city, today + timedelta(days=1), person)
        for row in rows
        if row.next_on and row.next_on <= today
    }
    worked(world, lambda unit: unit.next_letters(person, days))


def _decide(world: World, person: str, today: date, city: City) -> tuple[Letter, tuple[Record, ...]] | None:
    records = memory_of(world, person)
    found = letters(_duties(world, person), records, city, today, person)
    return (found, records) if found else None


def _duties(world: World, person: str) -> Sequence[Duty]:
    """Give the person's open duties, and those that have gone over from the person to another."""
    return [_duty(row) for row in world.lists.open_duties(person)]


def _duty(row: DutyRow) -> Duty:
    return replace(duty_of(row), id=row.duty.partition(FORMER)[0])


def _worded(world: World, letter: Letter, city: City) -> Written:
    person = city.person(letter.person)
    wanted = person.language if person else city.settings.language
    wording = world.texts.wording(world.texts.language_of(letter, wanted))
    return world.texts.letter(letter, content(letter, city, wording, background(world, letter, city, wording)))

"""Letters of a day: decided once for each person, put into the outbox, handed over, settled."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kemiflow.app import gather
from kemiflow.app.kept import AlreadyRecorded, JournalMoved, Parcel, ParcelMoved, Posting
from kemiflow.app.rows import FORMER, duty_of, memory_of
from kemiflow.app.world import World, Written
from kemiflow.core.city import City
from kemiflow.core.duty import Duty
from kemiflow.core.labels import decision_label
from kemiflow.core.letters import Background, Letter, content, letters, reachable, told_owner
from kemiflow.core.records import Draft, Record
from kemiflow.core.records.person import Fate, LetterDecided, LetterSettled

MACHINE = "machine"
LEASE = timedelta(seconds=60)
FATES = {
    Posting.SENT: Fate.SENT,
    Posting.FAILED: Fate.FAILED,
    Posting.UNSURE: Fate.UNSURE,
    Posting.CANCELLED: Fate.CANCELLED,
}


class NotDelivered(Exception):
    """The post could not take a letter now; it may be tried again."""


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
    holder = known.person(person)
    if found is None or holder is None:
        return None
    letter, records = found
    written = _worded(world, letter, known)
    copies = [copied for one in letter.copies if (copied := known.person(one)) and reachable(known, one)]
    message_id, eml = world.post.compose(letter, written, holder, copies)
    fact = LetterDecided(
        day=today,
        kind=letter.kind,
        covers=letter.covers,
        subject=written.subject,
        text=hashlib.sha256(eml).hexdigest(),
    )
    draft = Draft(stream=f"person/{person}", key=letter.key, fact=fact, on=today, by=MACHINE)
    parcel = Parcel(
        person=person, letter=letter.key, day=today, subject=written.subject, eml=eml, message_id=message_id
    )
    try:
        with world.journal.transaction(world.now()) as unit:
            unit.append([draft], expect={draft.stream: len(records)})
            unit.enqueue(parcel)
    except (JournalMoved, AlreadyRecorded):
        return None
    return Decided(letter=letter, written=written)


def send(world: World, owner: str, today: date) -> tuple[int, tuple[str, ...]]:
    """Hand over the letters in hand; give how many left, and those that must be tried again later."""
    sent, later = 0, []
    while claimed := world.outbox.claim(owner, now=world.now(), lease=LEASE):
        for parcel in claimed:
            if _send(world, parcel, today):
                sent += 1
            else:
                later.append(f"{parcel.person} {parcel.letter}")
    return sent, tuple(later)


def _send(world: World, parcel: Parcel, today: date) -> bool:
    try:
        committing = world.outbox.commit(parcel)
        world.post.deliver(committing)
        settle(world, committing, Posting.SENT, today)
    except ParcelMoved:
        return False
    except NotDelivered as why:
        world.outbox.release(parcel, retry=_later(world, parcel), reason=str(why))
        return False
    return True


def _later(world: World, parcel: Parcel) -> datetime:
    return world.now() + timedelta(minutes=2**parcel.attempt)


def settle(world: World, parcel: Parcel, state: Posting, today: date, reason: str | None = None) -> None:
    """Record how a letter ended, and end it in the outbox, in one transaction."""
    fact = LetterSettled(letter=parcel.letter, fate=FATES[state], reason=reason)
    draft = Draft(
        stream=f"person/{parcel.person}",
        key=f"settled:{parcel.letter}:{parcel.attempt}",
        fact=fact,
        on=today,
        by=MACHINE,
    )
    with world.journal.transaction(world.now()) as unit:
        unit.append([draft])
        unit.settle(parcel, state, reason)


def _decide(world: World, person: str, today: date, city: City) -> tuple[Letter, tuple[Record, ...]] | None:
    records = memory_of(world, person)
    found = letters(_duties(world, person), records, city, today, person)
    return (found, records) if found else None


def _duties(world: World, person: str) -> Sequence[Duty]:
    """Give the person's open duties, and those that have gone over from the person to another."""
    return [replace(duty_of(row), id=row.duty.partition(FORMER)[0]) for row in world.lists.open_duties(person)]


def _worded(world: World, letter: Letter, city: City) -> Written:
    person = city.person(letter.person)
    wanted = person.language if person else city.settings.language
    wording = world.texts.wording(world.texts.language_of(letter, wanted))
    labels = {
        duty.ground.decision: decision_label(
            gather.matter(world, duty.case).standing, city, duty.ground.decision, wording
        )
        for duty in letter.duties
        if duty.ground.decision
    }
    told = {
        (duty.case, duty.id): told_owner(duty, memory_of(world, duty.owner)) for duty in letter.duties if duty.owner
    }
    return world.texts.letter(letter, content(letter, city, wording, Background(decisions=labels, told=told)))

"""What came back of a letter, told as a fact: a dead address, a letter that failed, a person who may be away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hmac import compare_digest
from typing import Final

from kemiflow.app import gather
from kemiflow.app.kept import Parcel, Posting
from kemiflow.app.letters.outgoing import Named
from kemiflow.app.submit import Asking, tell_city
from kemiflow.app.world import World
from kemiflow.core.commands import Tell
from kemiflow.core.mailbox import same_mailbox
from kemiflow.core.records import Draft
from kemiflow.core.records.city import AddressDead, AwayHinted
from kemiflow.core.records.person import Fate, LetterSettled
from kemiflow.core.streams import person_stream
from kemiflow.core.values import Refusal

# RFC 3463: a bad mailbox or host (X.1.x except the sender's X.1.7 and X.1.8), a mailbox that was closed, a host gone
DEAD: Final = frozenset({"1.0", "1.1", "1.2", "1.3", "1.6", "1.10", "2.1", "4.4"})
# RFC 5321 4.5.4.1: relays give up after four or five days; twice that
UNDER_WAY: Final = timedelta(days=10)


class Sort(StrEnum):
    """What a message that came back is."""

    FAILED = "failed"
    NOTICE = "notice"
    AUTOMATIC = "automatic"
    WRITTEN = "written"


@dataclass(frozen=True, kw_only=True)
class Failure:
    """What a report says of one recipient: the readings of its addresses, and an enhanced status (RFC 3463)."""

    addresses: tuple[str, ...]
    status: str

    @property
    def dead(self) -> bool:
        """Tell whether the status says that nobody can be reached at the address; a full mailbox says no such thing."""
        level, _, what = self.status.partition(".")
        return level == "5" and what in DEAD

    def of(self, address: str) -> bool:
        """Tell whether it is about an address."""
        return any(same_mailbox(one, address) for one in self.addresses)


@dataclass(frozen=True, kw_only=True)
class Returned:
    """A message that came back: the letters it speaks of, newest last, and the recipients whom none of them reached."""

    sort: Sort
    letters: tuple[Named, ...] = ()
    failures: tuple[Failure, ...] = ()


class Taken(StrEnum):
    """What was made of a message that came back."""

    ADDRESS_DEAD = "address_dead"
    LETTER_FAILED = "letter_failed"
    OTHER_ADDRESS = "other_address"
    AWAY = "away"
    NOTHING = "nothing"
    NOT_OURS = "not_ours"
    FOR_PEOPLE = "for_people"


def take(world: World, came: Returned, asking: Asking) -> tuple[Taken, Parcel | None] | Refusal:
    """Record what a message says of a letter of ours; the same message twice says nothing new. Nothing is answered.

    Anybody can write a report. It counts when it names a letter by its whole Message-ID, of which a part is known to
    its readers alone, and fails for the address to which that letter went. So one who was not sent the letter, or a
    copy, harms nobody; one who was could say that it came back. Of letters from before there was such a part only
    recent ones are believed.
    """
    if came.sort is Sort.WRITTEN:
        return Taken.FOR_PEOPLE, None
    found = next(((kept, one) for one in reversed(came.letters) if (kept := _found(world, one))), None)
    if found is None:
        return Taken.NOT_OURS, None
    parcel, named = found
    if came.sort is Sort.NOTICE or (not _marked(named, parcel) and asking.today - parcel.day > UNDER_WAY):
        return Taken.NOTHING, parcel
    if came.sort is Sort.FAILED:
        return _failed(world, came, parcel, asking)
    told = _told(world, AwayHinted(person=parcel.person, letter=parcel.letter), asking)
    return told or (Taken.AWAY, parcel)


def _found(world: World, named: Named) -> Parcel | None:
    """Find a letter by what is open in its number, then compare the whole in constant time: its mark is a secret."""
    kept = world.outbox.find(named.person, named.letter) if named.letter else None
    if kept is None:
        return world.outbox.by_message(named.message_id)
    return kept if compare_digest(kept.message_id.encode(), named.message_id.encode()) else None


def _marked(named: Named, parcel: Parcel) -> bool:
    return (named.person, named.letter) == (parcel.person, parcel.letter)


def _failed(world: World, came: Returned, parcel: Parcel, asking: Asking) -> tuple[Taken, Parcel | None] | Refusal:
    to = world.post.addressee(parcel)
    failure = next((one for one in came.failures if one.of(to)), None)
    if failure is None:
        return Taken.OTHER_ADDRESS, parcel
    dies = failure.dead and parcel.state is not Posting.FAILED and _still(world, parcel.person, to)
    told = _told(world, AddressDead(person=parcel.person), asking) if dies else None
    if told:
        return told
    if parcel.state in {Posting.SENT, Posting.UNSURE} and not asking.dry:
        _settle(world, parcel, failure.status, asking)
    return (Taken.ADDRESS_DEAD if dies else Taken.LETTER_FAILED), parcel


def _still(world: World, person: str, address: str) -> bool:
    """Tell whether an address is the person's today, and not known to be dead."""
    city = gather.city(world)
    known = city.person(person)
    return known is not None and same_mailbox(known.email, address) and person not in city.dead


def _told(world: World, fact: AddressDead | AwayHinted, asking: Asking) -> Refusal | None:
    told = tell_city(world, (Tell(fact=fact, on=asking.today),), asking)
    return told if isinstance(told, Refusal) else None


def _settle(world: World, parcel: Parcel, status: str, asking: Asking) -> None:
    """End a letter that had left as one that failed, in the journal and the outbox at once."""
    fact = LetterSettled(letter=parcel.letter, fate=Fate.FAILED, reason=status)
    stream, key = person_stream(parcel.person), f"returned:{parcel.letter}"
    with world.journal.transaction(world.now()) as unit:
        unit.append([Draft(stream=stream, key=key, fact=fact, on=asking.today, by=asking.by)])
        unit.settle(parcel, Posting.FAILED, status)

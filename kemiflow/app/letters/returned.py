"""What came back of a letter, told as a fact: a dead address, a letter that failed, a person who may be away."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kemiflow.app import gather
from kemiflow.app.kept import Parcel, Posting
from kemiflow.app.submit import Asking, tell_city
from kemiflow.app.world import World
from kemiflow.core.commands import Tell
from kemiflow.core.records import Draft
from kemiflow.core.records.city import AddressDead, AwayHinted
from kemiflow.core.records.person import Fate, LetterSettled
from kemiflow.core.values import Refusal

# RFC 3463: a bad mailbox or host (X.1.x except the sender's X.1.7 and X.1.8), a mailbox that was closed, a host gone
DEAD: Final = frozenset({"1.0", "1.1", "1.2", "1.3", "1.6", "1.10", "2.1", "4.4"})


class Sort(StrEnum):
    """What a message that came back is."""

    FAILED = "failed"
    NOTICE = "notice"
    AUTOMATIC = "automatic"
    WRITTEN = "written"


@dataclass(frozen=True, kw_only=True)
class Returned:
    """A message that came back: the Message-IDs it speaks of, newest last, and an enhanced status (RFC 3463)."""

    sort: Sort
    letters: tuple[str, ...] = ()
    status: str = ""

    @property
    def dead(self) -> bool:
        """Tell whether the status says that nobody can be reached at the address; a full mailbox says no such thing."""
        level, _, what = self.status.partition(".")
        return self.sort is Sort.FAILED and level == "5" and what in DEAD


class Taken(StrEnum):
    """What was made of a message that came back."""

    ADDRESS_DEAD = "address_dead"
    LETTER_FAILED = "letter_failed"
    AWAY = "away"
    NOTHING = "nothing"
    NOT_OURS = "not_ours"
    FOR_PEOPLE = "for_people"


def take(world: World, came: Returned, asking: Asking) -> tuple[Taken, Parcel | None] | Refusal:
    """Record what a message says of a letter of ours; the same message twice says nothing new.

    Nothing is ever answered. What names no letter of ours changes nothing, so that a forged report is harmless.
    """
    if came.sort is Sort.WRITTEN:
        return Taken.FOR_PEOPLE, None
    parcel = next((found for one in reversed(came.letters) if (found := world.outbox.by_message(one))), None)
    if parcel is None:
        return Taken.NOT_OURS, None
    match came.sort:
        case Sort.FAILED:
            return _failed(world, came, parcel, asking)
        case Sort.AUTOMATIC:
            told = _told(world, AwayHinted(person=parcel.person, letter=parcel.letter), asking)
            return told or (Taken.AWAY, parcel)
        case _:
            return Taken.NOTHING, parcel


def _failed(world: World, came: Returned, parcel: Parcel, asking: Asking) -> tuple[Taken, Parcel | None] | Refusal:
    dies = came.dead and parcel.person not in gather.city(world).dead
    told = _told(world, AddressDead(person=parcel.person), asking) if dies else None
    if told:
        return told
    if parcel.state in {Posting.SENT, Posting.UNSURE} and not asking.dry:
        _settle(world, parcel, came.status, asking)
    return (Taken.ADDRESS_DEAD if dies else Taken.LETTER_FAILED), parcel


def _told(world: World, fact: AddressDead | AwayHinted, asking: Asking) -> Refusal | None:
    told = tell_city(world, (Tell(fact=fact, on=asking.today),), asking)
    return told if isinstance(told, Refusal) else None


def _settle(world: World, parcel: Parcel, status: str, asking: Asking) -> None:
    """End a letter that had left as one that failed, in the journal and the outbox at once."""
    fact = LetterSettled(letter=parcel.letter, fate=Fate.FAILED, reason=status)
    stream, key = f"person/{parcel.person}", f"returned:{parcel.letter}"
    with world.journal.transaction(world.now()) as unit:
        unit.append([Draft(stream=stream, key=key, fact=fact, on=asking.today, by=asking.by)])
        unit.settle(parcel, Posting.FAILED, status)

"""What the secretary does with letters: sends some of them, tries them on a test address, settles unsure ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kemiflow.app import gather
from kemiflow.app.kept import Parcel, Posting
from kemiflow.app.letters import remind, settling
from kemiflow.app.letters.delivery import Errand
from kemiflow.app.letters.outgoing import Handed
from kemiflow.app.letters.settling import BY_PERSON, End
from kemiflow.app.morning import Morning, Sent, each, send
from kemiflow.app.world import World
from kemiflow.core.days import is_working
from kemiflow.core.letters import letter_number


class LetterUnknown(LookupError):
    """There is no letter of that name."""


class LetterSure(ValueError):
    """It is known what became of the letter; `state` says what."""

    def __init__(self, name: str, state: Posting) -> None:
        """Say which letter, and where it stands."""
        super().__init__(name)
        self.name = name
        self.state = state


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A letter that would leave: decided and in hand, or still to be decided today."""

    person: str
    kind: str
    subject: str
    parcel: Parcel


def waiting(world: World, errand: Errand) -> Morning[Waiting]:
    """Give the letters that an errand would hand over, oldest first, and whose could not be decided.

    Nothing is written.
    """
    undecided = _undecided(world, errand)
    everything = (*_in_hand(world, errand), *(one for one in undecided.done if one))
    return Morning(done=everything[: errand.limit], failed=undecided.failed)


def send_some(world: World, errand: Errand) -> Morning[Sent]:
    """Decide today's letters of an errand and hand over what is in hand."""
    if is_working(errand.today, gather.city(world).settings.quiet):
        settling.withdraw(world, errand.today)
    found = waiting(world, errand)
    persons = (one.person for one in found.done if one.parcel.attempt == 0)
    decided = each(persons, lambda person: remind.remind(world, person, errand.today))
    sent = send(world, errand)
    return Morning(done=sent.done, failed=(*found.failed, *decided.failed, *sent.failed))


def redirect(world: World, errand: Errand, address: str) -> Morning[Handed]:
    """Hand over the letters of an errand to a test address alone; nothing is recorded. Errors: NoMailAddress."""
    found = waiting(world, errand)
    answers: list[Handed] = []
    for one in found.done:
        whole = world.outbox.find(one.person, one.parcel.letter) or one.parcel
        answers.append(world.post.hand_over(world.post.redirected(whole, address), lambda: None))
        if answers[-1].ends:
            break
    return Morning(done=tuple(answers), failed=found.failed)


def unsure(world: World, today: date) -> tuple[Parcel, ...]:
    """Give the letters of which nobody knows whether they left, once all witnesses have been asked."""
    settling.reconcile(world, today)
    return tuple(world.outbox.letters(Posting.UNSURE))


def find(world: World, name: str) -> Parcel:
    """Find a letter by its name (maija/2023-09-29) or by the number that its reader quotes. Errors: LetterUnknown."""
    for one in world.outbox.letters():
        if name in {one.name, letter_number(one.person, one.day)}:
            return one
    raise LetterUnknown(name)


def settle(world: World, name: str, errand: Errand, *, sent: bool) -> Parcel:
    """Settle an unsure letter by a person's word: it left, or it waits again. Errors: LetterUnknown, LetterSure."""
    parcel = find(world, name)
    if parcel.state is not Posting.UNSURE:
        raise LetterSure(parcel.name, parcel.state)
    end = End(state=Posting.SENT if sent else Posting.PENDING, reason=BY_PERSON, by=errand.owner)
    settling.settle(world, parcel, end, errand.today)
    return parcel


def _in_hand(world: World, errand: Errand) -> Iterator[Waiting]:
    for one in world.outbox.letters(Posting.PENDING):
        if not errand.only or one.kind in errand.only:
            yield Waiting(person=one.person, kind=one.kind, subject=one.subject, parcel=one)


def _undecided(world: World, errand: Errand) -> Morning[Waiting | None]:
    city = gather.city(world)

    def of(person: str) -> Waiting | None:
        found = remind.would_send(world, person, errand.today, city)
        if not found or (errand.only and found.kind not in errand.only):
            return None
        return Waiting(person=person, kind=found.kind, subject=found.subject, parcel=found)

    return each(remind.due(world, errand.today), of)

"""How letters end: recorded and ended at once, withdrawn when they are outdated, never guessed about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from kemiflow.app.kept import FORMER, Parcel, ParcelMoved, Posting
from kemiflow.app.letters.standing_letter import covered
from kemiflow.app.world import Unit, World
from kemiflow.core.records import Draft
from kemiflow.core.records.person import Fate, LetterSettled
from kemiflow.core.streams import person_stream
from kemiflow.core.values import MACHINE

OUTDATED, WITNESS, BY_PERSON = "outdated", "witness", "person"
FATES = {
    Posting.SENT: Fate.SENT,
    Posting.FAILED: Fate.FAILED,
    Posting.UNSURE: Fate.UNSURE,
    Posting.CANCELLED: Fate.CANCELLED,
    Posting.PENDING: Fate.UNSENT,
}
RETOLD = {Posting.FAILED, Posting.CANCELLED}  # who gets such a letter has been told nothing


@dataclass(frozen=True, kw_only=True)
class End:
    """How a letter ended, why, and who says so; `pending` is one that waits again."""

    state: Posting
    reason: str | None = None
    by: str = MACHINE


def settle(world: World, parcel: Parcel, end: End, today: date) -> None:
    """Record how a letter ended, and end it in the outbox, in one transaction. Errors: ParcelMoved.

    What a letter would have told that failed or was cancelled is told again from the next morning on.
    """
    again = dict.fromkeys(_rows(world, parcel), today) if end.state in RETOLD else {}
    with world.journal.transaction(world.now()) as unit:
        settle_in(unit, parcel, end, today)
        unit.next_letters(parcel.person, again)


def settle_in(unit: Unit, parcel: Parcel, end: End, today: date) -> None:
    """Record in an open transaction how a letter ended, and end it in the outbox. Errors: ParcelMoved."""
    fact = LetterSettled(letter=parcel.letter, fate=FATES[end.state], reason=end.reason)
    key = f"settled:{parcel.letter}:{parcel.attempt}:{fact.fate}"
    unit.append([Draft(stream=person_stream(parcel.person), key=key, fact=fact, on=today, by=end.by)])
    unit.settle(parcel, end.state, end.reason)


def _rows(world: World, parcel: Parcel) -> Iterator[tuple[str, str]]:
    about = {(one.case, one.duty) for one in covered(world, parcel)}
    for row in world.lists.open_duties(parcel.person):
        if (row.case, row.duty.partition(FORMER)[0]) in about:
            yield row.case, row.duty


def withdraw(world: World, today: date) -> int:
    """Withdraw the letters of earlier days that have not left, and give how many; today's letters say it all anew."""
    found = world.outbox.outdated(today, now=world.now())
    for parcel in found:
        with suppress(ParcelMoved):
            settle(world, parcel, End(state=Posting.CANCELLED, reason=OUTDATED), today)
    return len(found)


def reconcile(world: World, today: date) -> None:
    """Settle what fell silent at its dot by what witnesses saw; what none of them knows is unsure, and listed."""
    for parcel in (*world.outbox.silent(now=world.now()), *world.outbox.letters(Posting.UNSURE)):
        seen = next((saw for one in world.witnesses if (saw := one.saw(parcel)) is not None), None)
        state = Posting.UNSURE if seen is None else Posting.SENT if seen else Posting.PENDING
        if state is not parcel.state:
            with suppress(ParcelMoved):  # another sender asked at the same time
                settle(world, parcel, End(state=state, reason=parcel.reason if seen is None else WITNESS), today)

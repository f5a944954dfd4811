"""Letters on their way: handed over, settled once, withdrawn when they are outdated, never guessed about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from kemiflow.app.kept import Answer, Handed, Parcel, ParcelMoved, Posting
from kemiflow.app.keyed import worked
from kemiflow.app.rows import FORMER
from kemiflow.app.standing_letter import covered, stands
from kemiflow.app.world import Unit, World
from kemiflow.core.days import is_working
from kemiflow.core.records import Draft
from kemiflow.core.records.person import Fate, LetterSettled

HELSINKI = ZoneInfo("Europe/Helsinki")
MACHINE = "machine"
BATCH = 20
LEASE = timedelta(minutes=10)
DOT_LEASE = timedelta(minutes=11)  # RFC 5321 4.5.3.2.6: ten minutes for the answer to the final dot
LONGEST_PAUSE = timedelta(hours=4)
OUTDATED, ANSWERED, WITNESS = "outdated", "answered", "witness"
FATES = {
    Posting.SENT: Fate.SENT,
    Posting.FAILED: Fate.FAILED,
    Posting.UNSURE: Fate.UNSURE,
    Posting.CANCELLED: Fate.CANCELLED,
    Posting.PENDING: Fate.UNSENT,
}
RETOLD = {Posting.FAILED, Posting.CANCELLED}  # who gets such a letter has been told nothing


class Moot(Exception):
    """Nothing that a letter speaks of holds any more: its dot is not sent."""


@dataclass(frozen=True, kw_only=True)
class Errand:
    """Who hands letters over, on which day; `only` names kinds, `limit` is how many are tried at most.

    `now` is whether letters leave on quiet days and outside the hours of the post too.
    """

    owner: str
    today: date
    only: frozenset[str] = frozenset()
    limit: int | None = None
    now: bool = False


def may_leave(world: World, today: date, quiet: frozenset[date]) -> bool:
    """Tell whether letters may leave now: on a working day of the city, within the hours of its post in Finland."""
    now = world.now().astimezone(HELSINKI).time()
    within = world.hours is None or world.hours[0] <= now < world.hours[1]
    return within and is_working(today, quiet)


def send(world: World, errand: Errand) -> Counter[Answer]:
    """Hand over the letters in hand until none is due, the limit is reached or the post closes; count the answers."""
    counts: Counter[Answer] = Counter()
    while batch := _claim(world, errand, counts.total()):
        for place, parcel in enumerate(batch):
            answer = _hand_over(world, parcel, errand.today)
            counts.update([answer] if answer else [])
            if answer is Answer.CLOSED:
                _put_back(world, batch[place + 1 :])
                return counts
    return counts


def _claim(world: World, errand: Errand, tried: int) -> tuple[Parcel, ...]:
    limit = BATCH if errand.limit is None else min(BATCH, errand.limit - tried)
    if limit <= 0:
        return ()
    return world.outbox.claim(errand.owner, now=world.now(), lease=LEASE, limit=limit, only=errand.only)


def _put_back(world: World, untried: tuple[Parcel, ...]) -> None:
    for parcel in untried:
        world.outbox.put_back(parcel, reason=parcel.reason or "")


def _hand_over(world: World, parcel: Parcel, today: date) -> Answer | None:
    """Hand one letter over and settle it; None when it was another's by then, or moot."""
    at = [parcel]

    def dot() -> None:
        if not stands(world, parcel, today):
            raise Moot(parcel.name)
        at[0] = world.outbox.commit(parcel, now=world.now(), lease=DOT_LEASE)

    try:
        handed = world.post.hand_over(parcel, dot)
        _note(world, at[0], handed, today)
    except Moot:
        settle(world, parcel, End(state=Posting.CANCELLED, reason=ANSWERED), today)
        return None
    except ParcelMoved:
        return None
    return handed.answer


def _note(world: World, parcel: Parcel, handed: Handed, today: date) -> None:
    match handed.answer:
        case Answer.TAKEN:
            _taken(world, parcel, today, handed.said)
        case Answer.REFUSED:
            settle(world, parcel, End(state=Posting.FAILED, reason=handed.said), today)
        case Answer.SILENT:
            settle(world, parcel, End(state=Posting.UNSURE, reason=handed.said), today)
        case Answer.LATER:
            world.outbox.release(parcel, retry=world.now() + pause(parcel.attempt), reason=handed.said)
        case Answer.CLOSED:
            world.outbox.put_back(parcel, reason=handed.said)


def _taken(world: World, parcel: Parcel, today: date, said: str) -> None:
    """Settle a letter that the post took, even when somebody had given it up as unsure meanwhile."""
    try:
        settle(world, parcel, End(state=Posting.SENT, reason=said or None), today)
    except ParcelMoved:
        now = world.outbox.find(parcel.person, parcel.letter)
        if now and now.state is Posting.UNSURE and now.attempt == parcel.attempt:
            settle(world, now, End(state=Posting.SENT, reason=said or None), today)


def pause(attempt: int) -> timedelta:
    """Give how long a letter rests after its n-th try: two minutes, doubled each time, four hours at most."""
    return min(LONGEST_PAUSE, timedelta(minutes=2 ** min(attempt, 10)))


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
    fact = LetterSettled(letter=parcel.letter, fate=FATES[end.state], reason=end.reason)
    key = f"settled:{parcel.letter}:{parcel.attempt}:{fact.fate}"
    draft = Draft(stream=f"person/{parcel.person}", key=key, fact=fact, on=today, by=end.by)
    again = dict.fromkeys(_rows(world, parcel), today) if end.state in RETOLD else {}

    def work(unit: Unit) -> None:
        unit.append([draft])
        unit.settle(parcel, end.state, end.reason)
        unit.next_letters(parcel.person, again)

    worked(world, work)


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

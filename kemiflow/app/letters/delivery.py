"""Letters on their way: claimed, handed over one by one, and settled with the next one's final dot."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from kemiflow.app.kept import RESTORED, Answer, Parcel, ParcelMoved, Posting
from kemiflow.app.letters.outgoing import Handed
from kemiflow.app.letters.settling import BY_PERSON, WITNESS, End, settle, settle_in
from kemiflow.app.letters.standing_letter import stands
from kemiflow.app.world import World
from kemiflow.core.days import HELSINKI, is_working

BATCH = 20
LEASE = timedelta(minutes=10)
DOT_LEASE = timedelta(minutes=11)  # RFC 5321 4.5.3.2.6: ten minutes for the answer to the final dot
LONGEST_PAUSE = timedelta(hours=4)
ANSWERED = "answered"
OUR_WORDS = frozenset({BY_PERSON, WITNESS, RESTORED})


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


@dataclass(frozen=True, kw_only=True)
class Run:
    """What came of handing letters over: the answers, counted; the letters refused, by name, with the post's words.

    `closed` is what the post said as it took no more; empty when it took all there was.
    """

    answers: Counter[Answer] = field(default_factory=Counter)
    refused: tuple[tuple[str, str], ...] = ()
    closed: str = ""


def within(hours: tuple[time, time] | None, now: time) -> bool:
    """Tell whether a time is within hours; those that end no later than they begin pass midnight."""
    if hours is None:
        return True
    begin, end = hours
    return begin <= now < end if begin < end else now >= begin or now < end


def may_leave(world: World, today: date, quiet: frozenset[date]) -> bool:
    """Tell whether letters may leave now: on a working day of the city, within the hours of its post in Finland."""
    now = world.now().astimezone(HELSINKI).time()
    return within(world.hours, now) and is_working(today, quiet)


def send(world: World, errand: Errand) -> Run:
    """Hand over the letters in hand until none is due, the limit is reached or the post closes."""
    hand = Hand(world=world, today=errand.today)
    closed = ""
    try:
        while not closed and (batch := _claim(world, errand, hand.answers.total())):
            closed = _handed(world, hand, batch)
    finally:
        hand.settle_taken()
    return Run(answers=hand.answers, refused=tuple(hand.refused), closed=closed)


def _handed(world: World, hand: Hand, batch: tuple[Parcel, ...]) -> str:
    """Hand a batch over; give what the post said as it closed, which puts the rest back, or nothing."""
    for place, parcel in enumerate(batch):
        handed = hand.over(parcel)
        if handed and handed.ends:
            closed = handed.said or handed.answer
            _put_back(world, batch[place + 1 :], closed)
            return closed
    return ""


def _claim(world: World, errand: Errand, tried: int) -> tuple[Parcel, ...]:
    limit = BATCH if errand.limit is None else min(BATCH, errand.limit - tried)
    if limit <= 0:
        return ()
    return world.outbox.claim(errand.owner, now=world.now(), lease=LEASE, limit=limit, only=errand.only)


def _put_back(world: World, untried: tuple[Parcel, ...], closed: str) -> None:
    for parcel in untried:
        world.outbox.put_back(parcel, reason=said_of(parcel) or closed)


def said_of(parcel: Parcel) -> str:
    """Give what the post said of a letter that waits; nothing where it waits by our own word, or was not tried."""
    return "" if parcel.reason in OUR_WORDS else parcel.reason or ""


def pause(attempt: int) -> timedelta:
    """Give how long a letter rests after its n-th try: two minutes, doubled each time, four hours at most."""
    return min(LONGEST_PAUSE, timedelta(minutes=2 ** min(attempt, 10)))


@dataclass(kw_only=True)
class Hand:
    """Hands letters over one by one.

    That the post took a letter is settled in the transaction that goes before the next dot. A sender killed in between
    leaves a letter at its dot, of which the post's own receipt tells that it left.
    """

    world: World
    today: date
    taken: list[tuple[Parcel, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    answers: Counter[Answer] = field(default_factory=Counter)

    def over(self, parcel: Parcel) -> Handed | None:
        """Hand one letter over; None when it was another's by then, or moot."""
        at = [parcel]

        def dot() -> None:
            if not stands(self.world, parcel, self.today):
                raise Moot(parcel.name)
            at[0] = self._commit(parcel)

        try:
            handed = self.world.post.hand_over(parcel, dot)
            self._note(at[0], handed)
        except Moot:
            settle(self.world, parcel, End(state=Posting.CANCELLED, reason=ANSWERED), self.today)
            return None
        except ParcelMoved:
            return None
        self.answers[handed.answer] += 1
        return handed

    def settle_taken(self) -> None:
        """Settle what was taken, each by itself, even what somebody had given up as unsure meanwhile."""
        taken, self.taken = self.taken, []
        for parcel, said in taken:
            try:
                settle(self.world, parcel, _sent(said), self.today)
            except ParcelMoved:
                now = self.world.outbox.find(parcel.person, parcel.letter)
                if now and now.state is Posting.UNSURE and now.attempt == parcel.attempt:
                    settle(self.world, now, _sent(said), self.today)

    def _commit(self, parcel: Parcel) -> Parcel:
        try:
            with self.world.journal.transaction(self.world.now()) as unit:
                for one, said in self.taken:
                    settle_in(unit, one, _sent(said), self.today)
                at_dot = unit.commit(parcel, lease=DOT_LEASE)
        except ParcelMoved:
            self.settle_taken()
            return self.world.outbox.commit(parcel, now=self.world.now(), lease=DOT_LEASE)
        self.taken = []
        return at_dot

    def _note(self, parcel: Parcel, handed: Handed) -> None:
        world, now = self.world, self.world.now()
        match handed.answer:
            case Answer.TAKEN:
                self.taken.append((parcel, handed.said))
            case Answer.REFUSED:
                settle(world, parcel, End(state=Posting.FAILED, reason=handed.said), self.today)
                self.refused.append((parcel.name, handed.said))
            case Answer.SILENT:
                settle(world, parcel, End(state=Posting.UNSURE, reason=handed.said), self.today)
            case Answer.LATER:
                world.outbox.release(parcel, retry=now + pause(parcel.attempt), reason=handed.said)
            case Answer.CLOSED:
                world.outbox.put_back(parcel, reason=handed.said)


def _sent(said: str) -> End:
    return End(state=Posting.SENT, reason=said or None)

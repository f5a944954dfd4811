"""One shard of a morning: whatever fails stops nothing else, and is named at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Generic, TypeAlias, TypeVar

from kemiflow.app import gather
from kemiflow.app.kept import AlreadyRecorded, Answer, JournalMoved, Parcel, Posting
from kemiflow.app.letters import delivery, remind, settling, watch, weekly
from kemiflow.app.letters.delivery import Errand
from kemiflow.app.letters.remind import Decided
from kemiflow.app.shards import WHOLE, Shard
from kemiflow.app.world import World
from kemiflow.core.city import City
from kemiflow.core.commands.check import refuse
from kemiflow.core.days import is_working
from kemiflow.core.folding.city import NoSettings
from kemiflow.core.values import Refusal
from kemiflow.core.wording import FINNISH, Wording

T = TypeVar("T")
UNTRIED = "untried"
AT_WORK = (Posting.SENDING, Posting.COMMITTING)
AT_ONCE = 20  # persons whose letters are decided in one transaction
Seen: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Failed:
    """A matter or a person that could not be dealt with, and why; the others were."""

    name: str
    why: str
    error: Exception | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        """Give the name and the reason in one line."""
        return f"{self.name} ({self.why})"


@dataclass(frozen=True, kw_only=True)
class Morning(Generic[T]):
    """What one shard of a morning came to."""

    done: tuple[T, ...] = ()
    failed: tuple[Failed, ...] = ()


class Untried(Exception):
    """A letter in hand that nobody has tried to hand over yet."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """How many letters left, and those of which nobody knows whether they left; `resting`: none may leave now.

    `refused` are those that the post will never take, `closed` is what it said when it took no more, and `elsewhere`
    are letters in another sender's hands, dead or alive, by name, with the moment in UTC at which its lease ends.
    """

    count: int = 0
    unsure: tuple[str, ...] = ()
    resting: bool = False
    refused: tuple[Failed, ...] = ()
    closed: str = ""
    elsewhere: tuple[tuple[str, str], ...] = ()


def wording(world: World) -> Wording:
    """Give the words in the city's language; Finnish as long as no settings are adopted."""
    try:
        return world.texts.wording(gather.city(world).settings.language)
    except NoSettings:
        return world.texts.wording(FINNISH)


def day_of(wanted: date | None, today: date, *, dry: bool) -> date | Refusal:
    """Give the day of a morning: today; another day only to look, since what is done is done today."""
    if wanted in {None, today} or dry:
        return wanted or today
    return refuse("not_today", day=wanted, today=today)


def unseen(_done: int, _of: int) -> None:
    """Show no progress."""


def remind_shard(world: World, today: date, shard: Shard = WHOLE, *, dry: bool = False) -> Morning[Decided]:
    """Decide the letters of today for every person of a shard; a dry one writes nothing.

    Letters of earlier days that have not left are withdrawn first: those of today say it all anew.
    Errors: NoSettings, and a world that breaks before the first person.
    """
    city = gather.city(world)
    if not dry and is_working(today, city.settings.quiet):
        settling.withdraw(world, today)
    persons = remind.due(world, today, shard)
    if dry:
        found = each(persons, lambda person: remind.decide(world, person, today, city))
    else:
        found = joined(
            decided_at_once(world, batch, today, city) for batch in iter(lambda: tuple(islice(persons, AT_ONCE)), ())
        )
    others = _others(world, today, city, dry=dry) if shard[0] == 0 else Morning[Decided | None]()
    done = tuple(letter for letter in (*found.done, *others.done) if letter)
    return Morning(done=done, failed=(*found.failed, *others.failed))


def _others(world: World, today: date, city: City, *, dry: bool) -> Morning[Decided | None]:
    """Decide the letters that are not about what their readers owe: the watchdog's, and the weekly one."""
    keepers = each(watch.due(city, today), lambda person: watch.write(world, person, today, city, dry=dry))
    mute = each(() if dry else (watch.WALK,), lambda _: watch.bark(world, today, city))
    week = each(weekly.due(city, today), lambda person: weekly.write(world, person, today, city, dry=dry))
    return Morning(done=(*keepers.done, *week.done), failed=(*keepers.failed, *mute.failed, *week.failed))


def decided_at_once(world: World, persons: Iterable[str], today: date, city: City) -> Morning[Decided | None]:
    """Decide the letters of some persons in one transaction; when another was quicker with one, each by itself."""
    ready = each(persons, lambda person: remind.prepare(world, person, today, city))
    try:
        remind.put(world, ready.done, today)
    except (JournalMoved, AlreadyRecorded):
        again = each((one.person for one in ready.done), lambda person: remind.remind(world, person, today, city))
        return Morning(done=again.done, failed=(*ready.failed, *again.failed))
    return Morning(done=tuple(one.decided for one in ready.done), failed=ready.failed)


def joined(mornings: Iterable[Morning[T]]) -> Morning[T]:
    """Put parts of a morning together, in their order."""
    listed = tuple(mornings)
    return Morning(
        done=tuple(one for morning in listed for one in morning.done),
        failed=tuple(one for morning in listed for one in morning.failed),
    )


def send(world: World, errand: Errand) -> Morning[Sent]:
    """Hand over all letters in hand; letters that still wait count as failed, and may be tried again later.

    Where the post closed, what it said is why those wait that nobody tried.

    A letter whose sender fell silent at the final dot is settled by what witnesses saw, else as unsure: a person finds
    out whether it left. On quiet days and outside the hours of the post nothing leaves, and nothing has failed.
    """
    settling.reconcile(world, errand.today)
    unsure = tuple(parcel.name for parcel in world.outbox.letters(Posting.UNSURE))
    if not errand.now and not delivery.may_leave(world, errand.today, gather.city(world).settings.quiet):
        return Morning(done=(Sent(unsure=unsure, resting=True),))
    run = delivery.send(world, errand)
    sent = Sent(
        count=run.answers[Answer.TAKEN],
        unsure=tuple(parcel.name for parcel in world.outbox.letters(Posting.UNSURE)),
        refused=tuple(Failed(name=name, why=said) for name, said in run.refused),
        closed=run.closed,
        elsewhere=tuple((one.name, one.lease or "") for one in world.outbox.letters(*AT_WORK)),
    )
    return Morning(done=(sent,), failed=still_waiting(world, run.closed).failed)


def still_waiting(world: World, closed: str = "") -> Morning[Sent]:
    """Name the letters in hand that have not left, and why; `closed` is what the post said as it closed."""
    return Morning(failed=tuple(_waits(parcel, closed) for parcel in world.outbox.letters(Posting.PENDING)))


def _waits(parcel: Parcel, closed: str) -> Failed:
    why = delivery.said_of(parcel) or closed
    return Failed(name=parcel.name, why=why) if why else Failed(name=parcel.name, why=UNTRIED, error=Untried())


def each(names: Iterable[str], one: Callable[[str], T]) -> Morning[T]:
    """Do one thing after the other; what fails is noted with its reason."""
    done: list[T] = []
    failed: list[Failed] = []
    for name in names:
        try:
            done.append(one(name))
        except Exception as error:
            failed.append(Failed(name=name, why=f"{type(error).__name__}: {error}", error=error))
    return Morning(done=tuple(done), failed=tuple(failed))

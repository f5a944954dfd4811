"""The watchdog: a letter on steps that should have begun, and an alarm when no walk has run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kemiflow.app.kept import FORMER
from kemiflow.app.letters.alarm import alarm
from kemiflow.app.letters.own_letter import laid
from kemiflow.app.letters.remind import Decided
from kemiflow.app.lists.rows import duty_of, memory_of
from kemiflow.app.world import World
from kemiflow.core.answers import Ticket
from kemiflow.core.answers.ticket import OPEN_FOR
from kemiflow.core.city import City
from kemiflow.core.days import is_working
from kemiflow.core.duty import Duty
from kemiflow.core.letters import Letter, reachable
from kemiflow.core.letters.content import framed
from kemiflow.core.letters.watchdog import BEGINNINGS, keepers, letter_of, lines, silent_since, watchdog
from kemiflow.core.records import Record
from kemiflow.core.wording import FINNISH

WALK = "walk"


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the watchdog looks at: what its reader has been told, and the open duties."""

    records: tuple[Record, ...]
    duties: Sequence[Duty]


def due(city: City, today: date) -> Iterator[str]:
    """Give who is told when something is late."""
    yield from (one for one in keepers(city, today) if reachable(city, one) and city.absence(one, today) is None)


def silence(world: World, city: City) -> date | None:
    """Give the day of the last walk when a morning's walk has not run for 26 hours, else None."""
    return silent_since(world.beats.last(WALK), world.now(), city.settings.quiet)


def bark(world: World, today: date, city: City) -> tuple[str, ...]:
    """Write to the administrators that no walk has run, unless they were told today; give who is told."""
    silent = silence(world, city)
    if silent is None or not is_working(today, city.settings.quiet):
        return ()
    word = world.texts.wording(FINNISH)
    return alarm(world, word.say("watchdog.walk", day=word.near_day(silent, today)), today, about=WALK)


def write(world: World, person: str, today: date, city: City, *, dry: bool = False) -> Decided | None:
    """Decide the watchdog's letter to a person and put it into the outbox; each late thing is told once."""
    records = memory_of(world, person)
    rows = [row for row in world.lists.open_duties() if row.kind in BEGINNINGS and FORMER not in row.duty]
    tellings = watchdog([duty_of(row) for row in rows], records, city, today)
    if tellings is None:
        return None
    letter = letter_of(person, today, tellings)
    return laid(world, (letter, _told(world, letter, city)), records, city, dry=dry)


def foretold(world: World, person: str, today: date, city: City, known: Known) -> Decided | None:
    """Give the watchdog's letter to a person as it would be with what is known; nothing is written."""
    late = [duty for duty in known.duties if duty.kind in BEGINNINGS]
    tellings = watchdog(late, known.records, city, today)
    if tellings is None:
        return None
    letter = letter_of(person, today, tellings)
    return Decided(letter=letter, written=world.texts.letter(letter, _told(world, letter, city)))


def _told(world: World, letter: Letter, city: City) -> dict[str, object]:
    known = city.person(letter.person)
    word = world.texts.wording(world.texts.language_of(letter, known.language if known else city.settings.language))
    token = world.links.sign(Ticket(person=letter.person, last=letter.day + OPEN_FOR))
    told = list(lines(letter.tellings, word, letter.day))
    facts = framed(letter, city, word, f"{city.settings.answer_url.rstrip('/')}/{token}")
    because = word.say("watchdog.because")
    return {**facts, "because": because, "lines": told}

"""The city manager's weekly letter: decided once a week, on the first morning without another letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from kemiflow.app import gather
from kemiflow.app.gather import Matter
from kemiflow.app.letters.own_letter import laid
from kemiflow.app.letters.remind import Decided
from kemiflow.app.lists.rows import memory_of
from kemiflow.app.world import World
from kemiflow.core.action import Ask
from kemiflow.core.answers import ticket_of
from kemiflow.core.city import City
from kemiflow.core.duty import Duty
from kemiflow.core.forecast import forecast
from kemiflow.core.history.overview import why_sentence
from kemiflow.core.items.telling import Telling
from kemiflow.core.letters import Letter, reachable
from kemiflow.core.letters.content import framed
from kemiflow.core.letters.weekly import Week, letter_of, since_of, weekly, weekly_due
from kemiflow.core.plan import planned
from kemiflow.core.records import Record
from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.core.standing import Standing
from kemiflow.core.values import Role
from kemiflow.core.wording import Wording


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a weekly letter looks back on: what its reader has been told, and the open matters."""

    records: tuple[Record, ...]
    matters: tuple[Matter, ...]


def due(city: City, today: date) -> Iterator[str]:
    """Give the persons for whom a weekly letter is made: who hold the city manager's role and can be written to."""
    wanting = (one for one in readers(city, today) if one not in city.declined)
    yield from (one for one in wanting if reachable(city, one) and city.absence(one, today) is None)


def readers(city: City, today: date) -> tuple[str, ...]:
    """Give who may choose whether to read the weekly letter: the holders of the city manager's role."""
    return tuple(dict.fromkeys(city.holders(Role.MANAGER, today)))


def write(world: World, person: str, today: date, city: City, *, dry: bool = False) -> Decided | None:
    """Decide the weekly letter of a person and put it into the outbox, once; a dry one is only given."""
    records = memory_of(world, person)
    if not weekly_due(records, city, today):
        return None
    letter = letter_of(person, today)
    facts = _told(world, letter, city, Known(records=records, matters=matters(world)))
    return laid(world, (letter, facts), records, city, dry=dry) if facts else None


def foretold(world: World, person: str, today: date, city: City, known: Known) -> Decided | None:
    """Give the weekly letter of a person as it would be with what is known; nothing is written."""
    if not weekly_due(known.records, city, today):
        return None
    letter = letter_of(person, today)
    facts = _told(world, letter, city, known)
    return Decided(letter=letter, written=world.texts.letter(letter, facts)) if facts else None


def matters(world: World) -> tuple[Matter, ...]:
    """Read every open matter: the letter is about the city."""
    return tuple(gather.matter(world, row.case) for row in world.lists.cases())


def _told(world: World, letter: Letter, city: City, about: Known) -> dict[str, object] | None:
    known = city.person(letter.person)
    word = world.texts.wording(world.texts.language_of(letter, known.language if known else city.settings.language))
    parts = weekly(_week(about, letter, city, word))
    if parts is None:
        return None
    link = f"{city.settings.answer_url.rstrip('/')}/{world.links.sign(ticket_of(letter))}"
    roles = word.say("letter.because", roles=word.say(f"role.{Role.MANAGER}"))
    return {**framed(letter, city, word, link), "because": roles, **parts}


def _week(about: Known, letter: Letter, city: City, word: Wording) -> Week:
    since, standings = since_of(about.records, letter.day), [matter.standing for matter in about.matters]
    duties: list[Duty] = []
    missing: list[str] = []
    for standing in standings:
        found, lacking = _looked(standing, city, letter.day, word)
        duties.extend(found)
        missing.extend(lacking)
    return Week(
        city=city,
        wording=word,
        person=letter.person,
        today=letter.day,
        fresh=frozenset(pair for matter in about.matters for pair in _fresh(matter, since)),
        matters=standings,
        duties=duties,
        missing=missing,
    )


def _fresh(matter: Matter, since: datetime) -> Iterator[tuple[str, str]]:
    for record in matter.records:
        if isinstance(record.fact, DecisionRecorded) and record.at > since:
            yield matter.case, record.key


def _looked(standing: Standing, city: City, today: date, word: Wording) -> tuple[list[Duty], list[str]]:
    timetable = forecast(standing, city, today)
    actions = planned(standing, city, timetable, today)
    telling = Telling(city=city, wording=word, standing=standing, day=today)
    lacking = [why_sentence(telling, one) for one in timetable.missing]
    return [one.duty for one in actions if isinstance(one, Ask)], lacking

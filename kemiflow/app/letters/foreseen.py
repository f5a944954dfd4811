"""Letters of any day: those of a past day as they were sent, those of a day to come as they would be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from kemiflow.app import gather, walk
from kemiflow.app.gather import Matter
from kemiflow.app.letters import watch, weekly
from kemiflow.app.letters.packing import worded
from kemiflow.app.letters.remind import Decided
from kemiflow.app.lists.rows import memory_of
from kemiflow.app.world import World
from kemiflow.core.action import Ask
from kemiflow.core.city import City
from kemiflow.core.days import is_working
from kemiflow.core.duty import Duty, DutyKind
from kemiflow.core.letters import Letter, letters, recipient
from kemiflow.core.plan import plan
from kemiflow.core.records import Record
from kemiflow.core.records.person import LetterDecided
from kemiflow.core.standing import Standing
from kemiflow.core.streams import person_stream
from kemiflow.core.values import MACHINE

FARTHEST = timedelta(days=366)


@dataclass
class Coming:
    """The mornings from today on, one after the other: what each letter says makes the next ones."""

    world: World
    city: City
    standings: Sequence[Standing]
    matters: tuple[Matter, ...] = ()  # for the letters that look back on the whole city
    memories: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    seen: dict[date, list[Duty]] = field(default_factory=dict)  # of one day

    def morning(self, day: date, people: frozenset[str] | None = None) -> Iterator[Letter]:
        """Give the letters of a morning, if nothing happens until then; they are remembered for the next ones."""
        if not is_working(day, self.city.settings.quiet):
            return
        for person, duties in sorted(self._owed(day).items()):
            if people is not None and person not in people:
                continue
            letter = letters(duties, self._memory(person), self.city, day, person)
            if letter:
                self._keep(letter)
                yield letter

    def others(self, day: date, people: frozenset[str] | None = None) -> Iterator[Decided]:
        """Give the letters that follow on those of a morning: the watchdog's, and the city manager's of the week."""
        for person in _asked(watch.due(self.city, day), people):
            kept = watch.Known(records=self._memory(person), duties=self._duties(day))
            yield from self._told(watch.foretold(self.world, person, day, self.city, kept))
        for person in _asked(weekly.due(self.city, day), people):
            known = weekly.Known(records=self._memory(person), matters=self.matters)
            yield from self._told(weekly.foretold(self.world, person, day, self.city, known))

    def _told(self, decided: Decided | None) -> Iterator[Decided]:
        if decided:
            self._keep(decided.letter)
            yield decided

    def _keep(self, letter: Letter) -> None:
        told = self._memory(letter.person)
        self.memories[letter.person] = (*told, _decided(letter, len(told)))

    def _memory(self, person: str) -> tuple[Record, ...]:
        if person not in self.memories:
            self.memories[person] = memory_of(self.world, person)
        return self.memories[person]

    def _owed(self, day: date) -> Mapping[str, list[Duty]]:
        found: dict[str, list[Duty]] = {}
        for duty in self._duties(day):
            for person in _concerned(duty, self.city, day):
                found.setdefault(person, []).append(duty)
        return found

    def _duties(self, day: date) -> Sequence[Duty]:
        if day not in self.seen:
            actions = [action for standing in self.standings for action in plan(standing, self.city, day)]
            self.seen = {day: [one.duty for one in actions if isinstance(one, Ask) and one.day <= day]}
        return self.seen[day]


def foreseen(world: World, day: date, today: date, people: frozenset[str] | None = None) -> Iterator[Decided]:
    """Give the letters that people would get on a day from today on, in the very words, if nothing happens until then.

    A day more than a year ahead has none: too much happens until then.
    """
    if not today <= day <= today + FARTHEST:
        return
    city = gather.city(world)
    matters = tuple(gather.matter(world, case) for case in _cases(world, city, today, people))
    coming = Coming(world=world, city=city, standings=[one.standing for one in matters], matters=matters)
    for passed in range((day - today).days):
        for _ in _whole(coming, today + timedelta(days=passed), people):
            pass
    yield from _whole(coming, day, people)


def _whole(coming: Coming, day: date, people: frozenset[str] | None) -> Iterator[Decided]:
    for letter in coming.morning(day, people):
        yield Decided(letter=letter, written=worded(coming.world, letter, coming.city))
    yield from coming.others(day, people)


def _asked(persons: Iterable[str], people: frozenset[str] | None) -> tuple[str, ...]:
    return tuple(one for one in persons if people is None or one in people)


def _cases(world: World, city: City, today: date, people: frozenset[str] | None) -> tuple[str, ...]:
    """Give the open matters; of some people only those in which they are known, so that a big city costs no more.

    Who comes in as a role, a deputy or an owner is among those whom a matter watches; what no walk has seen since
    it was told may bring in anybody. Those who watch over the city are told of every matter.
    """
    if people is None or _asked((*watch.due(city, today), *weekly.due(city, today)), people):
        return tuple(row.case for row in world.lists.cases())
    known = {case for person in people for case in world.lists.watching(f"person:{person}")}
    return tuple(sorted(known | set(walk.due(world, today))))


def _concerned(duty: Duty, city: City, day: date) -> frozenset[str]:
    """Give everybody to whom something may be said of a duty."""
    owner = duty.owner if duty.kind is DutyKind.RULING else None
    return frozenset(one for one in (recipient(duty, city, day), owner, *duty.former) if one)


def _decided(letter: Letter, before: int) -> Record:
    fact = LetterDecided(day=letter.day, kind=letter.kind, covers=letter.covers, subject="", text="")
    at = datetime.combine(letter.day, time(), tzinfo=UTC)
    stream = person_stream(letter.person)
    return Record(stream=stream, seq=before + 1, key=letter.key, fact=fact, on=letter.day, at=at, by=MACHINE)

"""Letters of any day: those of a past day as they were sent, those of a day to come as they would be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from kemiflow.app import gather
from kemiflow.app.packing import worded
from kemiflow.app.remind import MACHINE, Decided
from kemiflow.app.rows import memory_of
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

FARTHEST = timedelta(days=366)


@dataclass
class Coming:
    """The mornings from today on, one after the other: what each letter says makes the next ones."""

    world: World
    city: City
    standings: Sequence[Standing]
    memories: dict[str, tuple[Record, ...]] = field(default_factory=dict)

    def morning(self, day: date, people: frozenset[str] | None = None) -> Iterator[Letter]:
        """Give the letters of a morning, if nothing happens until then; they are remembered for the next ones."""
        if not is_working(day, self.city.settings.quiet):
            return
        for person, duties in sorted(self._owed(day).items()):
            if people is not None and person not in people:
                continue
            letter = letters(duties, self._memory(person), self.city, day, person)
            if letter:
                self.memories[person] = (*self._memory(person), _decided(letter, len(self._memory(person))))
                yield letter

    def _memory(self, person: str) -> tuple[Record, ...]:
        if person not in self.memories:
            self.memories[person] = memory_of(self.world, person)
        return self.memories[person]

    def _owed(self, day: date) -> Mapping[str, list[Duty]]:
        found: dict[str, list[Duty]] = {}
        for standing in self.standings:
            for action in plan(standing, self.city, day):
                if isinstance(action, Ask) and action.day <= day:
                    for person in _concerned(action.duty, self.city, day):
                        found.setdefault(person, []).append(action.duty)
        return found


def foreseen(world: World, day: date, today: date, people: frozenset[str] | None = None) -> Iterator[Decided]:
    """Give the letters that people would get on a day from today on, in the very words, if nothing happens until then.

    A day more than a year ahead has none: too much happens until then.
    """
    if not today <= day <= today + FARTHEST:
        return
    city = gather.city(world)
    standings = [gather.matter(world, case).standing for case in _cases(world, people)]
    coming = Coming(world=world, city=city, standings=standings)
    for passed in range((day - today).days):
        for _ in coming.morning(today + timedelta(days=passed), people):
            pass
    for letter in coming.morning(day, people):
        yield Decided(letter=letter, written=worded(world, letter, city))


def _cases(world: World, people: frozenset[str] | None) -> tuple[str, ...]:
    """Give the open matters; of some people only those in which they are known, so that a big city costs no more."""
    if people is None:
        return tuple(row.case for row in world.lists.cases())
    known = {row.case for person in people for row in world.lists.open_duties(person)}
    return tuple(sorted(known)) or tuple(row.case for row in world.lists.cases())


def _concerned(duty: Duty, city: City, day: date) -> frozenset[str]:
    """Give everybody to whom something may be said of a duty."""
    owner = duty.owner if duty.kind is DutyKind.RULING else None
    return frozenset(one for one in (recipient(duty, city, day), owner, *duty.former) if one)


def _decided(letter: Letter, before: int) -> Record:
    fact = LetterDecided(day=letter.day, kind=letter.kind, covers=letter.covers, subject="", text="")
    at = datetime.combine(letter.day, time(), tzinfo=UTC)
    stream = f"person/{letter.person}"
    return Record(stream=stream, seq=before + 1, key=letter.key, fact=fact, on=letter.day, at=at, by=MACHINE)

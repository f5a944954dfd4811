"""A morning's walk of a matter: what is due is done once, until nothing is left, and the next waking day is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from kemiflow.app import gather
from kemiflow.app.documents.papers import draft_of, name_of
from kemiflow.app.kept import Advance
from kemiflow.app.keyed import appended, worked
from kemiflow.app.lists.rows import derived, memory_of
from kemiflow.app.shards import WHOLE, Shard, holds
from kemiflow.app.submit import again
from kemiflow.app.world import World
from kemiflow.core.action import Action, BeginRound, MakeDocument
from kemiflow.core.city import City
from kemiflow.core.plan import plan, work
from kemiflow.core.records import Draft, Record
from kemiflow.core.records.case import DocumentMade
from kemiflow.core.records.step import RoundBegun
from kemiflow.core.standing import Standing
from kemiflow.core.streams import case_stream
from kemiflow.core.values import MACHINE, Refusal

ROUNDS = 5
AT_ONCE = 20  # matters that are read at once, and written in one transaction


class NeverQuiet(Exception):
    """A walk found new work after every round: a rule contradicts itself."""


@dataclass(frozen=True, kw_only=True)
class Walked:
    """What one walk of a matter did, and when it wakes again; `troubles` are documents that could not be made."""

    case: str
    made: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    troubles: tuple[Refusal, ...] = ()
    wake_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A matter that was walked, and what of that is not yet written."""

    walked: Walked
    step: Advance


@dataclass(kw_only=True)
class _Course:
    """A matter on its walk: what was done, and how much of that is written."""

    matter: gather.Matter
    seq: int
    drafts: list[Draft] = field(default_factory=list)
    done: list[Draft] = field(default_factory=list)
    troubles: list[Refusal] = field(default_factory=list)


def walk(world: World, case: str, today: date, city: City | None = None) -> Walked:
    """Walk one matter as of today. Safe to repeat, and to be killed at any point.

    Errors: CaseUnknown, NoSettings, JournalMoved, NeverQuiet.
    """
    return Walks(world, city or gather.city(world), today, (case,)).walk(case)


def due(world: World, today: date, shard: Shard = WHOLE) -> Iterator[str]:
    """Give the matters of a shard that wake today or should have."""
    after = ""
    while found := world.lists.due_cases(today, after=after):
        yield from (case for case in found if holds(shard, case))
        after = found[-1]


def foresee(world: World, case: str, today: date, city: City) -> Walked:
    """Tell what a walk of a matter would begin and make first, without doing it."""
    standing = gather.matter(world, case).standing
    actions = _due(standing, city, today)
    names = [name_of(world, standing, city, made) for made in actions if isinstance(made, MakeDocument)]
    return Walked(
        case=case,
        made=tuple(name for name in names if isinstance(name, str)),
        begun=tuple(action.step for action in actions if isinstance(action, BeginRound)),
        troubles=tuple(name for name in names if isinstance(name, Refusal)),
    )


class Walks:
    """The walks of a morning: a few matters are read at once, and what people were told once for them all."""

    def __init__(self, world: World, city: City, today: date, names: Sequence[str]) -> None:
        """Keep the names of the matters that will be walked, in their order."""
        self._world, self._city, self._today, self._names = world, city, today, names
        self._places = {name: place for place, name in enumerate(names)}
        self._ahead: dict[str, gather.Matter] = {}
        self._told: dict[str | None, tuple[Record, ...]] = {}

    def walk(self, case: str) -> Walked:
        """Walk one of the matters. Errors: CaseUnknown, JournalMoved, NeverQuiet."""
        return again(lambda: self.put([self._prepared(case)])[0])

    def prepare(self, case: str) -> Ready:
        """Walk one of the matters up to its last writing. Errors: CaseUnknown, JournalMoved, NeverQuiet."""
        return again(lambda: self._prepared(case))

    def put(self, ready: Sequence[Ready]) -> tuple[Walked, ...]:
        """Write what is not yet written of some matters, all of it or nothing. Errors: JournalMoved."""
        worked(self._world, lambda unit: unit.advance(*(one.step for one in ready)))
        return tuple(one.walked for one in ready)

    def _prepared(self, case: str) -> Ready:
        matter = self._matter(case)
        course = _Course(matter=matter, seq=matter.seq)
        for _ in range(ROUNDS):
            standing = course.matter.standing
            if not self._round(course, _due(standing, self._city, self._today)):
                return self._rest(course, plan(standing, self._city, self._today))
        raise NeverQuiet(case)

    def _matter(self, case: str) -> gather.Matter:
        if case not in self._ahead:
            start = self._places[case]
            self._ahead, self._told = gather.matters(self._world, self._names[start : start + AT_ONCE]), {}
        return self._ahead.pop(case, None) or gather.matter(self._world, case)

    def _round(self, course: _Course, actions: Sequence[Action]) -> bool:
        """Do all that is due now; tell whether anything was. What makes no document is written at the end alone."""
        standing = course.matter.standing
        course.troubles = []
        drafts = [*_rounds(standing, actions), *self._documents(course, actions)]
        if not drafts:
            return False
        course.drafts += drafts
        course.done += drafts
        course.matter = gather.coming(course.matter, drafts)
        if any(isinstance(one.fact, DocumentMade) for one in drafts):
            # A file takes the place of an earlier one only when the journal knows that one
            appended(self._world, course.drafts, {case_stream(standing.case): course.seq})
            course.drafts, course.seq = [], course.matter.seq
        return True

    def _documents(self, course: _Course, actions: Iterable[Action]) -> Iterator[Draft]:
        for one in actions:
            if isinstance(one, MakeDocument):
                draft = draft_of(self._world, course.matter.standing, self._city, one, self._today)
                if isinstance(draft, Refusal):
                    course.troubles.append(draft)
                elif draft:
                    yield draft

    def _rest(self, course: _Course, actions: tuple[Action, ...]) -> Ready:
        lines = derived(self._memory, course.matter.standing, self._city, actions, self._today)
        facts = [one.fact for one in course.done]
        walked = Walked(
            case=course.matter.case,
            made=tuple(fact.file for fact in facts if isinstance(fact, DocumentMade)),
            begun=tuple(fact.step for fact in facts if isinstance(fact, RoundBegun)),
            troubles=tuple(course.troubles),
            wake_on=lines.row.wake_on,
        )
        return Ready(walked=walked, step=Advance(drafts=tuple(course.drafts), seq=course.seq, lines=lines))

    def _memory(self, person: str | None) -> tuple[Record, ...]:
        if person not in self._told:
            self._told[person] = memory_of(self._world, person)
        return self._told[person]


def _due(standing: Standing, city: City, today: date) -> list[Action]:
    return [action for action in work(standing, city, today) if action.day <= today]


def _rounds(standing: Standing, actions: Iterable[Action]) -> Iterator[Draft]:
    for one in actions:
        if isinstance(one, BeginRound):
            yield Draft(
                stream=case_stream(standing.case),
                key=f"begun:{one.step}:{one.round}",
                fact=RoundBegun(step=one.step, round=one.round, asked=one.asked, questions=(), due=one.due),
                on=one.day,
                by=MACHINE,
            )

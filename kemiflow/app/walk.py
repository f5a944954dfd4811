"""A morning's walk of a matter: what is due is done once, until nothing is left, and the next waking day is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kemiflow.app import gather
from kemiflow.app.keyed import appended, worked
from kemiflow.app.papers import MACHINE, draft_of
from kemiflow.app.rows import derived
from kemiflow.app.submit import again
from kemiflow.app.world import World
from kemiflow.core.action import Action, BeginRound, MakeDocument
from kemiflow.core.city import City
from kemiflow.core.plan import plan
from kemiflow.core.records import Draft
from kemiflow.core.records.case import DocumentMade
from kemiflow.core.records.step import RoundBegun
from kemiflow.core.standing import Standing
from kemiflow.core.values import Refusal

ROUNDS = 5


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


@dataclass(kw_only=True)
class _Morning:
    world: World
    city: City
    today: date
    made: list[str] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    troubles: list[Refusal] = field(default_factory=list)


def walk(world: World, case: str, today: date, city: City | None = None) -> Walked:
    """Walk one matter as of today. Safe to repeat, and to be killed at any point.

    Errors: CaseUnknown, NoSettings, JournalMoved, NeverQuiet.
    """
    morning = _Morning(world=world, city=city or gather.city(world), today=today)
    for _ in range(ROUNDS):
        quiet = again(lambda: _round(morning, case))
        if quiet:
            return _rest(morning, *quiet)
    raise NeverQuiet(case)


def due(world: World, today: date, shard: tuple[int, int] = (0, 1)) -> Iterator[str]:
    """Give the matters that wake today or should have; `shard` is (which, of how many)."""
    which, many = shard
    after = ""
    while found := world.lists.due_cases(today, after=after):
        yield from (case for case in found if _shard(case, many) == which)
        after = found[-1]


def _shard(case: str, many: int) -> int:
    return int.from_bytes(hashlib.sha256(case.encode()).digest()[:4], "big") % many


def _round(morning: _Morning, case: str) -> tuple[Standing, tuple[Action, ...]] | None:
    """Do all that is due now; give where the matter stands and its plan when nothing was."""
    matter = gather.matter(morning.world, case)
    every = plan(matter.standing, morning.city, morning.today)
    actions = [one for one in every if one.day <= morning.today]
    morning.troubles = []
    drafts = [*_rounds(matter.standing, actions), *_documents(morning, matter.standing, actions)]
    if drafts:
        appended(morning.world, drafts, {gather.stream_of(case): matter.seq})
        morning.made.extend(one.fact.file for one in drafts if isinstance(one.fact, DocumentMade))
        morning.begun.extend(one.fact.step for one in drafts if isinstance(one.fact, RoundBegun))
    return None if drafts else (matter.standing, every)


def _rest(morning: _Morning, standing: Standing, actions: tuple[Action, ...]) -> Walked:
    # Lines of a matter that has moved since are passed over when they are stored, and it is awake
    lines = derived(morning.world, standing, morning.city, actions, morning.today)
    worked(morning.world, lambda unit: unit.derive(lines))
    return Walked(
        case=standing.case,
        made=tuple(morning.made),
        begun=tuple(morning.begun),
        troubles=tuple(morning.troubles),
        wake_on=lines.row.wake_on,
    )


def _rounds(standing: Standing, actions: Iterable[Action]) -> Iterator[Draft]:
    for one in actions:
        if isinstance(one, BeginRound):
            yield Draft(
                stream=gather.stream_of(standing.case),
                key=f"begun:{one.step}:{one.round}",
                fact=RoundBegun(step=one.step, round=one.round, asked=one.asked, questions=(), due=one.due),
                on=one.day,
                by=MACHINE,
            )


def _documents(morning: _Morning, standing: Standing, actions: Iterable[Action]) -> Iterator[Draft]:
    for one in actions:
        if isinstance(one, MakeDocument):
            draft = draft_of(morning.world, standing, morning.city, one, morning.today)
            if isinstance(draft, Refusal):
                morning.troubles.append(draft)
            elif draft:
                yield draft

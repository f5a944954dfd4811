"""Whether what a letter speaks of still holds when it is about to leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kemiflow.app import gather
from kemiflow.app.kept import Parcel
from kemiflow.app.lists.rows import duty_of, memory_of
from kemiflow.app.world import World
from kemiflow.core.action import Ask
from kemiflow.core.duty import Duty
from kemiflow.core.letters.ladder import HANDED_OVER
from kemiflow.core.plan import plan
from kemiflow.core.records.person import Covered, LetterDecided


def covered(world: World, parcel: Parcel) -> tuple[Covered, ...]:
    """Give what a letter speaks of, as it was decided."""
    facts = [record.fact for record in memory_of(world, parcel.person) if record.key == parcel.letter]
    return tuple(one for fact in facts if isinstance(fact, LetterDecided) for one in fact.covers)


def stands(world: World, parcel: Parcel, today: date) -> bool:
    """Tell whether anything that a letter speaks of is as it says; a letter without duties always stands."""
    about = covered(world, parcel)
    if not about:
        return True
    open_ = tuple(_open(world, parcel.person, frozenset(one.case for one in about), today))
    return any(_holds(one, duty) for one in about for duty in open_)


def _holds(one: Covered, duty: Duty) -> bool:
    if (one.case, one.duty) != (duty.case, duty.id):
        return False
    return one.rung == HANDED_OVER or one.version == duty.version


def _open(world: World, person: str, cases: frozenset[str], today: date) -> Iterator[Duty]:
    """Give the duties that are open in some matters: of the lists, or of the journal where lists lag behind it."""
    lagging = {case for case in cases if _lags(world, case, today)}
    for row in world.lists.open_duties(person):
        if row.case in cases - lagging:
            yield duty_of(row)
    for case in sorted(lagging):
        standing = gather.matter(world, case).standing
        actions = plan(standing, gather.city(world), today)
        yield from (action.duty for action in actions if isinstance(action, Ask))


def _lags(world: World, case: str, today: date) -> bool:
    """Tell whether something was told of a matter that no walk has looked at yet."""
    row = world.lists.case(case)
    return row is None or (row.wake_on is not None and row.wake_on <= today)

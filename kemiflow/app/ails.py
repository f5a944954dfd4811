"""What ails an installation, as far as its own database knows: work that nobody did, letters that nobody settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kemiflow.app import gather
from kemiflow.app.kept import Posting
from kemiflow.app.letters.delivery import said_of
from kemiflow.app.letters.watch import silence
from kemiflow.app.walk import due
from kemiflow.app.world import World
from kemiflow.core.days import ONE_DAY, previous_working

SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Ail:
    """One thing that a person should look at: a code worded by [ails] of help.toml, and its facts."""

    code: str
    facts: dict[str, str] = field(default_factory=dict)


def ails(world: World, today: date) -> Iterator[Ail]:
    """Name what is wrong as of today: mornings that were not walked, letters unsure, held or stuck."""
    silent = silence(world, gather.city(world))
    if silent:
        yield Ail(code="walk_silent", facts={"day": silent.isoformat()})
    left = tuple(due(world, previous_working(today - ONE_DAY)))
    if left:
        yield Ail(code="left_over", facts={"count": str(len(left)), "names": _some(left)})
    for state in (Posting.UNSURE, Posting.FAILED, Posting.HELD):
        names = tuple(f"{one.person} {one.letter}" for one in world.outbox.letters(state))
        if names:
            yield Ail(code=f"letters_{state}", facts={"count": str(len(names)), "names": _some(names)})
    yield from _waiting(world, today)
    stuck = tuple(f"{one.person} {one.letter}" for one in world.outbox.letters(Posting.PENDING) if one.day < today)
    if stuck:
        yield Ail(code="letters_stuck", facts={"count": str(len(stuck)), "names": _some(stuck)})


def _waiting(world: World, today: date) -> Iterator[Ail]:
    """Name the letters of today that were tried and wait, by what the post said of them."""
    found: dict[str, list[str]] = {}
    for one in world.outbox.letters(Posting.PENDING, day=today):
        if said := said_of(one):
            found.setdefault(said, []).append(f"{one.person} {one.letter}")
    for said, names in found.items():
        yield Ail(code="letters_waiting", facts={"count": str(len(names)), "names": _some(tuple(names)), "why": said})


def _some(names: tuple[str, ...]) -> str:
    more = [f"+ {len(names) - SHOWN}"] * (len(names) > SHOWN)
    return ", ".join([*names[:SHOWN], *more])

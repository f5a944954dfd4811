"""A day's letters as a whole: shown to a person, let go or held back in the journal, and only exactly as shown."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from kemiflow.app import submit
from kemiflow.app.letters.remind import Decided
from kemiflow.app.morning import remind_shard
from kemiflow.app.submit import Asking, Told
from kemiflow.app.world import World
from kemiflow.core.commands import Tell
from kemiflow.core.commands.check import refuse
from kemiflow.core.records.city import BatchAnswered
from kemiflow.core.streams import CITY
from kemiflow.core.values import Refusal, Text


@dataclass(frozen=True, kw_only=True)
class Batch:
    """The letters that would go today, and one digest of all their words."""

    day: date
    digest: str
    letters: tuple[Decided, ...]


def batch(world: World, today: date) -> Batch:
    """Give the letters of today; nothing is written. Errors: NoSettings."""
    letters = remind_shard(world, today, dry=True).done
    told = sorted(f"{one.letter.person}\n{one.written.subject}\n{one.written.body}" for one in letters)
    digest = hashlib.sha256("\0".join(told).encode()).hexdigest()
    return Batch(day=today, digest=digest, letters=letters)


def answer(world: World, shown: Batch, reason: str | None, by: str, *, go: bool) -> Told | Refusal:
    """Record a person's answer about the letters that were shown; a no needs its reason. Errors: NoSettings."""
    if not (go or reason):
        return refuse("why_not")
    fact = BatchAnswered(
        day=shown.day,
        shown=shown.digest,
        letters=len(shown.letters),
        go=go,
        reason=Text(text=reason) if reason else None,
    )
    telling = Tell(fact=fact, on=shown.day)
    return submit.tell_city(world, (telling,), Asking(by=by, today=shown.day))


def verdict(world: World, shown: Batch) -> Refusal | None:
    """Give why the letters that were shown may not go, read anew from the journal; None when a person let them go."""
    if batch(world, shown.day).digest != shown.digest:
        return refuse("batch_changed")
    answers = [(one.by, one.fact) for one in world.journal.read(CITY) if isinstance(one.fact, BatchAnswered)]
    last = [(by, fact) for by, fact in answers if (fact.day, fact.shown) == (shown.day, shown.digest)][-1:]
    if not last:
        return refuse("not_answered", count=len(shown.letters)) if shown.letters else None
    [(by, fact)] = last
    return None if fact.go else refuse("held_back", by=by, why=fact.reason)

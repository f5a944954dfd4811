"""What went by itself this morning, and the documents that lie ready for a duty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kemiflow.app import gather
from kemiflow.app.kept import Posting
from kemiflow.app.world import World
from kemiflow.core.duty import Duty
from kemiflow.core.records.case import DocumentMade


@dataclass(frozen=True, kw_only=True)
class Overnight:
    """How many letters left on a day, how many wait to leave, and how many documents were made."""

    letters: int
    documents: int
    waiting: int

    @property
    def quiet(self) -> bool:
        """Tell whether nothing happened."""
        return not (self.letters or self.documents or self.waiting)


def overnight(world: World, cases: Iterable[str], day: date) -> Overnight:
    """Count what a day's morning did: letters of all, documents of some matters; `waiting` letters have not left."""
    states = [one.state for one in world.outbox.letters(day=day)]
    return Overnight(
        letters=states.count(Posting.SENT),
        waiting=states.count(Posting.PENDING),
        documents=sum(made_on == day for case in cases for made_on, _ in _made(world, case)),
    )


def ready(world: World, duty: Duty) -> tuple[str, ...]:
    """Name the files of the newest documents that a duty is about, those that still lie in the folder."""
    newest: dict[str, str] = {}
    for _, made in _made(world, duty.case):
        own = made.about == duty.about if made.about else made.step == duty.step
        if own:
            newest[made.kind] = made.file
    return tuple(file for file in newest.values() if world.archive.read(file) is not None)


def _made(world: World, case: str) -> Iterator[tuple[date, DocumentMade]]:
    for record in gather.matter(world, case).records:
        if isinstance(record.fact, DocumentMade):
            yield record.on, record.fact

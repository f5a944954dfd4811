"""Documents made again from the journal alone, and compared with what was recorded of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kemiflow.app.documents.filed import Filed, Lies, digest, filed
from kemiflow.app.world import NotAgain, Paper, World
from kemiflow.core.records.case import DocumentMade


class Remade(StrEnum):
    """How a document that was made again compares with its record."""

    SAME = "same"
    PACKED = "packed"
    DIFFERS = "differs"
    FORGOTTEN = "forgotten"
    TEMPLATE_LOST = "template_lost"
    IMPOSSIBLE = "impossible"


WRONG = frozenset({Remade.DIFFERS, Remade.TEMPLATE_LOST, Remade.IMPOSSIBLE})


@dataclass(frozen=True, kw_only=True)
class Verified:
    """A document, how it comes out again, and whether its kind is made by another template today."""

    filed: Filed
    remade: Remade
    template_changed: bool

    @property
    def wrong(self) -> bool:
        """Tell whether the journal cannot show that the document says what was recorded."""
        return self.remade in WRONG

    @property
    def clean(self) -> bool:
        """Tell whether there is nothing to tell of it."""
        untouched = self.filed.lies in {Lies.AS_MADE, Lies.REPLACED}
        return self.remade is Remade.SAME and untouched and not self.template_changed


def verify(world: World, case: str) -> Iterator[Verified]:
    """Make every document of a matter again, the replaced ones too. Errors: CaseUnknown."""
    for one in filed(world, case):
        today = world.papers.template(one.made.kind)
        yield Verified(filed=one, remade=remade(world, one.made), template_changed=today != one.made.template)


def remade(world: World, made: DocumentMade) -> Remade:
    """Make a document again and compare: what it holds counts, the file's own bytes are told apart."""
    said = made.said.text
    if said is not None and digest(said.encode()) != made.facts:
        return Remade.DIFFERS
    paper = world.papers.again(made)
    if isinstance(paper, NotAgain):
        return Remade(paper.value)
    return _compared(paper, made)


def _compared(paper: Paper, made: DocumentMade) -> Remade:
    if paper.content != made.content:
        return Remade.DIFFERS
    return Remade.SAME if digest(paper.data) == made.sha256 else Remade.PACKED

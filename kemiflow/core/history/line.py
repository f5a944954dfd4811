"""One line of a matter's history, as values that the words are put to later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from kemiflow.core.records import Fact
from kemiflow.core.records.case import DocumentMade
from kemiflow.core.records.orders import Order
from kemiflow.core.records.person import Fate
from kemiflow.core.values import Effect, HowChanged, Relation, Text, Words


@dataclass(frozen=True, kw_only=True)
class ClauseLine:
    """A clause as proposed and as decided, on both axes."""

    proposed: Text | None
    decided: Text | None
    relation: Relation
    effect: Effect
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """An order of a decision, with the name of the step that it binds."""

    order: Order
    step_name: Words | None = None


@dataclass(frozen=True, kw_only=True)
class DocumentLine:
    """A document that was made for what the line tells."""

    key: str
    on: date
    made: DocumentMade


@dataclass(frozen=True, kw_only=True)
class LetterLine:
    """A letter that followed from what the line tells, without the name of who got it; no fate: still on its way."""

    key: str
    on: date
    kind: str
    duties: tuple[str, ...]
    fate: Fate | None


@dataclass(frozen=True, kw_only=True)
class DeviationLine:
    """Where law or plan wanted otherwise, and why it was so; `kind` is "what" or "what:about"."""

    key: str
    kind: str
    reason: Text
    title: str = ""  # of the project that it is about


@dataclass(frozen=True, kw_only=True)
class Correction:
    """When a mistake in the line was mended, by whom and why."""

    known_at: datetime
    by: str
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a record's sentence needs from the records before it."""

    step: str | None = None
    step_name: Words | None = None
    title: str = ""  # of the project that the record speaks of
    decision: tuple[str, date, int | None] | None = None  # body, day, section of the decision that it speaks of
    sectors: bool = False  # it is sectors that are asked, not bodies
    late: bool = False
    again: bool = False  # a session set anew, an owner after another
    before: date | None = None
    paper: DocumentMade | None = None  # the document that the record speaks of


@dataclass(frozen=True, kw_only=True)
class Line:
    """What happened `on` a day and was told at `known_at`; `keys` are the records that it gathers, `key` the first."""

    on: date
    known_at: datetime
    kind: str
    fact: Fact
    by: str
    key: str
    keys: tuple[str, ...]
    context: Context = field(default_factory=Context)
    round: int | None = None
    body: str | None = None
    section: int | None = None
    text: Text | None = None  # the reason or note that was told with it
    proposal: tuple[Text, ...] = ()
    decision: Text | None = None  # our own gist; the minutes stand apart
    minutes: Text | None = None
    clauses: tuple[ClauseLine, ...] = ()
    how_changed: HowChanged | None = None
    orders: tuple[OrderLine, ...] = ()
    deviations: tuple[DeviationLine, ...] = ()
    documents: tuple[DocumentLine, ...] = ()
    letters: tuple[LetterLine, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def step(self) -> str | None:
        """Give the step that the line belongs to, or None."""
        return self.context.step

    @property
    def corrected(self) -> bool:
        """Tell whether the line reads otherwise than it was first told."""
        return bool(self.corrections)

    def told(self) -> Iterator[str]:
        """Give the keys of every record of the matter that the line tells of."""
        yield from self.keys
        yield from (one.key for one in self.documents)
        yield from (one.key for one in self.deviations if one.key not in self.keys)

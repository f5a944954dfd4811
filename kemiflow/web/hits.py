"""Decisions that a search found, as their reader may see them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kemiflow.app.lists.wanted import DecisionRow
from kemiflow.core.city import City
from kemiflow.core.history.line import ClauseLine
from kemiflow.core.history.outcome import outcome_word
from kemiflow.core.items.telling import Naming, withheld
from kemiflow.core.values import Effect, Publicity, Relation
from kemiflow.core.wording import Wording


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A decision that was found; the gist of one that its reader may not read is the sentence that says so."""

    case: str
    key: str
    on: date
    body: str
    named: str
    section: int | None
    title: str
    register_number: str
    outcome: str
    gist: str


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who reads: in which words, of which city, and how far."""

    city: City
    wording: Wording
    reads: frozenset[Publicity]

    def hits(self, rows: Iterable[DecisionRow]) -> Iterator[Hit]:
        """Give what the reader sees of each decision."""
        naming = Naming(city=self.city, wording=self.wording)
        for row in rows:
            yield Hit(
                case=row.case,
                key=row.key,
                on=row.on,
                body=row.body,
                named=naming.body(row.body),
                section=row.section,
                title=row.title or row.case,
                register_number=row.register_number,
                outcome=outcome_word(_clauses(row.outcome), self.wording),
                gist=self._gist(row),
            )

    def _gist(self, row: DecisionRow) -> str:
        if row.publicity in self.reads:
            return row.gist
        return withheld(row.publicity, row.ground, self.wording)


def _clauses(told: str) -> Iterator[ClauseLine]:
    for relation, effect, until in json.loads(told):
        yield ClauseLine(
            proposed=None,
            decided=None,
            relation=Relation(relation),
            effect=Effect(effect),
            until=date.fromisoformat(until) if until else None,
        )

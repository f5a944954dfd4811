"""Decisions as a search keeps them, and what may be asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kemiflow.core.values import Publicity


@dataclass(frozen=True, kw_only=True)
class DecisionRow:
    """One decision as a search finds it: `gist` is read by whoever may read `publicity`, `outcome` is JSON of clauses.

    `said` is all that it says, by who may read it: it is looked for, and never shown.
    """

    case: str
    key: str
    on: date
    body: str
    section: int | None = None
    title: str = ""
    register_number: str = ""
    outcome: str = "[]"
    gist: str = ""
    publicity: Publicity = Publicity.PUBLIC
    ground: str | None = None
    said: tuple[tuple[Publicity, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which decisions are looked for: holding every word in some inflection, as far as the reader may read.

    `before` is the mark of the last one on the page before; the newest come first.
    """

    words: str = ""
    reads: frozenset[Publicity] = frozenset({Publicity.PUBLIC})
    body: str | None = None
    first: date | None = None
    last: date | None = None
    before: int | None = None
    limit: int = 20

"""A leaf of a long list: which rows it shows, and the links to the leaves around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar
from urllib.parse import urlencode

from kemiflow.web.visit import Visit

PER_LEAF: Final = 50
MARK: Final = "jalkeen"
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Leaf(Generic[T]):
    """Rows `first` to `last` of the `found` ones, counted from 1; links are queries, None where none leads."""

    rows: tuple[T, ...]
    first: int
    last: int
    found: int
    earlier: str | None
    later: str | None

    @property
    def whole(self) -> bool:
        """Tell whether this is the whole list."""
        return len(self.rows) == self.found


@dataclass(frozen=True, kw_only=True)
class Cut:
    """How a list is cut: each leaf begins behind a row, so that nothing is lost when rows come or go before it.

    `kept` are the parts of the query that links take along.
    """

    visit: Visit
    kept: tuple[str, ...]

    @property
    def mark(self) -> str:
        """Give what names the row before the leaf, empty for the first leaf."""
        return self.visit.asked(MARK)

    def leaf(self, rows: Sequence[T], begin: int, name: Callable[[T], str]) -> Leaf[T]:
        """Give the leaf whose first row is the one of the index `begin`; `name` names a row in a link."""
        end = begin + PER_LEAF
        shown = tuple(rows[begin:end])
        before = begin - PER_LEAF
        return Leaf(
            rows=shown,
            first=begin + 1 if shown else 0,
            last=begin + len(shown),
            found=len(rows),
            earlier=self.query(name(rows[before - 1]) if before > 0 else "") if begin > 0 else None,
            later=self.query(name(shown[-1])) if end < len(rows) else None,
        )

    def query(self, mark: str = "") -> str:
        """Give the query of a leaf."""
        told = {name: self.visit.asked(name) for name in self.kept} | {MARK: mark}
        return "?" + urlencode({name: value for name, value in told.items() if value})

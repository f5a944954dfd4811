"""A table page by page, each in a transaction of its own: nobody who writes waits for a long walk."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

import sqlalchemy as sa

from kemiflow.store.canonical import Columns

PAGE: Final = 2500
_FIRST: Final = itemgetter(0)


class Pages:
    """A query whose pages are read in the order of a key that is never changed, and whose columns come first."""

    def __init__(self, query: sa.Select[Any], *by: sa.Column[Any]) -> None:
        """Make the statements of the first page and of the next ones."""
        self._names = [f"past_{column.name}" for column in by]
        self._first = query.order_by(*by).limit(sa.bindparam("most"))
        past = [sa.bindparam(name, type_=column.type) for name, column in zip(self._names, by, strict=True)]
        self._next = self._first.where(sa.tuple_(*by) > sa.tuple_(*past))

    def of(self, engine: sa.Engine) -> Iterator[Sequence[Columns]]:
        """Give the pages in their order."""
        page = _page(engine, self._first, {"most": PAGE})
        while page:
            yield page
            past = dict(zip(self._names, page[-1], strict=False))
            page = _page(engine, self._next, {"most": PAGE, **past}) if len(page) == PAGE else []


def _page(engine: sa.Engine, query: sa.Select[Any], values: Mapping[str, object]) -> Sequence[Columns]:
    with engine.begin() as connection:
        # The driver's own tuples: nothing here needs SQLAlchemy's types, and a walk is long
        found: Sequence[Columns] = connection.execute(query, values).cursor.fetchall()
        return found


def runs(page: Sequence[Columns]) -> Iterator[tuple[str, Sequence[Columns]]]:
    """Split a page where its first column changes: streams may be long, or as many as there are rows."""
    start = 0
    while start < len(page):
        name = page[start][0]
        end = len(page) if page[-1][0] == name else bisect_right(page, name, start, key=_FIRST)
        yield name, page[start:end] if start or end < len(page) else page
        start = end

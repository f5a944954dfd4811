"""A table page by page, each in a transaction of its own: nobody who writes waits for a long walk."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any, Final

import sqlalchemy as sa

from kemiflow.store.canonical import Columns

PAGE: Final = 2500
_FIRST: Final = itemgetter(0)


def pages(engine: sa.Engine, query: sa.Select[Any], *by: sa.Column[Any]) -> Iterator[list[Columns]]:
    """Give the pages of a query in the order of a key that is never changed, and whose columns come first in a row."""
    query = query.order_by(*by).limit(PAGE)
    page = _page(engine, query)
    while page:
        yield page
        page = _page(engine, query.where(sa.tuple_(*by) > page[-1][: len(by)])) if len(page) == PAGE else []


def _page(engine: sa.Engine, query: sa.Select[Any]) -> list[Columns]:
    with engine.begin() as connection:
        # The driver's own tuples: nothing here needs SQLAlchemy's types, and a walk is long
        return list(connection.execute(query).cursor.fetchall())


def runs(page: Sequence[Columns]) -> Iterator[tuple[str, Sequence[Columns]]]:
    """Split a page where its first column changes: streams may be long, or as many as there are rows."""
    start = 0
    while start < len(page):
        name = page[start][0]
        end = len(page) if page[-1][0] == name else bisect_right(page, name, start, key=_FIRST)
        yield name, page[start:end] if start or end < len(page) else page
        start = end

"""The rows of some cases in a list, replaced by others: what is the same stays untouched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa

from kemiflow.store.canonical import Columns
from kemiflow.store.heads import batches


class Part:
    """A table whose rows belong to cases, with its statements made once."""

    def __init__(self, table: sa.Table) -> None:
        """Make the statements of a table."""
        self._columns = [column.name for column in table.columns]
        self._keys = {column.name: f"its_{column.name}" for column in table.primary_key}
        self._of_one = sa.select(table).where(table.c.case == sa.bindparam("one"))
        self._of_some = sa.select(table).where(table.c.case.in_(sa.bindparam("names", expanding=True)))
        its = [table.c[name] == sa.bindparam(bound) for name, bound in self._keys.items()]
        self._delete = sa.delete(table).where(*its)
        self._insert = sa.insert(table)

    def replace(self, connection: sa.Connection, names: Sequence[str], rows: Sequence[Mapping[str, object]]) -> None:
        """Let the table say this of some cases, and nothing else of them."""
        wanted = {tuple(row[name] for name in self._columns): row for row in rows}
        there = set(self._there(connection, names))
        gone = [dict(zip(self._columns, row, strict=True)) for row in there - wanted.keys()]
        if gone:
            connection.execute(self._delete, [{self._keys[name]: row[name] for name in self._keys} for row in gone])
        fresh = [row for told, row in wanted.items() if told not in there]
        if fresh:
            connection.execute(self._insert, fresh)

    def _there(self, connection: sa.Connection, names: Sequence[str]) -> Iterator[Columns]:
        # A list of names costs more than the search itself, and most often there is one
        if len(names) == 1:
            yield from connection.execute(self._of_one, {"one": names[0]}).tuples()
            return
        for batch in batches(names):
            yield from connection.execute(self._of_some, {"names": batch}).tuples()

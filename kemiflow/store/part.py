"""The rows of some cases in a list, replaced by others: what is the same stays untouched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Final, TypeAlias

import sqlalchemy as sa

from kemiflow.store.canonical import Columns
from kemiflow.store.heads import batches

Row: TypeAlias = Mapping[str, object]
ITS: Final = "its_"  # before the names of key columns: SQLAlchemy keeps their own names for new values


class Part:
    """A table whose rows belong to cases, with its statements made once: making one takes longer than running it."""

    def __init__(self, table: sa.Table) -> None:
        """Make the statements of a table."""
        self._columns = [column.name for column in table.columns]
        self._keys = [column.name for column in table.primary_key]
        self._key = itemgetter(*(self._columns.index(name) for name in self._keys))
        own = [table.c[name] == sa.bindparam(ITS + name) for name in self._keys]
        others: dict[str, object] = {name: sa.bindparam(name) for name in self._columns if name not in self._keys}
        self._of_one = sa.select(table).where(table.c.case == sa.bindparam("one"))
        self._of_some = sa.select(table).where(table.c.case.in_(sa.bindparam("names", expanding=True)))
        self._delete = sa.delete(table).where(*own)
        self._update = sa.update(table).where(*own).values(others)
        self._insert = sa.insert(table)

    def replace(self, connection: sa.Connection, names: Sequence[str], rows: Iterable[Row]) -> None:
        """Let the table say this of some cases, and nothing else of them."""
        key, whole = itemgetter(*self._keys), itemgetter(*self._columns)
        there = {self._key(row): row for row in self._rows(connection, names)}
        wanted = {key(row): row for row in rows}
        gone = [
            self._its(dict(zip(self._columns, row, strict=True))) for its, row in there.items() if its not in wanted
        ]
        changed = [self._its(row) for its, row in wanted.items() if its in there and there[its] != whole(row)]
        fresh = [row for its, row in wanted.items() if its not in there]
        for statement, told in ((self._delete, gone), (self._update, changed), (self._insert, fresh)):
            if told:
                connection.execute(statement, told)

    def _its(self, row: Row) -> Row:
        return {ITS + name if name in self._keys else name: value for name, value in row.items()}

    def _rows(self, connection: sa.Connection, names: Sequence[str]) -> Iterator[Columns]:
        # A list of names costs more than the search itself, and most often there is one
        if len(names) == 1:
            yield from connection.execute(self._of_one, {"one": names[0]}).tuples().all()
            return
        for batch in batches(names):
            yield from connection.execute(self._of_some, {"names": batch}).tuples().all()

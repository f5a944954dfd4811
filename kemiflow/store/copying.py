"""Copying a whole database, whichever it is, row by row: from one moment, into an empty one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import sqlalchemy as sa

from kemiflow.app.kept import RESTORED
from kemiflow.store.account_tables import sessions, submissions, tries
from kemiflow.store.engine import writing
from kemiflow.store.outbox import hold
from kemiflow.store.schema import migrate
from kemiflow.store.tables import metadata
from kemiflow.store.worlds import StoreBroken

AT_ONCE: Final = 500


class StoreTaken(StoreBroken):
    """Something is kept there already: nothing is restored over it."""


def copy(source: sa.Engine, target: sa.Engine, path: str) -> None:
    """Copy all rows of a database, as they stand at one moment, into one that is empty or is nothing yet.

    Letters that have not ended are held. `path` names the target. Raises StoreTaken, and kinds of StoreBroken.
    """
    migrate(target, path)
    with _snapshot(source) as reading, writing(target).begin() as connection:
        _must_be_empty(connection, path)
        for table in metadata.sorted_tables:
            rows = reading.execute(sa.select(table)).mappings()
            for part in rows.partitions(AT_ONCE):
                connection.execute(sa.insert(table), [dict(row) for row in part])
        quieten(connection)


def quieten(connection: sa.Connection) -> None:
    """Leave a copy without life of its own: letters are held, and nobody is signed in."""
    hold(connection, RESTORED)
    for table in (sessions, submissions, tries):
        connection.execute(sa.delete(table))


def empty(engine: sa.Engine, path: str) -> None:
    """Make sure that a database keeps nothing yet. Raises StoreTaken."""
    with engine.begin() as connection:
        if sa.inspect(connection).get_table_names():
            _must_be_empty(connection, path)


@contextmanager
def _snapshot(engine: sa.Engine) -> Iterator[sa.Connection]:
    seen = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect() as connection, connection.execution_options(yield_per=AT_ONCE, **seen).begin():
        yield connection


def _must_be_empty(connection: sa.Connection, path: str) -> None:
    for table in metadata.sorted_tables:
        if connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
            raise StoreTaken(path, f"there are {table.name} already")

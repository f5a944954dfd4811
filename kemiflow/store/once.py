"""Rows of which it does not matter who writes them first: inserted once, or put in the place of the former."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

Insert: TypeAlias = postgresql.Insert | sqlite.Insert


def once(connection: sa.Connection, table: sa.Table, row: Mapping[str, object]) -> bool:
    """Insert a row unless one with its key is there, and tell whether it was inserted."""
    return connection.execute(_into(connection, table).values(row).on_conflict_do_nothing()).rowcount == 1


def all_once(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert the rows of which none with their key is there."""
    if rows:
        connection.execute(_into(connection, table).on_conflict_do_nothing(), rows)


def instead(connection: sa.Connection, table: sa.Table, row: Mapping[str, object]) -> None:
    """Insert a row, or change the one with its key into it."""
    keys = [column.name for column in table.primary_key]
    others = {name: value for name, value in row.items() if name not in keys}
    connection.execute(_into(connection, table).values(row).on_conflict_do_update(index_elements=keys, set_=others))


def _into(connection: sa.Connection, table: sa.Table) -> Insert:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)

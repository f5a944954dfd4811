"""Connections to SQLite: pragmas, and a journal mode that this SQLite can be trusted with."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from kemiflow.store.worlds import broken


def wal_is_sound(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Tell whether this SQLite has the WAL-reset fix (3.51.3, and 3.50.7 and 3.44.6 of the older lines)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def on_file(path: Path, patience: float) -> sa.Engine:
    """Make an engine on a file."""
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": patience})
    sa.event.listen(engine, "connect", partial(_prepare, str(path), patience))
    return engine


def in_memory(patience: float) -> sa.Engine:
    """Make an engine on a database that lives as long as the engine, and that one at a time works with."""
    engine = sa.create_engine(
        "sqlite://",
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=patience,
        connect_args={"check_same_thread": False},
    )
    sa.event.listen(engine, "connect", partial(_prepare, "memory", patience))
    return engine


def _prepare(path: str, patience: float, connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    pragmas = (
        f"busy_timeout = {int(patience * 1000)}",
        "foreign_keys = ON",
        "recursive_triggers = ON",
        "secure_delete = ON",  # what was forgotten does not stay in free pages
        f"journal_mode = {'WAL' if wal_is_sound() else 'DELETE'}",
        "synchronous = FULL",
    )
    cursor = connection.cursor()
    try:
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
    except sqlite3.Error as error:
        raise broken(error, path) or error from error
    finally:
        cursor.close()

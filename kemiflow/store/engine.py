"""Connections: pragmas, transactions that begin as what they are, and broken worlds named as facts."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.pool import ConnectionPoolEntry

WRITES: Final = "kemiflow_writes"
PATIENCE_SECONDS: Final = 15.0


class StoreBroken(Exception):
    """The database cannot be worked with; `path` is its file."""

    def __init__(self, path: str, why: str) -> None:
        """Say which file, and why."""
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


class StoreLocked(StoreBroken):
    """Somebody else wrote for longer than we were ready to wait."""


class StoreReadOnly(StoreBroken):
    """The database's file, or its folder, may not be written."""


class DiskFull(StoreBroken):
    """The disk takes no more; what was written before is safe, what was being written was not saved."""


class NotAStore(StoreBroken):
    """The file is no database of SQLite, or a damaged one."""


class StoreUnreachable(StoreBroken):
    """The file cannot be opened: it is a folder, its folder is missing, or it may not be read."""


_FACTS: Final[dict[str, type[StoreBroken]]] = {
    "SQLITE_BUSY": StoreLocked,
    "SQLITE_LOCKED": StoreLocked,
    "SQLITE_READONLY": StoreReadOnly,
    "SQLITE_FULL": DiskFull,
    # What is left when a file may not grow: a quota, a limit of the process, a disk that fails
    "SQLITE_IOERR_WRITE": DiskFull,
    "SQLITE_IOERR_FSYNC": DiskFull,
    "SQLITE_NOTADB": NotAStore,
    "SQLITE_CORRUPT": NotAStore,
    "SQLITE_CANTOPEN": StoreUnreachable,
    "SQLITE_PERM": StoreUnreachable,
    "SQLITE_IOERR": StoreUnreachable,
}


def broken(error: BaseException | None, path: str) -> StoreBroken | None:
    """Name a database's error as a fact, or give None when it is not about the world."""
    name = getattr(error, "sqlite_errorname", "")
    if isinstance(error, sqlite3.OperationalError) and "decode to UTF-8" in str(error):
        return NotAStore(path, "damaged: a text is no text")
    for prefix in (name, "_".join(name.split("_")[:2])):
        if prefix in _FACTS:
            return _FACTS[prefix](path, str(error))
    return None


def wal_is_sound(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Tell whether this SQLite has the WAL-reset fix (3.51.3, and 3.50.7 and 3.44.6 of the older lines)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def connected(path: Path, patience: float = PATIENCE_SECONDS) -> sa.Engine:
    """Make an engine on a file of SQLite, waiting `patience` seconds for other writers."""
    url = sa.URL.create("sqlite", database=str(path))
    engine = sa.create_engine(url, connect_args={"timeout": patience})
    sa.event.listen(engine, "connect", partial(_prepare, str(path), patience))
    sa.event.listen(engine, "begin", _begin)
    sa.event.listen(engine, "handle_error", partial(_name, str(path)))
    return engine


def writing(engine: sa.Engine) -> sa.Engine:
    """Give the engine whose transactions take the write lock as they begin."""
    return engine.execution_options(**{WRITES: True})


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


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _name(path: str, context: ExceptionContext) -> None:
    fact = broken(context.original_exception, path)
    if fact is not None:
        raise fact from context.original_exception

"""Broken worlds of a database, named as facts by what SQLite and PostgreSQL say of them."""

from __future__ import annotations

import sqlite3
from typing import Final

from kemiflow.app.kept import JournalLost


class StoreBroken(Exception):
    """The database cannot be worked with; `path` is its file, or its address without a password."""

    def __init__(self, path: str, why: str) -> None:
        """Say which database, and why."""
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


class StoreLocked(StoreBroken):
    """Somebody else wrote for longer than we were ready to wait."""


class StoreReadOnly(StoreBroken):
    """The database's file, its folder or its tables may not be written."""


class DiskFull(StoreBroken):
    """The disk takes no more; what was written before is safe, what was being written was not saved."""


class NotAStore(StoreBroken):
    """The file is no database of SQLite, the database is another program's, or it is damaged."""


class StoreUnreachable(StoreBroken):
    """The database cannot be opened: a folder, a missing folder, a server that is away or does not let us in."""


class StoreLost(StoreBroken, JournalLost):
    """The connection broke while it was at work; whether the last commit holds, only the journal can tell."""


_SQLITE: Final[dict[str, type[StoreBroken]]] = {
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
# Codes and classes of codes, https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: Final[dict[str, type[StoreBroken]]] = {
    "55P03": StoreLocked,
    "40P01": StoreLocked,
    "40001": StoreLocked,
    "25006": StoreReadOnly,
    "42501": StoreReadOnly,
    "53": StoreUnreachable,
    "53100": DiskFull,
    "57P": StoreLost,
    "58": DiskFull,  # a page or a file that could not be written
    "08": StoreUnreachable,
    "28": StoreUnreachable,
    "3D": StoreUnreachable,
    "XX": NotAStore,
}


def broken(error: BaseException | None, path: str, *, lost: bool = False) -> StoreBroken | None:
    """Name a database's error as a fact, or give None when it is not about the world; `lost` when it hung up."""
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error, path)
    state = getattr(error, "sqlstate", None) or ""
    kind = next((_POSTGRESQL[code] for code in (state, state[:3], state[:2]) if code in _POSTGRESQL), None)
    if lost:
        kind = StoreLost
    return kind(path, " ".join(str(error).split())) if kind else None


def hung_up(error: BaseException | None) -> bool:
    """Tell whether a server is gone: what the driver itself found out on the wire has no code of PostgreSQL."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    return "OperationalError" in kinds and getattr(error, "sqlstate", "") is None


def _of_sqlite(error: sqlite3.Error, path: str) -> StoreBroken | None:
    name = getattr(error, "sqlite_errorname", "")
    if isinstance(error, sqlite3.OperationalError) and "decode to UTF-8" in str(error):
        return NotAStore(path, "damaged: a text is no text")
    for prefix in (name, "_".join(name.split("_")[:2])):
        if prefix in _SQLITE:
            return _SQLITE[prefix](path, str(error))
    return None

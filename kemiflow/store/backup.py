"""Backups through SQLite's own backup: a copied file of a database at work is no backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from kemiflow.store.engine import broken, connected
from kemiflow.store.outbox import Outbox


class BackupExists(FileExistsError):
    """A file stands where the backup was to be written."""


class BackupUnsound(Exception):
    """The copy did not pass SQLite's own check."""


def backup(engine: sa.Engine, path: Path) -> None:
    """Copy the database as it stands at one moment, while others write.

    The copy's letters are held, so that an installation restored from it sends nothing twice by itself.
    Raises BackupExists, BackupUnsound, and kinds of StoreBroken.
    """
    if path.exists():
        raise BackupExists(f"{path} exists")
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        _copy(engine, part)
    except sqlite3.Error as error:
        raise broken(error, str(part)) or error from error
    _hold(part)
    part.rename(path)


def _copy(engine: sa.Engine, part: Path) -> None:
    pooled = engine.raw_connection()
    try:
        source = pooled.driver_connection
        with closing(sqlite3.connect(part)) as target:
            if isinstance(source, sqlite3.Connection):
                source.backup(target)
            said = target.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        pooled.close()
    if said != "ok":
        raise BackupUnsound(f"{part}: {said}")


def _hold(part: Path) -> None:
    engine = connected(part)
    try:
        Outbox(engine).hold_all("restored")
    finally:
        engine.dispose()

"""Backups: one file of SQLite whatever the database is, taken while others write; a copied file is no backup."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from kemiflow.store.copying import copy, empty, quieten
from kemiflow.store.engine import PATIENCE_SECONDS, Place, connected, shown, writing
from kemiflow.store.schema import StoreMissing, migrate
from kemiflow.store.worlds import broken


class BackupExists(FileExistsError):
    """A file stands where the backup was to be written."""


class BackupUnsound(Exception):
    """The copy did not pass its check."""


def backup(engine: sa.Engine, path: Path, tried: Callable[[Path], None]) -> None:
    """Copy the database as it stands at one moment, while others write.

    The copy's letters are held, so that an installation restored from it sends nothing twice by itself.
    Raises BackupExists, BackupUnsound, and kinds of StoreBroken.
    """
    if path.exists():
        raise BackupExists(f"{path} exists")
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        _copied(engine, part)
        _checked(part)
        tried(part)
    except sqlite3.Error as error:
        raise broken(error, str(part)) or error from error
    part.rename(path)


def restore(file: Path, place: Place, patience: float = PATIENCE_SECONDS) -> None:
    """Bring a backup back into a place where nothing is kept; its letters are held. The backup stays as it is.

    Raises StoreMissing, StoreTaken, SchemaNewer, and kinds of StoreBroken.
    """
    if not file.is_file():
        raise StoreMissing(str(file), "no such file")
    beside = place.parent if isinstance(place, Path) else None
    with tempfile.TemporaryDirectory(prefix="kemiflow-", dir=beside) as folder:
        # An older backup is brought up to date, and the file that was given is never written
        lifted = Path(folder) / "lifted.db"
        shutil.copyfile(file, lifted)
        source, target = connected(lifted), connected(place, patience)
        try:
            migrate(source, str(file), create=False)
            empty(target, shown(place))
            copy(source, target, shown(place))
        finally:
            source.dispose()
            target.dispose()


def _copied(engine: sa.Engine, part: Path) -> None:
    if engine.dialect.name == "sqlite":
        _copied_by_sqlite(engine, part)
    target = connected(part)
    try:
        if engine.dialect.name != "sqlite":
            copy(engine, target, str(part))
        with writing(target).begin() as connection:
            quieten(connection)
    finally:
        target.dispose()


def _copied_by_sqlite(engine: sa.Engine, part: Path) -> None:
    pooled = engine.raw_connection()
    try:
        source = pooled.driver_connection
        with closing(sqlite3.connect(part)) as target:
            if isinstance(source, sqlite3.Connection):
                source.backup(target)
    finally:
        pooled.close()


def _checked(part: Path) -> None:
    with closing(sqlite3.connect(part)) as copied:
        said = copied.execute("PRAGMA integrity_check").fetchone()[0]
    if said != "ok":
        raise BackupUnsound(f"{part}: {said}")

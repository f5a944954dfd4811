"""Opening a database: made when it is new, migrated when its schema is old, refused when it is newer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from kemiflow.app.kept import Finding, Seal
from kemiflow.store.accounts import Accounts
from kemiflow.store.backup import backup
from kemiflow.store.engine import PATIENCE_SECONDS, NotAStore, StoreBroken, connected, writing
from kemiflow.store.journal import Journal
from kemiflow.store.lists import Lists
from kemiflow.store.migrations import REVISIONS
from kemiflow.store.outbox import Outbox
from kemiflow.store.people import People
from kemiflow.store.tokens import Tokens
from kemiflow.store.unit import Touched, nothing
from kemiflow.store.verify import verify


class StoreMissing(StoreBroken):
    """There is no database at this place."""


class SchemaNewer(StoreBroken):
    """A newer program wrote the database: this one would not understand it."""


@dataclass(frozen=True, kw_only=True)
class Store:
    """One database, by what is asked of it."""

    path: Path
    engine: sa.Engine
    journal: Journal
    outbox: Outbox
    people: People
    lists: Lists
    accounts: Accounts
    tokens: Tokens

    def verify(self, *outside: Seal) -> tuple[Finding, ...]:
        """Name what is not as it was recorded, given seals that were kept outside; nothing when all is well."""
        return verify(self.engine, outside)

    def backup(self, path: Path) -> None:
        """Copy the database while others write; the copy's letters are held. Raises BackupExists, BackupUnsound."""
        backup(self.engine, path)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_store(
    path: Path, *, create: bool = True, touched: Touched = nothing, patience: float = PATIENCE_SECONDS
) -> Store:
    """Open the database at a path, waiting `patience` seconds whenever another writes.

    Raises StoreMissing when it is not there and may not be created, SchemaNewer, and the kinds of StoreBroken:
    StoreLocked, StoreReadOnly, DiskFull, NotAStore, StoreUnreachable.
    """
    if not create and not path.exists():
        raise StoreMissing(str(path), "no such file")
    engine = connected(path, patience)
    try:
        migrate(engine, path)
    except BaseException:
        engine.dispose()
        raise
    return Store(
        path=path,
        engine=engine,
        journal=Journal(engine, touched),
        outbox=Outbox(engine),
        people=People(engine),
        lists=Lists(engine),
        accounts=Accounts(engine),
        tokens=Tokens(engine),
    )


def migrate(engine: sa.Engine, path: Path) -> None:
    """Bring the tables to this program's schema, all or nothing. Raises SchemaNewer, NotAStore."""
    with engine.begin() as connection:
        current = _revision(connection, path)
    if current != REVISIONS[-1]:
        with writing(engine).begin() as connection:
            _upgrade(connection)


def _revision(connection: sa.Connection, path: Path) -> str | None:
    tables = set(sa.inspect(connection).get_table_names())
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise NotAStore(str(path), "a database of another program")
    current: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if current is not None and current not in REVISIONS:
        raise SchemaNewer(str(path), f"schema {current}, known up to {REVISIONS[-1]}")
    return current


def _upgrade(connection: sa.Connection) -> None:
    # Alembic takes as long to import as all the rest, and is needed once an installation
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

"""Opening a database: made when it is new, migrated when its schema is old, refused when it is newer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from kemiflow.app.kept import Finding, Seal
from kemiflow.store.accounts import Accounts
from kemiflow.store.backup import backup
from kemiflow.store.engine import PATIENCE_SECONDS, Place, connected, shown
from kemiflow.store.forget import sweep
from kemiflow.store.journal import Journal
from kemiflow.store.lists import Lists
from kemiflow.store.outbox import Outbox
from kemiflow.store.people import People
from kemiflow.store.schema import SchemaNewer, StoreEmpty, StoreMissing, migrate
from kemiflow.store.seals import heads_of
from kemiflow.store.tokens import Tokens
from kemiflow.store.unit import Touched, nothing
from kemiflow.store.verify import verify

__all__ = ["SchemaNewer", "Store", "StoreEmpty", "StoreMissing", "open_store"]


@dataclass(frozen=True, kw_only=True)
class Store:
    """One database, by what is asked of it."""

    place: Place
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

    def backup(self, path: Path, tried: Callable[[Path], None] = lambda _: None) -> None:
        """Copy the database while others write; the copy's letters are held. Raises BackupExists, BackupUnsound.

        `tried` raises BackupUnsound when the copy is not good; only a good one gets its name.
        """
        backup(self.engine, path, tried)

    def heads(self) -> dict[str, int]:
        """Give the number of every stream's last record."""
        return heads_of(self.engine)

    def swept(self) -> None:
        """Let what was forgotten leave SQLite's log and PostgreSQL's old rows as well."""
        sweep(self.engine)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_store(
    place: Place, *, create: bool = True, touched: Touched = nothing, patience: float = PATIENCE_SECONDS
) -> Store:
    """Open the database at a place, waiting `patience` seconds whenever another writes.

    Raises StoreMissing or StoreEmpty when there is nothing and it may not be created, SchemaNewer, and the kinds of
    StoreBroken: StoreLocked, StoreReadOnly, DiskFull, NotAStore, StoreUnreachable.
    """
    if not create and isinstance(place, Path) and not place.exists():
        raise StoreMissing(str(place), "no such file")
    if not create and isinstance(place, Path) and place.is_file() and not place.stat().st_size:
        raise StoreEmpty(str(place), "a file without content")
    engine = connected(place, patience)
    try:
        migrate(engine, shown(place), create=create)
    except BaseException:
        engine.dispose()
        raise
    return Store(
        place=place,
        engine=engine,
        journal=Journal(engine, touched),
        outbox=Outbox(engine),
        people=People(engine),
        lists=Lists(engine),
        accounts=Accounts(engine),
        tokens=Tokens(engine),
    )

"""The schema of a database: made when there is none, brought up to date in one transaction, refused when newer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import sqlalchemy as sa

from kemiflow.store.engine import writing
from kemiflow.store.migrations import REVISIONS
from kemiflow.store.worlds import NotAStore, StoreBroken

_ONE_AT_A_TIME: Final = "SELECT pg_advisory_xact_lock(hashtextextended('kemiflow schema', 0))"


class StoreMissing(StoreBroken):
    """There is no database at this place, or nothing in it."""


class StoreEmpty(StoreBroken):
    """The database's file is there and holds nothing at all: what it held was cut away."""


class SchemaNewer(StoreBroken):
    """A newer program wrote the database: this one would not understand it."""


def migrate(engine: sa.Engine, path: str, *, create: bool = True) -> None:
    """Bring the tables to this program's schema, all or nothing. Raises StoreMissing, SchemaNewer, NotAStore."""
    with engine.begin() as connection:
        current = _revision(connection, path)
    if current == REVISIONS[-1]:
        return
    if current is None and not create:
        raise StoreMissing(path, "the database is empty")
    with writing(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(_ONE_AT_A_TIME)
        # Of several that found an old schema, the others find the new one when it is their turn
        if _revision(connection, path) != REVISIONS[-1]:
            upgrade(connection)


def _revision(connection: sa.Connection, path: str) -> str | None:
    tables = set(sa.inspect(connection).get_table_names())
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise NotAStore(path, "a database of another program")
    current: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if current is not None and current not in REVISIONS:
        raise SchemaNewer(path, f"schema {current}, known up to {REVISIONS[-1]}")
    return current


def upgrade(connection: sa.Connection, revision: str = "head") -> None:
    """Bring the tables to a revision, in the transaction of the connection."""
    # Alembic takes as long to import as all the rest, and is needed once an installation
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)

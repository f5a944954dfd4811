"""Connections: to a file of SQLite, to SQLite in memory, or to a server of PostgreSQL, by what names the place."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import ExceptionContext

from kemiflow.store import postgresql, sqlite
from kemiflow.store.worlds import StoreUnreachable, broken, hung_up

# A file of SQLite, or a URL: sqlite:// for memory, postgresql://USER@HOST/DATABASE for a server
Place: TypeAlias = Path | str

MEMORY: Final = "sqlite://"
WRITES: Final = "kemiflow_writes"
PATIENCE_SECONDS: Final = 15.0


def connected(place: Place, patience: float = PATIENCE_SECONDS) -> sa.Engine:
    """Make an engine on a place, waiting `patience` seconds for other writers. Raises StoreUnreachable."""
    if isinstance(place, Path):
        engine = sqlite.on_file(place, patience)
    elif place == MEMORY:
        engine = sqlite.in_memory(patience)
    else:
        engine = postgresql.on_server(_server(place), patience)
    sa.event.listen(engine, "begin", _begin)
    sa.event.listen(engine, "handle_error", partial(_name, shown(place)))
    return engine


def shown(place: Place) -> str:
    """Give a place as people may read it: without a password."""
    return str(place) if isinstance(place, Path) else str(_url(place))


def writing(engine: sa.Engine) -> sa.Engine:
    """Give the engine whose transactions take the write lock as they begin, where a database has but one."""
    return engine.execution_options(**{WRITES: True})


def _url(place: str) -> sa.URL:
    try:
        return sa.make_url(place)
    except sa.exc.ArgumentError as error:
        # What cannot be read may hold a password anywhere
        raise StoreUnreachable("KEMIFLOW_DATABASE", "no URL such as postgresql://user@host/database") from error


def _server(place: str) -> sa.URL:
    url = _url(place)
    if url.drivername not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise StoreUnreachable(str(url), "neither PostgreSQL nor a file of SQLite")
    return url.set(drivername="postgresql+psycopg")


def _begin(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _name(path: str, context: ExceptionContext) -> None:
    if hung_up(context.original_exception):
        context.is_disconnect = True
    if context.is_pre_ping:
        return
    fact = broken(context.original_exception, path, lost=context.is_disconnect)
    if fact is not None:
        raise fact from context.original_exception

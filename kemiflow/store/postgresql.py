"""Connections to PostgreSQL: READ COMMITTED, limits on waiting, and patience with a server that restarts."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.pool import ConnectionPoolEntry

from kemiflow.store.worlds import StoreUnreachable

PAUSE_SECONDS: Final = 0.1
STARTING: Final = "57P03"
# A worker that was stopped in the middle of its work lets the others go on after a minute
SESSION: Final = (
    "SET lock_timeout = {patience}; SET idle_in_transaction_session_timeout = 60000; "
    # What was acknowledged is kept, however the server is set
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
)


def on_server(url: sa.URL, patience: float) -> sa.Engine:
    """Make an engine on a server. Raises StoreUnreachable when the driver is not installed."""
    try:
        engine = sa.create_engine(
            url,
            # A lock taken under REPEATABLE READ comes after the snapshot: chains would fork
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            connect_args={"connect_timeout": max(2, int(patience)), "application_name": "kemiflow"},
        )
    except ImportError as error:
        raise StoreUnreachable(str(url), "the driver is not installed: pip install kemiflow[postgres]") from error
    sa.event.listen(engine, "do_connect", _Connecting(str(url), patience))
    sa.event.listen(engine, "connect", partial(_prepare, patience))
    return engine


class _Connecting:
    """Connecting: at once or not at all the first time, with patience once the server has been there."""

    def __init__(self, path: str, patience: float) -> None:
        self._path = path
        self._patience = patience
        self._known = False

    def __call__(
        self, dialect: Dialect, _: ConnectionPoolEntry, cargs: list[Any], cparams: dict[str, Any]
    ) -> DBAPIConnection:
        """Connect. Raises StoreUnreachable."""
        connection = self._tried(dialect, lambda: dialect.connect(*cargs, **cparams))
        self._known = True
        return connection

    def _tried(self, dialect: Dialect, connect: Callable[[], DBAPIConnection]) -> DBAPIConnection:
        for left in reversed(range(1 + int(self._patience / PAUSE_SECONDS))):
            try:
                return connect()
            except dialect.loaded_dbapi.OperationalError as error:
                waits = self._known or getattr(error, "sqlstate", None) == STARTING
                if not waits or not left:
                    raise StoreUnreachable(self._path, " ".join(str(error).split())) from error
            time.sleep(PAUSE_SECONDS)
        raise AssertionError


def _prepare(patience: float, connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(SESSION.format(patience=int(patience * 1000)))
    cursor.close()
    connection.autocommit = False

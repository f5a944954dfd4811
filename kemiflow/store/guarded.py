"""Whether the database still refuses to change what was told: the triggers that kemiflow laid are there and at work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa

from kemiflow.app.kept import Finding, Trouble
from kemiflow.store.triggers import SQLITE

_KEEPS: Final = re.compile(r"CREATE TRIGGER (\w+) BEFORE ")
_ON_SQLITE: Final = {found[1]: told for told in SQLITE if (found := _KEEPS.match(told))}
_ON_POSTGRESQL: Final = (
    *(f"{table}_keeps_{what}" for table in ("records", "definitions") for what in ("rows", "words", "all")),
    *(f"texts_keeps_{what}" for what in ("rows", "erased", "all")),
)
# Also at work where a session silences others
_AT_WORK: Final = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'"


def unguarded(engine: sa.Engine) -> Iterator[Finding]:
    """Name each guard that is missing, switched off or, on SQLite, worded otherwise; its name is the key."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            there = set(connection.exec_driver_sql(_AT_WORK).scalars())
            missing = [name for name in _ON_POSTGRESQL if name not in there]
        else:
            rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").tuples()
            told: dict[str, str] = dict(rows.all())
            missing = [name for name, sql in _ON_SQLITE.items() if told.get(name) != sql]
    yield from (Finding(trouble=Trouble.UNGUARDED, stream="", seq=0, key=name) for name in missing)

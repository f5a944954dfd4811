"""What of a walk is SQL alone: the records of each matter, or the very statements that a walk sends."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from kemiflow.wiring import open_home
from tests.app.home import clock
from tests.bench.due import name, walked_in

MOVED: Final = """UPDATE cases SET wake_on = '2023-03-04', last_seq = last_seq + 1 WHERE "case" = ?"""
Statement: TypeAlias = tuple[str, Any, bool]


def records_alone(home: Path, cases: int) -> None:
    """Read each matter and append to it, without any logic and without lists."""
    with closing(sqlite3.connect(home / "kemiflow.db", isolation_level=None)) as db:
        db.execute("PRAGMA synchronous=FULL")
        for number in range(cases):
            stream = f"case/{name(number)}"
            db.execute("BEGIN IMMEDIATE")
            read = db.execute("SELECT * FROM records WHERE stream = ? ORDER BY seq", (stream,)).fetchall()
            db.execute("SELECT digest, nonce, text FROM texts WHERE stream = ?", (stream,)).fetchall()
            last = read[-1]
            fresh = (stream, last[1] + 1, "begun:projects:1", *last[3:])
            db.execute(f"INSERT INTO records VALUES ({', '.join('?' * len(fresh))})", fresh)  # noqa: S608 - marks alone
            db.execute(MOVED, (name(number),))
            db.execute("COMMIT")


def told(home: Path) -> list[Statement]:
    """Walk a home, and give every statement that was sent to its database."""
    found: list[Statement] = []
    with closing(open_home(home, clock=clock())) as at:
        sa.event.listen(
            at.store.engine,
            "before_cursor_execute",
            lambda _connection, _cursor, statement, values, _context, many: found.append((statement, values, many)),
        )
        sa.event.listen(at.store.engine, "commit", lambda _: found.append(("COMMIT", (), False)))
        walked_in(at)
    return found


def replay(home: Path, statements: Sequence[Statement]) -> None:
    """Send the same statements to another database that stands where that one stood."""
    with closing(sqlite3.connect(home / "kemiflow.db", isolation_level=None)) as db:
        for pragma in ("synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON", "secure_delete = ON"):
            db.execute(f"PRAGMA {pragma}")
        for statement, values, many in statements:
            (db.executemany if many else db.execute)(statement, values).fetchall()

"""What somebody with the database's file could do: past the triggers, with or without a new chain."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kemiflow.store.canonical import Row, chained

TABLE_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


@contextmanager
def tampered(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database without its triggers, and put them back."""
    with closing(sqlite3.connect(path)) as database:
        triggers = database.execute(TABLE_TRIGGERS).fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        yield database
        for _, statement in triggers:
            database.execute(statement)
        database.commit()


def rechain(database: sqlite3.Connection, stream: str) -> None:
    """Chain a stream anew with its numbers, as the program itself would have done."""
    query = "SELECT * FROM records WHERE stream = ? ORDER BY seq"
    rows = [Row(*columns) for columns in database.execute(query, (stream,)).fetchall()]
    database.execute("DELETE FROM records WHERE stream = ?", (stream,))
    previous = ""
    for seq, row in enumerate(rows, 1):
        placed = row._replace(seq=seq)
        previous = chained(placed, previous)
        database.execute("INSERT INTO records VALUES (?,?,?,?,?,?,?,?,?,?)", placed._replace(digest=previous))

"""What somebody with the database itself could do: past the triggers, with or without a new chain."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from kemiflow.store.canonical import Row, chained
from kemiflow.store.opening import Store
from kemiflow.store.tables import definitions, records, texts

TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
OF_TABLE = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass"
GUARDED = (records, definitions, texts)


@contextmanager
def tampered(store: Store) -> Iterator[sa.Connection]:
    """Work on a database without its triggers, and put them back."""
    with store.engine.begin() as database, (_sqlite if database.dialect.name == "sqlite" else _postgresql)(database):
        yield database


@contextmanager
def _sqlite(database: sa.Connection) -> Iterator[None]:
    triggers = database.exec_driver_sql(TRIGGERS).all()
    for name, _ in triggers:
        database.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, statement in triggers:
        database.exec_driver_sql(statement)


@contextmanager
def _postgresql(database: sa.Connection) -> Iterator[None]:
    for table in GUARDED:
        database.exec_driver_sql(f"ALTER TABLE {table.name} DISABLE TRIGGER USER")
    yield
    for table in GUARDED:
        for (name,) in database.exec_driver_sql(OF_TABLE, (table.name,)).all():
            database.exec_driver_sql(f"ALTER TABLE {table.name} ENABLE ALWAYS TRIGGER {name}")


def rechain(database: sa.Connection, stream: str) -> None:
    """Chain a stream anew with its numbers, as the program itself would have done."""
    its = records.c.stream == stream
    rows = [Row(*columns) for columns in database.execute(sa.select(records).where(its).order_by(records.c.seq)).all()]
    database.execute(sa.delete(records).where(its))
    previous = ""
    for seq, row in enumerate(rows, 1):
        placed = row._replace(seq=seq)
        previous = chained(placed, previous)
        database.execute(sa.insert(records), placed._replace(digest=previous)._asdict())

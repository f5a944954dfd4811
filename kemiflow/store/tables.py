"""The tables: what is kept for ever, what may be erased, work in hand, and what is derived and can be dropped."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from kemiflow.store import triggers

# Byte order on every database: seals hash the streams in it
NAME: Final = sa.String().with_variant(sa.String(collation="C"), "postgresql")

# Constraints need names before a migration can touch them
metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

records = sa.Table(
    "records",
    metadata,
    sa.Column("stream", NAME, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", NAME, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("body", sa.String, nullable=False),
    sa.Column("on", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("digest", sa.String, nullable=False),
    sa.UniqueConstraint("stream", "key"),
    sqlite_with_rowid=False,
)

definitions = sa.Table(
    "definitions",
    metadata,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("text", sa.String, nullable=False),
)

texts = sa.Table(
    "texts",
    metadata,
    sa.Column("stream", NAME, primary_key=True),
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("nonce", sa.LargeBinary),
    sa.Column("text", sa.String),
    sa.Column("publicity", sa.String, nullable=False),
    sa.Column("ground", sa.String),
    sa.Column("subject", sa.String),
    sa.Column("forgotten_on", sa.String),
    sa.Index(None, "subject"),
    sqlite_with_rowid=False,
)

people = sa.Table(
    "people",
    metadata,
    sa.Column("id", NAME, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("email", sa.String, nullable=False),
    sa.Column("phone", sa.String, nullable=False),
    sa.Column("language", sa.String, nullable=False),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("person", NAME, primary_key=True),
    sa.Column("letter", NAME, primary_key=True),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("subject", sa.String, nullable=False),
    sa.Column("eml", sa.LargeBinary, nullable=False),
    sa.Column("message_id", sa.String, nullable=False, unique=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("owner", sa.String),
    sa.Column("lease", sa.String),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("reason", sa.String),
    sa.Column("dot_at", sa.String),
    sa.Index(None, "state", "day"),
)

cases = sa.Table(
    "cases",
    metadata,
    sa.Column("case", NAME, primary_key=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("register_number", sa.String, nullable=False),
    sa.Column("process", sa.String, nullable=False),
    sa.Column("phase", sa.String, nullable=False),
    sa.Column("wake_on", sa.Date),
    sa.Column("city_seq", sa.Integer, nullable=False),
    sa.Column("last_seq", sa.Integer, nullable=False),
    sa.Column("closed", sa.Boolean, nullable=False),
    sa.Index(None, "wake_on", "case"),
)

duties = sa.Table(
    "duties",
    metadata,
    sa.Column("case", NAME, primary_key=True),
    sa.Column("duty", NAME, primary_key=True),
    sa.Column("person", NAME),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("due", sa.Date, nullable=False),
    sa.Column("cutoff", sa.Date),
    sa.Column("next_on", sa.Date),
    sa.Column("detail", sa.String, nullable=False),
    sa.Index(None, "person"),
    sa.Index(None, "next_on", "person"),
)

watches = sa.Table(
    "watches",
    metadata,
    sa.Column("thing", NAME, primary_key=True),
    sa.Column("case", NAME, primary_key=True),
    sa.Index(None, "case"),
    sqlite_with_rowid=False,
)

meetings = sa.Table(
    "meetings",
    metadata,
    sa.Column("id", NAME, primary_key=True),
    sa.Column("body", sa.String, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("time", sa.String, nullable=False),
    sa.Column("closes", sa.Date, nullable=False),
    sa.Column("hour", sa.String, nullable=False),
    sa.Column("budget", sa.Boolean, nullable=False),
    sa.Column("cancelled", sa.Boolean, nullable=False),
    sa.Column("moved_from", sa.Date),
    sa.Index(None, "body", "day"),
)


def create_triggers(connection: sa.Connection) -> None:
    """Make records and definitions append-only in the database itself, and its index of words."""
    if connection.dialect.name == "sqlite":
        for statement in triggers.SQLITE:
            connection.exec_driver_sql(statement)


@sa.event.listens_for(metadata, "after_create")
def _after_create(_target: sa.MetaData, connection: sa.Connection, **_: object) -> None:
    create_triggers(connection)

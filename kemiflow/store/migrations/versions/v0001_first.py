"""The first schema: records, definitions, texts, people, outbox, and the derived lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")

REFUSE = (
    "CREATE TRIGGER {table}_keeps_{verb} BEFORE {event} ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
)
ERASE = (
    "CREATE TRIGGER texts_only_erased BEFORE UPDATE ON texts "
    "WHEN NEW.text IS NOT NULL OR NEW.nonce IS NOT NULL OR NEW.forgotten_on IS NULL OR OLD.text IS NULL "
    "OR NEW.digest IS NOT OLD.digest OR NEW.publicity IS NOT OLD.publicity OR NEW.ground IS NOT OLD.ground "
    "OR NEW.subject IS NOT OLD.subject OR NEW.stream IS NOT OLD.stream "
    "BEGIN SELECT RAISE(ABORT, 'texts are only erased'); END"
)


def upgrade() -> None:
    """Make all tables, and the triggers that keep them."""
    _records()
    _definitions()
    _texts()
    _people()
    _outbox()
    _cases()
    _duties()
    _watches()
    _meetings()
    _search()
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_triggers()


def _records() -> None:
    op.create_table(
        "records",
        sa.Column("stream", NAME, nullable=False),
        sa.Column("seq", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("key", NAME, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("on", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", name="pk_records"),
        sa.UniqueConstraint("stream", "key", name="uq_records_stream_key"),
        sqlite_with_rowid=False,
    )


def _definitions() -> None:
    op.create_table(
        "definitions",
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_definitions"),
    )


def _texts() -> None:
    op.create_table(
        "texts",
        sa.Column("stream", NAME, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("nonce", sa.LargeBinary),
        sa.Column("text", sa.String),
        sa.Column("publicity", sa.String, nullable=False),
        sa.Column("ground", sa.String),
        sa.Column("subject", sa.String),
        sa.Column("forgotten_on", sa.String),
        sa.PrimaryKeyConstraint("stream", "digest", name="pk_texts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_texts_subject", "texts", ["subject"])


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", NAME, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("phone", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("person", NAME, nullable=False),
        sa.Column("letter", NAME, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("eml", sa.LargeBinary, nullable=False),
        sa.Column("message_id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("owner", sa.String),
        sa.Column("lease", sa.String),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("dot_at", sa.String),
        sa.PrimaryKeyConstraint("person", "letter", name="pk_outbox"),
        sa.UniqueConstraint("message_id", name="uq_outbox_message_id"),
    )
    op.create_index("ix_outbox_state_day", "outbox", ["state", "day"])


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("case", NAME, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("register_number", sa.String, nullable=False),
        sa.Column("process", sa.String, nullable=False),
        sa.Column("phase", sa.String, nullable=False),
        sa.Column("wake_on", sa.Date),
        sa.Column("city_seq", sa.Integer, nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("case", name="pk_cases"),
    )
    op.create_index("ix_cases_wake_on_case", "cases", ["wake_on", "case"])


def _duties() -> None:
    op.create_table(
        "duties",
        sa.Column("case", NAME, nullable=False),
        sa.Column("duty", NAME, nullable=False),
        sa.Column("person", NAME),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("cutoff", sa.Date),
        sa.Column("next_on", sa.Date),
        sa.Column("detail", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("case", "duty", name="pk_duties"),
    )
    op.create_index("ix_duties_next_on_person", "duties", ["next_on", "person"])
    op.create_index("ix_duties_person", "duties", ["person"])


def _watches() -> None:
    op.create_table(
        "watches",
        sa.Column("thing", NAME, nullable=False),
        sa.Column("case", NAME, nullable=False),
        sa.PrimaryKeyConstraint("thing", "case", name="pk_watches"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_watches_case", "watches", ["case"])


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", NAME, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("time", sa.String, nullable=False),
        sa.Column("closes", sa.Date, nullable=False),
        sa.Column("hour", sa.String, nullable=False),
        sa.Column("budget", sa.Boolean, nullable=False),
        sa.Column("cancelled", sa.Boolean, nullable=False),
        sa.Column("moved_from", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_meetings"),
    )
    op.create_index("ix_meetings_body_day", "meetings", ["body", "day"])


def _search() -> None:
    op.create_table(
        "search",
        sa.Column("case", NAME, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("case", name="pk_search"),
    )


def _sqlite_triggers() -> None:
    for table in ("records", "definitions"):
        op.execute(REFUSE.format(table=table, verb="rows", event="DELETE"))
        op.execute(REFUSE.format(table=table, verb="words", event="UPDATE"))
    op.execute(REFUSE.format(table="texts", verb="rows", event="DELETE"))
    op.execute(ERASE)

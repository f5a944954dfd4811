"""Decisions to search: rows with their words, an index over them in each database's own way; what shape lists have."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
# An index of its own over the column: rows are inserted and deleted, never changed
FTS = (
    "CREATE VIRTUAL TABLE decisions_words USING fts5("
    "tokens, content='decisions', content_rowid='id', detail=none, tokenize='unicode61 remove_diacritics 0')"
)
COME = (
    "CREATE TRIGGER decisions_words_come AFTER INSERT ON decisions "
    "BEGIN INSERT INTO decisions_words (rowid, tokens) VALUES (NEW.id, NEW.tokens); END"
)
GO = (
    "CREATE TRIGGER decisions_words_go AFTER DELETE ON decisions "
    "BEGIN INSERT INTO decisions_words (decisions_words, rowid, tokens) VALUES ('delete', OLD.id, OLD.tokens); END"
)
GIN = "CREATE INDEX ix_decisions_tokens ON decisions USING gin (array_to_tsvector(string_to_array(tokens, ' ')))"


def upgrade() -> None:
    """Make the tables and the index; lists are made again by whoever opens the home next."""
    _decisions()
    op.create_table(
        "words",
        sa.Column("level", NAME, nullable=False),
        sa.Column("word", NAME, nullable=False),
        sa.PrimaryKeyConstraint("level", "word", name="pk_words"),
        sqlite_with_rowid=False,
    )
    shape = sa.Column("shape", sa.String, nullable=False)
    op.create_table("lists_made", shape, sa.PrimaryKeyConstraint("shape", name="pk_lists_made"))
    op.drop_table("search")
    for statement in (FTS, COME, GO) if op.get_bind().dialect.name == "sqlite" else (GIN,):
        op.execute(statement)


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", WHOLE, nullable=False, autoincrement=False),
        sa.Column("case", NAME, nullable=False),
        sa.Column("key", NAME, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("section", sa.Integer),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("register_number", sa.String, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("gist", sa.String, nullable=False),
        sa.Column("publicity", sa.String, nullable=False),
        sa.Column("ground", sa.String),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("tokens", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_case", "decisions", ["case"])

"""The tables of what is looked for and kept in mind: decisions and their words, who was written to, versions."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from kemiflow.store.tables import NAME, cases, duties, meetings, metadata, watches

decisions = sa.Table(
    "decisions",
    metadata,
    # In the order of days, so that the newest come first without sorting: see kemiflow.store.found
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
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
    sa.Index(None, "case"),
    # SQLite has a table of its own for it: decisions_words
    sa.Index(
        "ix_decisions_tokens", sa.text("array_to_tsvector(string_to_array(tokens, ' '))"), postgresql_using="gin"
    ).ddl_if(dialect="postgresql"),
)

words = sa.Table(
    "words",
    metadata,
    sa.Column("level", NAME, primary_key=True),
    sa.Column("word", NAME, primary_key=True),
    sqlite_with_rowid=False,
)

written = sa.Table(
    "written",
    metadata,
    sa.Column("case", NAME, primary_key=True),
    sa.Column("stream", NAME, primary_key=True),
    sqlite_with_rowid=False,
)

revisions = sa.Table(
    "revisions",
    metadata,
    sa.Column("thing", NAME, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)

lists_made = sa.Table(
    "lists_made",
    metadata,
    sa.Column("shape", sa.String, primary_key=True),
)

DERIVED: Final = (cases, duties, watches, meetings, decisions, words, written)

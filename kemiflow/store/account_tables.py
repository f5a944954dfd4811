"""The tables of accounts: passwords by their hash, invitations, sessions, tries, forms that were sent."""

from __future__ import annotations

import sqlalchemy as sa

from kemiflow.store.tables import NAME, metadata

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("person", NAME, primary_key=True),
    sa.Column("hashed", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
)

invitations = sa.Table(
    "invitations",
    metadata,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("person", NAME, nullable=False),
    sa.Column("ends", sa.String, nullable=False),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("person", NAME, nullable=False),
    sa.Column("begun", sa.String, nullable=False),
    sa.Column("seen", sa.String, nullable=False),
    sa.Column("how", sa.String, nullable=False),
    sa.Index(None, "person"),
)

tries = sa.Table(
    "tries",
    metadata,
    sa.Column("who", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Index(None, "who", "at"),
)

submissions = sa.Table(
    "submissions",
    metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("person", NAME, nullable=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("answer", sa.String, nullable=False),
)

tokens = sa.Table(
    "tokens",
    metadata,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("person", NAME, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("reach", sa.String, nullable=False),
    sa.Column("made", sa.String, nullable=False),
    sa.Column("ends", sa.String, nullable=False),
    sa.Index(None, "person"),
)

"""Accounts of the web: passwords, invitations, sessions, tries, forms that were sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables of accounts."""
    _accounts()
    _invitations()
    _sessions()
    _tries()
    _submissions()


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("person", NAME, nullable=False),
        sa.Column("hashed", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_accounts"),
    )


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("person", NAME, nullable=False),
        sa.Column("ends", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_invitations"),
    )


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("person", NAME, nullable=False),
        sa.Column("begun", sa.String, nullable=False),
        sa.Column("seen", sa.String, nullable=False),
        sa.Column("how", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_sessions"),
    )
    op.create_index("ix_sessions_person", "sessions", ["person"])


def _tries() -> None:
    op.create_table(
        "tries",
        sa.Column("who", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
    op.create_index("ix_tries_who_at", "tries", ["who", "at"])


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("key", sa.String, nullable=False),
        sa.Column("person", NAME, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("answer", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_submissions"),
    )

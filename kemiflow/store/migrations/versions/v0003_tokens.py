"""Tokens of other programs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table of tokens."""
    op.create_table(
        "tokens",
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("person", NAME, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("reach", sa.String, nullable=False),
        sa.Column("made", sa.String, nullable=False),
        sa.Column("ends", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_tokens"),
    )
    op.create_index("ix_tokens_person", "tokens", ["person"])

"""Who was written to about which matter, and a number that grows when people change: pages know what they may keep."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables; who was written to is filled in when the lists are made again."""
    op.create_table(
        "written",
        sa.Column("case", NAME, nullable=False),
        sa.Column("stream", NAME, nullable=False),
        sa.PrimaryKeyConstraint("case", "stream", name="pk_written"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "revisions",
        sa.Column("thing", NAME, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("thing", name="pk_revisions"),
    )

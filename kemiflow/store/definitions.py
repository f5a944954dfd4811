"""Definitions of processes and versions of the city's settings: kept for ever, by digest."""

from __future__ import annotations

import sqlalchemy as sa

from kemiflow.store.canonical import plain
from kemiflow.store.tables import definitions


def adopt(connection: sa.Connection, text: str) -> str:
    """Keep a text unless it is kept already, and give its digest."""
    digest = plain(text)
    known = sa.select(definitions.c.digest).where(definitions.c.digest == digest)
    if connection.execute(known).first() is None:
        connection.execute(sa.insert(definitions).values(digest=digest, text=text))
    return digest

"""Definitions of processes and versions of the city's settings: kept for ever, by digest."""

from __future__ import annotations

import sqlalchemy as sa

from kemiflow.store.canonical import plain
from kemiflow.store.once import once
from kemiflow.store.tables import definitions


def adopt(connection: sa.Connection, text: str) -> str:
    """Keep a text unless it is kept already, and give its digest."""
    digest = plain(text)
    once(connection, definitions, {"digest": digest, "text": text})
    return digest

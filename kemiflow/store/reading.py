"""How records are read: rows to facts, with the words that lie beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from kemiflow.core.records import Record
from kemiflow.store.codec import CODEC, UNTOLD, BodyUnreadable, KindUnknown
from kemiflow.store.forms import Words
from kemiflow.store.tables import records, texts


class RecordUnreadable(Exception):
    """A record was written by a newer program, or damaged; its place says which."""

    def __init__(self, stream: str, seq: int, why: str) -> None:
        """Say the record's place, and why."""
        super().__init__(f"{stream}, record {seq}: {why}")
        self.stream = stream
        self.seq = seq
        self.why = why


def selected() -> sa.Select[Any]:
    """Select what a record is read from."""
    c = records.c
    return sa.select(c.stream, c.seq, c.key, c.kind, c.version, c.body, c.on, c.at, c.by)


def words_of(connection: sa.Connection, stream: str) -> Words:
    """Read the words of a stream's texts by digest; None for those that were erased."""
    query = sa.select(texts.c.digest, texts.c.text).where(texts.c.stream == stream)
    return {row.digest: row.text for row in connection.execute(query)}


def record(row: Sequence[Any], words: Words = UNTOLD) -> Record:
    """Make a record of its columns. Raises RecordUnreadable."""
    stream, seq, key, kind, version, body, on, at, by = row
    try:
        fact = CODEC.decode(kind, version, body, words)
        day, told = date.fromisoformat(on), datetime.fromisoformat(at)
    except (KindUnknown, BodyUnreadable, ValueError) as error:
        raise RecordUnreadable(stream, seq, str(error)) from error
    # A frozen __init__ takes more time than reading the columns, and records are read by the thousand
    made = object.__new__(Record)
    made.__dict__.update(stream=stream, seq=seq, key=key, fact=fact, on=day, at=told, by=by)
    return made

"""How records are read: rows to facts, with the words that lie beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from kemiflow.core.records import Record
from kemiflow.store.canonical import Columns
from kemiflow.store.codec import CODEC, UNTOLD, BodyUnreadable, KindUnknown
from kemiflow.store.forms import Words
from kemiflow.store.tables import records, texts

c: Final = records.c


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
    return sa.select(c.stream, c.seq, c.key, c.kind, c.version, c.body, c.on, c.at, c.by)


# Made once: to make a statement takes longer than to run it
_OF_STREAM: Final = selected().where(c.stream == sa.bindparam("one")).order_by(c.seq)
_NAMED: Final[sa.BindParameter[Any]] = sa.bindparam("names", expanding=True)
_OF_STREAMS: Final = selected().where(c.stream.in_(_NAMED)).order_by(c.stream, c.seq)
_KEYED: Final = selected().where(c.stream == sa.bindparam("one"), c.key.in_(_NAMED))
_WORDS: Final = sa.select(texts.c.digest, texts.c.text).where(texts.c.stream.in_(_NAMED))


def rows_of_one(connection: sa.Connection, stream: str) -> Sequence[Columns]:
    """Read the columns of all records of a stream."""
    return connection.execute(_OF_STREAM, {"one": stream}).cursor.fetchall()


def rows_of(connection: sa.Connection, streams: Sequence[str]) -> Sequence[Columns]:
    """Read the columns of all records of a few streams, stream by stream."""
    return connection.execute(_OF_STREAMS, {"names": streams}).cursor.fetchall()


def rows_keyed(connection: sa.Connection, stream: str, keys: Sequence[str]) -> Sequence[Columns]:
    """Read the columns of the records of a stream that have one of a few keys."""
    return connection.execute(_KEYED, {"one": stream, "names": keys}).cursor.fetchall()


def words_of(connection: sa.Connection, *streams: str) -> Words:
    """Read the words of the texts of a few streams by digest; None for those that were erased."""
    return dict(connection.execute(_WORDS, {"names": streams}).cursor.fetchall())


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

"""Seals: all heads at one moment, recorded in the city's stream and kept outside as a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

import rfc8785
import sqlalchemy as sa

from kemiflow.app.kept import Seal
from kemiflow.core.records import Draft
from kemiflow.core.records.city import Sealed
from kemiflow.core.streams import CITY
from kemiflow.store.appending import append, moment
from kemiflow.store.heads import alone
from kemiflow.store.tables import records

TICK: Final = timedelta(microseconds=1)


class SealUnreadable(ValueError):
    """A file kept outside is no seal."""


class Heads:
    """The digest of all heads, taken stream by stream in byte order of their names."""

    def __init__(self) -> None:
        """Begin with no stream."""
        self._hash = sha256()
        self.streams = 0

    def add(self, stream: str, seq: int, digest: str) -> None:
        """Take in the next stream's head."""
        self._hash.update(f"{stream}\0{seq}\0{digest}\n".encode())
        self.streams += 1

    def digest(self) -> str:
        """Give the digest of the heads so far."""
        return self._hash.hexdigest()


def seal(connection: sa.Connection, at: datetime, on: date, by: str) -> Seal:
    """Hash all heads, record that in the city's stream, and give the seal that is to be kept outside."""
    alone(connection)
    heads = tuple(connection.execute(_heads()).tuples())
    sealed = seal_of(heads, moment(at))
    latest = max((datetime.fromisoformat(told) for *_, told in heads), default=at)
    # Strictly later than all it has seen: so verification knows by time which records lay under it
    later = max(at.astimezone(UTC), latest + TICK)
    fact = Sealed(streams=sealed.streams, heads=sealed.heads)
    append(connection, [Draft(stream=CITY, key=f"seal:{moment(later)}", fact=fact, on=on, by=by)], later, {})
    return sealed


def seal_of(heads: Iterable[tuple[str, int, str, str, str]], at: str) -> Seal:
    """Make a seal of heads in order of their streams: stream, seq, key, digest, time."""
    whole = Heads()
    per_stream = {}
    for stream, seq, key, digest, _ in heads:
        whole.add(stream, seq, digest)
        per_stream[stream] = (seq, key, digest)
    return Seal(at=at, streams=whole.streams, heads=whole.digest(), per_stream=per_stream)


def heads_of(engine: sa.Engine) -> dict[str, int]:
    """Read the number of every stream's last record."""
    with engine.begin() as connection:
        return {stream: seq for stream, seq, *_ in connection.execute(_heads())}


def to_json(sealed: Seal) -> bytes:
    """Write a seal as one RFC 8785 object."""
    heads: dict[str, list[int | str]] = {stream: [*head] for stream, head in sealed.per_stream.items()}
    return rfc8785.dumps({"at": sealed.at, "heads": sealed.heads, "per_stream": heads, "streams": sealed.streams})


def from_json(text: bytes | str) -> Seal:
    """Read a seal back. Raises SealUnreadable, also when its heads are not those that it was made of."""
    try:
        told = json.loads(text)
        per_stream = {stream: (int(seq), str(key), str(digest)) for stream, (seq, key, digest) in _sorted(told)}
        made = seal_of(((stream, *head, "") for stream, head in per_stream.items()), str(told["at"]))
        sound = (made.heads, made.streams) == (told["heads"], told["streams"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SealUnreadable(f"no seal: {error!r}") from error
    if not sound:
        raise SealUnreadable("its heads are not those it was made of")
    return made


def read(path: Path) -> Seal:
    """Read the seal that a file holds. Raises OSError, and SealUnreadable with the file's name."""
    try:
        return from_json(path.read_bytes())
    except SealUnreadable as error:
        raise SealUnreadable(str(path)) from error


def _sorted(told: dict[str, dict[str, list[str]]]) -> list[tuple[str, list[str]]]:
    # Names of streams in the byte order in which they were hashed, not RFC 8785's order of UTF-16
    return sorted(told["per_stream"].items(), key=lambda item: item[0].encode())


def _heads() -> sa.Select[tuple[str, int, str, str, str]]:
    c = records.c
    last = sa.select(c.stream, sa.func.max(c.seq).label("seq")).group_by(c.stream).subquery()
    return (
        sa.select(c.stream, c.seq, c.key, c.digest, c.at)
        .join(last, sa.and_(c.stream == last.c.stream, c.seq == last.c.seq))
        .order_by(c.stream)
    )

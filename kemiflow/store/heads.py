"""Heads: the last record of each stream, read by whoever may then write; who shares what with whom meanwhile."""

# SQLite has one writer at a time. On PostgreSQL whoever writes to streams has them alone until the transaction ends,
# and shares the city's stream with the others; whoever writes to the city's stream, or changes what all share, has it
# alone.

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from kemiflow.core.streams import CITY
from kemiflow.store.tables import records

AT_ONCE: Final = 400  # names in one IN (...), far below what every database takes
_ON_POSTGRESQL: Final = sa.text('SELECT stream, seq, digest, "at" FROM kemiflow_heads(:names, :alone)')


@dataclass(frozen=True, kw_only=True)
class Head:
    """The last record of a stream; seq 0 when there is none."""

    seq: int = 0
    digest: str = ""
    at: str = ""


T = TypeVar("T")
NO_HEAD: Final = Head()


def _last() -> sa.Select[Any]:
    c = records.c
    named = c.stream.in_(sa.bindparam("names", expanding=True))
    last = sa.select(c.stream, sa.func.max(c.seq).label("seq")).where(named).group_by(c.stream).subquery()
    return sa.select(c.stream, c.seq, c.digest, c.at).join(
        last, sa.and_(c.stream == last.c.stream, c.seq == last.c.seq)
    )


_ON_SQLITE: Final = _last()


def batches(names: Iterable[T]) -> Iterator[list[T]]:
    """Split names into lists that fit one statement."""
    rest = iter(names)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch


def heads(connection: sa.Connection, streams: Iterable[str], *, alone: bool = False) -> dict[str, Head]:
    """Read the last record of each stream that has one, so that nobody else writes to them before the end.

    `alone` keeps all other writers out until then.
    """
    names = sorted(set(streams))
    if connection.dialect.name == "postgresql":
        rows = connection.execute(_ON_POSTGRESQL, {"names": names, "alone": alone}).all()
    else:
        rows = [row for batch in batches(names) for row in connection.execute(_ON_SQLITE, {"names": batch})]
    return {stream: Head(seq=seq, digest=digest, at=at) for stream, seq, digest, at in rows}


def alone(connection: sa.Connection) -> None:
    """Keep all other writers out until the transaction ends: what they all share is about to change."""
    heads(connection, [CITY], alone=True)

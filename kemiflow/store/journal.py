"""The journal: streams of records that are only ever appended to, read whole or from a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kemiflow.core.records import Draft, Record
from kemiflow.store.codec import UNTOLD
from kemiflow.store.engine import writing
from kemiflow.store.list_tables import written
from kemiflow.store.reading import record, selected, words_of
from kemiflow.store.tables import definitions, records
from kemiflow.store.unit import Touched, Unit, nothing


class DefinitionMissing(LookupError):
    """No definition with this digest was adopted here."""


class Journal:
    """The journal of one database."""

    def __init__(self, engine: sa.Engine, touched: Touched = nothing) -> None:
        """Keep the engine; `touched` names the things that a fact of the city changes, and `*` for all."""
        self._engine = engine
        self._writer = writing(engine)
        self._touched = touched

    @contextmanager
    def transaction(self, at: datetime) -> Iterator[Unit]:
        """Open one unit of work at a time told by the caller: all of it is written, or nothing."""
        with self._writer.begin() as connection:
            yield Unit(connection, at, self._touched)

    def append(
        self, drafts: Sequence[Draft], *, at: datetime, expect: Mapping[str, int] | None = None
    ) -> tuple[Record, ...]:
        """Write drafts in a transaction of their own: see Unit.append."""
        with self.transaction(at) as unit:
            return unit.append(drafts, expect=expect or {})

    def read(self, stream: str, *, with_texts: bool = True) -> tuple[Record, ...]:
        """Read a stream from its beginning. Raises RecordUnreadable."""
        return self._read(stream, 0, with_texts=with_texts)

    def read_since(self, stream: str, seq: int, *, with_texts: bool = True) -> tuple[Record, ...]:
        """Read a stream's records after `seq`. Raises RecordUnreadable."""
        return self._read(stream, seq, with_texts=with_texts)

    def head(self, stream: str) -> int:
        """Give the number of a stream's last record, 0 when it has none."""
        with self._engine.begin() as connection:
            query = sa.select(sa.func.max(records.c.seq)).where(records.c.stream == stream)
            return connection.execute(query).scalar() or 0

    def streams(self, prefix: str = "") -> tuple[str, ...]:
        """Name all streams that begin with a prefix, in order."""
        with self._engine.begin() as connection:
            query = (
                sa.select(records.c.stream)
                .where(records.c.seq == 1, records.c.stream.startswith(prefix, autoescape=True))
                .order_by(records.c.stream)
            )
            return tuple(connection.execute(query).scalars())

    def written_about(self, case: str) -> tuple[str, ...]:
        """Name the streams of persons in which a letter speaks of a case, in order."""
        query = sa.select(written.c.stream).where(written.c.case == case).order_by(written.c.stream)
        with self._engine.begin() as connection:
            return tuple(connection.execute(query).scalars())

    def definition(self, digest: str) -> str:
        """Give the text of an adopted definition. Raises DefinitionMissing."""
        with self._engine.begin() as connection:
            query = sa.select(definitions.c.text).where(definitions.c.digest == digest)
            text: str | None = connection.execute(query).scalar()
        if text is None:
            raise DefinitionMissing(digest)
        return text

    def _read(self, stream: str, after: int, *, with_texts: bool) -> tuple[Record, ...]:
        query: sa.Select[Any] = selected().where(records.c.stream == stream, records.c.seq > after)
        with self._engine.begin() as connection:
            rows = connection.execute(query.order_by(records.c.seq)).all()
            words = words_of(connection, stream) if with_texts and rows else UNTOLD
        return tuple(record(row, words) for row in rows)

"""The journal: streams of records that are only ever appended to, read whole or from a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime

import sqlalchemy as sa

from kemiflow.core.records import Draft, Record
from kemiflow.store.codec import UNTOLD
from kemiflow.store.engine import writing
from kemiflow.store.list_tables import written
from kemiflow.store.pages import runs
from kemiflow.store.reading import RecordUnreadable, record, rows_of, rows_of_one, words_of
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
        self._definitions: dict[str, str] = {}

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
        with self._engine.begin() as connection:
            rows = rows_of_one(connection, stream)
            words = words_of(connection, stream) if with_texts and rows else UNTOLD
        return tuple(record(row, words) for row in rows)

    def read_each(self, streams: Sequence[str]) -> dict[str, tuple[Record, ...]]:
        """Read a few streams at once; those that cannot be read are left out: read alone, they say why."""
        with self._engine.begin() as connection:
            rows, words = rows_of(connection, streams), words_of(connection, *streams)
        found = {}
        for stream, its in runs(rows):
            with suppress(RecordUnreadable):
                found[stream] = tuple(record(row, words) for row in its)
        return found

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
        # What lies under a digest never changes
        if digest not in self._definitions:
            with self._engine.begin() as connection:
                query = sa.select(definitions.c.text).where(definitions.c.digest == digest)
                text: str | None = connection.execute(query).scalar()
            if text is None:
                raise DefinitionMissing(digest)
            self._definitions[digest] = text
        return self._definitions[digest]

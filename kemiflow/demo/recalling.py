"""A journal that remembers what it read: a year in seconds reads the same streams a thousand times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from kemiflow.app.world import Journal, Unit
from kemiflow.core.records import Record


class Recalling:
    """Another journal, read again only when a stream has grown; nobody else may write to it meanwhile."""

    def __init__(self, journal: Journal) -> None:
        """Stand before a journal."""
        self._journal = journal
        self._streams: dict[tuple[str, bool], tuple[int, tuple[Record, ...]]] = {}
        self._heads: dict[str, int] = {}

    @contextmanager
    def transaction(self, at: datetime) -> Iterator[Unit]:
        """Open a unit of work at a time."""
        try:
            with self._journal.transaction(at) as unit:
                yield unit
        finally:
            self._heads.clear()

    def read(self, stream: str, *, with_texts: bool = True) -> tuple[Record, ...]:
        """Give a stream's records in order."""
        head = self.head(stream)
        known, records = self._streams.get((stream, with_texts), (0, ()))
        if head != known:
            records = self._journal.read(stream, with_texts=with_texts)
            self._streams[stream, with_texts] = (head, records)
        return records

    def read_each(self, streams: Sequence[str]) -> dict[str, tuple[Record, ...]]:
        """Give a few streams' records."""
        return {stream: self.read(stream) for stream in streams}

    def head(self, stream: str) -> int:
        """Give the number of a stream's last record, 0 when there is none."""
        if stream not in self._heads:
            self._heads[stream] = self._journal.head(stream)
        return self._heads[stream]

    def written_about(self, case: str) -> tuple[str, ...]:
        """Name the streams of persons in which a letter speaks of a case, in order."""
        return self._journal.written_about(case)

    def streams(self, prefix: str = "") -> tuple[str, ...]:
        """Name the streams that begin with a prefix."""
        return self._journal.streams(prefix)

    def definition(self, digest: str) -> str:
        """Give the text of a definition."""
        return self._journal.definition(digest)

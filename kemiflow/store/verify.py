"""Verification: each chain anew over every column, against the newest Sealed record and the seals kept outside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import Final, TypeAlias

import sqlalchemy as sa

from kemiflow.app.kept import Finding, Seal, Trouble
from kemiflow.core.records import Record
from kemiflow.core.records.city import Sealed
from kemiflow.core.streams import CITY
from kemiflow.store.appending import moment
from kemiflow.store.canonical import Columns, Row, digests, links
from kemiflow.store.guarded import unguarded
from kemiflow.store.pages import Pages, runs
from kemiflow.store.reading import record, selected
from kemiflow.store.said_by_sql import Quoted
from kemiflow.store.seals import Heads
from kemiflow.store.tables import records
from kemiflow.store.verify_texts import Beside, referred, wrong_definitions

SEQ, AT, DIGEST, BODY = 1, 3, 4, 5

c: Final = records.c
Marks: TypeAlias = Mapping[int, str]

_TOLD: Final = sa.select(c.stream, c.seq, c.version, c.at, c.digest, c.body)
_QUOTED: Final = Pages(_TOLD.add_columns(Quoted(c.by, c.key, c.kind, c.on)), c.stream, c.seq)
# Nothing that could be compared: each record is looked at closely
_PLAIN: Final = Pages(_TOLD.add_columns(sa.null()), c.stream, c.seq)
_NEWEST: Final = selected().where(c.stream == CITY, c.kind == "sealed").order_by(c.seq.desc()).limit(1)


def verify(engine: sa.Engine, seals: Sequence[Seal] = ()) -> tuple[Finding, ...]:
    """Name the first thing wrong in each stream, then texts and definitions that are wrong, else missing guards.

    What was recorded after the newest seal is protected by its own chain alone.
    """
    try:
        return _verified(engine, seals, _QUOTED)
    except sqlite3.OperationalError:
        # JSON cannot hold what some column holds: each record is looked at closely, and that one is named
        return _verified(engine, seals, _PLAIN)


def _verified(engine: sa.Engine, seals: Sequence[Seal], told: Pages) -> tuple[Finding, ...]:
    newest = _newest_sealed(engine)
    walk = _Walk(engine, moment(newest.at) if newest else "")
    beside = Beside(engine)
    for stream, pieces in groupby(chain.from_iterable(map(runs, told.of(engine))), key=itemgetter(0)):
        walk.begin(stream, _marks(stream, seals))
        for _, rows in pieces:
            walk.follow(rows)
        beside.compare(stream, walk.end(), walk.labelled)
    chains = (*walk.findings.values(), *_ends(walk.ends, seals))
    # Heads that differ from the Sealed record's say nothing new once the place of the change is known
    sealed = walk.against(newest) if newest and not chains else ()
    known = {one.stream for one in chains}
    texts = (one for one in beside.findings() if one.stream not in known)
    found = (*chains, *sealed, *texts, *wrong_definitions(engine))
    # Whoever changed something took a guard away first: the change is what is to be named
    return found or tuple(unguarded(engine))


class _Walk:
    """What has been seen of the journal so far."""

    def __init__(self, engine: sa.Engine, sealed_at: str) -> None:
        self._engine = engine
        self._sealed_at = sealed_at
        self._heads = Heads()
        self.findings: dict[str, Finding] = {}
        self.ends: dict[str, int] = {}

    def begin(self, stream: str, marks: Marks) -> None:
        """Go to the next stream."""
        self._stream, self._marks = stream, marks
        self._last, self._digest = 0, ""
        self._sealed: Columns | None = None
        self._refers: set[str] = set()
        self.labelled: dict[str, str] = {}

    def follow(self, rows: Sequence[Columns]) -> None:
        """Check the next records of the stream: all at once, and one by one when something is wrong among them."""
        there = [row[DIGEST] for row in rows]
        first, past = self._last + 1, self._last + 1 + len(rows)
        sound = [row[SEQ] for row in rows] == list(range(first, past))
        sound = sound and digests(self._stream, rows, [self._digest, *there]) == there
        if not sound or any(there[seq - first] != told for seq, told in self._marked(first, past)):
            self._closely(rows[0][SEQ], rows[-1][SEQ])
        self._last, self._digest = rows[-1][SEQ], rows[-1][DIGEST]
        if self._sealed_at:
            self._sealed = next((row for row in reversed(rows) if str(row[AT]) < self._sealed_at), self._sealed)
        texts, labelled = referred(row[BODY] for row in rows)
        self._refers.update(texts)
        self.labelled.update(labelled)

    def end(self) -> set[str]:
        """Leave the stream, and give the digests of the texts that its records refer to."""
        if self._sealed:
            self._heads.add(self._stream, self._sealed[SEQ], self._sealed[DIGEST])
        self.ends[self._stream] = self._last
        return self._refers

    def against(self, newest: Record) -> tuple[Finding, ...]:
        """Compare all heads with what the newest Sealed record told of them."""
        told = newest.fact
        if not isinstance(told, Sealed) or (told.streams, told.heads) == (self._heads.streams, self._heads.digest()):
            return ()
        return (Finding(trouble=Trouble.SEAL_BROKEN, stream=CITY, seq=newest.seq, key=newest.key),)

    def _marked(self, first: int, past: int) -> Iterator[tuple[int, str]]:
        return ((seq, told) for seq, told in self._marks.items() if first <= seq < past)

    def _closely(self, first: int, past: int) -> None:
        """Look at records one by one, all their columns, and name the first that is wrong."""
        of_stream = sa.select(records).where(c.stream == self._stream, c.seq.between(first, past)).order_by(c.seq)
        with self._engine.begin() as connection:
            rows = connection.execute(of_stream).cursor.fetchall()
        last = self._last
        for row, anew in links(rows, self._digest):
            last += 1
            of_row = Row(*row)
            if of_row.seq != last or anew != of_row.digest or self._marks.get(last, anew) != anew:
                self._find(last, of_row, anew)
                last = of_row.seq

    def _find(self, seq: int, row: Row, anew: str) -> None:
        trouble = Trouble.REWRITTEN if row.digest == anew else Trouble.CHANGED
        if row.seq != seq:
            trouble = Trouble.REMOVED
        found = Finding(trouble=trouble, stream=self._stream, seq=seq, key=str(row.key))
        self.findings.setdefault(self._stream, found)


def _marks(stream: str, seals: Sequence[Seal]) -> Marks:
    return {seal.per_stream[stream][0]: seal.per_stream[stream][2] for seal in seals if stream in seal.per_stream}


def _ends(ends: Mapping[str, int], seals: Sequence[Seal]) -> Iterator[Finding]:
    """Name the streams that end before a seal saw them end, each once."""
    missing: dict[str, Finding] = {}
    for stream, (sealed, key, _) in (head for seal in seals for head in seal.per_stream.items()):
        seq = ends.get(stream, 0) + 1
        if sealed >= seq:
            trouble = Trouble.CUT if stream in ends else Trouble.VANISHED
            found = Finding(trouble=trouble, stream=stream, seq=seq, key=key if sealed == seq else "")
            missing.setdefault(stream, found)
    yield from missing.values()


def _newest_sealed(engine: sa.Engine) -> Record | None:
    with engine.begin() as connection:
        row = connection.execute(_NEWEST).first()
    return None if row is None else record(row)

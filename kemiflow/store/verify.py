"""Verification: each chain anew over every column, against the newest Sealed record and the seals kept outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import TypeAlias

import sqlalchemy as sa

from kemiflow.app.kept import Finding, Seal, Trouble
from kemiflow.core.records.city import Sealed
from kemiflow.store.canonical import Columns, links
from kemiflow.store.heads import CITY
from kemiflow.store.pages import pages
from kemiflow.store.reading import record, selected
from kemiflow.store.seals import Heads
from kemiflow.store.tables import records
from kemiflow.store.verify_texts import REFERS, kept, missing_text, wrong_definitions, wrong_texts

SEQ, KEY, AT, DIGEST = 1, 2, 7, 9

Marks: TypeAlias = Mapping[int, str]


def verify(engine: sa.Engine, seals: Sequence[Seal] = ()) -> tuple[Finding, ...]:
    """Name the first thing wrong in each stream, then texts and definitions that are wrong; nothing when all is well.

    What was recorded after the newest seal is protected by its own chain alone.
    """
    texts = kept(engine)
    newest = _newest_sealed(engine)
    walk = _Walk(newest[1] if newest else "")
    rows = chain.from_iterable(pages(engine, sa.select(records), records.c.stream, records.c.seq))
    for stream, its in groupby(rows, key=itemgetter(0)):
        walk.follow(stream, its, _marks(stream, seals))
    chains = (*walk.findings.values(), *_ends(walk.ends, seals))
    # Heads that differ from the Sealed record's say nothing new once the place of the change is known
    sealed = walk.against(*newest) if newest and not chains else ()
    lacking = (missing_text(engine, stream) for stream, count in walk.texts.items() if count != texts.get(stream, 0))
    return (*chains, *sealed, *filter(None, lacking), *wrong_texts(engine), *wrong_definitions(engine))


class _Walk:
    """What has been seen of the journal so far."""

    def __init__(self, sealed_at: str) -> None:
        self._sealed_at = sealed_at
        self._heads = Heads()
        self.findings: dict[str, Finding] = {}
        self.ends: dict[str, int] = {}
        self.texts: dict[str, int] = {}

    def follow(self, stream: str, rows: Iterable[Columns], marks: Marks) -> None:
        """Check one stream from its first record to its last; the loop is the cost of verification."""
        sealed_at, last, sealed, texts = self._sealed_at, 0, None, 0
        for row, anew in links(rows):
            _, seq, _, _, _, body, _, at, _, digest = row
            last += 1
            if seq != last or anew != digest or (marks and marks.get(seq, digest) != digest):
                self._find(stream, last, row, anew)
                last = seq
            elif at < sealed_at:
                sealed = row
            texts += body.count(REFERS)
        if sealed:
            self._heads.add(stream, sealed[SEQ], sealed[DIGEST])
        self.ends[stream] = last
        self.texts[stream] = texts

    def against(self, seq: int, _at: str, key: str, told: Sealed) -> tuple[Finding, ...]:
        """Compare all heads with what the newest Sealed record told of them."""
        if (told.streams, told.heads) == (self._heads.streams, self._heads.digest()):
            return ()
        return (Finding(trouble=Trouble.SEAL_BROKEN, stream=CITY, seq=seq, key=key),)

    def _find(self, stream: str, seq: int, row: Columns, anew: str) -> None:
        trouble = Trouble.REWRITTEN if row[DIGEST] == anew else Trouble.CHANGED
        if row[SEQ] != seq:
            trouble = Trouble.REMOVED
        self.findings.setdefault(stream, Finding(trouble=trouble, stream=stream, seq=seq, key=str(row[KEY])))


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


def _newest_sealed(engine: sa.Engine) -> tuple[int, str, str, Sealed] | None:
    c = records.c
    newest = selected().where(c.stream == CITY, c.kind == "sealed").order_by(c.seq.desc()).limit(1)
    with engine.begin() as connection:
        row = connection.execute(newest).first()
    if row is None:
        return None
    fact = record(row).fact
    return (row[SEQ], row[AT], row[KEY], fact) if isinstance(fact, Sealed) else None

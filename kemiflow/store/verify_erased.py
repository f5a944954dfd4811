"""Words that were erased: with somebody who was forgotten on that day, or wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

import sqlalchemy as sa

from kemiflow.app.kept import Finding, Trouble
from kemiflow.core.records.person import Forgotten
from kemiflow.core.streams import PERSONS
from kemiflow.store.reading import record, selected
from kemiflow.store.tables import records, texts

_c: Final = texts.c
_ERASED: Final = (
    sa.select(_c.subject, _c.forgotten_on, _c.stream, _c.digest).where(_c.text.is_(None)).order_by(_c.stream, _c.digest)
)

Erasure: TypeAlias = tuple[str, str]  # the day, and who or what


def wrongly_erased(engine: sa.Engine) -> Iterator[Finding]:
    """Name texts that were erased though nobody was forgotten on that day, one for each day and person."""
    with engine.begin() as connection:
        rows = connection.execute(_ERASED).all()
    persons, drawn = _forgotten(engine) if rows else (frozenset(), frozenset())
    named: set[tuple[str | None, str]] = set()
    for subject, day, stream, digest in rows:
        allowed = (day, subject) in persons or (day, digest) in drawn
        if not allowed and (subject, day) not in named:
            named.add((subject, day))
            yield record_of(engine, Trouble.TEXT_ERASED, stream, digest)


def record_of(engine: sa.Engine, trouble: Trouble, stream: str, digest: str) -> Finding:
    """Name the record that a text belongs to."""
    c = records.c
    query = sa.select(c.seq, c.key).where(c.stream == stream, c.body.contains(digest)).order_by(c.seq)
    with engine.begin() as connection:
        seq, key = connection.execute(query).first() or (0, digest)
    return Finding(trouble=trouble, stream=stream, seq=seq, key=key)


def _forgotten(engine: sa.Engine) -> tuple[frozenset[Erasure], frozenset[Erasure]]:
    """Give who was forgotten on which day, and the digests of what was erased with them."""
    c = records.c
    persons = selected().where(c.stream.startswith(PERSONS), c.kind == "forgotten")
    with engine.begin() as connection:
        told = [record(row) for row in connection.execute(persons).all()]
    drawn = {
        (one.on.isoformat(), digest) for one in told if isinstance(one.fact, Forgotten) for digest in one.fact.drawn
    }
    return frozenset((one.on.isoformat(), one.stream.removeprefix(PERSONS)) for one in told), frozenset(drawn)

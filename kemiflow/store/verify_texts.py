"""Verification of what lies beside the chain: texts and definitions against their digests."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

import sqlalchemy as sa

from kemiflow.app.kept import Finding, Trouble
from kemiflow.store.canonical import plain, salted
from kemiflow.store.pages import pages
from kemiflow.store.tables import definitions, records, texts


def checked_texts(engine: sa.Engine) -> tuple[frozenset[str], tuple[Finding, ...]]:
    """Give the digests of all texts that are kept or were forgotten, and what is wrong with them."""
    known: set[str] = set()
    wrong: list[tuple[str, str]] = []
    c = texts.c
    for page in pages(engine, sa.select(c.stream, c.digest, c.nonce, c.text), c.stream, c.digest):
        known.update(map(itemgetter(1), page))
        wrong += [(row[0], row[1]) for row in page if not _stands(*row[1:])]
    changed = [_finding(engine, Trouble.TEXT_CHANGED, *place) for place in wrong]
    return frozenset(known), (*changed, *_wrongly_erased(engine))


def wrong_definitions(engine: sa.Engine) -> Iterator[Finding]:
    """Name the definitions that are not what their digest says."""
    for page in pages(engine, sa.select(definitions), definitions.c.digest):
        for digest, text in page:
            if plain(text) != digest:
                yield Finding(trouble=Trouble.DEFINITION_CHANGED, stream="", seq=0, key=digest)


def _stands(digest: str, nonce: bytes | None, text: str | None) -> bool:
    # Erased words are looked at apart
    return text is None or (nonce is not None and salted(nonce, text) == digest)


def _wrongly_erased(engine: sa.Engine) -> Iterator[Finding]:
    """Name texts that were erased though nobody was forgotten on that day."""
    c = texts.c
    erased = sa.select(c.subject, c.forgotten_on, sa.func.min(c.stream)).where(c.text.is_(None))
    with engine.begin() as connection:
        rows = connection.execute(erased.group_by(c.subject, c.forgotten_on)).all()
    for subject, day, stream in rows:
        if not _forgotten(engine, subject, day):
            with engine.begin() as connection:
                first = sa.select(sa.func.min(c.digest)).where(
                    c.stream == stream, c.text.is_(None), c.subject.is_not_distinct_from(subject)
                )
                digest = connection.execute(first).scalar_one()
            yield _finding(engine, Trouble.TEXT_ERASED, stream, digest)


def _finding(engine: sa.Engine, trouble: Trouble, stream: str, digest: str) -> Finding:
    """Name the record that a text belongs to."""
    c = records.c
    query = sa.select(c.seq, c.key).where(c.stream == stream, c.body.contains(digest)).order_by(c.seq)
    with engine.begin() as connection:
        seq, key = connection.execute(query).first() or (0, digest)
    return Finding(trouble=trouble, stream=stream, seq=seq, key=key)


def _forgotten(engine: sa.Engine, subject: str | None, day: str | None) -> bool:
    c = records.c
    query = sa.select(c.seq).where(c.stream == f"person/{subject}", c.kind == "forgotten", c.on == day)
    with engine.begin() as connection:
        return connection.execute(query.limit(1)).first() is not None

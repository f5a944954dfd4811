"""Verification of what lies beside the chain: texts and definitions against their digests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from kemiflow.app.kept import Finding, Trouble
from kemiflow.store.canonical import plain
from kemiflow.store.pages import pages
from kemiflow.store.tables import definitions, records, texts

# How a body refers to a text, and the digest in it
REFERS: Final = '"digest":"'
_DIGESTS: Final = re.compile(REFERS + "([0-9a-f]{64})").findall
_DRAWN: Final = re.compile('"([0-9a-f]{64})"').findall


class Utf8(FunctionElement[bytes]):
    """A text's bytes, which are what is hashed: decoding them would only be undone."""

    inherit_cache = True


@compiles(Utf8, "sqlite")
def _utf8_on_sqlite(element: Utf8, compiler: SQLCompiler, **_: object) -> str:
    return f"CAST({compiler.process(element.clauses)} AS BLOB)"


@compiles(Utf8, "postgresql")
def _utf8_on_postgresql(element: Utf8, compiler: SQLCompiler, **_: object) -> str:
    return f"convert_to({compiler.process(element.clauses)}, 'UTF8')"


def wrong_texts(engine: sa.Engine) -> Iterator[Finding]:
    """Name the texts that are not what their digest says, or were erased though nobody was forgotten."""
    c = texts.c
    told = sa.select(c.stream, c.digest, c.nonce, Utf8(c.text))
    for page in pages(engine, told, c.stream, c.digest):
        for stream, digest, nonce, text in page:
            # Erased words are looked at apart
            if text is not None and (nonce is None or sha256(nonce + text).hexdigest() != digest):
                yield _finding(engine, Trouble.TEXT_CHANGED, stream, digest)
    yield from _wrongly_erased(engine)


def kept(engine: sa.Engine) -> dict[str, int]:
    """Count the texts of each stream, kept or forgotten."""
    with engine.begin() as connection:
        counted = sa.select(texts.c.stream, sa.func.count().label("lying")).group_by(texts.c.stream)
        return {row.stream: row.lying for row in connection.execute(counted)}


def missing_text(engine: sa.Engine, stream: str) -> Finding | None:
    """Name the first record of a stream that refers to a text which is not there."""
    c = records.c
    with engine.begin() as connection:
        there = set(connection.execute(sa.select(texts.c.digest).where(texts.c.stream == stream)).scalars())
        rows = connection.execute(sa.select(c.seq, c.key, c.body).where(c.stream == stream).order_by(c.seq))
        lacking = (row for row in rows if not there.issuperset(_DIGESTS(row.body)))
        row = next(lacking, None)
    return Finding(trouble=Trouble.TEXT_MISSING, stream=stream, seq=row.seq, key=row.key) if row else None


def wrong_definitions(engine: sa.Engine) -> Iterator[Finding]:
    """Name the definitions that are not what their digest says."""
    for page in pages(engine, sa.select(definitions), definitions.c.digest):
        for digest, text in page:
            if plain(text) != digest:
                yield Finding(trouble=Trouble.DEFINITION_CHANGED, stream="", seq=0, key=digest)


def _wrongly_erased(engine: sa.Engine) -> Iterator[Finding]:
    """Name texts that were erased though nobody was forgotten on that day."""
    c = texts.c
    erased = sa.select(c.subject, c.forgotten_on, sa.func.min(c.stream)).where(c.text.is_(None))
    with engine.begin() as connection:
        rows = connection.execute(erased.where(c.subject.is_not(None)).group_by(c.subject, c.forgotten_on)).all()
    for subject, day, stream in rows:
        if not _forgotten(engine, subject, day):
            with engine.begin() as connection:
                first = sa.select(sa.func.min(c.digest)).where(
                    c.stream == stream, c.text.is_(None), c.subject == subject
                )
                digest = connection.execute(first).scalar_one()
            yield _finding(engine, Trouble.TEXT_ERASED, stream, digest)
    yield from _wrongly_drawn(engine)


def _wrongly_drawn(engine: sa.Engine) -> Iterator[Finding]:
    """Name texts of nobody that were erased, and that no forgetting of that day names as drawn from its person's."""
    c = texts.c
    erased = sa.select(c.stream, c.digest, c.forgotten_on).where(c.text.is_(None), c.subject.is_(None))
    with engine.begin() as connection:
        rows = connection.execute(erased.order_by(c.stream, c.digest)).all()
        told = sa.select(records.c.on, records.c.body).where(records.c.kind == "forgotten")
        named = {(row.on, digest) for row in connection.execute(told) for digest in _DRAWN(row.body)} if rows else set()
    for stream, digest, day in rows:
        if (day, digest) not in named:
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

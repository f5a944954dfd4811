"""Texts that were drawn from others: the facts of documents, and what was edited in them, repeat a person's words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from kemiflow.core.records.case import DocumentAdopted, DocumentMade
from kemiflow.store.forms import kind_of
from kemiflow.store.tables import records, texts

MADE, ADOPTED = kind_of(DocumentMade), kind_of(DocumentAdopted)
# Shorter words are a person's only where they stand alone: "kyllä" is everybody's
ALONE = 12


@dataclass(frozen=True)
class Drawn:
    """A text by its digest, and the file of the document that says it."""

    digest: str
    file: str


def drawn(connection: sa.Connection, stream: str, person: str) -> Iterator[Drawn]:
    """Give the texts of a stream's documents that repeat the words of a person, before those are erased."""
    c = texts.c
    mine = sa.select(c.text).where(c.stream == stream, c.subject == person, c.text.is_not(None))
    words = [_quoted(one) for one in connection.execute(mine).scalars()]
    kept = sa.select(c.digest, c.text).where(c.stream == stream, c.subject.is_(None), c.text.is_not(None))
    said = {row.digest: row.text for row in connection.execute(kept)}
    touched: set[str] = set()
    for key, kind, body in _documents(connection, stream):
        digest, of = _digest_and_owner(kind, body)
        if digest in said and (of in touched if kind == ADOPTED else any(word in said[digest] for word in words)):
            touched.add(key)
            yield Drawn(digest, str(body["file"]))


def _documents(connection: sa.Connection, stream: str) -> Iterator[tuple[str, str, dict[str, object]]]:
    c = records.c
    query = sa.select(c.key, c.kind, c.body).where(c.stream == stream, c.kind.in_([MADE, ADOPTED])).order_by(c.seq)
    for key, kind, body in connection.execute(query).all():
        yield key, kind, json.loads(body)


def _digest_and_owner(kind: str, body: dict[str, object]) -> tuple[str, str]:
    text = body["changes" if kind == ADOPTED else "said"]
    return str(text["digest"]) if isinstance(text, dict) else "", str(body.get("of", ""))


def _quoted(text: str) -> str:
    """Give words as they stand in the JSON of a document's facts."""
    quoted = json.dumps(text, ensure_ascii=False)
    return quoted if len(text) < ALONE else quoted[1:-1]

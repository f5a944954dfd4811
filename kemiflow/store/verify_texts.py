"""Verification of what lies beside the chain: texts and definitions against their digests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import Any, Final

import sqlalchemy as sa

from kemiflow.app.kept import Finding, Trouble
from kemiflow.core.values import Publicity
from kemiflow.store.canonical import Columns, plain
from kemiflow.store.forms import NONCE_BYTES
from kemiflow.store.pages import Pages, runs
from kemiflow.store.said_by_sql import Bytes, Quoted
from kemiflow.store.tables import definitions, records, texts
from kemiflow.store.verify_erased import record_of, wrongly_erased

# How a body refers to a definition, and to a text
_DEFINITION: Final = re.compile('"definition":"([0-9a-f]{64})"')
_TEXT: Final = '"digest":"'
# What a body says of a text's readers and of whose it is, unless it is everybody's and nobody's
_PLAIN: Final = '"ground":null,"publicity":"public","subject":null'
_LABEL: Final = re.compile(rf'{_TEXT}(.{{64}})",(?!{_PLAIN}}})(.*?"subject":(?:null|"(?:[^"\\]|\\.)*"))}}')
# Almost all texts are everybody's, and what ends in words that stand still is found twice as fast
_EVERYBODYS: Final = re.compile(f'{_TEXT}(.{{64}})",{_PLAIN}}}')


_c: Final = texts.c
# A text hashes with its nonce in front; a nonce of another length could have taken a letter from the text
_WHOLE: Final = sa.case((sa.func.length(_c.nonce) == NONCE_BYTES, Bytes(_c.nonce, _c.text)))
# The same of its row; words that are there although they were forgotten are labelled as no body labels them
_LABELLED: Final = sa.case(
    (sa.and_(_c.text.is_not(None), _c.forgotten_on.is_not(None)), "[]"),
    (sa.and_(_c.ground.is_(None), _c.publicity == Publicity.PUBLIC, _c.subject.is_(None)), None),
    else_=Quoted(_c.ground, _c.publicity, _c.subject),
)
_TEXTS: Final = Pages(sa.select(_c.stream, _c.digest, _WHOLE, _LABELLED), _c.stream, _c.digest)
_DEFINITIONS: Final = Pages(sa.select(definitions), definitions.c.digest)


def referred(bodies: Iterable[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Give the digests that bodies refer to, and what they say of texts that are not everybody's."""
    told = "\n".join(map(str, bodies))
    digests = [*_EVERYBODYS.findall(told), *_DEFINITION.findall(told)]
    if told.count(_TEXT) + told.count('"definition":"') == len(digests):
        return digests, []
    labelled = _LABEL.findall(told)
    return [*digests, *(digest for digest, _ in labelled)], labelled


class Beside:
    """The texts, walked beside the records: each stream's are those that its records refer to, no more and no fewer."""

    def __init__(self, engine: sa.Engine) -> None:
        """Begin before the first text."""
        self._engine = engine
        self._pieces = chain.from_iterable(map(runs, _TEXTS.of(engine)))
        self._next = next(self._pieces, None)
        self._found: dict[str, Finding] = {}
        self._erased = False
        self._definitions = _definitions(engine)

    def compare(self, stream: str, wanted: set[str], labelled: Mapping[str, str]) -> None:
        """Compare the texts of the next stream; texts of streams that have no records lie between."""
        self._strange(stream)
        wanted.difference_update(self._definitions)
        more = False
        there_labelled: dict[str, str] = {}
        while self._next and self._next[0] == stream:
            there = [row[1] for row in self._next[1]]
            before = len(wanted)
            wanted.difference_update(there)
            more |= before - len(wanted) != len(there)
            self._hashed(there, self._next[1])
            there_labelled |= {row[1]: row[3] for row in self._next[1] if row[3]}
            self._next = next(self._pieces, None)
        self._labels(stream, labelled, there_labelled)
        if more or wanted:
            # Looked at again at one moment: meanwhile somebody may have written
            found = missing_text(self._engine, stream) or strange_text(self._engine, stream)
            if found:
                self._found[stream] = found

    def findings(self) -> Iterator[Finding]:
        """Name what is wrong with all texts, once every stream was compared."""
        self._strange("")
        yield from self._found.values()
        if self._erased:
            yield from wrongly_erased(self._engine)

    def _labels(self, stream: str, told: Mapping[str, str], there: Mapping[str, str]) -> None:
        """Name the first text whose row says otherwise than its record who may read it, or whose it is."""
        for digest in sorted(told.keys() | there.keys()):
            if json.loads(f"{{{told.get(digest, _PLAIN)}}}") != json.loads(there.get(digest, f"{{{_PLAIN}}}")):
                self._found.setdefault(stream, record_of(self._engine, Trouble.TEXT_LABELLED, stream, digest))

    def _strange(self, before: str) -> None:
        """Pass over the texts of streams before one, or of all that are left: no records are theirs."""
        while self._next and (not before or self._next[0] < before):
            stream, rows = self._next
            self._found.setdefault(stream, _nobodys(stream, rows[0][1]))
            self._hashed([row[1] for row in rows], rows)
            self._next = next(self._pieces, None)

    def _hashed(self, there: list[str], rows: Sequence[Columns]) -> None:
        """Name the first text whose words are others."""
        try:
            same = [sha256(row[2]).hexdigest() for row in rows] == there
        except TypeError:
            same = False
        if not same:
            self._closely(rows)

    def _closely(self, rows: Sequence[Columns]) -> None:
        for stream, digest, whole, _ in rows:
            # Erased words are looked at apart
            if whole is None and _erased(self._engine, stream, digest):
                self._erased = True
            elif whole is None or sha256(whole).hexdigest() != digest:
                self._found.setdefault(stream, record_of(self._engine, Trouble.TEXT_CHANGED, stream, digest))


def _erased(engine: sa.Engine, stream: str, digest: str) -> bool:
    its = sa.select(_c.text).where(_c.stream == stream, _c.digest == digest)
    with engine.begin() as connection:
        return connection.execute(its).scalar() is None


def missing_text(engine: sa.Engine, stream: str) -> Finding | None:
    """Name the first record of a stream that refers to a text, or a definition, which is not there."""
    there = _definitions(engine)
    with engine.begin() as connection:
        texts_there, bodies = _both(connection, stream)
        there |= texts_there
        row = next((row for row in bodies if not there.issuperset(referred([row.body])[0])), None)
    if row is None:
        return None
    gone = json.loads(row.body).get("definition")
    trouble = Trouble.TEXT_MISSING if gone in {None, *there} else Trouble.DEFINITION_MISSING
    return Finding(trouble=trouble, stream=stream, seq=row.seq, key=row.key)


def strange_text(engine: sa.Engine, stream: str) -> Finding | None:
    """Name the first text of a stream that none of its records refers to."""
    with engine.begin() as connection:
        there, bodies = _both(connection, stream)
        strange = there.difference(referred(row.body for row in bodies)[0])
    return _nobodys(stream, min(strange)) if strange else None


def _nobodys(stream: str, digest: str) -> Finding:
    return Finding(trouble=Trouble.TEXT_STRANGE, stream=stream, seq=0, key=digest)


def _both(connection: sa.Connection, stream: str) -> tuple[set[str], sa.Result[Any]]:
    c = records.c
    there = set(connection.execute(sa.select(texts.c.digest).where(texts.c.stream == stream)).scalars())
    return there, connection.execute(sa.select(c.seq, c.key, c.body).where(c.stream == stream).order_by(c.seq))


def _definitions(engine: sa.Engine) -> set[str]:
    with engine.begin() as connection:
        return set(connection.execute(sa.select(definitions.c.digest)).scalars())


def wrong_definitions(engine: sa.Engine) -> Iterator[Finding]:
    """Name the definitions that are not what their digest says."""
    for page in _DEFINITIONS.of(engine):
        for digest, text in page:
            if plain(text) != digest:
                yield Finding(trouble=Trouble.DEFINITION_CHANGED, stream="", seq=0, key=digest)

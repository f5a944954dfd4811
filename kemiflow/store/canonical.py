"""Canonical JSON (RFC 8785) and the digests made of it: of texts, of definitions, of records in their chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from json import JSONEncoder
from json.encoder import encode_basestring as quote
from typing import Any, NamedTuple, TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

# RFC 8785 for what bodies hold: names of ASCII, strings, integers and no other numbers
canonical = JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False, allow_nan=False
).encode


# All columns of a record, in their order, as the database holds them
Columns: TypeAlias = tuple[Any, ...]


class UnfitForRecord(ValueError):
    """A draft holds text that cannot be kept."""


class Row(NamedTuple):
    """A record as its columns hold it, in their order; `digest` chains it to the one before."""

    stream: str
    seq: int
    key: str
    kind: str
    version: int
    body: str
    on: str
    at: str
    by: str
    digest: str = ""


def digests(stream: str, rows: Iterable[Columns], before: Iterable[str]) -> list[str]:
    """Give the digests of a stream's records from seq, version, at, digest, body, and the quoted rest as one object.

    `before` are the digests that stand before them. No digest at all when a column holds something other than text or
    a number: see `links`.
    """
    # One comprehension, and names that the database quoted: this is the cost of verification
    named = quote(stream)
    try:
        return [
            sha256(
                f'{{"at":{quote(at)},"body":{body},{rest[1:-1]},"previous":"{last}","seq":{seq},"stream":{named},'
                f'"version":{version}}}'.encode()
            ).hexdigest()
            for (_, seq, version, at, _, body, rest), last in zip(rows, before, strict=False)
        ]
    except (TypeError, UnicodeEncodeError):
        return []


def links(rows: Iterable[Columns], previous: str = "") -> Iterator[tuple[Columns, str]]:
    """Give each record of a stream with its digest made anew: RFC 8785 of all columns and the digest before, SHA-256.

    The body goes in as its text stands in the column, so that even another order of its names is noticed.
    A column that holds something other than text or a number gives an empty digest.
    """
    for row in rows:
        stream, seq, key, kind, version, body, on, at, by, digest = row
        try:
            whole = (
                f'{{"at":{quote(at)},"body":{body},"by":{quote(by)},"key":{quote(key)},"kind":{quote(kind)},"on":'
                f'{quote(on)},"previous":"{previous}","seq":{seq},"stream":{quote(stream)},"version":{version}}}'
            )
            yield row, sha256(whole.encode()).hexdigest()
        except (TypeError, UnicodeEncodeError):
            yield row, ""
        previous = digest


def chained(row: Row, previous: str) -> str:
    """Digest one record as the next after a digest. Raises UnfitForRecord when it holds what is no Unicode text."""
    _, digest = next(links([row], previous))
    if not digest:
        raise UnfitForRecord(f"{row.stream}, {row.key}: not Unicode text")
    return digest


def salted(nonce: bytes, text: str) -> str:
    """Digest a text with its nonce: without the nonce nobody can try out what was erased."""
    return sha256(nonce + text.encode()).hexdigest()


def plain(text: str) -> str:
    """Digest a text that is no secret, such as a definition."""
    return sha256(text.encode()).hexdigest()

"""Canonical JSON (RFC 8785) and the digests made of it: of texts, of definitions, of records in their chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from json import JSONEncoder
from json.encoder import encode_basestring as quote
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

# RFC 8785 for what bodies hold: names of ASCII, strings, integers and no other numbers
canonical = JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False, allow_nan=False
).encode


@dataclass(frozen=True, kw_only=True)
class Row:
    """A record as its columns hold it; `digest` chains it to the one before."""

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


def chained(row: Row, previous: str) -> str:
    """Digest all columns of a record together with the digest before it, as one RFC 8785 object under SHA-256.

    The body goes in as its text stands in the column, so that even another order of its names is noticed.
    Raises TypeError for a column that holds something other than text or a number.
    """
    return sha256(
        f'{{"at":{quote(row.at)},"body":{row.body},"by":{quote(row.by)},"key":{quote(row.key)},'
        f'"kind":{quote(row.kind)},"on":{quote(row.on)},"previous":"{previous}","seq":{row.seq},'
        f'"stream":{quote(row.stream)},"version":{row.version}}}'.encode()
    ).hexdigest()


def salted(nonce: bytes, text: str) -> str:
    """Digest a text with its nonce: without the nonce nobody can try out what was erased."""
    return sha256(nonce + text.encode()).hexdigest()


def plain(text: str) -> str:
    """Digest a text that is no secret, such as a definition."""
    return sha256(text.encode()).hexdigest()

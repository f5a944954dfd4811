"""How drafts become records: once only, in their place, chained to what stands before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from kemiflow.app.kept import AlreadyRecorded, JournalMoved
from kemiflow.core.records import Draft, Fact, Record
from kemiflow.core.streams import CITY
from kemiflow.store.canonical import Row, UnfitForRecord, chained
from kemiflow.store.codec import CODEC
from kemiflow.store.forms import SaltedText
from kemiflow.store.heads import NO_HEAD, Head, batches, heads
from kemiflow.store.reading import record, rows_keyed, words_of
from kemiflow.store.tables import records, texts

_RECORDS: Final = sa.insert(records)
_TEXTS: Final = sa.insert(texts)


def moment(at: datetime) -> str:
    """Write a time as UTC in ISO 8601 with microseconds, so that text order is time order.

    Raises ValueError for a time without a zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"a time without a zone: {at}")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def append(
    connection: sa.Connection, drafts: Sequence[Draft], at: datetime, expect: Mapping[str, int]
) -> tuple[Record, ...]:
    """Write the drafts that are not yet there and give them as records, in the order given.

    Drafts that were all written before are a repeated request: nothing is written, whatever is expected.
    Raises JournalMoved when a stream does not end where `expect` says, AlreadyRecorded for a key with another fact.
    """
    streams = {draft.stream for draft in drafts}
    known = heads(connection, streams | expect.keys() | {CITY}, alone=CITY in streams)
    fresh = tuple(_fresh(connection, drafts, known))
    if not fresh:
        return ()
    for stream, seq in expect.items():
        if known.get(stream, NO_HEAD).seq != seq:
            raise JournalMoved(stream, seq, known.get(stream, NO_HEAD).seq)
    return _insert(connection, fresh, moment(at), known)


def append_next(
    connection: sa.Connection, drafts: Sequence[Draft], at: datetime, read: Mapping[str, int], known: dict[str, Head]
) -> None:
    """Do the same for streams that were read up to a seq, behind heads that move on with what is written."""
    if any(known.get(stream, NO_HEAD).seq != seq for stream, seq in read.items()):
        append(connection, drafts, at, read)
    elif drafts:
        # Whoever has read all of a stream knows its keys: they need not be looked for
        _insert(connection, drafts, moment(at), known)


def _fresh(connection: sa.Connection, drafts: Sequence[Draft], known: Mapping[str, Head]) -> Iterator[Draft]:
    there = _recorded(connection, [draft for draft in drafts if draft.stream in known])
    for draft in drafts:
        place, told = (draft.stream, draft.key), (draft.fact, draft.on)
        if place not in there:
            there[place] = told
            yield draft
        elif there[place] != told:
            raise AlreadyRecorded(draft.stream, draft.key)


def _recorded(connection: sa.Connection, drafts: Sequence[Draft]) -> dict[tuple[str, str], tuple[Fact, object]]:
    keys: dict[str, list[str]] = {}
    for draft in drafts:
        keys.setdefault(draft.stream, []).append(draft.key)
    found: dict[tuple[str, str], tuple[Fact, object]] = {}
    for stream, wanted in keys.items():
        for batch in batches(wanted):
            rows = rows_keyed(connection, stream, batch)
            words = words_of(connection, stream) if rows else {}
            told = [record(row, words) for row in rows]
            found |= {(stream, one.key): (one.fact, one.on) for one in told}
    return found


def _insert(connection: sa.Connection, drafts: Sequence[Draft], at: str, known: dict[str, Head]) -> tuple[Record, ...]:
    rows: list[Row] = []
    beside: list[dict[str, object]] = []
    city = known.get(CITY, NO_HEAD).at
    for draft in drafts:
        head = known.get(draft.stream, NO_HEAD)
        # Not before the city's last record either: a seal there then parts what it saw from what came later
        row, salted = _row(draft, head, max(at, head.at, city))
        known[draft.stream] = Head(seq=row.seq, digest=row.digest, at=row.at)
        rows.append(row)
        beside += [_beside(text, draft.stream) for text in salted]
    try:
        connection.execute(_RECORDS, [row._asdict() for row in rows])
    except sa.exc.IntegrityError as error:
        # Where the database lets two writers begin side by side, the second meets the first's rows
        raise JournalMoved(rows[0].stream, rows[0].seq - 1, rows[0].seq) from error
    if beside:
        connection.execute(_TEXTS, beside)
    return tuple(_as_record(draft, row) for draft, row in zip(drafts, rows, strict=True))


def _row(draft: Draft, head: Head, at: str) -> tuple[Row, tuple[SaltedText, ...]]:
    encoded = CODEC.encode(draft.fact)
    _fit(draft, encoded.texts)
    row = Row(
        stream=draft.stream,
        seq=head.seq + 1,
        key=draft.key,
        kind=encoded.kind,
        version=encoded.version,
        body=encoded.body,
        on=draft.on.isoformat(),
        at=at,
        by=draft.by,
    )
    return row._replace(digest=chained(row, head.digest)), encoded.texts


def _fit(draft: Draft, salted: Iterable[SaltedText]) -> None:
    columns = [draft.stream, draft.key, draft.by]
    words = [word for one in salted for word in (one.text.text, one.text.ground, one.text.subject)]
    # PostgreSQL keeps no NUL in a text, and what one database keeps every other one must
    if any("\0" in word for word in (*columns, *words) if word):
        raise UnfitForRecord(f"{draft.stream}, {draft.key}: the sign NUL stands in a text")


def _beside(salted: SaltedText, stream: str) -> dict[str, object]:
    return {
        "digest": salted.digest,
        "nonce": salted.nonce,
        "text": salted.text.text,
        "publicity": salted.text.publicity.value,
        "ground": salted.text.ground,
        "subject": salted.text.subject,
        "stream": stream,
    }


def _as_record(draft: Draft, row: Row) -> Record:
    return Record(
        stream=draft.stream,
        seq=row.seq,
        key=draft.key,
        fact=draft.fact,
        on=draft.on,
        at=datetime.fromisoformat(row.at),
        by=draft.by,
    )

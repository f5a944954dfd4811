"""Decisions to search: their words by who may read them, in an index that is the same on each database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from kemiflow.app.lists.wanted import DecisionRow, Wanted
from kemiflow.core.stems import SHORTEST, stems, words_of
from kemiflow.core.values import Publicity
from kemiflow.store.canonical import canonical
from kemiflow.store.heads import alone, batches
from kemiflow.store.list_tables import decisions, words
from kemiflow.store.once import all_once

# A token is a folded word behind the letter of its level. A query's words are looked for among all words there are, as
# parts of them, and what was found there in the index: so a compound is found by its end, on each database alike
LEVELS: Final = {Publicity.PUBLIC: "p", Publicity.STAFF: "s", Publicity.CONFIDENTIAL: "c"}
MOST_WORDS: Final = 2000  # that one word of a query may stand for
DAY_BITS: Final = 40
Groups: TypeAlias = Sequence[Sequence[str]]
_THERE: Final = sa.select(decisions.c.id, decisions.c.source).where(
    decisions.c.case.in_(sa.bindparam("names", expanding=True))
)
COLUMNS: Final = tuple(field.name for field in fields(DecisionRow) if field.name != "said")


def keep(connection: sa.Connection, case_names: Sequence[str], rows: Iterable[DecisionRow]) -> None:
    """Let the search know of all decisions of some cases, and of no others of these; unchanged ones cost a look."""
    wanted = {_id(row): row for row in rows}
    sources = {number: _source(row) for number, row in wanted.items()}
    there = dict(_there(connection, case_names))
    gone = [number for number, source in there.items() if sources.get(number) != source]
    for batch in batches(gone):
        connection.execute(sa.delete(decisions).where(decisions.c.id.in_(batch)))
    fresh = [
        _row(number, row, sources[number]) for number, row in wanted.items() if there.get(number) != sources[number]
    ]
    if fresh:
        connection.execute(sa.insert(decisions), fresh)
        _learn(connection, {token for row in fresh for token in str(row["tokens"]).split()})


def found(connection: sa.Connection, wanted: Wanted) -> list[tuple[int, DecisionRow]]:
    """Give the decisions that are looked for with their marks, newest first."""
    groups = [_tokens(connection, part, wanted) for part in stems(wanted.words)]
    if not all(groups):
        return []
    rows = connection.execute(question(connection.dialect.name, groups, wanted)).mappings()
    return [(row["id"], _decision(row)) for row in rows]


def question(dialect: str, groups: Groups, wanted: Wanted) -> sa.Select[Any]:
    """Give the query for decisions that hold a token of each group."""
    c = decisions.c
    query = sa.select(decisions).order_by(c.id.desc()).limit(wanted.limit)
    if groups and dialect == "postgresql":
        held = sa.func.array_to_tsvector(sa.func.string_to_array(c.tokens, sa.literal_column("' '")))
        query = query.where(held.op("@@")(sa.cast(_matching(groups, " | ", " & "), postgresql.TSQUERY)))
    elif groups:
        index = sa.table("decisions_words", sa.column("rowid"), sa.column("decisions_words"))
        match = index.c.decisions_words.op("MATCH")(_matching(groups, " OR ", " AND "))
        query = query.join(index, index.c.rowid == c.id).where(match).order_by(None).order_by(index.c.rowid.desc())
        query = query.where(index.c.rowid < wanted.before) if wanted.before else query
    return query.where(*_narrowed(wanted))


def _narrowed(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    c = decisions.c
    if wanted.before is not None:
        yield c.id < wanted.before
    if wanted.body:
        yield c.body == wanted.body
    if wanted.first:
        yield c.on >= wanted.first
    if wanted.last:
        yield c.on <= wanted.last


def unlearn(connection: sa.Connection) -> None:
    """Forget the words that no decision says any more: what was erased must not be found in a list of words either."""
    alone(connection)
    said = {token for row in connection.execute(sa.select(decisions.c.tokens)).scalars() for token in row.split()}
    known = connection.execute(sa.select(words.c.level, words.c.word)).all()
    gone = [{"its": level, "one": word} for level, word in known if level + word not in said]
    if gone:
        same = sa.and_(words.c.level == sa.bindparam("its"), words.c.word == sa.bindparam("one"))
        connection.execute(sa.delete(words).where(same), gone)


def _there(connection: sa.Connection, case_names: Sequence[str]) -> Iterator[tuple[int, str]]:
    for batch in batches(case_names):
        yield from connection.execute(_THERE, {"names": batch}).tuples()


def _id(row: DecisionRow) -> int:
    """Give a decision's number: by day, then by name; the same on every database, and after a rebuild."""
    name = hashlib.sha256(f"{row.case} {row.key}".encode()).digest()
    return (row.on.toordinal() << DAY_BITS) + int.from_bytes(name[: DAY_BITS // 8], "big")


def _source(row: DecisionRow) -> str:
    told = {**vars(row), "on": row.on.isoformat()}
    return hashlib.sha256(canonical(told).encode()).hexdigest()[:32]


def _row(number: int, row: DecisionRow, source: str) -> dict[str, object]:
    columns = {name: getattr(row, name) for name in COLUMNS} | {"publicity": row.publicity.value}
    tokens = {LEVELS[level] + word for level, text in row.said for word in words_of(text)}
    return {**columns, "id": number, "source": source, "tokens": " ".join(sorted(tokens))}


def _decision(row: sa.RowMapping) -> DecisionRow:
    columns = {name: row[name] for name in COLUMNS}
    return DecisionRow(**columns | {"publicity": Publicity(row["publicity"])})


def _learn(connection: sa.Connection, tokens: Iterable[str]) -> None:
    # In order, so that two writers never wait for each other
    all_once(connection, words, [{"level": token[:1], "word": token[1:]} for token in sorted(tokens)])


def _tokens(connection: sa.Connection, part: str, wanted: Wanted) -> list[str]:
    """Give the tokens that a word of a query stands for, among those the reader may read."""
    c = words.c
    alike = c.word.contains(part, autoescape=True) if len(part) >= SHORTEST else c.word == part
    levels = sorted(LEVELS[one] for one in wanted.reads)
    query = sa.select(c.level, c.word).where(c.level.in_(levels), alike).order_by(c.word, c.level).limit(MOST_WORDS)
    return [level + word for level, word in connection.execute(query)]


def _matching(groups: Groups, either: str, both: str) -> str:
    """Word a query for an index of words; tokens are letters and figures alone."""
    return both.join(
        "(" + either.join(f'"{token}"' if either == " OR " else token for token in group) + ")" for group in groups
    )

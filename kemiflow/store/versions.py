"""Versions: numbers that change when what a page of a matter is made from changes, in one look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import sqlalchemy as sa

from kemiflow.core.records import Record
from kemiflow.core.records.person import LetterDecided
from kemiflow.core.streams import CITY, case_stream
from kemiflow.store.list_tables import revisions, written
from kemiflow.store.once import all_once, once
from kemiflow.store.tables import records, texts

PEOPLE: Final = "people"
NOTHING: Final = 0


def people_changed(connection: sa.Connection) -> None:
    """Let whoever keeps names in mind read them again."""
    c = revisions.c
    if not once(connection, revisions, {"thing": PEOPLE, "number": 1}):
        connection.execute(sa.update(revisions).where(c.thing == PEOPLE).values(number=c.number + 1))


def letters_told(connection: sa.Connection, fresh: Iterable[Record]) -> None:
    """Note who was written to about which matter."""
    found = {
        (one.case, record.stream)
        for record in fresh
        if isinstance(record.fact, LetterDecided)
        for one in record.fact.covers
    }
    all_once(connection, written, [{"case": case, "stream": stream} for case, stream in sorted(found)])


def of_city(connection: sa.Connection) -> tuple[int, ...]:
    """Give the version of the city: its last record, and its people."""
    return _numbers(connection.execute(sa.select(_head(CITY), _people())).one())


def of_case(connection: sa.Connection, case: str) -> tuple[int, ...]:
    """Give the version of a matter: its records, erased texts, letters about it, the city and its people."""
    stream = case_stream(case)
    t, w, r = texts.c, written.c, records.c
    erased = sa.select(sa.func.count()).where(t.stream == stream, t.forgotten_on.is_not(None)).scalar_subquery()
    last = sa.select(sa.func.max(r.seq)).where(r.stream == w.stream).scalar_subquery()
    letters = sa.select(sa.func.sum(last)).where(w.case == case).scalar_subquery()
    return _numbers(connection.execute(sa.select(_head(stream), erased, letters, _head(CITY), _people())).one())


def _head(stream: str) -> sa.ScalarSelect[Any]:
    return sa.select(sa.func.max(records.c.seq)).where(records.c.stream == stream).scalar_subquery()


def _people() -> sa.ScalarSelect[Any]:
    return sa.select(revisions.c.number).where(revisions.c.thing == PEOPLE).scalar_subquery()


def _numbers(row: Iterable[Any]) -> tuple[int, ...]:
    return tuple(int(one or NOTHING) for one in row)

"""What lists and mornings ask: due cases, open duties, meetings, decisions that are looked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from typing import TypeAlias

import sqlalchemy as sa

from kemiflow.app.kept import FORMER, CaseRow, Derived, DutyRow
from kemiflow.app.lists.wanted import DecisionRow, Wanted
from kemiflow.app.world import Journal
from kemiflow.core.city import Meeting
from kemiflow.core.records import Record
from kemiflow.core.streams import CASES, PERSONS, case_of
from kemiflow.store import derived
from kemiflow.store.engine import writing
from kemiflow.store.found import found
from kemiflow.store.heads import alone
from kemiflow.store.list_tables import lists_made
from kemiflow.store.tables import cases, duties, meetings, watches
from kemiflow.store.versions import letters_told, of_case, of_city

Derive: TypeAlias = Callable[[str, tuple[Record, ...]], Derived]
REBUILT_AT_ONCE = 200


class Lists:
    """The derived lists of one database."""

    def __init__(self, engine: sa.Engine) -> None:
        """Keep the engine."""
        self._engine = engine
        self._writer = writing(engine)

    def due_cases(self, day: date, *, limit: int = 1000, after: str = "") -> tuple[str, ...]:
        """Name the cases to walk on a day, in order of name, beginning after one; cost follows how many are due."""
        c = cases.c
        due = sa.select(c.case).where(c.wake_on <= day, c.case > after).order_by(c.case).limit(limit)
        with self._engine.begin() as connection:
            return tuple(connection.execute(due).scalars())

    def count_due(self, day: date) -> int:
        """Count the cases to walk on a day."""
        with self._engine.begin() as connection:
            query = sa.select(sa.func.count()).select_from(cases).where(cases.c.wake_on <= day)
            return connection.execute(query).scalar() or 0

    def cases(self, *, closed: bool = False, after: str = "", limit: int | None = None) -> tuple[CaseRow, ...]:
        """Give the lines of open cases, or of closed ones, in order of name, beginning after one; all, or so many."""
        query = sa.select(cases).where(cases.c.closed.is_(closed), cases.c.case > after).order_by(cases.c.case)
        return tuple(self._case_rows(query.limit(limit)))

    def count_cases(self, *, closed: bool = False) -> int:
        """Count the open cases, or the closed ones."""
        with self._engine.begin() as connection:
            query = sa.select(sa.func.count()).select_from(cases).where(cases.c.closed.is_(closed))
            return connection.execute(query).scalar() or 0

    def case(self, case: str) -> CaseRow | None:
        """Give the line of one case, or None."""
        return next(self._case_rows(sa.select(cases).where(cases.c.case == case)), None)

    def open_duties(self, person: str | None = None) -> tuple[DutyRow, ...]:
        """Give a person's open duties over all cases, or everybody's, by due day."""
        query = sa.select(duties).order_by(duties.c.due, duties.c.case, duties.c.duty)
        with self._engine.begin() as connection:
            rows = connection.execute(query if person is None else query.where(duties.c.person == person))
            return tuple(DutyRow(**row) for row in rows.mappings())

    def closing(
        self, persons: Collection[str] | None, *, skip: int = 0, limit: int = 1000
    ) -> tuple[tuple[DutyRow, ...], int]:
        """Give open duties of some persons, or everybody's, by what closes first, and how many there are in all.

        What former holders are still told is left out.
        """
        c = duties.c
        first = sa.case((c.cutoff < c.due, c.cutoff), else_=c.due)
        held = sa.and_(c.duty.not_like(f"%{FORMER}%"), c.person.in_(persons) if persons is not None else sa.true())
        query = sa.select(duties).where(held).order_by(first, c.due, c.case, c.duty).offset(skip).limit(limit)
        with self._engine.begin() as connection:
            rows = tuple(DutyRow(**row) for row in connection.execute(query).mappings())
            count = connection.execute(sa.select(sa.func.count()).select_from(duties).where(held)).scalar()
        return rows, count or 0

    def watching(self, thing: str) -> tuple[str, ...]:
        """Name the cases that something may concern ("meeting:council-2023-12-11"), in order of name."""
        query = sa.select(watches.c.case).where(watches.c.thing == thing).order_by(watches.c.case)
        with self._engine.begin() as connection:
            return tuple(connection.execute(query).scalars())

    def persons_due(self, day: date, *, limit: int = 1000, after: str = "") -> tuple[str, ...]:
        """Name the persons to whom there may be something to say on a day, in order, beginning after one."""
        c = duties.c
        due = sa.select(c.person).distinct().where(c.next_on <= day, c.person > after)
        with self._engine.begin() as connection:
            return tuple(connection.execute(due.order_by(c.person).limit(limit)).scalars())

    def meetings(self, first: date, last: date) -> tuple[Meeting, ...]:
        """Give the meetings from a day to another, both included, by day."""
        query = sa.select(meetings).where(meetings.c.day.between(first, last))
        with self._engine.begin() as connection:
            rows = connection.execute(query.order_by(meetings.c.day, meetings.c.id))
            return tuple(Meeting(**row) for row in rows.mappings())

    def decisions(self, wanted: Wanted) -> tuple[tuple[int, DecisionRow], ...]:
        """Give the decisions that are looked for, newest first, each with the mark to go on from."""
        with self._engine.begin() as connection:
            return tuple(found(connection, wanted))

    def shape(self) -> str | None:
        """Give the shape in which the lists were made, or None when nobody told."""
        with self._engine.begin() as connection:
            return connection.execute(sa.select(lists_made.c.shape)).scalar()

    def made(self, shape: str) -> None:
        """Keep the shape in which the lists were made."""
        with self._writer.begin() as connection:
            alone(connection)
            connection.execute(sa.delete(lists_made))
            connection.execute(sa.insert(lists_made).values(shape=shape))

    def version(self, case: str | None = None) -> tuple[int, ...]:
        """Give the version of the city, or of all that a page of a matter is made from: another one, another page."""
        with self._engine.begin() as connection:
            return of_city(connection) if case is None else of_case(connection, case)

    def drop(self) -> None:
        """Empty all lists; rebuild makes them again from the journal."""
        with self._writer.begin() as connection:
            derived.drop(connection)

    def rebuild(self, journal: Journal, derive: Derive, at: datetime) -> int:
        """Make the lists of all cases again, and give how many; `derive` folds one case's records.

        Lists are replaced case by case, so that work can go on meanwhile.
        """
        for stream in journal.streams(PERSONS):
            told = journal.read(stream, with_texts=False)
            with self._writer.begin() as connection:
                letters_told(connection, told)
        streams = journal.streams(CASES)
        for start in range(0, len(streams), REBUILT_AT_ONCE):
            batch = streams[start : start + REBUILT_AT_ONCE]
            rows = [derive(case_of(stream), journal.read(stream)) for stream in batch]
            with journal.transaction(at) as unit:
                unit.derive(*rows)
        return len(streams)

    def _case_rows(self, query: sa.Select[tuple[object, ...]]) -> Iterator[CaseRow]:
        with self._engine.begin() as connection:
            rows = connection.execute(query).mappings().all()
        return (CaseRow(**row) for row in rows)

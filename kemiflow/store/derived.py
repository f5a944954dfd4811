"""Lists that can be dropped and made again: cases and when they wake, duties, watches, meetings, words to search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import sqlalchemy as sa

from kemiflow.app.kept import CaseRow, Derived
from kemiflow.core.city import Meeting
from kemiflow.core.records import Record
from kemiflow.core.streams import CASES, CITY, case_of, case_stream
from kemiflow.store import found
from kemiflow.store.heads import NO_HEAD, Head, alone, batches, heads
from kemiflow.store.list_tables import DERIVED
from kemiflow.store.part import Part
from kemiflow.store.tables import cases, duties, meetings, watches
from kemiflow.store.versions import letters_told

ALL: Final = "*"
_CASES, _DUTIES, _WATCHES = Part(cases), Part(duties), Part(watches)


def told(connection: sa.Connection, fresh: Sequence[Record], today: date) -> None:
    """Wake the cases in whose streams something was written; a case not yet listed gets an empty line."""
    letters_told(connection, fresh)
    last = {case_of(one.stream): one.seq for one in fresh if one.stream.startswith(CASES)}
    listed = _listed(connection, last)
    new = [vars(CaseRow(case=case, wake_on=today, last_seq=seq)) for case, seq in last.items() if case not in listed]
    if new:
        connection.execute(sa.insert(cases), new)
    if listed:
        moved = sa.update(cases).where(cases.c.case == sa.bindparam("one"))
        connection.execute(
            moved.values(last_seq=sa.bindparam("seq"), wake_on=_at_latest(today)),
            [{"one": case, "seq": last[case]} for case in sorted(listed)],
        )


def wake(connection: sa.Connection, things: frozenset[str], on: date) -> None:
    """Let the open cases that watch one of the things be due on a day at the latest."""
    late = _later(on).where(cases.c.closed.is_(False))
    if ALL in things:
        connection.execute(late)
        return
    for batch in batches(sorted(things)):
        watching = sa.select(watches.c.case).where(watches.c.thing.in_(batch))
        connection.execute(late.where(cases.c.case.in_(watching)))


def wake_named(connection: sa.Connection, names: Iterable[str], on: date) -> None:
    """Let cases be due on a day at the latest."""
    for batch in batches(names):
        connection.execute(_later(on).where(cases.c.case.in_(batch)))


def store(connection: sa.Connection, told_of: Sequence[Derived], today: date) -> None:
    """Replace what is listed of cases; one that has moved since it was read stays as it is, due already."""
    put(connection, told_of, heads(connection, [CITY, *(case_stream(one.row.case) for one in told_of)]), today)


def put(connection: sa.Connection, told_of: Sequence[Derived], known: Mapping[str, Head], today: date) -> None:
    """Do the same behind heads that were read in this transaction."""
    city = known.get(CITY, NO_HEAD).seq
    current = [one for one in told_of if known.get(case_stream(one.row.case), NO_HEAD).seq == one.row.last_seq]
    names = [one.row.case for one in current]
    if not names:
        return
    _CASES.replace(connection, names, [_row(one.row, city, today) for one in current])
    _DUTIES.replace(connection, names, [vars(duty) for one in current for duty in one.duties])
    watched = [{"thing": thing, "case": one.row.case} for one in current for thing in sorted(one.watches)]
    _WATCHES.replace(connection, names, watched)
    found.keep(connection, names, [row for one in current for row in one.decisions])


def next_letters(connection: sa.Connection, person: str, days: Mapping[tuple[str, str], date | None]) -> None:
    """Keep the days on which there may be something to tell a person, by case and duty."""
    told = [{"one": case, "what": duty, "day": day} for (case, duty), day in sorted(days.items())]
    if told:
        mine = sa.and_(duties.c.case == sa.bindparam("one"), duties.c.duty == sa.bindparam("what"))
        later = sa.update(duties).where(mine, duties.c.person == person).values(next_on=sa.bindparam("day"))
        connection.execute(later, told)


def put_meetings(connection: sa.Connection, standing: Sequence[Meeting]) -> None:
    """Replace the list of meetings."""
    alone(connection)
    connection.execute(sa.delete(meetings))
    if standing:
        connection.execute(sa.insert(meetings), [vars(meeting) for meeting in standing])


def drop(connection: sa.Connection) -> None:
    """Empty all that is derived."""
    alone(connection)
    for table in DERIVED:
        connection.execute(sa.delete(table))


def _row(row: CaseRow, city: int, today: date) -> dict[str, object]:
    seen = row.city_seq == city or row.closed
    return vars(row) | ({} if seen else {"wake_on": min(row.wake_on or today, today)})


def _later(on: date) -> sa.Update:
    return sa.update(cases).values(wake_on=_at_latest(on))


def _at_latest(on: date) -> sa.ColumnElement[date]:
    on_it = sa.literal(on, sa.Date)
    return sa.case((sa.or_(cases.c.wake_on.is_(None), cases.c.wake_on > on_it), on_it), else_=cases.c.wake_on)


def _listed(connection: sa.Connection, names: Iterable[str]) -> set[str]:
    return {
        case
        for batch in batches(names)
        for case in connection.execute(sa.select(cases.c.case).where(cases.c.case.in_(batch))).scalars()
    }

"""The outbox, the one thing that changes: who is sending which letter, and how far it has come."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Final

import sqlalchemy as sa

from kemiflow.app.kept import AlreadyRecorded, Parcel, ParcelMoved, Posting
from kemiflow.store.appending import moment
from kemiflow.store.engine import writing
from kemiflow.store.once import once
from kemiflow.store.tables import outbox

LINES: Final = tuple(column for column in outbox.c if column.name != "eml")


def _same(parcel: Parcel) -> sa.ColumnElement[bool]:
    return sa.and_(outbox.c.person == parcel.person, outbox.c.letter == parcel.letter)


def _unmoved(parcel: Parcel) -> sa.ColumnElement[bool]:
    """Fence off whoever lost the letter: an owner whose lease ran out and whose letter another took."""
    return sa.and_(
        _same(parcel),
        outbox.c.state == parcel.state,
        outbox.c.attempt == parcel.attempt,
        outbox.c.owner.is_not_distinct_from(parcel.owner),
    )


def parcels(connection: sa.Connection, query: sa.Select[tuple[object, ...]]) -> tuple[Parcel, ...]:
    """Read letters in hand."""
    return tuple(_parcel(row) for row in connection.execute(query).mappings())


def _parcel(row: sa.RowMapping) -> Parcel:
    return Parcel(**({"eml": b""} | dict(row) | {"state": Posting(row["state"])}))


def enqueue(connection: sa.Connection, parcel: Parcel) -> None:
    """Put a letter in; the same again changes nothing. Raises AlreadyRecorded for another one under its key."""
    if once(connection, outbox, asdict(parcel)):
        return
    there = parcels(connection, sa.select(outbox).where(_same(parcel)))
    if not there or there[0].eml != parcel.eml:
        raise AlreadyRecorded(parcel.person, parcel.letter)


def committing(connection: sa.Connection, parcel: Parcel, now: datetime, lease: timedelta) -> Parcel:
    """Note that the final dot comes next. Raises ParcelMoved; then no dot."""
    to = replace(parcel, state=Posting.COMMITTING, dot_at=moment(now), lease=moment(now + lease))
    _move(connection, parcel, to)
    return to


def settle(connection: sa.Connection, parcel: Parcel, state: Posting, reason: str | None) -> None:
    """Bring a letter to a state in which nobody is working on it. Raises ParcelMoved."""
    _move(connection, parcel, replace(parcel, state=state, owner=None, lease=None, reason=reason))


def hold(connection: sa.Connection, reason: str) -> int:
    """Hold every letter that has not ended, and give how many; what was at its dot becomes unsure."""
    cleared = {"owner": None, "lease": None, "reason": reason}
    unsure = sa.update(outbox).where(outbox.c.state == Posting.COMMITTING)
    held = sa.update(outbox).where(outbox.c.state.in_([Posting.PENDING, Posting.SENDING]))
    at_dot = connection.execute(unsure.values(state=Posting.UNSURE, **cleared)).rowcount
    return at_dot + connection.execute(held.values(state=Posting.HELD, **cleared)).rowcount


def _move(connection: sa.Connection, parcel: Parcel, to: Parcel) -> None:
    changed = {name: getattr(to, name) for name in ("state", "owner", "lease", "attempt", "reason", "dot_at")}
    moved = connection.execute(sa.update(outbox).where(_unmoved(parcel)).values(**changed))
    if moved.rowcount != 1:
        raise ParcelMoved(f"{parcel.person}, {parcel.letter}: no longer {parcel.state} by {parcel.owner}")


class Outbox:
    """The letters in hand of one database; letters are put in and settled through Journal.transaction."""

    def __init__(self, engine: sa.Engine) -> None:
        """Keep the engine."""
        self._engine = engine
        self._writer = writing(engine)

    def claim(
        self, owner: str, *, now: datetime, lease: timedelta, limit: int = 1, only: Collection[str] = ()
    ) -> tuple[Parcel, ...]:
        """Take letters that wait, or whose sender went silent before the final dot, under a lease.

        Those that were tried least come first, then the oldest: what nobody takes keeps none from its turn.
        `only` names the kinds to take, all when it is empty. A letter that was being committed is never taken again:
        see `silent`.
        """
        wanted = _free(now).where(outbox.c.kind.in_(sorted(only))) if only else _free(now)
        with self._writer.begin() as connection:
            waiting = parcels(connection, wanted.limit(limit).with_for_update(skip_locked=True))
            taken = tuple(
                replace(one, state=Posting.SENDING, owner=owner, lease=moment(now + lease), attempt=one.attempt + 1)
                for one in waiting
            )
            for before, after in zip(waiting, taken, strict=True):
                _move(connection, before, after)
        return taken

    def commit(self, parcel: Parcel, *, now: datetime, lease: timedelta) -> Parcel:
        """Note that the final dot comes next: from here on a silence is unsure. Raises ParcelMoved; then no dot."""
        with self._writer.begin() as connection:
            return committing(connection, parcel, now, lease)

    def release(self, parcel: Parcel, *, retry: datetime, reason: str) -> None:
        """Give a letter back before its dot, to be tried again at a time. Raises ParcelMoved."""
        with self._writer.begin() as connection:
            waiting = replace(parcel, state=Posting.PENDING, owner=None, lease=moment(retry), reason=reason)
            _move(connection, parcel, waiting)

    def put_back(self, parcel: Parcel, *, reason: str) -> None:
        """Give a letter back that nobody looked at: the try does not count. Raises ParcelMoved."""
        untried = replace(parcel, state=Posting.PENDING, owner=None, lease=None, attempt=parcel.attempt - 1)
        with self._writer.begin() as connection:
            _move(connection, parcel, replace(untried, reason=reason))

    def silent(self, *, now: datetime) -> tuple[Parcel, ...]:
        """Give the letters whose sender went silent at the dot: settle them as unsure, or by the relay's log."""
        query = sa.select(outbox).where(outbox.c.state == Posting.COMMITTING, outbox.c.lease < moment(now))
        with self._engine.begin() as connection:
            return parcels(connection, query.order_by(outbox.c.day))

    def outdated(self, today: date, *, now: datetime) -> tuple[Parcel, ...]:
        """Give the letters of earlier days that still wait and that nobody has in hand, without their bytes."""
        resting = sa.or_(outbox.c.state == Posting.PENDING, outbox.c.lease < moment(now))
        open_ = outbox.c.state.in_([Posting.PENDING, Posting.SENDING])
        query = sa.select(*LINES).where(open_, resting, outbox.c.day < today)
        with self._engine.begin() as connection:
            return parcels(connection, query.order_by(outbox.c.person, outbox.c.day, outbox.c.letter))

    def find(self, person: str, letter: str) -> Parcel | None:
        """Give one letter, or None."""
        query = sa.select(outbox).where(outbox.c.person == person, outbox.c.letter == letter)
        with self._engine.begin() as connection:
            return next(iter(parcels(connection, query)), None)

    def by_message(self, message_id: str) -> Parcel | None:
        """Give the letter of a Message-ID, or None."""
        with self._engine.begin() as connection:
            return next(iter(parcels(connection, sa.select(outbox).where(outbox.c.message_id == message_id))), None)

    def numbers(self, person: str, letters: Collection[str]) -> tuple[str, ...]:
        """Give the Message-IDs of a person's letters by their keys, oldest first; of those that are there."""
        query = sa.select(outbox.c.message_id).where(outbox.c.person == person, outbox.c.letter.in_(sorted(letters)))
        with self._engine.begin() as connection:
            return tuple(connection.execute(query.order_by(outbox.c.day, outbox.c.letter)).scalars())

    def letters(self, *states: Posting, person: str | None = None, day: date | None = None) -> Iterator[Parcel]:
        """Give the letters, or those in some states, of a person, of a day, by day and person, without their bytes."""
        c = outbox.c
        wanted = [
            *([c.state.in_(states)] if states else []),
            *([c.person == person] if person is not None else []),
            *([c.day == day] if day is not None else []),
        ]
        query = sa.select(*LINES).where(*wanted).order_by(c.day, c.person, c.letter)
        with self._engine.begin() as connection:
            return iter(parcels(connection, query))

    def count(self, state: Posting, day: date) -> int:
        """Count the letters of a day that are in a state."""
        query = sa.select(sa.func.count()).select_from(outbox).where(outbox.c.state == state, outbox.c.day == day)
        with self._engine.begin() as connection:
            return connection.execute(query).scalar() or 0

    def let_go(self, parcel: Parcel) -> None:
        """Let a held letter be sent after all. Raises ParcelMoved."""
        with self._writer.begin() as connection:
            _move(connection, parcel, replace(parcel, state=Posting.PENDING, lease=None))


def _free(now: datetime) -> sa.Select[tuple[object, ...]]:
    rested = sa.or_(outbox.c.lease.is_(None), outbox.c.lease < moment(now))
    states = outbox.c.state.in_([Posting.PENDING, Posting.SENDING])
    return (
        sa.select(outbox)
        .where(states, rested)
        .order_by(outbox.c.attempt, outbox.c.day, outbox.c.person, outbox.c.letter)
    )

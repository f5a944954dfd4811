"""One unit of work: records, letters to send and derived lists that are written together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TypeAlias

import sqlalchemy as sa

from kemiflow.app.kept import Advance, Derived, Erased, Parcel, Posting, Seal
from kemiflow.core.city import Meeting
from kemiflow.core.records import Draft, Fact, Record
from kemiflow.core.streams import CITY, case_stream
from kemiflow.store import appending, definitions, derived, outbox, seals
from kemiflow.store.forget import forget
from kemiflow.store.heads import heads

Touched: TypeAlias = Callable[[Fact], Iterable[str]]


def nothing(_: Fact) -> Iterable[str]:
    """Give no things: for a journal without watchers."""
    return ()


class Unit:
    """A transaction that is open; what it says is only true when it has ended well."""

    def __init__(self, connection: sa.Connection, at: datetime, touched: Touched) -> None:
        """Work on a connection at a time."""
        self._connection = connection
        self._at = at
        self._touched = touched

    def append(self, drafts: Sequence[Draft], *, expect: Mapping[str, int] | None = None) -> tuple[Record, ...]:
        """Write drafts once only, and wake the cases that they are about or that watch what they change.

        Gives the records that are new; drafts already written with the same fact and day are passed over.
        Raises JournalMoved when a stream does not end at the seq that `expect` gives, AlreadyRecorded.
        """
        fresh = appending.append(self._connection, drafts, self._at, expect or {})
        derived.told(self._connection, fresh, self._at.date())
        things = {thing for one in fresh if one.stream == CITY for thing in self._touched(one.fact)}
        self.wake(things, self._at.date())
        return fresh

    def advance(self, *steps: Advance) -> None:
        """Append drafts to cases that were read up to a seq, and replace what lists know of them.

        See append and derive. Raises JournalMoved, AlreadyRecorded; then none of them is written.
        """
        known = heads(self._connection, [CITY, *(case_stream(one.lines.row.case) for one in steps)])
        drafts = [draft for one in steps for draft in one.drafts]
        read = {draft.stream: one.seq for one in steps for draft in one.drafts}
        appending.append_next(self._connection, drafts, self._at, read, known)
        derived.put(self._connection, [one.lines for one in steps], known, self._at.date())

    def wake(self, things: Iterable[str], on: date) -> None:
        """Wake the open cases that watch one of the things on a day at the latest; `*` wakes all open cases."""
        derived.wake(self._connection, frozenset(things), on)

    def derive(self, *cases: Derived) -> None:
        """Replace what lists know of cases, unless more was recorded than their writer had read.

        A case whose writer had not seen the city's last record is walked again at once.
        """
        derived.store(self._connection, cases, self._at.date())

    def next_letters(self, person: str, days: Mapping[tuple[str, str], date | None]) -> None:
        """Keep the days on which there may be something to tell a person, by case and duty."""
        derived.next_letters(self._connection, person, days)

    def put_meetings(self, meetings: Sequence[Meeting]) -> None:
        """Replace the list of meetings."""
        derived.put_meetings(self._connection, meetings)

    def adopt(self, text: str) -> str:
        """Keep a definition's text for ever and give its digest."""
        return definitions.adopt(self._connection, text)

    def enqueue(self, parcel: Parcel) -> None:
        """Put a letter among those to send; once only, the same letter again changes nothing."""
        outbox.enqueue(self._connection, parcel)

    def seal(self, *, on: date, by: str) -> Seal:
        """Hash all heads, record that in the city's stream, and give the seal that is to be kept outside."""
        return seals.seal(self._connection, self._at, on, by)

    def forget(self, person: str, *, on: date, by: str) -> Erased:
        """Erase a person's texts, those that name the person, letters and contact details; chains stay valid."""
        return forget(self._connection, person, on, self._at, by)

    def commit(self, parcel: Parcel, *, lease: timedelta) -> Parcel:
        """Note that a letter's final dot comes next: from here on a silence is unsure. Raises ParcelMoved."""
        return outbox.committing(self._connection, parcel, self._at, lease)

    def settle(self, parcel: Parcel, state: Posting, reason: str | None = None) -> None:
        """End a letter in hand in the transaction that records how it ended. Raises ParcelMoved."""
        outbox.settle(self._connection, parcel, state, reason)

"""Forgetting a person: the words, letters and contact details go, the chain stays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa

from kemiflow.app.kept import Parcel, Posting
from kemiflow.core.records import Draft
from kemiflow.core.records.person import Forgotten
from kemiflow.store import derived, outbox
from kemiflow.store.account_tables import accounts, invitations, sessions, tokens
from kemiflow.store.appending import append
from kemiflow.store.drawn import drawn
from kemiflow.store.heads import alone
from kemiflow.store.tables import outbox as letters
from kemiflow.store.tables import people, search, texts

REASON: Final = "forgotten"


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What was erased: how many texts, in which cases, and the letters that will not be sent.

    `files` are documents that said what was erased: their facts are gone, the files themselves lie where they lie.
    """

    texts: int
    cases: tuple[str, ...]
    cancelled: tuple[Parcel, ...]
    files: tuple[str, ...] = ()


def forget(connection: sa.Connection, person: str, on: date, at: datetime, by: str) -> Erased:
    """Erase a person's texts, the bytes of letters and the contact details, and record that it was done.

    Letters that had not gone are cancelled; the cases in which texts stood are walked again at once.
    """
    alone(connection)
    kept = sa.and_(texts.c.subject == person, texts.c.text.is_not(None))
    query = sa.select(texts.c.stream).where(kept).distinct().order_by(texts.c.stream)
    streams = tuple(connection.execute(query).scalars())
    cases = tuple(stream.removeprefix(derived.CASE) for stream in streams if stream.startswith(derived.CASE))
    made = [one for stream in streams for one in drawn(connection, stream, person)]
    erased = {"text": None, "nonce": None, "forgotten_on": on.isoformat()}
    count = connection.execute(sa.update(texts).where(kept).values(erased)).rowcount
    for one in made:
        connection.execute(sa.update(texts).where(texts.c.digest == one.digest).values(erased))
    connection.execute(sa.delete(people).where(people.c.id == person))
    for table in (accounts, invitations, sessions, tokens):
        connection.execute(sa.delete(table).where(table.c.person == person))
    cancelled = _cancel(connection, person)
    derived.wake_named(connection, cases, at.date())
    connection.execute(sa.delete(search).where(search.c.case.in_(cases)))
    fact = Forgotten(texts=count + len(made), drawn=tuple(sorted(one.digest for one in made)))
    told = Draft(stream=f"person/{person}", key=f"forgotten:{on.isoformat()}", fact=fact, on=on, by=by)
    append(connection, [told], at, {})
    files = tuple(dict.fromkeys(one.file for one in made))
    return Erased(texts=count + len(made), cases=cases, cancelled=cancelled, files=files)


def sweep(engine: sa.Engine) -> None:
    """Write anew the tables of PostgreSQL in which erased words would lie until others take their place."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in (texts, letters, people, search):
                connection.exec_driver_sql(f"VACUUM (FULL) {table.name}")


def _cancel(connection: sa.Connection, person: str) -> tuple[Parcel, ...]:
    mine = letters.c.person == person
    waiting = outbox.parcels(
        connection, sa.select(letters).where(mine, letters.c.state.in_([Posting.PENDING, Posting.HELD]))
    )
    for parcel in waiting:
        outbox.settle(connection, parcel, Posting.CANCELLED, REASON)
    connection.execute(sa.update(letters).where(mine).values(eml=b"", subject=""))
    return tuple(replace(parcel, eml=b"", subject="", state=Posting.CANCELLED, reason=REASON) for parcel in waiting)

"""Forgetting a person: the words, letters and contact details go, the chain stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa

from kemiflow.app.kept import Erased, Parcel, Posting
from kemiflow.core.city import Person
from kemiflow.core.reach import Marks, marks_of, stays
from kemiflow.core.records import Draft, Record
from kemiflow.core.records.person import Forgotten
from kemiflow.core.streams import CASES, case_of, person_stream
from kemiflow.store import derived, outbox
from kemiflow.store.account_tables import accounts, invitations, sessions, tokens
from kemiflow.store.appending import append
from kemiflow.store.drawn import drawn
from kemiflow.store.engine import writing
from kemiflow.store.envelope import read
from kemiflow.store.found import unlearn
from kemiflow.store.heads import NO_HEAD, alone, heads
from kemiflow.store.list_tables import decisions, words
from kemiflow.store.reading import record, selected
from kemiflow.store.tables import outbox as letters
from kemiflow.store.tables import people, records, texts
from kemiflow.store.versions import people_changed

REASON: Final = "forgotten"
WAITING: Final = frozenset({Posting.PENDING, Posting.HELD, Posting.SENDING})
Place = tuple[str, str]  # stream, digest


def forget(connection: sa.Connection, person: str, on: date, at: datetime, by: str) -> Erased:
    """Erase a person's texts, those drawn from them or naming the person, letters and contact details; record it.

    Records of bodies' decisions that name the person stay: see kemiflow.core.reach. Letters that had not gone are
    cancelled; the cases in which texts stood are walked again at once.
    """
    alone(connection)
    known = _marks(connection, person)
    own = _own(connection, person)
    made = _drawn(connection, own, person)
    found = [(place, _record(connection, place)) for place in _naming(connection, known) if place not in own]
    others = sorted({*made, *(place for place, one in found if not (one and stays(one.fact)))})
    _erase(connection, (*own, *others), on)
    _out(connection, person)
    cancelled, count = _letters(connection, known)
    cases = _cases((*own, *others))
    derived.wake_named(connection, cases, at.date())
    fact = Forgotten(texts=len(own) + len(others), drawn=tuple(digest for _, digest in others))
    _tell(connection, person, fact, (on, at, by))
    stayed = tuple((one.stream, one.key) for place, one in found if one and place not in others)
    files = tuple(dict.fromkeys(made.values()))
    return Erased(texts=fact.texts, letters=count, cases=cases, cancelled=cancelled, stayed=stayed, files=files)


def sweep(engine: sa.Engine) -> None:
    """Write anew what would keep erased words: the index of words, SQLite's log, tables of PostgreSQL."""
    with writing(engine).begin() as connection:
        unlearn(connection)
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("INSERT INTO decisions_words (decisions_words) VALUES ('optimize')")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            for table in (texts, letters, people, decisions, words):
                connection.exec_driver_sql(f"VACUUM (FULL) {table.name}")
        else:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _drawn(connection: sa.Connection, own: tuple[Place, ...], person: str) -> dict[Place, str]:
    """Give the texts that repeat the person's words, and the files of their documents."""
    streams = dict.fromkeys(stream for stream, _ in own)
    return {(stream, one.digest): one.file for stream in streams for one in drawn(connection, stream, person)}


def _out(connection: sa.Connection, person: str) -> None:
    """Take the contact details away, and whatever lets the person in."""
    connection.execute(sa.delete(people).where(people.c.id == person))
    people_changed(connection)
    for table in (accounts, invitations, sessions, tokens):
        connection.execute(sa.delete(table).where(table.c.person == person))


def _marks(connection: sa.Connection, person: str) -> Marks:
    everyone = [Person(**row) for row in connection.execute(sa.select(people)).mappings()]
    return marks_of(person, everyone)


def _tell(connection: sa.Connection, person: str, fact: Forgotten, told: tuple[date, datetime, str]) -> None:
    on, at, by = told
    stream = person_stream(person)
    seq = heads(connection, [stream]).get(stream, NO_HEAD).seq + 1
    append(connection, [Draft(stream=stream, key=f"forgotten:{on.isoformat()}:{seq}", fact=fact, on=on, by=by)], at, {})


def _own(connection: sa.Connection, person: str) -> tuple[Place, ...]:
    c = texts.c
    mine = sa.select(c.stream, c.digest).where(c.subject == person, c.text.is_not(None))
    return tuple((row.stream, row.digest) for row in connection.execute(mine))


def _naming(connection: sa.Connection, known: Marks) -> Iterator[Place]:
    c = texts.c
    if known.names:
        holding = sa.or_(*(c.text.icontains(name, autoescape=True) for name in known.names))
        for row in connection.execute(sa.select(c.stream, c.digest, c.text).where(holding)).all():
            if known.speaks(row.text):
                yield row.stream, row.digest


def _record(connection: sa.Connection, place: Place) -> Record | None:
    stream, digest = place
    told = selected().where(records.c.stream == stream, records.c.body.contains(digest)).order_by(records.c.seq)
    row = connection.execute(told).first()
    return record(row) if row else None


def _erase(connection: sa.Connection, places: tuple[Place, ...], on: date) -> None:
    c = texts.c
    gone = sa.update(texts).where(c.stream == sa.bindparam("its"), c.digest == sa.bindparam("one"), c.text.is_not(None))
    if places:
        connection.execute(
            gone.values(text=None, nonce=None, forgotten_on=on.isoformat()),
            [{"its": stream, "one": digest} for stream, digest in places],
        )


def _cases(places: tuple[Place, ...]) -> tuple[str, ...]:
    streams = {stream for stream, _ in places if stream.startswith(CASES)}
    return tuple(sorted(case_of(stream) for stream in streams))


def _letters(connection: sa.Connection, known: Marks) -> tuple[tuple[Parcel, ...], int]:
    """Empty a person's letters and those that name one; cancel what had not gone; give how many held words."""
    mine = [one for one in outbox.parcels(connection, sa.select(letters)) if one.eml and _speaks(one, known)]
    waiting = [one for one in mine if one.state in WAITING]
    for parcel in waiting:
        outbox.settle(connection, parcel, Posting.CANCELLED, REASON)
    for parcel in mine:
        same = sa.and_(letters.c.person == parcel.person, letters.c.letter == parcel.letter)
        connection.execute(sa.update(letters).where(same).values(eml=b"", subject=""))
    gone = [replace(one, eml=b"", subject="", state=Posting.CANCELLED, reason=REASON) for one in waiting]
    return tuple(gone), len(mine)


def _speaks(parcel: Parcel, known: Marks) -> bool:
    return parcel.person == known.person or known.speaks(f"{parcel.subject}\n{read(parcel.eml)}")

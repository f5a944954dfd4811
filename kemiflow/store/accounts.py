"""Accounts: passwords by their hash, invitations, sessions, tries, and forms that were sent once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from kemiflow.app.people.accounts import WHOLE, Session
from kemiflow.store.account_tables import accounts, invitations, sessions, submissions, tries
from kemiflow.store.appending import moment
from kemiflow.store.engine import writing
from kemiflow.store.once import instead, once

IN_HAND: Final = timedelta(minutes=1)
KEPT: Final = timedelta(days=1)


class Accounts:
    """The accounts of one database."""

    def __init__(self, engine: sa.Engine) -> None:
        """Keep the engine."""
        self._engine = engine
        self._writer = writing(engine)

    def password(self, person: str) -> str | None:
        """Give the hash of a person's password, or None."""
        with self._engine.begin() as connection:
            return connection.execute(sa.select(accounts.c.hashed).where(accounts.c.person == person)).scalar()

    def invite(self, digest: str, person: str, ends: datetime) -> None:
        """Keep an invitation in place of the person's earlier ones."""
        with self._writer.begin() as connection:
            connection.execute(sa.delete(invitations).where(invitations.c.person == person))
            connection.execute(sa.insert(invitations).values(digest=digest, person=person, ends=moment(ends)))

    def invited(self, digest: str, now: datetime) -> str | None:
        """Give the person whom an invitation that still holds is for, or None."""
        holds = sa.and_(invitations.c.digest == digest, invitations.c.ends > moment(now))
        with self._engine.begin() as connection:
            return connection.execute(sa.select(invitations.c.person).where(holds)).scalar()

    def accept(self, digest: str, hashed: str, now: datetime) -> str | None:
        """Set the password by an invitation, which is used up; None when it no longer holds."""
        holds = sa.and_(invitations.c.digest == digest, invitations.c.ends > moment(now))
        with self._writer.begin() as connection:
            person = connection.execute(sa.select(invitations.c.person).where(holds)).scalar()
            if person is None:
                return None
            _keep(connection, str(person), hashed, now)
        return str(person)

    def change(self, person: str, hashed: str, now: datetime) -> None:
        """Set a person's password; invitations of the person no longer hold."""
        with self._writer.begin() as connection:
            _keep(connection, person, hashed, now)

    def begin(self, session: Session) -> None:
        """Keep a session; those that ended long ago go."""
        with self._writer.begin() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.begun < moment(session.begun - WHOLE)))
            values = {**vars(session), "begun": moment(session.begun), "seen": moment(session.seen)}
            connection.execute(sa.insert(sessions).values(**values))

    def session(self, digest: str) -> Session | None:
        """Give a session, or None."""
        return next(iter(self._sessions(sessions.c.digest == digest)), None)

    def sessions(self, person: str) -> tuple[Session, ...]:
        """Give a person's sessions, oldest first."""
        return self._sessions(sessions.c.person == person)

    def see(self, digest: str, now: datetime) -> None:
        """Note that a session was used."""
        with self._writer.begin() as connection:
            connection.execute(sa.update(sessions).where(sessions.c.digest == digest).values(seen=moment(now)))

    def end(self, digest: str) -> None:
        """End a session."""
        with self._writer.begin() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.digest == digest))

    def end_all(self, person: str, *, but: str = "") -> int:
        """End a person's sessions, except one, and give how many ended."""
        with self._writer.begin() as connection:
            gone = sa.delete(sessions).where(sessions.c.person == person, sessions.c.digest != but)
            return connection.execute(gone).rowcount

    def tried(self, who: str, now: datetime) -> None:
        """Note a try that failed; tries of yesterday go."""
        with self._writer.begin() as connection:
            connection.execute(sa.delete(tries).where(tries.c.at < moment(now - KEPT)))
            connection.execute(sa.insert(tries).values(who=who, at=moment(now)))

    def tries(self, who: str, since: datetime) -> int:
        """Count the tries since a time."""
        query = sa.select(sa.func.count()).select_from(tries).where(tries.c.who == who, tries.c.at > moment(since))
        with self._engine.begin() as connection:
            return int(connection.execute(query).scalar_one())

    def claim(self, key: str, person: str, now: datetime) -> str | None:
        """Take a form for handling: None when it is ours now, else its answer, empty while another handles it."""
        mine = submissions.c.key == key
        with self._writer.begin() as connection:
            connection.execute(sa.delete(submissions).where(submissions.c.at < moment(now - KEPT)))
            found = connection.execute(sa.select(submissions).where(mine)).mappings().first()
            if found and (found["answer"] or found["at"] > moment(now - IN_HAND)):
                return str(found["answer"])
            connection.execute(sa.delete(submissions).where(mine))
            taken = once(connection, submissions, {"key": key, "person": person, "at": moment(now), "answer": ""})
        return None if taken else ""

    def answer(self, key: str, answer: str) -> None:
        """Keep where the form led: the same form sent again leads there."""
        with self._writer.begin() as connection:
            connection.execute(sa.update(submissions).where(submissions.c.key == key).values(answer=answer))

    def unclaim(self, key: str) -> None:
        """Let a form be sent again, because it was refused."""
        with self._writer.begin() as connection:
            connection.execute(sa.delete(submissions).where(submissions.c.key == key))

    def _sessions(self, which: sa.ColumnElement[bool]) -> tuple[Session, ...]:
        with self._engine.begin() as connection:
            rows = connection.execute(sa.select(sessions).where(which).order_by(sessions.c.begun)).mappings().all()
        times = ({name: datetime.fromisoformat(row[name]) for name in ("begun", "seen")} for row in rows)
        return tuple(Session(**{**row, **at}) for row, at in zip(rows, times, strict=True))


def _keep(connection: sa.Connection, person: str, hashed: str, now: datetime) -> None:
    connection.execute(sa.delete(invitations).where(invitations.c.person == person))
    instead(connection, accounts, {"person": person, "hashed": hashed, "at": moment(now)})

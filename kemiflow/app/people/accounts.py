"""Who gets in: invitations, passwords, sessions that can be revoked, and how often somebody may try."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from kemiflow.app.people.tries import TRIED_WITHIN, most_of
from kemiflow.app.people.turns import Turns
from kemiflow.core.commands.check import refuse
from kemiflow.core.values import Refusal

IDLE: Final = timedelta(hours=2)
WHOLE: Final = timedelta(hours=12)
INVITED: Final = timedelta(days=7)
SHORTEST, LONGEST = 12, 200


@dataclass(frozen=True, kw_only=True)
class Session:
    """A person who is signed in; `digest` is that of the token that only the browser knows, times are UTC."""

    digest: str
    person: str
    begun: datetime
    seen: datetime
    how: str

    def over(self, now: datetime) -> bool:
        """Tell whether it has ended by itself: unused for two hours, or twelve hours old."""
        return now - self.seen > IDLE or now - self.begun > WHOLE


class Accounts(Protocol):
    """Passwords, invitations, sessions and tries, as they are kept."""

    def password(self, person: str) -> str | None: ...
    def invite(self, digest: str, person: str, ends: datetime) -> None: ...
    def invited(self, digest: str, now: datetime) -> str | None: ...
    def accept(self, digest: str, hashed: str, now: datetime) -> str | None: ...
    def change(self, person: str, hashed: str, now: datetime) -> None: ...
    def begin(self, session: Session) -> None: ...
    def session(self, digest: str) -> Session | None: ...
    def sessions(self, person: str) -> tuple[Session, ...]: ...
    def see(self, digest: str, now: datetime) -> None: ...
    def end(self, digest: str) -> None: ...
    def end_all(self, person: str, *, but: str = "") -> int: ...
    def tried(self, who: str, now: datetime) -> None: ...
    def tries(self, who: str, since: datetime) -> int: ...
    def claim(self, key: str, person: str, now: datetime) -> str | None: ...
    def answer(self, key: str, answer: str) -> None: ...
    def unclaim(self, key: str) -> None: ...


class Hasher(Protocol):
    """How passwords are hashed, and compared in the same time whether or not there is one."""

    def hash(self, password: str) -> str: ...
    def matches(self, password: str, hashed: str | None) -> bool: ...


class Guessing(Protocol):
    """How easily a password is guessed by somebody who knows passwords of others, and words that are near."""

    def easy(self, password: str, near: tuple[str, ...]) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class Door:
    """What signing in needs of the world."""

    accounts: Accounts
    hasher: Hasher
    guessing: Guessing
    now: Callable[[], datetime]
    token: Callable[[], str]
    turns: Turns = field(default_factory=Turns)


@dataclass(frozen=True, kw_only=True)
class Let:
    """Somebody was let in: the token is for the browser alone."""

    token: str
    session: Session


def digest_of(token: str) -> str:
    """Give what is kept of a token: from it nobody can make the token."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(door: Door, person: str, how: str) -> Let:
    """Begin a session under a new token."""
    token, now = door.token(), door.now()
    session = Session(digest=digest_of(token), person=person, begun=now, seen=now, how=how)
    door.accounts.begin(session)
    return Let(token=token, session=session)


def sign_in(door: Door, person: str | None, password: str, sources: tuple[str, ...]) -> Let | Refusal:
    """Let a person in by password; `sources` are the name and the address that tries are counted under."""
    with door.turns.of(sources):
        refused = _tried(door, person, password, sources)
    if refused or person is None:
        return refused or refuse("wrong_password")
    return begin(door, person, "password")


def _tried(door: Door, person: str | None, password: str, sources: tuple[str, ...]) -> Refusal | None:
    now = door.now()
    if any(door.accounts.tries(who, now - TRIED_WITHIN) >= most_of(who) for who in sources):
        return refuse("too_many_tries", minutes=TRIED_WITHIN.seconds // 60)
    hashed = door.accounts.password(person) if person else None
    # A longer one is none of ours, and none of its beginnings is
    if door.hasher.matches(password if len(password) <= LONGEST else "", hashed):
        return None
    for who in sources:
        door.accounts.tried(who, now)
    return refuse("wrong_password")


def prove(door: Door, person: str, password: str, sources: tuple[str, ...]) -> Refusal | None:
    """Refuse who is signed in and does not know the own password; who has none here has nothing to prove.

    Tries are counted as at the door, so that a session in wrong hands guesses no further than anybody else.
    """
    if door.accounts.password(person) is None:
        return None
    with door.turns.of(sources):
        refused = _tried(door, person, password, sources)
    return refuse("own_password_wrong") if refused and refused.reason == "wrong_password" else refused


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A password that a person chose and typed twice; `near` are words that are too near to be part of it alone."""

    password: str
    again: str
    near: tuple[str, ...] = ()


def change(door: Door, person: str, chosen: Chosen) -> Let | Refusal:
    """Set another password for a person who has proved to know the old one.

    All sessions end, the present one too, and links of invitations; a new session begins (ASVS 5.0, 7.2.4).
    """
    unfit = unfit_password(door, chosen)
    if unfit:
        return unfit
    door.accounts.change(person, door.hasher.hash(chosen.password), door.now())
    door.accounts.end_all(person)
    return begin(door, person, "password")


def invite(door: Door, person: str) -> str:
    """Give the token of a new invitation, good once and for seven days."""
    token = door.token()
    door.accounts.invite(digest_of(token), person, door.now() + INVITED)
    return token


def accept(door: Door, token: str, chosen: Chosen) -> Let | Refusal:
    """Set a person's password by an invitation and let the person in; all earlier sessions end."""
    unfit = unfit_password(door, chosen)
    if unfit:
        return unfit
    person = door.accounts.invited(digest_of(token), door.now())
    hashed = door.hasher.hash(chosen.password)
    if person is None or door.accounts.accept(digest_of(token), hashed, door.now()) is None:
        return refuse("invitation_over")
    door.accounts.end_all(person)
    return begin(door, person, "invitation")


def unfit_password(door: Door, chosen: Chosen) -> Refusal | None:
    """Refuse a password that is too short or long, easily guessed, or not the same twice; nothing else is asked."""
    if not SHORTEST <= len(chosen.password) <= LONGEST:
        return refuse("password_length", least=SHORTEST, most=LONGEST)
    if door.guessing.easy(chosen.password, chosen.near):
        return refuse("password_common")
    return None if chosen.password == chosen.again else refuse("password_differs")


def who_is(door: Door, token: str) -> Session | None:
    """Give the session of a token that still lasts, and note that it was used; ended ones are removed."""
    session = door.accounts.session(digest_of(token))
    now = door.now()
    if session is None:
        return None
    if session.over(now):
        door.accounts.end(session.digest)
        return None
    if now - session.seen > IDLE / 60:
        door.accounts.see(session.digest, now)
    return session

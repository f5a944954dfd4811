"""How letters leave, as protocols: the outbox, the post, who may know whether they left, what is in an envelope."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from kemiflow.app.kept import Answer, Parcel, Posting
from kemiflow.core.city import Person
from kemiflow.core.feed import Entry
from kemiflow.core.letters import Letter


class Outbox(Protocol):
    """Letters in hand."""

    def claim(
        self, owner: str, *, now: datetime, lease: timedelta, limit: int = 1, only: Collection[str] = ()
    ) -> tuple[Parcel, ...]: ...
    def commit(self, parcel: Parcel, *, now: datetime, lease: timedelta) -> Parcel: ...
    def release(self, parcel: Parcel, *, retry: datetime, reason: str) -> None: ...
    def put_back(self, parcel: Parcel, *, reason: str) -> None: ...
    def let_go(self, parcel: Parcel) -> None: ...
    def silent(self, *, now: datetime) -> tuple[Parcel, ...]: ...
    def outdated(self, today: date, *, now: datetime) -> tuple[Parcel, ...]: ...
    def find(self, person: str, letter: str) -> Parcel | None: ...
    def letters(self, *states: Posting, person: str | None = None, day: date | None = None) -> Iterator[Parcel]: ...
    def count(self, state: Posting, day: date) -> int: ...
    def by_message(self, message_id: str) -> Parcel | None: ...
    def numbers(self, person: str, letters: Collection[str]) -> tuple[str, ...]: ...


@dataclass(frozen=True, kw_only=True)
class Named:
    """A letter that a message speaks of: its Message-ID, and the person and the key that stand openly in it."""

    message_id: str
    person: str = ""
    letter: str = ""


@dataclass(frozen=True, kw_only=True)
class Enclosed:
    """A calendar that goes with a letter; `method` says whether it tells days or cancels them (RFC 5546)."""

    name: str
    method: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Written:
    """A letter in words, ready to be put into an envelope.

    `earlier` are the Message-IDs of letters that it goes on from, oldest first; `mark` is the part of its own that
    nobody can guess.
    """

    subject: str
    body: str
    language: str = "fi"
    earlier: tuple[str, ...] = ()
    mark: str = ""
    enclosed: tuple[Enclosed, ...] = ()


class Enclosing(Protocol):
    """Days as a calendar that goes with a letter; `address` is the city's on the web."""

    def __call__(self, entries: Sequence[Entry], *, address: str, stamp: datetime) -> bytes: ...


def no_calendar(entries: Sequence[Entry], *, address: str, stamp: datetime) -> bytes:
    """Give no calendar."""
    _ = entries, address, stamp
    return b""


@dataclass(frozen=True, kw_only=True)
class Handed:
    """What came of handing a letter over, and what the post said of it; after the `last` one the post is left alone."""

    answer: Answer
    said: str = ""
    last: bool = False

    @property
    def ends(self) -> bool:
        """Tell whether no other letter is to be tried now."""
        return self.last or self.answer is Answer.CLOSED


class Post(Protocol):
    """How letters leave: composed once, the same bytes at every try; `at_dot` is called just before the final dot.

    When `at_dot` raises, the dot is not sent, and the error goes on to the caller.
    """

    def compose(
        self, letter: Letter, written: Written, person: Person, copies: Sequence[Person] = ()
    ) -> tuple[str, bytes]: ...
    def addressee(self, parcel: Parcel) -> str: ...
    def redirected(self, parcel: Parcel, address: str) -> Parcel: ...
    def hand_over(self, parcel: Parcel, at_dot: Callable[[], object]) -> Handed: ...
    def close(self) -> None: ...


class Witness(Protocol):
    """Who may know whether a letter left: True it did, False it did not and will not, None nobody can tell."""

    def saw(self, parcel: Parcel) -> bool | None: ...

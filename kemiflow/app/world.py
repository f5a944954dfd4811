"""What the use cases need of the world, as protocols, and the value that holds it all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from kemiflow.app.kept import Advance, CaseRow, Derived, DutyRow, Erased, Parcel, Posting
from kemiflow.app.letters.outgoing import Enclosing, Outbox, Post, Witness, Written, no_calendar
from kemiflow.app.lists.wanted import DecisionRow, Wanted
from kemiflow.core.answers import Ticket
from kemiflow.core.city import Meeting, Person, Settings
from kemiflow.core.definition.process import Process
from kemiflow.core.documents import Document
from kemiflow.core.feed_address import FeedAddress
from kemiflow.core.letters import Letter
from kemiflow.core.records import Draft, Record
from kemiflow.core.records.case import DocumentMade
from kemiflow.core.values import Refusal
from kemiflow.core.wording import Wording


class Unit(Protocol):
    """A transaction that is open: all of it is written, or nothing."""

    def append(self, drafts: Sequence[Draft], *, expect: Mapping[str, int] | None = None) -> tuple[Record, ...]: ...
    def advance(self, *steps: Advance) -> None: ...
    def derive(self, *cases: Derived) -> None: ...
    def next_letters(self, person: str, days: Mapping[tuple[str, str], date | None]) -> None: ...
    def put_meetings(self, meetings: Sequence[Meeting]) -> None: ...
    def adopt(self, text: str) -> str: ...
    def enqueue(self, parcel: Parcel) -> None: ...
    def commit(self, parcel: Parcel, *, lease: timedelta) -> Parcel: ...
    def settle(self, parcel: Parcel, state: Posting, reason: str | None = None) -> None: ...
    def forget(self, person: str, *, on: date, by: str) -> Erased: ...


class Journal(Protocol):
    """Streams of records that are only appended to."""

    def transaction(self, at: datetime) -> AbstractContextManager[Unit]: ...
    def read(self, stream: str, *, with_texts: bool = True) -> tuple[Record, ...]: ...
    def read_each(self, streams: Sequence[str]) -> Mapping[str, tuple[Record, ...]]: ...
    def head(self, stream: str) -> int: ...
    def streams(self, prefix: str = "") -> tuple[str, ...]: ...
    def written_about(self, case: str) -> tuple[str, ...]: ...
    def definition(self, digest: str) -> str: ...


class Lists(Protocol):
    """What is derived from the journal, so that nobody folds all matters."""

    def due_cases(self, day: date, *, limit: int = 1000, after: str = "") -> tuple[str, ...]: ...
    def case(self, case: str) -> CaseRow | None: ...
    def cases(self, *, closed: bool = False, after: str = "", limit: int | None = None) -> tuple[CaseRow, ...]: ...
    def count_due(self, day: date) -> int: ...
    def count_cases(self, *, closed: bool = False) -> int: ...
    def closing(
        self, persons: Collection[str] | None, *, skip: int = 0, limit: int = 1000
    ) -> tuple[tuple[DutyRow, ...], int]: ...
    def watching(self, thing: str) -> tuple[str, ...]: ...
    def open_duties(self, person: str | None = None) -> tuple[DutyRow, ...]: ...
    def persons_due(self, day: date, *, limit: int = 1000, after: str = "") -> tuple[str, ...]: ...
    def decisions(self, wanted: Wanted) -> tuple[tuple[int, DecisionRow], ...]: ...
    def version(self, case: str | None = None) -> tuple[int, ...]: ...
    def shape(self) -> str | None: ...
    def made(self, shape: str) -> None: ...
    def drop(self) -> None: ...
    def rebuild(self, journal: Journal, derive: Callable[[str, tuple[Record, ...]], Derived], at: datetime) -> int: ...


class People(Protocol):
    """Names and contact details."""

    def all(self) -> tuple[Person, ...]: ...
    def get(self, person: str) -> Person | None: ...


class Definitions(Protocol):
    """Definitions as values: the text of a process or of the city's settings, read and proved."""

    def process(self, text: str) -> Process: ...
    def settings(self, text: str) -> Settings: ...


class Texts(Protocol):
    """What people read: words in their languages, letters in full."""

    def wording(self, language: str) -> Wording: ...
    def language_of(self, letter: Letter, wanted: str) -> str: ...
    def letter(self, letter: Letter, content: Mapping[str, object]) -> Written: ...


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A rendered document: its bytes, the digest of its content, and the template's."""

    data: bytes
    content: str
    template: str


class NotAgain(StrEnum):
    """Why a document cannot be made again."""

    FORGOTTEN = "forgotten"
    TEMPLATE_LOST = "template_lost"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One change that a person made: `change` is changed, added, removed or styled, `heading` stands above it."""

    change: str
    heading: str
    before: str
    after: str


class NoDocument(Exception):
    """A file cannot be read as a document in Word; the message says why."""


class Papers(Protocol):
    """Documents in Word; `template` and `content` are digests, `content` and `edits` of files raise NoDocument."""

    def render(self, document: Document) -> Paper: ...
    def again(self, made: DocumentMade) -> Paper | NotAgain: ...
    def template(self, kind: str) -> str | None: ...
    def words(self, data: bytes) -> str | None: ...
    def content(self, data: bytes) -> str: ...
    def edits(self, before: bytes, after: bytes) -> tuple[Edit, ...]: ...


class Archive(Protocol):
    """Where documents lie; `earlier` are files and SHA-256 of former versions: one that was edited stays as it is."""

    def put(self, name: str, data: bytes, *, earlier: Sequence[tuple[str, str]]) -> str: ...
    def read(self, name: str) -> bytes | None: ...
    def names(self) -> tuple[str, ...]: ...
    def remove(self, name: str) -> None: ...


class Beats(Protocol):
    """When what runs by itself last ran."""

    def beat(self, what: str, at: datetime) -> None: ...
    def last(self, what: str) -> datetime | None: ...


class Links(Protocol):
    """The links in letters: made for one person and duty, and opened only when they are genuine and not too old."""

    def sign(self, ticket: Ticket) -> str: ...
    def open(self, token: str, today: date) -> Ticket | Refusal: ...
    def feed(self, address: FeedAddress) -> str: ...
    def open_feed(self, token: str) -> FeedAddress | None: ...
    def mark(self, person: str, letter: str) -> str: ...
    def check(self) -> None: ...
    def rotate(self) -> tuple[str, ...]: ...


class News(Protocol):
    """Who may be woken by what was told: whether anybody hears it changes nothing, and nobody waits for it."""

    def __call__(self, what: str, case: str) -> None: ...


def nobody_hears(what: str, case: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, kw_only=True)
class World:
    """All of the world that a use case may touch, and the time."""

    journal: Journal
    lists: Lists
    outbox: Outbox
    people: People
    definitions: Definitions
    texts: Texts
    papers: Papers
    archive: Archive
    links: Links
    beats: Beats
    post: Post
    now: Callable[[], datetime]
    calendar: Enclosing = no_calendar
    witnesses: tuple[Witness, ...] = ()
    news: News = nobody_hears
    hours: tuple[time, time] | None = None  # when letters may leave

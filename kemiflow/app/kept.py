"""What is kept beside the facts: rows of lists that can be rebuilt, letters in hand, seals, findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kemiflow.app.lists.wanted import DecisionRow
from kemiflow.core.records import Draft

RESTORED = "restored"  # why a letter is held
FORMER = "@"  # in the name of a duty's line: before the person who had the duty formerly


class JournalMoved(Exception):
    """Somebody wrote to a stream after it was read: read it and decide again."""

    def __init__(self, stream: str, expected: int, found: int) -> None:
        """Say which stream, and the numbers of its last record."""
        super().__init__(f"{stream}: expected {expected}, found {found}")
        self.stream = stream


class JournalLost(Exception):
    """The connection broke before the journal answered: the same request again finds out what was written."""


class AlreadyRecorded(Exception):
    """Another fact, or the same on another day, stands under this key."""

    def __init__(self, stream: str, key: str) -> None:
        """Say which key of which stream."""
        super().__init__(f"{stream}: {key}")
        self.stream = stream
        self.key = key


class ParcelMoved(Exception):
    """Somebody else has taken or ended this letter since it was read."""


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One line of a list of cases. `city_seq` and `last_seq` are what its reader had seen of the city and the case."""

    case: str
    title: str = ""
    register_number: str = ""
    process: str = ""
    phase: str = ""
    wake_on: date | None = None
    city_seq: int = 0
    last_seq: int = 0
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    """One open duty; `detail` is JSON of all that a letter or a list says of it."""

    case: str
    duty: str
    person: str | None
    kind: str
    due: date
    cutoff: date | None = None
    next_on: date | None = None
    detail: str = "{}"


@dataclass(frozen=True, kw_only=True)
class Derived:
    """All that lists and searches know of one case: it replaces what they knew before."""

    row: CaseRow
    duties: tuple[DutyRow, ...] = ()
    watches: frozenset[str] = frozenset()
    decisions: tuple[DecisionRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Advance:
    """One case's next records behind those that were read up to `seq`, and its lists as they are with them."""

    drafts: tuple[Draft, ...]
    seq: int
    lines: Derived


class Posting(StrEnum):
    """Where a letter in hand stands; `committing` is written just before the final dot of SMTP."""

    PENDING = "pending"
    SENDING = "sending"
    COMMITTING = "committing"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"
    CANCELLED = "cancelled"
    HELD = "held"


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A letter in hand: `letter` is the key of its LetterDecided in the person's stream, `lease` a time in UTC.

    `dot_at` is when its final dot was about to be sent.
    """

    person: str
    letter: str
    day: date
    subject: str
    eml: bytes
    message_id: str
    kind: str = ""
    state: Posting = Posting.PENDING
    owner: str | None = None
    lease: str | None = None
    attempt: int = 0
    reason: str | None = None
    dot_at: str | None = None

    @property
    def name(self) -> str:
        """Give the name by which people speak of a letter: maija/2023-09-29."""
        return f"{self.person}/{self.letter.partition(':')[2]}"


class Answer(StrEnum):
    """What came of handing a letter over."""

    TAKEN = "taken"  # the post answers for it
    REFUSED = "refused"  # this letter, for good
    LATER = "later"  # this letter, for now
    CLOSED = "closed"  # the post takes nothing at all now
    SILENT = "silent"  # nothing was heard after the final dot: nobody knows


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What forgetting a person erased, and the public records, by stream and key, in which the person stays.

    `files` are documents whose facts were erased with the rest.
    """

    texts: int
    letters: int
    cases: tuple[str, ...]
    cancelled: tuple[Parcel, ...]
    stayed: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Seal:
    """All heads at one moment: how many streams, one digest of them all, and each stream's last seq, key, digest."""

    at: str
    streams: int
    heads: str
    per_stream: dict[str, tuple[int, str, str]]


class Trouble(StrEnum):
    """What verification found wrong."""

    CHANGED = "changed"  # the record, or its place, is not what its digest says
    REMOVED = "removed"  # a record is missing before this one
    CUT = "cut"  # the end of a stream is missing
    VANISHED = "vanished"  # a whole stream is missing
    REWRITTEN = "rewritten"  # the chain is whole, but is not the one that was sealed
    SEAL_BROKEN = "seal_broken"  # the heads are not those of the newest Sealed record
    TEXT_CHANGED = "text_changed"
    TEXT_MISSING = "text_missing"
    TEXT_ERASED = "text_erased"  # erased, and nobody was forgotten on that day
    TEXT_STRANGE = "text_strange"  # no record refers to it
    TEXT_LABELLED = "text_labelled"  # who may read it, or whose it is, is not what its record says
    DEFINITION_CHANGED = "definition_changed"
    DEFINITION_MISSING = "definition_missing"
    UNGUARDED = "unguarded"  # a trigger that refuses changes is missing: what comes now is noticed by the chain alone


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The first thing wrong in a stream: `seq` 0 and an empty key when it is about no one record."""

    trouble: Trouble
    stream: str
    seq: int
    key: str

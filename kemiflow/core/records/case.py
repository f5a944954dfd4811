"""Facts of a matter as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kemiflow.core.values import Text


@dataclass(frozen=True, kw_only=True)
class CaseOpened:
    """A matter was opened with a definition, by digest."""

    definition: str
    register_number: str
    title: Text
    preparer: str | None = None


@dataclass(frozen=True, kw_only=True)
class CaseMigrated:
    """The matter goes on by another definition, by digest; what was done and ordered stays."""

    definition: str
    reason: Text


@dataclass(frozen=True, kw_only=True)
class MatterLinked:
    """Another matter belongs beside this one, such as the budget with a register number of its own."""

    role: str
    register_number: str


@dataclass(frozen=True, kw_only=True)
class PreparerNamed:
    """A person answers for the preparation from a day."""

    person: str


@dataclass(frozen=True, kw_only=True)
class ApprovalStarted:
    """The secretary went on towards approval over `steps`; what was lacking, and the reason to go on without it."""

    step: str
    steps: tuple[str, ...]
    lacks: tuple[str, ...]
    reason: Text | None = None


@dataclass(frozen=True, kw_only=True)
class DeviationNoted:
    """The law or the plan wanted otherwise; reality was recorded with a reason."""

    step: str | None
    kind: str
    reason: Text


@dataclass(frozen=True, kw_only=True)
class OrderAssigned:
    """An order that named nobody got its person; `order` counts from 0 within the decision."""

    decision: str
    order: int
    person: str


@dataclass(frozen=True, kw_only=True)
class TaskDone:
    """An ordered task was done."""

    decision: str
    order: int
    note: Text | None = None


@dataclass(frozen=True, kw_only=True)
class CaseClosed:
    """The matter ended."""

    reason: Text


@dataclass(frozen=True, kw_only=True)
class LettersReleased:
    """The secretary let letters go: those of a decision before its minutes were checked, or those of an approval.

    `of` is the key of the decision or the approval.
    """

    of: str


@dataclass(frozen=True, kw_only=True)
class DocumentMade:
    """A document was rendered and archived under the name `file`.

    `facts` is the digest of what it says, `said` those facts as JSON, `template` the template's digest;
    `content` is the digest over its parts, `sha256` the one over the file.
    """

    kind: str
    step: str
    round: int
    day: date
    facts: str
    said: Text
    template: str
    content: str
    sha256: str
    file: str
    about: str | None = None
    frozen: bool = False


@dataclass(frozen=True, kw_only=True)
class DocumentAdopted:
    """A document that a person had edited was taken into the history; `of` is the key of the one that was made.

    `content` is the digest over its parts, `sha256` the one over the file, `changes` what was edited, in words.
    """

    of: str
    file: str
    content: str
    sha256: str
    changes: Text


class Reply(StrEnum):
    """What a person may answer to a letter about any duty."""

    STILL_RIGHT = "still_right"
    MORE_TIME = "more_time"
    MISDIRECTED = "misdirected"
    RETURNED = "returned"


@dataclass(frozen=True, kw_only=True)
class DutyAnswered:
    """A person answered about the duty of that id, which was due on `due`: its ladder starts afresh.

    Whoever needs more time says until when and why; whoever has somebody else's duty says whose, if known;
    a presenter who returns an item for preparation says what it lacks.
    """

    duty: str
    due: date
    reply: Reply
    until: date | None = None
    to: str | None = None
    words: Text | None = None


@dataclass(frozen=True, kw_only=True)
class PleaSettled:
    """The secretary answered a plea about a duty: a new day, or None when its day stands."""

    duty: str
    until: date | None = None
    reason: Text | None = None


CaseFact = (
    CaseOpened
    | CaseMigrated
    | MatterLinked
    | PreparerNamed
    | ApprovalStarted
    | DeviationNoted
    | OrderAssigned
    | TaskDone
    | CaseClosed
    | LettersReleased
    | DocumentMade
    | DocumentAdopted
    | DutyAnswered
    | PleaSettled
)

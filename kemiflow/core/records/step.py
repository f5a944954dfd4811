"""Facts of one step: rounds of statements, items on an agenda, evening sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kemiflow.core.values import Resolution, Text


@dataclass(frozen=True, kw_only=True)
class RoundBegun:
    """A round of statements was sent out: who is asked what, by when."""

    step: str
    round: int
    asked: tuple[str, ...]
    questions: tuple[Text, ...]
    due: date


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A numbered remark of a statement; `id` such as ELV-3 stays through the summary."""

    id: str
    question: int | None
    text: Text


@dataclass(frozen=True, kw_only=True)
class StatementGiven:
    """A body gave its statement, in a section of its own minutes when it has one."""

    step: str
    round: int
    body: str
    day: date
    section: int | None
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, kw_only=True)
class MoreTimeGiven:
    """A body that was asked for a statement got a later day."""

    step: str
    round: int
    body: str
    due: date


@dataclass(frozen=True, kw_only=True)
class StatementWaived:
    """No statement came in time; the round goes on without it."""

    step: str
    round: int
    body: str
    reason: Text


@dataclass(frozen=True, kw_only=True)
class RemarkResolved:
    """The preparer said what became of a remark, why, and where in the draft it shows."""

    remark: str
    resolution: Resolution
    reason: Text | None
    place: str | None


@dataclass(frozen=True, kw_only=True)
class ItemWritten:
    """The preparer wrote an item: preparation text, proposal by clause, papers."""

    step: str
    round: int
    preparation: tuple[Text, ...]
    participation: tuple[Text, ...]
    proposal_lead: str
    proposal: tuple[Text, ...]
    attachments: tuple[str, ...]
    background: tuple[str, ...]
    inform: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ItemApproved:
    """The presenter accepted the item for the agenda."""

    step: str
    round: int


@dataclass(frozen=True, kw_only=True)
class ItemListed:
    """The item is on the agenda that was sent; from here its document is frozen."""

    step: str
    round: int
    item_number: int


@dataclass(frozen=True, kw_only=True)
class DayConfirmed:
    """The meeting of a step was confirmed; it never moves by itself."""

    step: str
    round: int
    meeting: str
    day: date


@dataclass(frozen=True, kw_only=True)
class SessionSet:
    """An evening session got its day, or a new one; `time` is local, such as 17.00."""

    step: str
    day: date
    time: str
    place: str
    organiser: str | None
    reason: Text | None = None


@dataclass(frozen=True, kw_only=True)
class SessionCancelled:
    """An evening session was cancelled: another day is to be set, or `for_good`: nothing waits for it any longer."""

    step: str
    reason: Text
    for_good: bool = False


@dataclass(frozen=True, kw_only=True)
class Theme:
    """What was said of one theme in a session, without speakers."""

    title: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """A question left open in a session, who finds out, and by when."""

    question: Text
    who: str
    due: date | None


@dataclass(frozen=True, kw_only=True)
class SessionHeld:
    """An evening session was held. It decided nothing."""

    step: str
    day: date
    ended: str
    chair: str
    present: str
    others: str
    writer: str
    material: tuple[str, ...]
    themes: tuple[Theme, ...]
    questions: tuple[OpenQuestion, ...]
    distribution: tuple[str, ...] = ()


StepFact = (
    RoundBegun
    | StatementGiven
    | MoreTimeGiven
    | StatementWaived
    | RemarkResolved
    | ItemWritten
    | ItemApproved
    | ItemListed
    | DayConfirmed
    | SessionSet
    | SessionCancelled
    | SessionHeld
)

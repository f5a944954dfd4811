"""Facts of decisions: what was proposed, decided, ordered; checking and publishing of the minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kemiflow.core.limits import Channel, Remedy
from kemiflow.core.records.orders import Order
from kemiflow.core.values import Effect, HowChanged, PresenterMode, Publicity, Relation, Text


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One clause on both axes; `until` is the day to which a matter was tabled."""

    proposed: Text | None
    decided: Text | None
    relation: Relation
    effect: Effect
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Motion:
    """A motion made in the meeting, who seconded it, and its fate in one word of the minutes."""

    by: str
    seconded: str | None
    text: Text
    fate: str


@dataclass(frozen=True, kw_only=True)
class Vote:
    """A vote: how many for the proposal, against it, empty and absent (Local Government Act 104 §)."""

    ayes: int
    noes: int
    blank: int = 0
    absent: int = 0


@dataclass(frozen=True, kw_only=True)
class DecisionRecorded:
    """A body decided a step, in a section of its minutes.

    `minutes` is the verbatim text, `gist` our own words. `key` of the record names the decision elsewhere.
    """

    step: str
    round: int
    body: str
    meeting: str | None
    section: int | None
    clauses: tuple[Clause, ...]
    how_changed: HowChanged
    gist: Text
    minutes: Text | None
    presenter: str
    presenter_mode: PresenterMode
    preparers: tuple[str, ...]
    attachments: tuple[str, ...]
    background: tuple[str, ...]
    inform: tuple[str, ...]
    motions: tuple[Motion, ...]
    votes: tuple[Vote, ...]
    dissent: tuple[str, ...]
    disqualified: tuple[str, ...]
    orders: tuple[Order, ...]
    remedy: Remedy
    publicity: Publicity
    ground: str | None
    urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class MinutesChecked:
    """The minutes were checked; only then has the decision arisen (Local Government Act 107 §)."""

    decision: str
    in_meeting: bool = False


@dataclass(frozen=True, kw_only=True)
class MinutesPublished:
    """The checked minutes went online (140 §), or were sent to a party (139 §), by the given channel."""

    decision: str
    channel: Channel


@dataclass(frozen=True, kw_only=True)
class AppealFiled:
    """Somebody asked for rectification or appealed; the decision is not final on its own day."""

    decision: str
    note: Text


DecisionFact = DecisionRecorded | MinutesChecked | MinutesPublished | AppealFiled

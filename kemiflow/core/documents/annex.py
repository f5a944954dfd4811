"""What the history of decisions says as an annex in Word."""

from dataclasses import dataclass

from kemiflow.core.documents.items import Day, Lines


@dataclass(frozen=True, kw_only=True)
class HistoryClause:
    """A clause as proposed and as decided."""

    proposed: str
    decided: str


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """One event of the history; `when` and `what` are its heading ("25.9.2023", "Kaupunginhallitus § 292")."""

    when: str
    what: str
    outcome: str = ""
    checked: str = ""
    gist: Lines = ()
    clauses: tuple[HistoryClause, ...] = ()
    notes: Lines = ()
    followed: Lines = ()
    documents: Lines = ()


@dataclass(frozen=True, kw_only=True)
class HistoryOrder:
    """An order of a decision: for whom, by when, and how far it is."""

    task: str
    ground: str
    who: str
    by: str
    state: str


@dataclass(frozen=True, kw_only=True)
class ComingRow:
    """A coming step with its days as text, and why."""

    step: str
    earliest: str = ""
    suggested: str = ""
    latest: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class HistoryAnnex:
    """The history of decisions as an annex in Word; `date` is the day it stands for, entries come in reading order.

    `public` says of a public version as of which day it is, and when names must go; otherwise it is empty.
    """

    title: str
    register_number: str
    date: Day
    preparer: str = ""
    where: str = ""
    coming_next: str = ""
    fits: str = ""
    asked: str = ""
    entries: tuple[HistoryEntry, ...]
    orders: tuple[HistoryOrder, ...] = ()
    deviations: Lines = ()
    coming: tuple[ComingRow, ...] = ()
    corrections: Lines = ()
    banner: str = ""
    public: str = ""

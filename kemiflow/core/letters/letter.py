"""A letter that was decided: to whom, on which day, about which duties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kemiflow.core.days import HELSINKI, MORNING
from kemiflow.core.duty import Duty, DutyKind
from kemiflow.core.records.person import Covered


class Manner(StrEnum):
    """In which way a duty is spoken of."""

    FIRST = "first"
    REMINDER = "reminder"
    LATE = "late"
    MOVED = "moved"
    HANDED_OVER = "handed_over"
    COPIED = "copied"
    WATCHED = "watched"


class LetterKind(StrEnum):
    """What a letter is; each kind has its folder of templates."""

    DETAILS_FIRST = "details_first"
    DETAILS_REMINDER = "details_reminder"
    DETAILS_LATE = "details_late"
    MOVED = "moved"
    HANDED_OVER = "handed_over"
    RULING = "ruling"
    RULING_COPY = "ruling_copy"
    NAME_PROJECTS = "name_projects"
    STATEMENT_REQUEST = "statement_request"
    PREPARER = "preparer"
    PRESENTER = "presenter"
    SESSION = "session"
    TASK = "task"
    UPDATE = "update"
    MANY = "many"
    ALARM = "alarm"
    WEEKLY = "weekly"
    WATCHDOG = "watchdog"


_DETAILS = {
    Manner.FIRST: LetterKind.DETAILS_FIRST,
    Manner.REMINDER: LetterKind.DETAILS_REMINDER,
    Manner.LATE: LetterKind.DETAILS_LATE,
}
_KINDS = {
    DutyKind.RULING: LetterKind.RULING,
    DutyKind.NAME_PROJECTS: LetterKind.NAME_PROJECTS,
    DutyKind.STATEMENT: LetterKind.STATEMENT_REQUEST,
    DutyKind.REMARKS: LetterKind.PREPARER,
    DutyKind.ITEM: LetterKind.PREPARER,
    DutyKind.PRESENTER: LetterKind.PRESENTER,
    DutyKind.SESSION: LetterKind.SESSION,
    DutyKind.TASK: LetterKind.TASK,
    DutyKind.UPDATE: LetterKind.UPDATE,
}


@dataclass(frozen=True, kw_only=True)
class Moved:
    """The due day of a duty was another one when the person was last told."""

    duty: Duty
    before: date
    now: date


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One duty in a letter: which rung is said and which older ones it stands for; `naming`: told for the first time.

    `before` is the due day that the person was told earlier, on `told_on`, when it has moved.
    """

    duty: Duty
    manner: Manner
    rung: str
    superseded: tuple[str, ...] = ()
    reason: str = ""  # why the superseded rungs were not said
    naming: bool = False
    before: date | None = None
    told_on: date | None = None

    @property
    def kind(self) -> LetterKind:
        """Give the kind of a letter that speaks of this alone."""
        match self.manner:
            case Manner.MOVED:
                return LetterKind.MOVED
            case Manner.HANDED_OVER:
                return LetterKind.HANDED_OVER
            case Manner.COPIED:
                return LetterKind.RULING_COPY
            case Manner.WATCHED:
                return LetterKind.WATCHDOG
            case _ if self.duty.kind is DutyKind.DETAILS:
                return _DETAILS[self.manner]
            case _:
                return _KINDS[self.duty.kind]

    @property
    def covered(self) -> Covered:
        """Give what the journal keeps of it."""
        return Covered(
            case=self.duty.case,
            duty=self.duty.id,
            version=self.duty.version,
            rung=self.rung,
            due=self.duty.due,
            superseded=self.superseded,
            reason=self.reason,
        )


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One person's letter of one day; `tellings` are ordered by what closes first."""

    person: str
    day: date
    tellings: tuple[Telling, ...]
    own: LetterKind | None = None  # a letter that is not about what its reader owes

    @property
    def told(self) -> tuple[Telling, ...]:
        """Give what is spelled out: that a director is asked is said beside the details, where they are told too."""
        details = [one for one in self.tellings if one.duty.kind is DutyKind.DETAILS]
        places = {(one.duty.case, one.duty.about) for one in details if one.manner is not Manner.HANDED_OVER}
        spare = [one for one in self.tellings if one.manner is Manner.COPIED]
        left_out = [one for one in spare if (one.duty.case, one.duty.about) in places]
        return tuple(one for one in self.tellings if one not in left_out)

    @property
    def kind(self) -> LetterKind:
        """Give the kind, which is also the folder of its templates."""
        if self.own:
            return self.own
        return self.told[0].kind if len(self.told) == 1 else LetterKind.MANY

    @property
    def stamp(self) -> datetime:
        """Give the moment that it bears, whenever it is composed."""
        return datetime.combine(self.day, MORNING, tzinfo=HELSINKI)

    @property
    def key(self) -> str:
        """Give the key of the letter in the person's stream: one a day."""
        return letter_key(self.day)

    @property
    def covers(self) -> tuple[Covered, ...]:
        """Give what the letter speaks of, as the journal keeps it."""
        return tuple(telling.covered for telling in self.tellings)

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Give the duties, what closes first before the others."""
        return tuple(telling.duty for telling in self.tellings)

    @property
    def moved(self) -> tuple[Moved, ...]:
        """Give the duties whose due day moved since they were last told."""
        return tuple(
            Moved(duty=telling.duty, before=telling.before, now=telling.duty.due)
            for telling in self.tellings
            if telling.before
        )

    @property
    def copies(self) -> tuple[str, ...]:
        """Give who gets the same message: nobody, since its link is the reader's own."""
        return ()


def letter_key(day: date) -> str:
    """Give the key under which a person's letter of a day stands in the journal."""
    return f"letter:{day.isoformat()}"

"""A duty: what one person owes by a day, derived anew each time and never stored as truth."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kemiflow.core.definition.process import Ladder
from kemiflow.core.values import Role, Words


class DutyKind(StrEnum):
    """What is owed. Those in `LETTERED` are reminded of by letter; the rest stand on the secretary's list."""

    STATEMENT = "statement"
    REMARKS = "remarks"
    ITEM = "item"
    PRESENTER = "presenter"
    NAME_PROJECTS = "name_projects"
    DETAILS = "details"
    UPDATE = "update"
    RULING = "ruling"
    SESSION = "session"
    TASK = "task"
    BEGIN = "begin"
    ASSIGN = "assign"
    CONFIRM = "confirm"
    NOTICE = "notice"
    CHECK = "check"
    PUBLISH = "publish"
    RECORD = "record"
    OWNERLESS = "ownerless"
    SESSION_HELD = "session_held"
    PLEA = "plea"
    NAMES_AFTER_REMEDY = "names_after_remedy"
    NAMES_AFTER_DISPLAY = "names_after_display"


# Names that must go off the web: a person does it elsewhere and tells nobody, so it is never called late
NAMES = frozenset({DutyKind.NAMES_AFTER_REMEDY, DutyKind.NAMES_AFTER_DISPLAY})

LETTERED = frozenset(
    {
        DutyKind.STATEMENT,
        DutyKind.REMARKS,
        DutyKind.ITEM,
        DutyKind.PRESENTER,
        DutyKind.NAME_PROJECTS,
        DutyKind.DETAILS,
        DutyKind.UPDATE,
        DutyKind.RULING,
        DutyKind.SESSION,
        DutyKind.TASK,
    }
)


@dataclass(frozen=True, kw_only=True)
class Cutoff:
    """The agenda that a duty feeds: after `closes` at `hour` it is too late for the meeting of `day`."""

    meeting: str
    body: str
    day: date
    closes: date
    hour: str


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Why this person: named by whom on which day, and the decision in the background (its key), if any."""

    kind: str  # "named", "role", "asked", "silent"
    on: date
    by: str | None = None
    decision: str | None = None


@dataclass(frozen=True, kw_only=True)
class Duty:
    """What `person` owes for `about` by `due`. `version` changes when the day or the person changes."""

    case: str
    id: str
    kind: DutyKind
    role: Role
    due: date
    opened: date
    about: str
    title: str
    case_title: str
    register_number: str
    ground: Ground
    person: str | None = None  # None: nobody is named
    step: str | None = None
    scope: str | None = None  # a body or sector
    cutoff: Cutoff | None = None
    lacks: tuple[str, ...] = ()
    director: str | None = None
    owner: str | None = None  # of a ruling: whose project it is
    answered: date | None = None  # the last answer: the ladder starts afresh after it
    deputy: str | None = None  # acts while the person is away and the absence names nobody
    former: tuple[str, ...] = ()  # who owed it before
    ladder: Ladder = field(default_factory=Ladder)
    held: bool = False  # letters wait for the secretary's second confirmation
    names: Words | None = None  # the title in every language, where what it names has them

    def named(self, language: str) -> str:
        """Give the title in `language`; a project's or an assignment's is as people wrote it."""
        return self.names.in_language(language) if self.names else self.title

    @property
    def version(self) -> str:
        """Give what a letter's rungs belong to: another day or another person is another version."""
        return f"{self.due.isoformat()}:{self.person or '-'}"

    def late(self, today: date) -> bool:
        """Tell whether the day has passed; what nobody can tell as done has none to pass."""
        return self.due < today and self.kind not in NAMES

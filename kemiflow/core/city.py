"""The city: its settings, and what holds on a day of its meetings, roles, absences and people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from kemiflow.core.days import Window
from kemiflow.core.definition.process import Ladder
from kemiflow.core.holdings import Absence, Holding
from kemiflow.core.values import Role, Words


class BodyKind(StrEnum):
    """What a body is; the audit and election boards are never asked by default."""

    COUNCIL = "council"
    BOARD = "board"
    COMMITTEE = "committee"
    SECTION = "section"
    INFLUENCE = "influence"  # youth, older people, disabled people (Local Government Act 26-28 §)
    PERSONNEL = "personnel"  # co-operation of employer and personnel (449/2007)
    AUDIT = "audit"
    ELECTION = "election"


@dataclass(frozen=True, kw_only=True)
class Body:
    """A body as the administrative statute has it. `presenter` is a title, or the id of the body that presents."""

    id: str
    name: Words
    kind: BodyKind
    abbreviations: tuple[str, ...] = ()
    prefix: str = ""  # of its remarks, such as ELV in ELV-3
    presenter: str = ""
    acting_presenter: str = ""
    sector: str | None = None
    notice_days: int = 4
    closes_working_days: int = 6
    closes_hour: str = "12.00"
    meets_at: str = "17.00"


@dataclass(frozen=True, kw_only=True)
class Sector:
    """A sector of the city's administration, its director's title and the body that handles its budget."""

    id: str
    name: Words
    director: str
    body: str


@dataclass(frozen=True, kw_only=True)
class SessionRules:
    """Who leads an evening session, whether a memo or minutes are kept, and whether it is public."""

    chair: str
    record: str = "memo"
    public: bool = True


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the city adopted in city.yaml; what the administrative statute decides is here, never in code."""

    name: str
    language: str
    bodies: tuple[Body, ...]
    sectors: tuple[Sector, ...]
    court: str
    sessions: SessionRules
    quiet: frozenset[date] = frozenset()
    budget: dict[int, Window] = field(default_factory=dict)  # year -> when the council handles next year's budget
    motion_months: int = 6
    ladder: Ladder = field(default_factory=Ladder)
    contact: str = ""
    answer_url: str = ""
    banner: str = ""
    place: str = ""

    def body(self, body_id: str) -> Body | None:
        """Give the body of that id, or None."""
        return self._bodies.get(body_id)

    def sector(self, sector_id: str) -> Sector | None:
        """Give the sector of that id, or None."""
        return self._sectors.get(sector_id)

    def group(self, name: str) -> tuple[str, ...]:
        """Give the ids of a group: `boards` (committees that are asked by default), `hearing`, or one body."""
        kinds = {"boards": {BodyKind.COMMITTEE}, "hearing": {BodyKind.INFLUENCE, BodyKind.PERSONNEL}}.get(name)
        if kinds is None:
            return (name,) if self.body(name) else ()
        return tuple(body.id for body in self.bodies if body.kind in kinds)

    @cached_property
    def _bodies(self) -> dict[str, Body]:
        return {body.id: body for body in self.bodies}

    @cached_property
    def _sectors(self) -> dict[str, Sector]:
        return {sector.id: sector for sector in self.sectors}


@dataclass(frozen=True, kw_only=True)
class Person:
    """Name and contact details; nothing else is kept of a person outside the journal."""

    id: str
    name: str
    title: str = ""
    email: str = ""
    phone: str = ""
    language: str = "fi"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting as it stands: `day` may have moved, `id` never does; the agenda closes on `closes` at `hour`."""

    id: str
    body: str
    day: date
    time: str
    closes: date
    hour: str
    budget: bool = False
    cancelled: bool = False
    moved_from: date | None = None


@dataclass(frozen=True, kw_only=True)
class City:
    """All that the core knows of the city; `seq` is how many records of the city it was folded from."""

    settings: Settings
    meetings: tuple[Meeting, ...] = ()
    holdings: tuple[Holding, ...] = ()
    absences: tuple[Absence, ...] = ()
    dead: frozenset[str] = frozenset()
    hinted: dict[str, date] = field(default_factory=dict)  # person -> when a machine last answered for the person
    declined: frozenset[str] = frozenset()  # who wants no weekly letter
    people: Mapping[str, Person] = field(default_factory=dict)
    seq: int = 0
    keys: frozenset[str] = frozenset()

    def meeting(self, meeting_id: str) -> Meeting | None:
        """Give the meeting of that id, or None."""
        return self._meetings.get(meeting_id)

    def meetings_of(self, body: str) -> tuple[Meeting, ...]:
        """Give a body's meetings that stand, by day."""
        return self._by_body.get(body, ())

    @cached_property
    def _meetings(self) -> dict[str, Meeting]:
        return {meeting.id: meeting for meeting in self.meetings}

    @cached_property
    def _by_body(self) -> dict[str, tuple[Meeting, ...]]:
        stand = sorted((one for one in self.meetings if not one.cancelled), key=lambda one: (one.body, one.day, one.id))
        return {body: tuple(its) for body, its in groupby(stand, key=lambda one: one.body)}

    def holders(self, role: Role, day: date, scope: str | None = None) -> tuple[str, ...]:
        """Give the persons who hold a role on a day; a holding without scope covers every scope."""
        found = (held for held in self._by_role.get(role, ()) if held.on(day))
        return tuple(held.person for held in found if scope is None or held.scope in {None, scope})

    @cached_property
    def _by_role(self) -> dict[Role, list[Holding]]:
        return {role: [held for held in self.holdings if held.role is role] for role in Role}

    @cached_property
    def role_days(self) -> tuple[date, ...]:
        """Give the days on which somebody begins to hold a role, or holds one no more, in their order."""
        ends = {held.until + timedelta(days=1) for held in self.holdings if held.until}
        return tuple(sorted({held.first for held in self.holdings} | ends))

    def roles(self, person: str, day: date) -> frozenset[tuple[Role, str | None]]:
        """Give the roles, with scopes, that a person holds on a day."""
        return frozenset((held.role, held.scope) for held in self.holdings if held.person == person and held.on(day))

    def absence(self, person: str, day: date) -> Absence | None:
        """Give a person's absence that covers a day; the latest told when several do."""
        return next(
            (away for away in reversed(self.absences) if away.person == person and away.first <= day <= away.last), None
        )

    def person(self, person: str | None) -> Person | None:
        """Give a person's name and contact details, or None."""
        return self.people.get(person) if person else None

"""Facts of the city: settings, meetings, roles, absences, seals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kemiflow.core.values import Role, Text


@dataclass(frozen=True, kw_only=True)
class SettingsAdopted:
    """A version of city.yaml was adopted; the text lies among the definitions, by digest."""

    definition: str


@dataclass(frozen=True, kw_only=True)
class MeetingSet:
    """A meeting was put in the calendar; `id` stays when it moves, the agenda closes on `closes` at `hour`."""

    meeting: str
    body: str
    day: date
    time: str
    closes: date
    hour: str
    budget: bool = False


@dataclass(frozen=True, kw_only=True)
class MeetingMoved:
    """A meeting moved to another day."""

    meeting: str
    day: date
    closes: date
    reason: Text | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled:
    """A meeting was cancelled."""

    meeting: str
    reason: Text | None = None


@dataclass(frozen=True, kw_only=True)
class RoleGiven:
    """A person holds a role from the record's day; `scope` is a body or sector where the role needs one."""

    person: str
    role: Role
    scope: str | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class RoleEnded:
    """A person gave up a role on the record's day."""

    person: str
    role: Role
    scope: str | None = None


@dataclass(frozen=True, kw_only=True)
class AbsenceTold:
    """A person is away over both days; `deputy` acts meanwhile when named."""

    person: str
    first: date
    last: date
    deputy: str | None = None


@dataclass(frozen=True, kw_only=True)
class AddressDead:
    """Letters to a person's address come back."""

    person: str


@dataclass(frozen=True, kw_only=True)
class AddressMended:
    """A person whose letters came back has an address again."""

    person: str


@dataclass(frozen=True, kw_only=True)
class AwayHinted:
    """A machine answered a letter (RFC 3834): its reader may be away; only a person can tell."""

    person: str
    letter: str


@dataclass(frozen=True, kw_only=True)
class WeeklyChosen:
    """A person wants the weekly letter, or none; letters about what somebody owes cannot be declined."""

    person: str
    wanted: bool


@dataclass(frozen=True, kw_only=True)
class BatchAnswered:
    """A person let a day's letters go, or held them back; `shown` is the digest of what the person was shown."""

    day: date
    shown: str
    letters: int
    go: bool
    reason: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """All heads were hashed, so that a stream that vanishes is noticed."""

    streams: int
    heads: str


CityFact = (
    SettingsAdopted
    | MeetingSet
    | MeetingMoved
    | MeetingCancelled
    | RoleGiven
    | RoleEnded
    | AbsenceTold
    | AddressDead
    | AddressMended
    | AwayHinted
    | WeeklyChosen
    | BatchAnswered
    | Sealed
)

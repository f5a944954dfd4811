"""The fold of the city: settings adopted, meetings set and moved, roles, absences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from kemiflow.core.city import City, Meeting, Person, Settings
from kemiflow.core.folding.fold import mended
from kemiflow.core.holdings import Absence, Holding
from kemiflow.core.records import Record
from kemiflow.core.records.city import (
    AbsenceTold,
    AddressDead,
    AddressMended,
    AwayHinted,
    BatchAnswered,
    CityFact,
    MeetingCancelled,
    MeetingMoved,
    MeetingSet,
    RoleEnded,
    RoleGiven,
    Sealed,
    SettingsAdopted,
    WeeklyChosen,
)


class NoSettings(Exception):
    """The city has not adopted its settings, or their text is missing."""


@dataclass(kw_only=True)
class _Building:
    definitions: Mapping[str, Settings]
    settings: Settings | None = None
    meetings: dict[str, Meeting] = field(default_factory=dict)
    holdings: list[Holding] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    dead: set[str] = field(default_factory=set)
    hinted: dict[str, date] = field(default_factory=dict)
    declined: frozenset[str] = frozenset()


def as_of(records: Iterable[Record], day: date) -> tuple[Record, ...]:
    """Give the records of the city as they held on a day.

    Meetings and the first settings count as known all the time: calendars are brought when a home is made, and tell
    of days before it. What changed later is left out.
    """
    told = tuple(records)
    first = next((record.key for record in told if isinstance(record.fact, SettingsAdopted)), None)
    return tuple(one for one in told if one.on <= day or isinstance(one.fact, MeetingSet) or one.key == first)


def fold_city(records: Iterable[Record], definitions: Mapping[str, Settings], people: Mapping[str, Person]) -> City:
    """Give the city after its records. Errors: NoSettings."""
    told = tuple(records)
    building = _Building(definitions=definitions)
    for record in mended(told):
        if isinstance(record.fact, CityFact):
            _take(building, record, record.fact)
    if building.settings is None:
        raise NoSettings
    return City(
        settings=building.settings,
        meetings=tuple(sorted(building.meetings.values(), key=lambda meeting: (meeting.day, meeting.id))),
        holdings=tuple(building.holdings),
        absences=tuple(building.absences),
        dead=frozenset(building.dead),
        hinted=building.hinted,
        declined=building.declined,
        people=people,
        seq=told[-1].seq,
        keys=frozenset(record.key for record in told),
    )


def _take(building: _Building, record: Record, fact: CityFact) -> None:
    match fact:
        case SettingsAdopted(definition=digest):
            building.settings = building.definitions.get(digest)
        case MeetingSet() | MeetingMoved() | MeetingCancelled():
            _meeting(building.meetings, fact)
        case RoleGiven() | RoleEnded():
            _role(building.holdings, record, fact)
        case AbsenceTold():
            building.absences.append(Absence(person=fact.person, first=fact.first, last=fact.last, deputy=fact.deputy))
            building.hinted.pop(fact.person, None)
        case AddressDead() | AddressMended() | AwayHinted() | WeeklyChosen():
            _reach(building, record, fact)
        case Sealed() | BatchAnswered():
            pass
        case _ as never:
            assert_never(never)


def _reach(building: _Building, record: Record, fact: AddressDead | AddressMended | AwayHinted | WeeklyChosen) -> None:
    match fact:
        case AddressDead(person=person):
            building.dead.add(person)
        case AddressMended(person=person):
            building.dead.discard(person)
        case AwayHinted(person=person):
            building.hinted[person] = record.on
        case WeeklyChosen(person=person, wanted=wanted):
            building.declined = building.declined - {person} if wanted else building.declined | {person}
        case _ as never:
            assert_never(never)


def _meeting(meetings: dict[str, Meeting], fact: MeetingSet | MeetingMoved | MeetingCancelled) -> None:
    match fact:
        case MeetingSet():
            meetings[fact.meeting] = Meeting(
                id=fact.meeting,
                body=fact.body,
                day=fact.day,
                time=fact.time,
                closes=fact.closes,
                hour=fact.hour,
                budget=fact.budget,
            )
        case MeetingMoved(meeting=name):
            old = meetings[name]
            meetings[name] = replace(old, day=fact.day, closes=fact.closes, moved_from=old.day)
        case MeetingCancelled(meeting=name):
            meetings[name] = replace(meetings[name], cancelled=True)
        case _ as never:
            assert_never(never)


def _role(holdings: list[Holding], record: Record, fact: RoleGiven | RoleEnded) -> None:
    match fact:
        case RoleGiven():
            holdings.append(
                Holding(person=fact.person, role=fact.role, scope=fact.scope, first=record.on, until=fact.until)
            )
        case RoleEnded():
            for place, held in enumerate(holdings):
                if (held.person, held.role, held.scope) == (fact.person, fact.role, fact.scope):
                    holdings[place] = replace(held, until=record.on)
        case _ as never:
            assert_never(never)

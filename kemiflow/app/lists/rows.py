"""What lists know of a matter: its line, its open duties with the day of the next letter, what wakes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final, TypeAlias

from kemiflow.app.kept import FORMER, CaseRow, Derived, DutyRow
from kemiflow.app.lists.sought import sought
from kemiflow.app.world import World
from kemiflow.core.action import Action, Ask
from kemiflow.core.bundles import agendas
from kemiflow.core.city import City
from kemiflow.core.definition.process import Ladder
from kemiflow.core.duty import Cutoff, Duty, DutyKind, Ground
from kemiflow.core.letters import absence_days, next_letter_day, recipient
from kemiflow.core.plan import wake_on
from kemiflow.core.records import Record
from kemiflow.core.standing import Standing
from kemiflow.core.streams import person_stream
from kemiflow.core.values import Role, Words

Memory: TypeAlias = Callable[[str | None], tuple[Record, ...]]


def derived(memory: Memory, standing: Standing, city: City, actions: tuple[Action, ...], today: date) -> Derived:
    """Give a matter's lines as of today; what they say depends on the journal, the city and the day alone.

    `memory` gives what a person has been told.
    """
    duties = [action.duty for action in actions if isinstance(action, Ask)]
    rows = tuple(row for duty in duties for row in _rows(memory, duty, city, today))
    days = [wake_on(actions, today), *(row.next_on for row in rows), *absence_days(duties, city)]
    return Derived(
        row=CaseRow(
            case=standing.case,
            title=str(standing.title),
            register_number=standing.register_number,
            process=standing.process.id,
            phase=phase(standing),
            wake_on=min((day for day in days if day and day > today), default=None),
            city_seq=city.seq,
            last_seq=standing.seq,
            closed=standing.closed is not None,
        ),
        duties=rows,
        watches=_watched(standing, city, duties),
        decisions=tuple(sought(standing, city)),
    )


def phase(standing: Standing) -> str:
    """Give the ids of the steps that are open, or `closed`."""
    if standing.closed:
        return "closed"
    return " ".join(name for name, step in standing.steps.items() if step.open)


def _watched(standing: Standing, city: City, duties: Sequence[Duty]) -> frozenset[str]:
    bodies = {step.body for step in standing.process.steps if step.body}
    bodies |= {body for step in standing.process.steps for group in step.asked for body in city.settings.group(group)}
    bodies |= {sector.body for sector in city.settings.sectors}
    meetings = {meeting.id for meeting in city.meetings if meeting.body in bodies and not meeting.cancelled}
    return frozenset(
        {f"body:{body}" for body in bodies}
        | {f"meeting:{meeting}" for meeting in meetings}
        | {f"person:{person}" for person in _known(duties, city)}
        | {f"agenda:{name}" for name in agendas(standing)}
    )


def _known(duties: Sequence[Duty], city: City) -> frozenset[str]:
    """Give everybody whom duties may make a reader of letters, now or on a day to come."""
    roles = {(duty.role, duty.scope) for duty in duties}
    of_all = {role for role, _ in roles}
    named = {one for duty in duties for one in (duty.person, duty.owner, duty.deputy, duty.director, *duty.former)}
    holders = {
        held.person
        for held in city.holdings
        if (held.role, None) in roles or (held.role, held.scope) in roles or (not held.scope and held.role in of_all)
    }
    away = {one.deputy for one in city.absences if one.person in named | holders}
    return frozenset(person for person in named | holders | away if person)


def _rows(memory: Memory, duty: Duty, city: City, today: date) -> Iterator[DutyRow]:
    if today < duty.opened:
        return
    holder = recipient(duty, city, today) or duty.person
    yield _row(memory, duty, city, today, holder)
    told = (*duty.former, *([duty.owner] if duty.kind is DutyKind.RULING and duty.owner else []))
    for other in dict.fromkeys(told):
        if other != holder:
            yield _row(memory, duty, city, today, other)


def _row(memory: Memory, duty: Duty, city: City, today: date, person: str | None) -> DutyRow:
    return DutyRow(
        case=duty.case,
        duty=duty.id if person in {duty.person, recipient(duty, city, today)} else f"{duty.id}{FORMER}{person}",
        person=person,
        kind=duty.kind,
        due=duty.due,
        cutoff=duty.cutoff.closes if duty.cutoff else None,
        next_on=next_letter_day([duty], memory(person), city, today, person) if person else None,
        detail=_DETAIL(duty),
    )


def _plain(value: object) -> object:
    return vars(value) if hasattr(value, "__dict__") else str(value)


# Made once: json.dumps makes an encoder for each duty
_DETAIL: Final = json.JSONEncoder(default=_plain, ensure_ascii=False, sort_keys=True, check_circular=False).encode


def memory_of(world: World, person: str | None) -> tuple[Record, ...]:
    """Read what a person has been told; letters carry no texts of the journal."""
    return world.journal.read(person_stream(person), with_texts=False) if person else ()


def duty_of(row: DutyRow) -> Duty:
    """Give the duty that a row keeps."""
    told = json.loads(row.detail)
    cutoff, ground, ladder = told["cutoff"], told["ground"], told["ladder"]
    days = {name: _day(told[name]) for name in ("due", "opened", "answered")}
    return Duty(
        **{
            **told,
            **days,
            "kind": DutyKind(told["kind"]),
            "role": Role(told["role"]),
            "ground": Ground(**{**ground, "on": _day(ground["on"])}),
            "cutoff": Cutoff(**{**cutoff, "day": _day(cutoff["day"]), "closes": _day(cutoff["closes"])})
            if cutoff
            else None,
            "ladder": Ladder(**{**ladder, **{name: tuple(ladder[name]) for name in ("before", "after", "closing")}}),
            "lacks": tuple(told["lacks"]),
            "former": tuple(told["former"]),
            "names": Words(**names) if (names := told["names"]) else None,
        }
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None

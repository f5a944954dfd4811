"""How a duty is made from the few things that its rule knows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kemiflow.core.definition.process import Ladder
from kemiflow.core.duties.sight import Sight
from kemiflow.core.duty import Cutoff, Duty, DutyKind, Ground
from kemiflow.core.standing import StepStanding
from kemiflow.core.values import Role, Words

UNNAMED = "-"


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What a rule says of a duty; the matter's own facts are added by `owed`."""

    kind: DutyKind
    role: Role
    about: str
    opened: date
    due: date
    person: str | None = UNNAMED  # left out: whoever holds the role
    title: str = ""
    names: Words | None = None  # left out with the title: those of the body, sector or step
    scope: str | None = None
    step: StepStanding | None = None
    ground: Ground | None = None
    cutoff: Cutoff | None = None
    lacks: tuple[str, ...] = ()
    director: str | None = None
    owner: str | None = None
    answered: date | None = None
    deputy: str | None = None
    former: tuple[str, ...] = ()
    held: bool = False


def owed(sight: Sight, one: Owed) -> Duty:
    """Give the duty, with its person by role where the rule named none, and a later day that the secretary gave."""
    return _answered(sight, _duty(sight, one), one.answered)


def _duty(sight: Sight, one: Owed) -> Duty:
    return Duty(
        case=sight.standing.case,
        id=f"{one.kind}:{one.about}" + (f":{one.step.round}" if one.step else ""),
        kind=one.kind,
        role=one.role,
        due=one.due,
        opened=one.opened,
        about=one.about,
        title=_title(sight, one),
        case_title=str(sight.standing.title),
        register_number=sight.standing.register_number,
        ground=one.ground or Ground(kind="role", on=one.opened),
        person=sight.holder(one.role, one.scope) if one.person == UNNAMED else one.person,
        step=one.step.step.id if one.step else None,
        scope=one.scope,
        cutoff=one.cutoff,
        lacks=one.lacks,
        director=one.director,
        owner=one.owner,
        deputy=one.deputy,
        former=one.former,
        ladder=_ladder(sight, one),
        held=one.held,
        names=_names(sight, one),
    )


def _ladder(sight: Sight, one: Owed) -> Ladder:
    city = sight.city.settings.ladder
    return one.step.step.ladder_of(one.kind, city) if one.step else city


def _answered(sight: Sight, duty: Duty, answered: date | None) -> Duty:
    """Put in the last answer by who owes it now, or by a deputy, and the later day that the secretary gave."""
    told = sight.standing.answers.get(duty.id)
    if told is None:
        return replace(duty, answered=answered) if answered else duty
    away = (one.deputy for one in sight.city.absences if one.person == duty.person)
    own = told.on if told.by in {duty.person, duty.deputy, *away} else None
    last = max((day for day in (answered, own) if day), default=None)
    return replace(duty, answered=last, due=max(duty.due, told.given or duty.due))


def _title(sight: Sight, one: Owed) -> str:
    names = _names(sight, one)
    return names.in_language(sight.city.settings.language) if names else one.title or one.about


def _names(sight: Sight, one: Owed) -> Words | None:
    if one.names or one.title:
        return one.names
    settings = sight.city.settings
    body, sector = settings.body(one.about), settings.sector(one.about)
    # A body and a sector may bear the same id: it is the kind that tells which one owes
    named = sector or body if one.kind is DutyKind.NAME_PROJECTS else body or sector
    if named:
        return named.name
    step = one.step.step if one.step else sight.standing.process.step(one.about)
    return step.name if step else None

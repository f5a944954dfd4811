"""Acts of projects: named, described, reported on, ruled on."""

from __future__ import annotations

from typing import Final

from kemiflow.core.definition.process import StepKind
from kemiflow.core.identifiers import project_id
from kemiflow.core.records.project import (
    Choice,
    DirectorDecided,
    OwnerNamed,
    ProjectNamed,
    SectorDone,
    SectorReleased,
)
from kemiflow.core.standing_parts import ProjectStanding
from kemiflow.core.values import Text
from kemiflow.web.acts.act import Act, Place
from kemiflow.web.acts.field import Field, Values, area, choice, day, line, text
from kemiflow.web.visit import Stopped


def project_of(place: Place) -> ProjectStanding:
    """Give the project that an act is about. Errors: Stopped."""
    found = place.standing.projects.get(place.about)
    if found is None:
        raise Stopped(404, "no_page")
    return found


def known(place: Place) -> bool:
    """Tell whether the act is about a project that is there."""
    return place.about in place.standing.projects


def sector_of(place: Place) -> str | None:
    """Give the sector of the project that an act is about."""
    found = place.standing.projects.get(place.about)
    return found.sector if found else None


def _named(place: Place, told: Values) -> ProjectNamed:
    return ProjectNamed(
        project=project_id(told["title"], place.standing.projects),
        sector=told["sector"],
        title=told["title"],
        goal=told["goal"],
        owner=told["owner"],
        deputy=told["deputy"],
    )


def _named_fields(place: Place) -> tuple[Field, ...]:
    return (
        choice("sector", _sectors(place), place.about),
        line("title"),
        area("goal"),
        choice("owner", place.people, required=False),
        choice("deputy", place.people, required=False),
    )


def _sectors(place: Place) -> tuple[tuple[str, str], ...]:
    named = ((one.id, place.look.telling.name(one.name)) for one in place.city.settings.sectors)
    return tuple(one for one in named if place.visit.may(ProjectNamed, one[0]))


def _asked(place: Place) -> bool:
    steps = place.standing.step_of(StepKind.PROJECTS)
    return place.standing.closed is None and any(one.begun and not one.complete for one in steps)


def _ruling_fields(place: Place) -> tuple[Field, ...]:
    t = place.visit.t
    return (
        choice("choice", tuple((one.value, t(f"choice.{one.value}")) for one in Choice)),
        day("due", required=False),
        choice("owner", place.people, required=False),
        area("reason", required=False),
    )


def _ruling(place: Place, told: Values) -> DirectorDecided:
    return DirectorDecided(
        project=place.about,
        choice=Choice(told["choice"]),
        due=told["due"],
        owner=told["owner"],
        reason=text(told["reason"]),
    )


def _owner_fields(place: Place) -> tuple[Field, ...]:
    now = project_of(place)
    return choice("owner", place.people, now.owner), choice("deputy", place.people, now.deputy, required=False)


def _released(place: Place, told: Values) -> SectorReleased:
    return SectorReleased(sector=place.about, reason=Text(text=told["reason"]))


PROJECT_ACTS: Final[tuple[Act, ...]] = (
    Act(
        name="projekti",
        kind=ProjectNamed,
        fields=_named_fields,
        fact=_named,
        fits=_asked,
        scope=lambda place: place.about or None,
    ),
    Act(
        name="vastuuhenkilo",
        kind=OwnerNamed,
        fields=_owner_fields,
        fact=lambda place, told: OwnerNamed(project=place.about, owner=told["owner"], deputy=told["deputy"]),
        fits=known,
        scope=sector_of,
    ),
    Act(name="ratkaisu", kind=DirectorDecided, fields=_ruling_fields, fact=_ruling, fits=known, scope=sector_of),
    Act(
        name="toimiala-valmis",
        kind=SectorDone,
        fields=lambda _: (),
        fact=lambda place, _: SectorDone(sector=place.about),
        fits=_asked,
        scope=lambda place: place.about or None,
    ),
    Act(
        name="toimiala-ilman",
        kind=SectorReleased,
        fields=lambda _: (area("reason"),),
        fact=_released,
        fits=_asked,
        scope=lambda place: place.about or None,
    ),
)

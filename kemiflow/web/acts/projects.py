"""Acts of projects: named, described, reported on, ruled on."""

from __future__ import annotations

import re
from typing import Final

from kemiflow.core.process import StepKind
from kemiflow.core.records.project import (
    Choice,
    DirectorDecided,
    MeasureValue,
    Milestone,
    MisdirectedTold,
    MoreTimeAsked,
    OwnerNamed,
    ProgressReported,
    ProjectDescribed,
    ProjectNamed,
    SectorDone,
    SectorReleased,
)
from kemiflow.core.standing_parts import ProjectStanding
from kemiflow.core.values import OwnView, Text
from kemiflow.web.acts.act import Act, Place
from kemiflow.web.acts.field import Field, Values, Widget, area, choice, day, line, lines, text
from kemiflow.web.form import day_in
from kemiflow.web.visit import Stopped

_WORD: Final = re.compile(r"[a-z0-9]+")
_PLAIN: Final = str.maketrans("åäöéü", "aaoeu")


def _project(place: Place) -> ProjectStanding:
    found = place.standing.projects.get(place.about)
    if found is None:
        raise Stopped(404, "no_page")
    return found


def _known(place: Place) -> bool:
    return place.about in place.standing.projects


def _sector_of(place: Place) -> str | None:
    found = place.standing.projects.get(place.about)
    return found.sector if found else None


def new_id(title: str, taken: set[str]) -> str:
    """Make the id of a project from its title: what addresses and files can hold, and nobody has yet."""
    words = _WORD.findall(title.casefold().translate(_PLAIN))
    stem = "-".join(words)[:40].strip("-") or "projekti"
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _named(place: Place, told: Values) -> ProjectNamed:
    return ProjectNamed(
        project=new_id(told["title"], set(place.standing.projects)),
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


def _details_fields(place: Place) -> tuple[Field, ...]:
    now = _project(place)
    miles = "\n".join(f"{one.day.day}.{one.day.month}.{one.day.year} {one.title}" for one in now.milestones)
    return (
        line("measure", now.measure, required=False),
        line("baseline", now.baseline, required=False),
        line("target", now.target, required=False),
        line("budget_line", now.budget_line, required=False),
        Field(name="no_budget", widget=Widget.TICK, value=("1",) if now.no_budget else (), required=False),
        area("milestones", miles, required=False),
    )


def _details(place: Place, told: Values) -> ProjectDescribed:
    return ProjectDescribed(
        project=place.about,
        measure=told["measure"],
        baseline=told["baseline"],
        target=told["target"],
        budget_line=told["budget_line"],
        no_budget=told["no_budget"],
        milestones=tuple(one for one in map(milestone, lines(told["milestones"])) if one),
    )


def milestone(told: str) -> Milestone | None:
    """Read a milestone: its day, then its title. Errors: Stopped when it begins with no day."""
    first, _, title = told.partition(" ")
    found = day_in(first.rstrip(":"))
    if found is None or not title.strip():
        raise Stopped(422, "no_milestone", value=told[:60])
    return Milestone(title=title.strip(), day=found)


def _report_fields(place: Place) -> tuple[Field, ...]:
    say = place.visit.wording.say
    return (
        choice("view", tuple((one.value, say(f"view.{one.value}")) for one in OwnView)),
        area("words"),
        line("value", required=False),
    )


def _report(place: Place, told: Values) -> ProgressReported:
    measure = _project(place).measure
    known = told["value"] and measure
    values = (MeasureValue(measure=measure or "", day=place.visit.today, value=told["value"]),) if known else ()
    words = Text(text=told["words"])
    return ProgressReported(project=place.about, view=OwnView(told["view"]), words=words, values=values)


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
    now = _project(place)
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
        fits=_known,
        scope=_sector_of,
    ),
    Act(name="tiedot", kind=ProjectDescribed, fields=_details_fields, fact=_details, fits=_known, scope=_sector_of),
    Act(name="raportti", kind=ProgressReported, fields=_report_fields, fact=_report, fits=_known, scope=_sector_of),
    Act(name="ratkaisu", kind=DirectorDecided, fields=_ruling_fields, fact=_ruling, fits=_known, scope=_sector_of),
    Act(
        name="lisaaikaa",
        kind=MoreTimeAsked,
        fields=lambda _: (day("until"), area("reason")),
        fact=lambda place, told: MoreTimeAsked(
            project=place.about, until=told["until"], reason=Text(text=told["reason"])
        ),
        fits=_known,
        scope=_sector_of,
    ),
    Act(
        name="toiselle",
        kind=MisdirectedTold,
        fields=lambda place: (choice("to", place.people, required=False), area("note")),
        fact=lambda place, told: MisdirectedTold(project=place.about, to=told["to"], note=Text(text=told["note"])),
        fits=_known,
        scope=_sector_of,
    ),
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

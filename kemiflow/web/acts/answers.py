"""Acts of whoever answers for a project: its details, how it goes, more time, somebody else."""

from __future__ import annotations

from typing import Final

from kemiflow.core.records.project import (
    MeasureValue,
    Milestone,
    MisdirectedTold,
    MoreTimeAsked,
    ProgressReported,
    ProjectDescribed,
)
from kemiflow.core.values import OwnView, Text
from kemiflow.web.acts.act import Act, Place
from kemiflow.web.acts.field import Field, Values, Widget, area, choice, day, line, lines
from kemiflow.web.acts.projects import known, project_of, sector_of
from kemiflow.web.form import day_in
from kemiflow.web.visit import Stopped


def _details_fields(place: Place) -> tuple[Field, ...]:
    now = project_of(place)
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
    measure = project_of(place).measure
    known = told["value"] and measure
    values = (MeasureValue(measure=measure or "", day=place.visit.today, value=told["value"]),) if known else ()
    words = Text(text=told["words"])
    return ProgressReported(project=place.about, view=OwnView(told["view"]), words=words, values=values)


ANSWER_ACTS: Final[tuple[Act, ...]] = (
    Act(name="tiedot", kind=ProjectDescribed, fields=_details_fields, fact=_details, fits=known, scope=sector_of),
    Act(name="raportti", kind=ProgressReported, fields=_report_fields, fact=_report, fits=known, scope=sector_of),
    Act(
        name="lisaaikaa",
        kind=MoreTimeAsked,
        fields=lambda _: (day("until"), area("reason")),
        fact=lambda place, told: MoreTimeAsked(
            project=place.about, until=told["until"], reason=Text(text=told["reason"])
        ),
        fits=known,
        scope=sector_of,
    ),
    Act(
        name="toiselle",
        kind=MisdirectedTold,
        fields=lambda place: (choice("to", place.people, required=False), area("note")),
        fact=lambda place, told: MisdirectedTold(project=place.about, to=told["to"], note=Text(text=told["note"])),
        fits=known,
        scope=sector_of,
    ),
)

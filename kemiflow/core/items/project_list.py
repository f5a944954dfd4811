"""The list of projects with the persons who answer for them, by title."""

from __future__ import annotations

import re
from typing import Final

from kemiflow.core.definition.process import StepKind
from kemiflow.core.documents import ProjectRow, Projects
from kemiflow.core.items.telling import Lines, Telling
from kemiflow.core.standing_parts import ProjectStanding

NO_BREAK: Final = "\u00a0"
_THOUSANDS: Final = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_UNIT: Final = re.compile(r"(?<=\d) (?=(?:euroa|€|%|prosenttia)(?!\w))")


def projects(telling: Telling) -> Projects:
    """Give the list, sector by sector; what is missing is a gap until the project goes on without it."""
    order = [sector.id for sector in telling.city.settings.sectors]
    rows = sorted(
        telling.standing.projects.values(),
        key=lambda one: (order.index(one.sector) if one.sector in order else len(order), one.named, one.id),
    )
    return Projects(
        title=telling.say("projects_title", title=telling.inner_title),
        register_number=telling.standing.register_number,
        date=telling.day,
        intro=(telling.say("projects_counted", count=str(len(rows))), *_waived(telling)),
        rows=tuple(_row(telling, one) for one in rows),
        banner=telling.city.settings.banner,
    )


def _waived(telling: Telling) -> Lines:
    return tuple(
        telling.say("sector_waived", sector=telling.sector(asked.who), reason=telling.plain(asked.waived))
        for step in telling.standing.step_of(StepKind.PROJECTS)
        for asked in step.asked
        if asked.waived
    )


def unbroken(amount: str) -> str:
    """Keep a number together over its thousands, and with the unit that follows it, whatever the column's width."""
    return _UNIT.sub(NO_BREAK, _THOUSANDS.sub(NO_BREAK, amount))


def _row(telling: Telling, project: ProjectStanding) -> ProjectRow:
    return ProjectRow(
        project=project.title,
        sector=telling.sector(project.sector),
        owner=telling.post(project.owner) or _missing(telling, project, "owner"),
        deputy=telling.post(project.deputy),
        measure=project.measure or _missing(telling, project, "measure"),
        baseline=unbroken(project.baseline or "") or _missing(telling, project, "baseline"),
        target=unbroken(project.target or "") or "–",
        budget_line=_budget(telling, project),
        milestones=_milestones(telling, project),
    )


def _missing(telling: Telling, project: ProjectStanding, what: str) -> str:
    if project.released:
        return telling.say("missing", what=telling.wording.say(f"lack.{what}"))
    return telling.gap("of", what=telling.wording.say(f"lack.{what}"), name=project.title)


def _budget(telling: Telling, project: ProjectStanding) -> str:
    if project.budget_line:
        return unbroken(project.budget_line)
    return telling.say("no_budget") if project.no_budget else _missing(telling, project, "budget_line")


def _milestones(telling: Telling, project: ProjectStanding) -> Lines:
    told = tuple(f"{one.title} {telling.wording.day(one.day)}" for one in project.milestones)
    return told or (_missing(telling, project, "milestone"),)

"""The monthly question to owners whether all of a project is still right; once answered it comes again later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kemiflow.core.days import add_working
from kemiflow.core.definition.process import Ladder, StepKind
from kemiflow.core.duties.make import Owed, owed
from kemiflow.core.duties.sight import Duties, Sight
from kemiflow.core.duty import Duty, DutyKind, Ground
from kemiflow.core.standing import StepStanding
from kemiflow.core.standing_parts import ProjectStanding
from kemiflow.core.values import Role

DAYS_TO_UPDATE = 5
LADDER = Ladder(before=(), after=(5,))  # asked, and asked once more; then the next month asks


def duties(sight: Sight) -> Duties:
    """Give what is asked of the owners of projects that lack nothing."""
    for step in sight.standing.step_of(StepKind.PROJECTS):
        since = _since(sight, step)
        if not step.step.update_every or since is None:
            continue
        for project in sight.standing.projects.values():
            if project.owner and not project.lacks and not project.released:
                yield from _updates(sight, step, project, max(since, project.owner_since or since))


def _since(sight: Sight, step: StepStanding) -> date | None:
    """Give the day from which owners are asked, or None while they are not."""
    name = step.step.update_after
    after = sight.standing.steps.get(name) if name else None
    return after.complete if after else None if name else step.begun


def _updates(sight: Sight, step: StepStanding, project: ProjectStanding, since: date) -> Duties:
    """Give the present question, and the one that follows when nobody answers it."""
    last = max(since, project.touched, project.confirmed or since)
    due = _due(sight, project, last, step.step.update_every)
    yield _update(sight, step, project, due)
    later = _update(sight, step, project, add_working(due, step.step.update_every, sight.quiet))
    if later.opened > sight.today:
        yield later


def _update(sight: Sight, step: StepStanding, project: ProjectStanding, due: date) -> Duty:
    duty = owed(
        sight,
        Owed(
            kind=DutyKind.UPDATE,
            role=Role.OWNER,
            person=project.owner,
            about=project.id,
            title=project.title,
            scope=project.sector,
            step=step,
            opened=add_working(due, -DAYS_TO_UPDATE, sight.quiet),
            due=due,
            ground=Ground(kind="named", on=project.owner_since or project.named),
            deputy=project.deputy,
        ),
    )
    told = sight.standing.answers.get(_id(project, due))
    return replace(
        duty,
        id=_id(project, due),
        ladder=step.step.ladders.get(DutyKind.UPDATE, LADDER),
        answered=told.on if told else None,
    )


def _id(project: ProjectStanding, due: date) -> str:
    return f"{DutyKind.UPDATE}:{project.id}:{due.isoformat()}"


def _due(sight: Sight, project: ProjectStanding, last: date, every: int) -> date:
    """Give the day of the present question: after a month without an answer the next one, unless a plea waits."""
    due = add_working(last, every, sight.quiet)
    while add_working(due, every - DAYS_TO_UPDATE, sight.quiet) <= sight.today:
        told = sight.standing.answers.get(_id(project, due))
        if told and told.pleads:
            break
        due = add_working(due, every, sight.quiet)
    return due

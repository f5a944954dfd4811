"""Duties of sectors and owners: naming projects, giving their details, and the director's ruling."""

from __future__ import annotations

from datetime import date

from kemiflow.core.days import add_working
from kemiflow.core.definition.process import StepKind
from kemiflow.core.duties.make import Owed, owed
from kemiflow.core.duties.sight import Duties, Sight, cutoff
from kemiflow.core.duty import Cutoff, Duty, DutyKind, Ground
from kemiflow.core.forecast.projects import Reach, sector_reach
from kemiflow.core.letters.ladder import ruling_day
from kemiflow.core.standing import Asked, StepStanding
from kemiflow.core.standing_parts import ProjectStanding
from kemiflow.core.values import Role

DAYS_TO_NAME = 5
DAYS_TO_RULE = 3
DAYS_TO_GIVE = 5  # for whoever was named too late for the day that all others had


def duties(sight: Sight) -> Duties:
    """Give what the projects of a strategy ask of directors and owners."""
    for step in sight.standing.step_of(StepKind.PROJECTS):
        if step.begun is None or step.complete:
            continue
        for asked in step.asked:
            yield from _naming(sight, step, asked)
        for project in sight.standing.projects.values():
            yield from _details(sight, step, project)


def _reach(sight: Sight, step: StepStanding, sector: str) -> Reach | None:
    """Give the agenda that the sector's details go to, as the forecast has it."""
    return sector_reach(sight.city, step, sector, step.begun or sight.today)


def _due(sight: Sight, step: StepStanding, project: ProjectStanding) -> date:
    """Give the day by which a project's details are due: the director's own, or before the agenda closes.

    Whoever was named on that day or after it has until the agenda closes, or a few days when it has closed.
    """
    reach = _reach(sight, step, project.sector)
    asked = next((one.due for one in step.asked if one.who == project.sector), step.due or sight.today)
    due, since = project.due or (reach.due if reach else asked), project.owner_since
    if since is None or since < due:
        return due
    closes = reach.meeting.closes if reach else since
    return closes if closes > since else add_working(since, DAYS_TO_GIVE, sight.quiet)


def _cutoff(reach: Reach | None) -> Cutoff | None:
    return cutoff(reach.meeting) if reach else None


def _naming(sight: Sight, step: StepStanding, asked: Asked) -> Duties:
    if asked.settled or asked.who in sight.standing.sectors:
        return
    begun = step.begun or sight.today
    yield owed(
        sight,
        Owed(
            kind=DutyKind.NAME_PROJECTS,
            role=Role.DIRECTOR,
            scope=asked.who,
            about=asked.who,
            step=step,
            opened=begun,
            due=min(asked.due, add_working(begun, DAYS_TO_NAME, sight.quiet)),
            ground=Ground(kind="role", on=begun, decision=_decision(sight, step)),
            cutoff=_cutoff(_reach(sight, step, asked.who)),
        ),
    )


def _details(sight: Sight, step: StepStanding, project: ProjectStanding) -> Duties:
    if project.released or not project.lacks:
        return
    due = _due(sight, step, project)
    if project.owner is None:
        yield _ownerless(sight, step, project, due)
        return
    details = _asked(sight, step, project, due)
    yield details
    yield _ruling(sight, step, project, details)


def _asked(sight: Sight, step: StepStanding, project: ProjectStanding, due: date) -> Duty:
    since = project.owner_since or project.named
    director = sight.holder(Role.DIRECTOR, project.sector)
    return owed(
        sight,
        Owed(
            kind=DutyKind.DETAILS,
            role=Role.OWNER,
            person=project.owner,
            about=project.id,
            title=project.title,
            scope=project.sector,
            step=step,
            opened=since,
            due=due,
            ground=Ground(kind="named", on=since, by=director, decision=_decision(sight, step)),
            cutoff=_cutoff(_reach(sight, step, project.sector)),
            lacks=project.lacks,
            director=director,
            answered=project.answered,
            deputy=project.deputy,
            former=project.former,
        ),
    )


def _ownerless(sight: Sight, step: StepStanding, project: ProjectStanding, due: date) -> Duty:
    return owed(
        sight,
        Owed(
            kind=DutyKind.OWNERLESS,
            role=Role.DIRECTOR,
            scope=project.sector,
            about=project.id,
            title=project.title,
            step=step,
            opened=project.named,
            due=min(due, add_working(project.named, DAYS_TO_NAME, sight.quiet)),
            lacks=("owner",),
        ),
    )


def _ruling(sight: Sight, step: StepStanding, project: ProjectStanding, details: Duty) -> Duty:
    reach = _reach(sight, step, project.sector)
    plea = project.asked_time or project.misdirected
    opened = project.touched if plea else ruling_day(details, sight.quiet)
    open_still = reach if reach and opened <= reach.meeting.closes else None
    return owed(
        sight,
        Owed(
            kind=DutyKind.RULING,
            role=Role.DIRECTOR,
            scope=project.sector,
            about=project.id,
            title=project.title,
            step=step,
            opened=opened,
            due=open_still.meeting.closes if open_still else add_working(opened, DAYS_TO_RULE, sight.quiet),
            ground=Ground(kind=_cause(project), on=opened, decision=_decision(sight, step)),
            cutoff=_cutoff(open_still),
            lacks=project.lacks,
            owner=project.owner,
        ),
    )


def _cause(project: ProjectStanding) -> str:
    if project.misdirected:
        return "misdirected"
    return "more_time" if project.asked_time else "silent"


def _decision(sight: Sight, step: StepStanding) -> str | None:
    for name in step.step.after:
        found = sight.standing.decided(name)
        if found:
            return found.key
    return None

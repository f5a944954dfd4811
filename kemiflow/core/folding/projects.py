"""How the facts of a project change it."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kemiflow.core.duty import DutyKind
from kemiflow.core.folding.building import Building
from kemiflow.core.records import Record
from kemiflow.core.records.case import DutyAnswered, Reply
from kemiflow.core.records.project import (
    Choice,
    DirectorDecided,
    MisdirectedTold,
    MoreTimeAsked,
    OwnerNamed,
    ProgressReported,
    ProjectDescribed,
    ProjectFact,
    ProjectNamed,
    SectorDone,
    SectorReleased,
)
from kemiflow.core.standing_parts import ProjectStanding
from kemiflow.core.values import Text, altered


def take(building: Building, record: Record, fact: ProjectFact) -> None:
    """Change the project or sector that the fact speaks of."""
    match fact:
        case ProgressReported():
            building.projects[fact.project] = _changed(building.projects[fact.project], record, fact)
        case ProjectNamed():
            building.projects[fact.project] = _named(record, fact)
        case SectorDone(sector=sector):
            building.sectors[sector] = record.on
        case SectorReleased(sector=sector, reason=reason):
            building.sectors[sector] = record.on
            building.waived[sector] = reason
        case _:
            project = building.projects[fact.project]
            building.projects[fact.project] = _changed(project, record, fact)


def confirm(building: Building, record: Record, fact: DutyAnswered) -> None:
    """Take in that an owner says that all of a project is still right."""
    kind, _, rest = fact.duty.partition(":")
    project = building.projects.get(rest.rpartition(":")[0])
    if project and kind == DutyKind.UPDATE and fact.reply is Reply.STILL_RIGHT:
        building.projects[project.id] = replace(project, confirmed=record.on)


def _named(record: Record, fact: ProjectNamed) -> ProjectStanding:
    return ProjectStanding(
        id=fact.project,
        sector=fact.sector,
        title=fact.title,
        goal=fact.goal,
        named=record.on,
        touched=record.on,
        owner=fact.owner,
        deputy=fact.deputy,
        owner_since=record.on if fact.owner else None,
    )


ProjectChange = OwnerNamed | ProjectDescribed | DirectorDecided | MoreTimeAsked | MisdirectedTold | ProgressReported


def _changed(project: ProjectStanding, record: Record, fact: ProjectChange) -> ProjectStanding:
    match fact:
        case ProgressReported():
            reports = (*project.reports, (record.on, fact))
            return altered(project, reports=reports, answered=record.on, touched=record.on)
        case OwnerNamed():
            return _owned(project, record, fact)
        case ProjectDescribed():
            return _described(project, record, fact)
        case DirectorDecided():
            return _ruled(project, record, fact)
        case MoreTimeAsked():
            return altered(project, asked_time=fact, answered=record.on, touched=record.on)
        case MisdirectedTold():
            return altered(project, misdirected=fact, answered=record.on, touched=record.on)
        case _ as never:
            assert_never(never)


def _owned(project: ProjectStanding, record: Record, fact: OwnerNamed) -> ProjectStanding:
    if project.owner_since and record.on < project.owner_since:
        return altered(project, touched=record.on)
    return replace(
        project,
        touched=record.on,
        owner=fact.owner,
        deputy=fact.deputy or project.deputy,
        owner_since=record.on,
        former=_former(project, fact.owner),
        misdirected=None,
        answered=None,
    )


def _former(project: ProjectStanding, owner: str | None) -> tuple[str, ...]:
    if project.owner is None or project.owner == owner:
        return project.former
    return (*(one for one in project.former if one not in {project.owner, owner}), project.owner)


def _described(project: ProjectStanding, record: Record, fact: ProjectDescribed) -> ProjectStanding:
    return replace(
        project,
        measure=fact.measure or project.measure,
        baseline=fact.baseline or project.baseline,
        target=fact.target or project.target,
        budget_line=fact.budget_line or project.budget_line,
        no_budget=project.no_budget if fact.no_budget is None else fact.no_budget,
        milestones=fact.milestones or project.milestones,
        answered=record.on,
        touched=record.on,
    )


def _ruled(project: ProjectStanding, record: Record, fact: DirectorDecided) -> ProjectStanding:
    ruled = replace(project, rulings=(*project.rulings, fact), asked_time=None, touched=record.on)
    match fact.choice:
        case Choice.NEW_DAY:
            return replace(ruled, due=fact.due)
        case Choice.OTHER_OWNER:
            return replace(
                ruled,
                owner=fact.owner,
                owner_since=record.on,
                former=_former(project, fact.owner),
                misdirected=None,
                answered=None,
            )
        case Choice.WITHOUT:
            return replace(ruled, released=fact.reason or Text(text=""))
        case _ as never:
            assert_never(never)

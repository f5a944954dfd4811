"""What is impossible of a project: one that nobody named, a person who is not known, a ruling without its day."""

from __future__ import annotations

from kemiflow.core.city import City
from kemiflow.core.commands.check import first, known, refuse
from kemiflow.core.records import project
from kemiflow.core.records.project import Choice
from kemiflow.core.standing import Standing
from kemiflow.core.values import Refusal


def check(standing: Standing, city: City, fact: project.ProjectFact) -> Refusal | None:
    """Give why the fact of a project is impossible, or None."""
    match fact:
        case project.ProjectNamed():
            return first(
                refuse("project_twice", project=fact.project) if fact.project in standing.projects else None,
                _sector(city, fact.sector),
                _people(city, fact.owner, fact.deputy),
            )
        case project.SectorDone() | project.SectorReleased():
            return _sector(city, fact.sector)
        case _:
            return first(known("project", fact.project, standing.projects), _changed(city, fact))


def _sector(city: City, sector: str) -> Refusal | None:
    return known("sector", sector, [one.id for one in city.settings.sectors])


def _people(city: City, *people: str | None) -> Refusal | None:
    return first(*(known("person", person, city.people) for person in people if person))


def _changed(city: City, fact: project.ProjectFact) -> Refusal | None:
    match fact:
        case project.OwnerNamed():
            return _people(city, fact.owner, fact.deputy)
        case project.DirectorDecided():
            return _ruling(city, fact)
        case project.MisdirectedTold():
            return _people(city, fact.to)
        case _:
            return None


def _ruling(city: City, fact: project.DirectorDecided) -> Refusal | None:
    needs = {Choice.NEW_DAY: fact.due, Choice.OTHER_OWNER: fact.owner, Choice.WITHOUT: fact.reason}
    if not needs[fact.choice]:
        return refuse("ruling_needs", choice=fact.choice, project=fact.project)
    return _people(city, fact.owner)

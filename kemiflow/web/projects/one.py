"""One project: what it is for, how it goes, and what made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kemiflow.app.look import Look
from kemiflow.core.history.words import sentence
from kemiflow.core.standing_parts import ProjectStanding
from kemiflow.core.wording import capital
from kemiflow.web.acts.act import Place
from kemiflow.web.acts.telling import OF_PROJECTS, own
from kemiflow.web.looking import look
from kemiflow.web.matter.stages import link
from kemiflow.web.projects.course import courses
from kemiflow.web.projects.rows import dues, row
from kemiflow.web.route import Answer, Shown
from kemiflow.web.visit import Stopped, Visit

OF_ONE = ("tiedot", "raportti", "lisaaikaa", "toiselle", "vastuuhenkilo", "ratkaisu")


@dataclass(frozen=True, kw_only=True)
class Report:
    """What an owner told: on which day, the own view, the words, the measure's value."""

    day: str
    view: str
    words: str
    values: str


def project(visit: Visit) -> Answer:
    """Show a project. Errors: Stopped when there is none of that name."""
    seen = look(visit)
    found = seen.standing.projects.get(visit.path("project"))
    if found is None:
        raise Stopped(404, "no_page")
    place = Place(visit=visit, look=seen, about=found.id)
    acts = [act for act in OF_PROJECTS if act.name in OF_ONE and (act.offered(place) or own(act, place))]
    return Shown(
        template="project.html",
        facts={
            "case": seen.case,
            "matter": seen.telling.title,
            "one": found,
            "row": row(seen, found, dues(seen).get(found.id)),
            "deputy": visit.city.person(found.deputy),
            "owner": visit.city.person(found.owner),
            "reports": tuple(_reports(visit, seen, found)),
            "courses": tuple(courses(found, visit.wording, visit.t("projects.course"))),
            "made": tuple(_made(seen, found)),
            "links": tuple(link(place, act) for act in acts),
        },
    )


def _reports(visit: Visit, seen: Look, found: ProjectStanding) -> Iterator[Report]:
    word = visit.wording
    for on, told in reversed(found.reports):
        yield Report(
            day=word.day(on),
            view=capital(word.say(f"view.{told.view}")),
            words=seen.telling.plain(told.words),
            values=", ".join(f"{one.measure}: {one.value}" for one in told.values),
        )


def _made(seen: Look, found: ProjectStanding) -> Iterator[str]:
    """Give the lines of the history that speak of the project, newest first: what made it, and what became of it."""
    for line in reversed(seen.lines):
        if getattr(line.fact, "project", None) == found.id:
            yield f"{seen.wording.day(line.on)} {sentence(line, seen.telling)}"

"""The projects of a matter, by sector, owner, lateness and light."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response

from kemiflow.app.kept import CaseRow
from kemiflow.app.look import Look
from kemiflow.core.definition.process import StepKind
from kemiflow.core.lights import Light
from kemiflow.core.wording import capital
from kemiflow.exchange.tables import to_csv
from kemiflow.web.acts.act import Place
from kemiflow.web.acts.projects import PROJECT_ACTS
from kemiflow.web.leaf import Cut, Leaf
from kemiflow.web.matter.stages import Link, link
from kemiflow.web.projects.rows import Row, rows
from kemiflow.web.route import Answer, Shown
from kemiflow.web.visit import Stopped, Visit

MOST: Final = 50
FILTERS = ("toimiala", "henkilo", "tila")
OF_SECTOR = ("projekti", "toimiala-valmis", "toimiala-ilman")


def projects(visit: Visit) -> Answer:
    """Show the projects of the matter that is asked for, else of the first one that has any."""
    listed = visit.world.lists.cases(limit=MOST + 1)
    if not listed:
        return Shown(template="projects.html", facts={"seen": None, "cases": ()})
    seen = _seen(visit)
    every = tuple(rows(seen))
    t, word = visit.t, visit.wording
    return Shown(
        template="projects.html",
        facts={
            "seen": seen,
            "case": seen.case,
            "cases": _cases(listed[:MOST], seen),
            "some": len(listed) > MOST,
            "leaf": _leaf(visit, every),
            "all": len(every),
            "sectors": (("", t("history.all")), *dict.fromkeys((one.sector_id, one.sector) for one in every)),
            "owners": _owners(visit, every),
            "lights": (("", t("history.all")), ("late", t("projects.late")), *_lights(visit)),
            "links": _links(visit, seen),
            "query": _query(visit, seen),
            "unheard": capital(word.say("status.no_news")),
        },
    )


def as_csv(visit: Visit) -> Answer:
    """Bring the projects as CSV."""
    seen = _seen(visit)
    names = ("title", "sector", "owner", "view", "computed", "due", "lacks", "budget")
    head = [visit.t(f"projects.{name}") for name in names]
    told = [[getattr(one, name) for name in names] for one in wanted(visit, tuple(rows(seen)))]
    name = f'attachment; filename="projektit-{seen.case}.csv"'
    return Response(to_csv([head, *told]), media_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})


def _seen(visit: Visit) -> Look:
    listed = visit.world.lists.cases(limit=1)
    asked = visit.asked("asia") or (listed[0].case if listed else "")
    if not asked:
        raise Stopped(404, "no_matter")
    return Look(visit.world, visit.city, visit.wording, asked, visit.today)


def wanted(visit: Visit, every: tuple[Row, ...]) -> tuple[Row, ...]:
    """Give the rows that are asked for; an owner is asked for by id, or by a part of the name."""
    sector, owner, state = (visit.asked(name) for name in FILTERS)
    known = any(one.owner_id == owner for one in every)
    return tuple(
        one
        for one in every
        if (not sector or one.sector_id == sector)
        and (one.owner_id == owner if known else owner.casefold() in one.owner.casefold())
        and (not state or one.light == state or (state == "late" and one.late) or (state == "lacks" and one.lacks))
    )


def _leaf(visit: Visit, every: tuple[Row, ...]) -> Leaf[Row]:
    """Give the rows of the leaf; its mark is a project, whose place among all counts, also where it is not wanted."""
    cut = Cut(visit=visit, kept=("asia", *FILTERS))
    place = {one.id: number for number, one in enumerate(every)}
    rows, last = wanted(visit, every), place.get(cut.mark, -1)
    return cut.leaf(rows, sum(1 for one in rows if place[one.id] <= last), lambda one: one.id)


def _cases(listed: tuple[CaseRow, ...], seen: Look) -> tuple[tuple[str, str], ...]:
    """Give matters to choose from, the one that is looked at among them."""
    return tuple({seen.case: seen.telling.title, **{one.case: one.title or one.case for one in listed}}.items())


def _owners(visit: Visit, every: tuple[Row, ...]) -> tuple[tuple[str, str], ...]:
    """Give owners to choose from; nobody when they are too many for that, and a name is typed instead."""
    found = sorted({(one.owner, one.owner_id) for one in every if one.owner})
    known = tuple((person, name) for name, person in found)
    return (("", visit.t("history.all")), *known) if len(known) <= MOST else ()


def _lights(visit: Visit) -> tuple[tuple[str, str], ...]:
    say = visit.wording.say
    named = [(one.value, say("status.no_news" if one is Light.NO_NEWS else f"view.{one}")) for one in Light]
    lacking = ("lacks", visit.t("projects.lacks_details"))
    return (*((value, capital(words)) for value, words in named if value != "late"), lacking)


def _query(visit: Visit, seen: Look) -> str:
    told = {"asia": seen.case} | {name: visit.asked(name) for name in FILTERS if visit.asked(name)}
    return f"?{urlencode(told)}"


def _links(visit: Visit, seen: Look) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Give, by sector, what may be done there while its projects are asked for."""
    asked = {one.who for step in seen.standing.step_of(StepKind.PROJECTS) for one in step.asked if not one.settled}
    found = []
    for sector in seen.city.settings.sectors:
        place = Place(visit=visit, look=seen, about=sector.id)
        links = tuple(link(place, act) for act in PROJECT_ACTS if act.name in OF_SECTOR and act.offered(place))
        if links and sector.id in asked:
            found.append((seen.telling.name(sector.name), links))
    return tuple(found)

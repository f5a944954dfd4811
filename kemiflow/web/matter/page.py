"""The page of a matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kemiflow.app.look import Look
from kemiflow.core.commands.readers import readable
from kemiflow.core.documents import HistoryOrder
from kemiflow.core.history.followed import orders
from kemiflow.core.history.overview import why_sentence
from kemiflow.core.records.case import ApprovalStarted
from kemiflow.core.wording import capital
from kemiflow.web.acts.act import Place
from kemiflow.web.acts.matter import MATTER_ACTS
from kemiflow.web.acts.steps import STEP_ACTS
from kemiflow.web.looking import Seen, look
from kemiflow.web.matter import timetable
from kemiflow.web.matter.documents import papers
from kemiflow.web.matter.stages import Link, link, stages
from kemiflow.web.route import Answer, Shown
from kemiflow.web.visit import Visit

OF_MATTER = ("valmistelija", "liitos", "paata")
OF_ORDER = ("saaja", "tehty")


@dataclass(frozen=True, kw_only=True)
class Remarked:
    """A remark of a statement, and what became of it."""

    id: str
    giver: str
    text: str
    resolution: str
    reason: str
    links: tuple[Link, ...]


def matter(visit: Visit) -> Answer:
    """Show a matter. Errors: CaseUnknown."""
    seen = look(visit, Seen(reads=readable(visit.who)))
    base = Place(visit=visit, look=seen)
    return Shown(template="matter.html", facts={**_head(visit, seen), **_acts(base), **_gathered(base)})


def _head(visit: Visit, seen: Look) -> dict[str, object]:
    return {
        "seen": seen,
        "case": seen.case,
        "title": seen.telling.title,
        "number": seen.standing.register_number,
        "preparer": visit.city.person(seen.standing.preparer),
        "linked": seen.standing.linked,
        "view": seen.overview,
        "coming": timetable.rows(seen),
        "missing": tuple(why_sentence(seen.telling, one) for one in seen.timetable.missing),
        "picture": timetable.picture(visit, seen),
        "papers": papers(visit, seen),
        "letters": sum(1 for line in seen.lines for _ in line.letters),
    }


def _acts(base: Place) -> dict[str, object]:
    return {
        "stages": stages(base),
        "approval": base.visit.may(ApprovalStarted) and base.look.standing.closed is None,
        "held": _held(base),
        "links": tuple(link(base, act) for act in MATTER_ACTS if act.name in OF_MATTER and act.offered(base)),
    }


def _gathered(base: Place) -> dict[str, object]:
    remarks = tuple(_remarks(base))
    projects = base.look.standing.projects.values()
    return {
        "remarks": remarks,
        "unresolved": sum(1 for one in remarks if not one.resolution),
        "orders": tuple(_orders(base)),
        "projects": len(projects),
        "lacking": sum(1 for one in projects if one.lacks and not one.released),
    }


def _remarks(base: Place) -> Iterator[Remarked]:
    seen, word = base.look, base.visit.wording
    act = next(act for act in STEP_ACTS if act.name == "huomio")
    for _, given in seen.standing.remarks():
        for remark in given.remarks:
            found = seen.standing.resolved.get(remark.id)
            place = Place(visit=base.visit, look=seen, about=remark.id)
            yield Remarked(
                id=remark.id,
                giver=seen.telling.reference(given.body, given.day, given.section),
                text=seen.telling.plain(remark.text),
                resolution=capital(word.say(f"resolution.{found.resolution.value}")) if found else "",
                reason=seen.telling.plain(found.reason) if found else "",
                links=(link(place, act),) if act.offered(place) and not seen.standing.closed else (),
            )


def _orders(base: Place) -> Iterator[tuple[HistoryOrder, tuple[Link, ...]]]:
    seen = base.look
    public = [one for one in seen.standing.orders if seen.standing.decisions[one.decision].fact.publicity == "public"]
    for one, told in zip(public, orders(seen.telling), strict=True):
        place = Place(visit=base.visit, look=seen, about=f"{one.decision}|{one.index}")
        yield told, tuple(link(place, act) for act in MATTER_ACTS if act.name in OF_ORDER and act.offered(place))


def _held(base: Place) -> tuple[Link, ...]:
    """Give the link that lets an approval's letters go, while they wait."""
    standing: Look = base.look
    act = next(act for act in MATTER_ACTS if act.name == "kirjeet-lahtevat")
    keys = list(standing.standing.approvals)[-1:]
    places = [Place(visit=base.visit, look=base.look, about=key) for key in keys]
    return tuple(link(place, act) for place in places if act.offered(place))

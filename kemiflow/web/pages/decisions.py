"""Decisions of all matters, looked for by words, body and days."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from kemiflow.app.lists.wanted import Wanted
from kemiflow.core.commands.readers import readable
from kemiflow.web.guard import STAFF
from kemiflow.web.hits import Reader
from kemiflow.web.route import Answer, Route, Shown, get
from kemiflow.web.visit import Visit

PER_PAGE: Final = 20
MARK: Final = "ennen"
PARTS: Final = ("haku", "toimielin", "alku", "loppu")


def decisions(visit: Visit) -> Answer:
    """Show a page of the decisions that are asked for, newest first. Errors: Stopped for a day that is none."""
    reads = readable(visit.who)
    mark = visit.asked(MARK)
    wanted = Wanted(
        words=visit.asked("haku"),
        reads=reads,
        body=visit.asked("toimielin") or None,
        first=visit.asked_day("alku"),
        last=visit.asked_day("loppu"),
        before=int(mark) if mark.isascii() and mark.isdigit() and len(mark) < PER_PAGE else None,
        limit=PER_PAGE + 1,
    )
    rows = visit.world.lists.decisions(wanted)
    reader = Reader(city=visit.city, wording=visit.wording, reads=reads)
    facts = {
        "hits": tuple(reader.hits(row for _, row in rows[:PER_PAGE])),
        "older": _query(visit, rows[PER_PAGE - 1][0]) if len(rows) > PER_PAGE else "",
        "first_page": not mark,
        "first": _query(visit, None),
        "bodies": _bodies(visit),
        "narrowed": any(visit.asked(name) for name in PARTS),
    }
    return Shown(template="decisions.html", facts=facts)


def _query(visit: Visit, mark: int | None) -> str:
    told = {name: visit.asked(name) for name in PARTS} | {MARK: str(mark or "")}
    return "?" + urlencode({name: value for name, value in told.items() if value})


def _bodies(visit: Visit) -> tuple[tuple[str, str], ...]:
    bodies = [(body.id, body.name.in_language(visit.language)) for body in visit.city.settings.bodies]
    return (("", visit.t("history.all")), *bodies)


DECISIONS: Final[tuple[Route, ...]] = (get("/paatokset", STAFF, decisions),)

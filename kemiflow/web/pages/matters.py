"""The list of matters."""

from __future__ import annotations

from typing import Final

from kemiflow.core.records.case import CaseOpened
from kemiflow.web.guard import STAFF
from kemiflow.web.route import Answer, Route, Shown, get
from kemiflow.web.visit import Visit

PER_PAGE: Final = 50


def matters(visit: Visit) -> Answer:
    """List the matters, open ones unless closed ones are asked for."""
    closed = visit.asked("tila") == "paattyneet"
    rows = visit.world.lists.cases(closed=closed, after=visit.asked("jalkeen"), limit=PER_PAGE + 1)
    facts = {"rows": rows[:PER_PAGE], "closed": closed, "more": rows[PER_PAGE - 1].case if len(rows) > PER_PAGE else ""}
    return Shown(template="matters.html", facts={**facts, "may_open": visit.may(CaseOpened)})


MATTERS: Final[tuple[Route, ...]] = (get("/asiat", STAFF, matters),)

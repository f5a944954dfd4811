"""The list of matters."""

from __future__ import annotations

from typing import Final

from kemiflow.web.guard import STAFF
from kemiflow.web.route import Answer, Route, Shown, get
from kemiflow.web.visit import Visit


def matters(visit: Visit) -> Answer:
    """List the matters, open ones unless closed ones are asked for."""
    closed = visit.asked("tila") == "paattyneet"
    return Shown(template="matters.html", facts={"rows": visit.world.lists.cases(closed=closed), "closed": closed})


MATTERS: Final[tuple[Route, ...]] = (get("/asiat", STAFF, matters),)

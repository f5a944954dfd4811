"""What a public service must say of itself: how accessible it is, and what it keeps of people."""

from __future__ import annotations

from functools import partial
from typing import Final

from kemiflow.web.guard import Anyone
from kemiflow.web.route import Answer, Route, Shown, get
from kemiflow.web.visit import Visit


def _statement(name: str, visit: Visit) -> Answer:
    return Shown(template="statement.html", facts={"name": name, "contact": visit.city.settings.contact})


STATEMENTS: Final[tuple[Route, ...]] = (
    get("/saavutettavuus", Anyone(), partial(_statement, "accessibility")),
    get("/tietosuoja", Anyone(), partial(_statement, "privacy")),
)

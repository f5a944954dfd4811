"""A matter as a visit sees it."""

from __future__ import annotations

from datetime import date

from kemiflow.app.look import Look
from kemiflow.web.visit import Visit


def look(visit: Visit, day: date | None = None, known_by: date | None = None) -> Look:
    """Give the matter that the path names, on a day. Errors: CaseUnknown when it is looked at."""
    return Look(visit.world, visit.city, visit.wording, visit.path("case"), day or visit.today, known_by)

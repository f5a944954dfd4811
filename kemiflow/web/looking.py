"""A matter as a visit sees it; looks are kept while nothing that they were made from has changed."""

from __future__ import annotations

from datetime import date

from kemiflow.app.look import Look
from kemiflow.web.visit import Visit


def look(visit: Visit, day: date | None = None, known_by: date | None = None) -> Look:
    """Give the matter that the path names, on a day. Errors: CaseUnknown when it is looked at."""
    return look_at(visit, visit.path("case"), day, known_by)


def look_at(visit: Visit, case: str, day: date | None = None, known_by: date | None = None) -> Look:
    """Give a matter, on a day. Errors: CaseUnknown when it is looked at."""
    on, city = day or visit.today, visit.city
    version = visit.world.lists.version(case)

    def made() -> Look:
        return Look(visit.world, city, visit.wording, case, on, known_by, version)

    if version[-len(visit.city_version) :] != visit.city_version:
        return made()  # the city moved since this visit read it
    return visit.site.memo.of(("look", case, on, known_by, visit.language), version, made)

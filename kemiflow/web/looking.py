"""A matter as a visit sees it; looks are kept while nothing that they were made from has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from kemiflow.app.look import Look
from kemiflow.core.values import PUBLIC_ALONE, Publicity
from kemiflow.web.visit import Visit


@dataclass(frozen=True, kw_only=True)
class Seen:
    """How a matter is looked at: on which day, as known by the end of which, by somebody who may read so much."""

    day: date | None = None
    known_by: date | None = None
    reads: frozenset[Publicity] = PUBLIC_ALONE


NOW: Final = Seen()


def look(visit: Visit, how: Seen = NOW) -> Look:
    """Give the matter that the path names. Errors: CaseUnknown when it is looked at."""
    return look_at(visit, visit.path("case"), how)


def look_at(visit: Visit, case: str, how: Seen = NOW) -> Look:
    """Give a matter. Errors: CaseUnknown when it is looked at."""
    on, city = how.day or visit.today, visit.city
    version = visit.world.lists.version(case)

    def made() -> Look:
        return Look(visit.world, city, visit.wording, case, on, how.known_by, how.reads, version)

    if version[-len(visit.city_version) :] != visit.city_version:
        return made()  # the city moved since this visit read it
    return visit.site.memo.of(("look", case, on, how, visit.language), version, made)

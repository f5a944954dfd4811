"""A project as a row: whose it is, what is missing, and both views of how it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kemiflow.app.look import Look
from kemiflow.core.duty import DutyKind
from kemiflow.core.lights import Light, light
from kemiflow.core.standing_parts import ProjectStanding
from kemiflow.core.wording import Wording, capital

TAGS = {Light.ON_TRACK: "good", Light.DONE: "good", Light.AT_RISK: "warn", Light.LATE: "bad", Light.NO_NEWS: ""}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One project."""

    id: str
    title: str
    sector_id: str
    sector: str
    owner_id: str
    owner: str
    view: str
    computed: str
    tag: str
    light: Light
    due: str
    late: bool
    lacks: str
    budget: str


def dues(seen: Look) -> dict[str, date]:
    """Give, by project, the day by which its details are owed."""
    return {one.about: one.due for one in seen.duties if one.kind is DutyKind.DETAILS and one.about}


def rows(seen: Look) -> Iterator[Row]:
    """Give the projects of a matter by sector and title."""
    owed = dues(seen)
    every = seen.standing.projects.values()
    for one in sorted(every, key=lambda one: (seen.telling.sector(one.sector), one.title)):
        yield row(seen, one, owed.get(one.id))


def row(seen: Look, one: ProjectStanding, due: date | None) -> Row:
    """Give one project as a row."""
    word, found = seen.wording, light(one, due, seen.day)
    owner = seen.city.person(one.owner)
    return Row(
        id=one.id,
        title=one.title,
        sector_id=one.sector,
        sector=seen.telling.sector(one.sector),
        owner_id=one.owner or "",
        owner=owner.name if owner else one.owner or "",
        view=capital(word.say(f"view.{one.reports[-1][1].view}")) if one.reports else "",
        computed=_said(found, word),
        tag=TAGS[found],
        light=found,
        due=word.day(due) if due else "",
        late=due is not None and due < seen.day,
        lacks=word.listing([word.say(f"lack.{name}") for name in one.lacks]) if not one.released else "",
        budget=one.budget_line or (word.say("web.projects.no_budget") if one.no_budget else ""),
    )


def _said(found: Light, word: Wording) -> str:
    return capital(word.say("status.no_news" if found is Light.NO_NEWS else f"view.{found}"))

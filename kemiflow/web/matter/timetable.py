"""The timetable of a matter: each coming step with its days, its slack, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from kemiflow.app.look import Look
from kemiflow.core.forecast import Place
from kemiflow.core.history.overview import why_sentence
from kemiflow.web.chart import Bar, chart
from kemiflow.web.visit import Visit


@dataclass(frozen=True, kw_only=True)
class Coming:
    """A coming step as a row."""

    step: str
    earliest: str
    proposed: str
    latest: str
    confirmed: str
    slack: str
    critical: bool
    why: str


def rows(seen: Look) -> tuple[Coming, ...]:
    """Give the rows in the order of the process."""
    return tuple(_row(seen, place) for place in seen.timetable.places)


def _row(seen: Look, place: Place) -> Coming:
    return Coming(
        step=_name(seen, place),
        earliest=_day(seen, place.earliest),
        proposed=_day(seen, place.proposed),
        latest=_day(seen, place.latest),
        confirmed=_day(seen, place.confirmed),
        slack="" if place.slack_days is None else seen.wording.count_working(place.slack_days),
        critical=place.critical,
        why=why_sentence(seen.telling, place.why),
    )


def picture(visit: Visit, seen: Look) -> Markup:
    """Draw the timetable."""
    bars = [
        Bar(
            name=_name(seen, place),
            earliest=place.earliest,
            day=place.confirmed or place.proposed,
            latest=place.latest,
            sure=place.confirmed is not None,
            says=f"{_name(seen, place)}: {_day(seen, place.confirmed or place.proposed) or '–'}",
        )
        for place in seen.timetable.places
    ]
    return chart(bars, seen.day, visit.t("matter.timetable"), visit.t("matter.chart"))


def _name(seen: Look, place: Place) -> str:
    return seen.telling.name(seen.standing.steps[place.step].step.name)


def _day(seen: Look, day: date | None) -> str:
    return seen.wording.day(day) if day else ""

"""The forecast: earliest, proposed and latest day of each coming step, its slack, and one reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kemiflow.core.city import City
from kemiflow.core.days import working_between
from kemiflow.core.definition.process import StepKind
from kemiflow.core.forecast.backward import Bound, bounds
from kemiflow.core.forecast.forward import spots
from kemiflow.core.forecast.holding import Holding
from kemiflow.core.forecast.missing import broken, missing, too_late_since
from kemiflow.core.forecast.spot import Spot
from kemiflow.core.forecast.timetable import Place, Timetable, Why
from kemiflow.core.forecast.view import View
from kemiflow.core.standing import Standing, StepStanding

__all__ = ["Place", "Timetable", "Why", "forecast"]


def forecast(standing: Standing, city: City, today: date) -> Timetable:
    """Place every coming step forwards from `today` and backwards from the limits."""
    view = View.of(standing, city, today)
    limits = bounds(view)
    found = spots(view, limits)
    breaks = broken(view, limits, found)
    critical = _critical(view, limits, found, breaks)
    holding = Holding(view=view, bounds=limits, spots=found)
    coming = {one.step.id for one in view.coming}
    return Timetable(
        places=tuple(
            _place(holding, standing.steps[step.id], critical) for step in standing.process.steps if step.id in coming
        ),
        fits=not breaks,
        missing=tuple(missing(view, one, limits[one.step.id], found[one.step.id]) for one in breaks),
        critical=critical,
    )


def _place(holding: Holding, one: StepStanding, critical: str | None) -> Place:
    name, view = one.step.id, holding.view
    bound, spot = holding.bounds[name], holding.spots[name]
    return Place(
        step=name,
        kind=one.step.kind,
        body=one.step.body,
        earliest=spot.earliest,
        proposed=spot.day,
        latest=bound.latest if bound.limited else None,
        confirmed=spot.confirmed,
        slack_days=_slack(view, bound, spot),
        critical=name == critical,
        why=spot.why,
        meeting=spot.meeting,
        holds_until=holding.until(one),
        too_late_since=too_late_since(view, bound, spot),
    )


def _slack(view: View, bound: Bound, spot: Spot) -> int | None:
    if not bound.limited or bound.latest is None or spot.day is None:
        return None
    return working_between(spot.day, bound.latest, view.quiet)


def _critical(
    view: View, limits: dict[str, Bound], found: dict[str, Spot], breaks: Sequence[StepStanding]
) -> str | None:
    if breaks:
        return breaks[0].step.id
    slack = {name: _slack(view, limits[name], spot) for name, spot in found.items()}
    work = {one.step.id: _work(view, one, limits[one.step.id], found[one.step.id]) for one in view.coming}
    for measured in (work, slack):
        known = {name: days for name, days in measured.items() if days is not None}
        if known:
            return min(known, key=lambda name: known[name])
    return None


def _work(view: View, one: StepStanding, bound: Bound, spot: Spot) -> int | None:
    """How many working days what people do for a step may slip; None when its day follows from something else."""
    if spot.firm:
        return None
    if one.step.kind is not StepKind.DECISION:
        return _slack(view, bound, spot)
    if not (one.open and bound.limited and bound.feeds):
        return None
    return working_between(spot.start.day, bound.feeds, view.quiet)

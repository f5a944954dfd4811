"""Where a chain breaks: which meeting is missing between which days, and since when it was too late."""

from __future__ import annotations

from datetime import date

from kemiflow.core.days import ONE_DAY
from kemiflow.core.definition.process import StepKind
from kemiflow.core.forecast.backward import Bound
from kemiflow.core.forecast.spot import Spot
from kemiflow.core.forecast.timetable import Why, why
from kemiflow.core.forecast.view import View
from kemiflow.core.standing import StepStanding


def late(view: View, bound: Bound, spot: Spot) -> bool:
    """Tell whether a step cannot be where its limit wants it."""
    if not bound.limited:
        return view.open_ended and spot.day is None
    if spot.day is None:
        return True
    reached = spot.day if spot.firm else max(spot.day, view.today)
    return bound.latest is not None and reached > bound.latest


def broken(view: View, bounds: dict[str, Bound], spots: dict[str, Spot]) -> tuple[StepStanding, ...]:
    """Give the steps where a chain breaks first; what follows them is late because of them."""
    spoiled: set[str] = set()
    found: list[StepStanding] = []
    for one in view.coming:
        name = one.step.id
        fails = late(view, bounds[name], spots[name])
        if fails and not spoiled & set(one.step.after):
            found.append(one)
        if fails or spoiled & set(one.step.after):
            spoiled.add(name)
    return tuple(found)


def too_late_since(view: View, bound: Bound, spot: Spot) -> date | None:
    """Give the first day on which it was too late; None when it is not, or when a given day is the reason."""
    if spot.firm or not late(view, bound, spot):
        return None
    days = (day + ONE_DAY for day in (bound.feeds, bound.before) if day)
    return next((day for day in days if day <= view.today), None)


def missing(view: View, one: StepStanding, bound: Bound, spot: Spot) -> Why:
    """Say what is missing where a chain breaks."""
    since = too_late_since(view, bound, spot)
    if one.step.kind is StepKind.DECISION:
        return _meeting(view, one, bound, spot, since)
    if spot.day is None:
        return spot.why
    code = "step_too_late_since" if since else "step_too_late"
    return why(code, step=one.step.id, day=max(spot.day, view.today), last=bound.latest, since=since)


def _meeting(view: View, one: StepStanding, bound: Bound, spot: Spot, since: date | None) -> Why:
    body, first = one.step.body, spot.earliest or view.today
    if spot.firm:
        return why("confirmed_too_late", body=body, step=one.step.id, day=spot.day, last=bound.latest)
    if not bound.limited:
        return why("calendar_ends", body=body, step=one.step.id, first=first)
    last = bound.last or view.season.last
    facts = {"body": body, "step": one.step.id, "first": first, "last": last}
    if first > last:
        return why("too_late", **facts, since=since or last + ONE_DAY)
    return why("no_meeting", **facts, since=since) if since else why("no_meeting_known", **facts)

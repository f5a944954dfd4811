"""Backwards from the limits: the last day or meeting of each step at which all that follows can still be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kemiflow.core.days import previous_working
from kemiflow.core.definition.process import StepKind
from kemiflow.core.forecast.view import BUDGET, NOTICE, View, held, limited
from kemiflow.core.limits import council_motion_due
from kemiflow.core.standing import StepStanding


@dataclass(frozen=True, kw_only=True)
class Bound:
    """The limit of one step.

    `last` is the last day that would do whatever the calendar holds, `latest` the last meeting or working day up to
    it. `feeds` is the last day on which the step's work may begin or its agenda be fed, `before` the last day on
    which a step that goes before may be. Each is None where nothing limits it.
    """

    limited: bool
    last: date | None = None
    latest: date | None = None
    feeds: date | None = None
    before: date | None = None


def bounds(view: View) -> dict[str, Bound]:
    """Give the bound of every coming step."""
    found: dict[str, Bound] = {}
    for one in reversed(view.coming):
        found[one.step.id] = _bound(view, one, [found[each.step.id] for each in view.followers(one.step)])
    return found


def _bound(view: View, one: StepStanding, after: Sequence[Bound]) -> Bound:
    counted = [each.before for each in after if each.limited or view.open_ended]
    last = min([*_own(view, one), *(day for day in counted if day)], default=None)
    bounded = limited(one.step) or any(each.limited for each in after)
    if one.step.kind is StepKind.DECISION:
        return _of_meetings(view, one, last, limited=bounded)
    return _of_work(view, one, last, limited=bounded)


def _own(view: View, one: StepStanding) -> Iterator[date]:
    if one.step.window:
        yield one.step.window.last
    if one.step.within_months is not None:
        yield council_motion_due(view.standing.opened, one.step.within_months)


def _of_meetings(view: View, one: StepStanding, last: date | None, *, limited: bool) -> Bound:
    if last is None and one.step.with_matter != BUDGET and not view.open_ended:
        return Bound(limited=limited)
    lead = one.step.lead_days
    allowed = [each for each in view.agendas[one.step.id] if last is None or each.meeting.day <= last]
    before = max(
        (min(each.feeds, view.unled(each.meeting.day, lead)) for each in allowed),
        default=view.unled(last, lead) if last else None,
    )
    certain = held(view, one)
    return Bound(
        limited=limited,
        last=last,
        latest=max((each.meeting.day for each in allowed), default=last),
        feeds=max((each.feeds for each in allowed), default=last),
        before=_fed(view, certain.feeds) if certain else before,
    )


def _fed(view: View, day: date | None) -> date | None:
    """Give a certain day's bound on what goes before, or None once past: what was not there went without."""
    return day if day and day >= view.today else None


def _of_work(view: View, one: StepStanding, last: date | None, *, limited: bool) -> Bound:
    if last is None:
        return Bound(limited=limited)
    latest = previous_working(last, view.quiet)
    feeds = latest - needed(one)
    before: date | None = view.unled(feeds, one.step.lead_days)
    if one.set:
        before = _fed(view, one.set.day)
    elif one.begun:
        before = None
    return Bound(limited=limited, last=last, latest=latest, feeds=feeds, before=before)


def needed(one: StepStanding) -> timedelta:
    """Give how long a step that is no decision takes from its beginning, which may be behind already."""
    if one.begun or one.set:
        return timedelta()
    match one.step.kind:
        case StepKind.STATEMENTS:
            return timedelta(days=one.step.answer_days)
        case StepKind.SESSION:
            return NOTICE
        case _:
            return timedelta()

"""Forwards from today: each coming step at the first day or meeting that fits after what it waits for."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from kemiflow.core.city import Meeting
from kemiflow.core.definition.process import StepKind
from kemiflow.core.forecast.backward import Bound
from kemiflow.core.forecast.projects import projects
from kemiflow.core.forecast.spot import Spot, Start
from kemiflow.core.forecast.timetable import Why, why
from kemiflow.core.forecast.view import BUDGET, Agenda, Held, View, held
from kemiflow.core.forecast.work import session, statements
from kemiflow.core.limits import council_motion_due
from kemiflow.core.standing import StepStanding


def spots(view: View, bounds: dict[str, Bound]) -> dict[str, Spot]:
    """Give the spot of every coming step."""
    found: dict[str, Spot] = {}
    for one in view.coming:
        found[one.step.id] = placed(view, one, bounds[one.step.id], _start(view, one, found))
    return found


def placed(view: View, one: StepStanding, bound: Bound, start: Start) -> Spot:
    """Place a step that can begin on a day; later beginnings never give an earlier spot."""
    spot = _placed(view, one, bound, start)
    if start.blocked and not spot.fixed:
        waits = why("waits_for", step=start.blocked)
        return Spot(start=start, earliest=None, day=None, confirmed=spot.confirmed, why=waits)
    return spot


def _placed(view: View, one: StepStanding, bound: Bound, start: Start) -> Spot:
    match one.step.kind:
        case StepKind.STATEMENTS:
            return statements(view, one, start)
        case StepKind.DECISION:
            return _decision(view, one, start)
        case StepKind.SESSION:
            return session(view, one, bound, start)
        case StepKind.PROJECTS:
            return projects(view, one, bound, start)
        case _ as never:
            assert_never(never)


def _start(view: View, one: StepStanding, found: dict[str, Spot]) -> Start:
    start = Start(day=view.today, ready=view.today)
    for name in one.step.after:
        before = found[name].day if name in found else view.standing.steps[name].complete
        if before is None:
            return Start(day=view.today, ready=view.today, blocked=name)
        ready = view.led(before, one.step.lead_days)
        if ready > start.ready:
            start = Start(day=max(start.day, before), ready=ready, after=name, done=before)
        elif before > start.day:
            start = Start(day=before, ready=start.ready, after=name, done=before)
    return start


def _decision(view: View, one: StepStanding, start: Start) -> Spot:
    certain = held(view, one)
    if certain:
        return _certain(one, certain, start)
    earliest = _earliest(one, start.ready)
    found = next((each for each in view.agendas[one.step.id] if _fits(each, start)), None)
    if found is None:
        return Spot(start=start, earliest=earliest, day=None, confirmed=_confirmed(one), why=_none(one, earliest))
    return Spot(
        start=start,
        earliest=earliest,
        day=found.meeting.day,
        meeting=found.meeting.id,
        confirmed=_confirmed(one),
        why=_reason(view, one, found, start),
    )


def _certain(one: StepStanding, certain: Held, start: Start) -> Spot:
    return Spot(
        start=start,
        earliest=min(_earliest(one, start.ready), certain.day),
        day=certain.day,
        meeting=certain.meeting,
        confirmed=_confirmed(one),
        why=why(certain.code, body=one.step.body, day=certain.day, confirmed=_confirmed(one)),
        fixed=True,
        firm=True,
    )


def _confirmed(one: StepStanding) -> date | None:
    return one.confirmed.day if one.confirmed else None


def _earliest(one: StepStanding, ready: date) -> date:
    window = one.step.window
    return max(day for day in (ready, window and window.first, one.not_before) if day)


def _fits(agenda: Agenda, start: Start) -> bool:
    return agenda.feeds >= start.day and agenda.meeting.day >= start.ready


def _none(one: StepStanding, earliest: date) -> Why:
    if one.confirmed:
        return why("confirmed_cancelled_alone", body=one.step.body, confirmed=one.confirmed.day)
    return why("calendar_ends", body=one.step.body, first=earliest)


def _reason(view: View, one: StepStanding, found: Agenda, start: Start) -> Why:
    meeting, body = found.meeting, one.step.body
    if one.confirmed:
        return why("confirmed_cancelled", body=body, confirmed=one.confirmed.day, day=meeting.day)
    if known := _rule(view, one, meeting, start):
        return known
    if start.after is None:
        return why("meeting_first_that_fits", body=body, day=meeting.day, closes=meeting.closes)
    done = {"step": start.after, "done": start.done}
    return why("after_predecessor", body=body, day=meeting.day, closes=meeting.closes, **done)


def _rule(view: View, one: StepStanding, meeting: Meeting, start: Start) -> Why | None:
    step, day = one.step, meeting.day
    if step.with_matter == BUDGET:
        code = "with_budget" if day <= view.season.last else "with_budget_late"
        return why(code, body=step.body, day=day, last=view.season.last)
    if step.within_months is not None:
        last = council_motion_due(view.standing.opened, step.within_months)
        return why("statutory_months", months=step.within_months, last=last, body=step.body, day=day)
    if step.window:
        return why("window_of_order", first=step.window.first, last=step.window.last, body=step.body, day=day)
    if one.not_before and one.not_before > start.ready:
        return why("tabled", until=one.not_before, body=step.body, day=day)
    return None

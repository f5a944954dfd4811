"""Where rounds of statements and evening sessions are placed."""

from __future__ import annotations

from datetime import date, timedelta

from kemiflow.core.days import is_working, next_working
from kemiflow.core.forecast.backward import Bound
from kemiflow.core.forecast.spot import Spot, Start
from kemiflow.core.forecast.timetable import Why, why
from kemiflow.core.forecast.view import NOTICE, View
from kemiflow.core.standing import StepStanding

WEEK = 7
WEEKS = 8  # a body does not rest longer than over the summer


def statements(view: View, one: StepStanding, start: Start) -> Spot:
    """Place a round at the last day that was given for an answer, or would be if it began as soon as it can."""
    if one.begun:
        due = max((asked.due for asked in one.asked if not asked.settled), default=one.due or one.begun)
        return Spot(start=start, earliest=due, day=due, why=why("answer_asked", day=due), fixed=True)
    day = next_working(start.ready + timedelta(days=one.step.answer_days), view.quiet)
    return Spot(start=start, earliest=day, day=day, why=why("answer_time", days=one.step.answer_days), rolls=True)


def session(view: View, one: StepStanding, bound: Bound, start: Start) -> Spot:
    """Place an evening session on its day, or where its invitation can still reach people, inside its window.

    The body's usual weekday is preferred while that keeps the limit: the proposal then stands for a week.
    """
    if one.set:
        day = one.set.day
        return Spot(
            start=start, earliest=day, day=day, confirmed=day, why=why("session_set", day=day), fixed=True, firm=True
        )
    window = one.step.window
    first = start.ready + NOTICE
    earliest = next_working(max(first, window.first) if window else first, view.quiet)
    if window and earliest > window.last:
        missed = why("window_missed", step=one.step.id, first=window.first, last=window.last, days=NOTICE.days)
        return Spot(start=start, earliest=earliest, day=None, why=missed)
    liked = liked_from(view, one, bound, earliest)
    return Spot(start=start, earliest=earliest, day=liked or earliest, why=_reason(one), rolls=liked is None)


def liked_from(view: View, one: StepStanding, bound: Bound, day: date) -> date | None:
    """Give the first day from a day on that is the body's usual weekday, works, and keeps the limit; or None."""
    weekday = view.meets_on(one.step.body)
    if weekday is None:
        return None
    ends = [last for last in (bound.latest, one.step.window and one.step.window.last) if last]
    first = day + timedelta(days=(weekday - day.weekday()) % WEEK)
    weeks = (first + timedelta(days=WEEK * passed) for passed in range(WEEKS))
    return next((each for each in weeks if is_working(each, view.quiet) and each <= min(ends, default=each)), None)


def _reason(one: StepStanding) -> Why:
    window = one.step.window
    if window:
        return why("window_of_order", first=window.first, last=window.last)
    return why("notice_time", days=NOTICE.days)

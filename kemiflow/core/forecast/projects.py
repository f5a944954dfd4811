"""Where sectors' projects are placed: when the details are needed for the agenda that closes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kemiflow.core.city import City, Meeting
from kemiflow.core.days import add_working
from kemiflow.core.definition.process import StepKind
from kemiflow.core.forecast.backward import Bound
from kemiflow.core.forecast.spot import Spot, Start
from kemiflow.core.forecast.timetable import Why, why
from kemiflow.core.forecast.view import View, held
from kemiflow.core.standing import Asked, StepStanding
from kemiflow.core.standing_parts import ProjectStanding


@dataclass(frozen=True, kw_only=True)
class Reach:
    """A meeting whose agenda can be reached, and the day by which details are needed for it."""

    meeting: Meeting
    due: date


@dataclass(frozen=True, kw_only=True)
class Due:
    """A day by which details are needed, and for which meeting."""

    day: date
    code: str
    meeting: Meeting | None = None

    @property
    def why(self) -> Why:
        """Give the reason."""
        if self.meeting is None:
            return why(self.code, day=self.day)
        meeting = self.meeting
        return why(self.code, body=meeting.body, day=meeting.day, closes=meeting.closes, due=self.day)


def projects(view: View, one: StepStanding, bound: Bound, start: Start) -> Spot:
    """Place the sectors' projects at the day on which the last sector's details are due.

    The agenda of the sector body's budget meeting comes first, then that of the decision that follows; whichever
    keeps the limit. When neither does, the details are needed at once.
    """
    asked = [each for each in one.asked if not each.settled]
    if one.begun:
        dues = [due for each in asked for due in _asked(view, one, bound, each)]
        last = max(dues, key=lambda due: due.day, default=Due(day=one.begun, code="projects_asked"))
        return Spot(start=start, earliest=last.day, day=last.day, why=last.why, fixed=True)
    item = _next_item(view, one, start.ready)
    dues = [
        _kept(bound, (_sector_due(view, one, sector, start.ready), item), start.ready) for sector in _sectors(view, one)
    ]
    last = max(dues, key=lambda due: due.day)
    turns = min(due.day for due in dues)
    return Spot(
        start=start, earliest=start.ready, day=last.day, why=last.why, turns=turns, rolls=last.day == start.ready
    )


def sector_reach(city: City, one: StepStanding, sector: str | None, begins: date) -> Reach | None:
    """Give the first budget meeting of the sector's body that details asked for on a day can reach, or None."""
    known = city.settings.sector(sector or "")
    meetings = city.meetings_of(known.body) if known else ()
    return _reach(city, one, (meeting for meeting in meetings if meeting.budget), begins)


def _sectors(view: View, one: StepStanding) -> tuple[str | None, ...]:
    known = tuple(sector.id for sector in view.city.settings.sectors)
    return tuple(name for name in known if name in one.step.asked) or known or (None,)


def _kept(bound: Bound, dues: Iterable[Due | None], begins: date) -> Due:
    kept = (due for due in dues if due and (bound.latest is None or due.day <= bound.latest))
    return next(kept, Due(day=begins, code="at_once"))


def _next_item(view: View, one: StepStanding, begins: date) -> Due | None:
    dues = (
        _due(_reach(view.city, one, _meetings(view, each), begins), "item_agenda")
        for each in view.followers(one.step)
        if each.step.kind is StepKind.DECISION
    )
    return min((due for due in dues if due), key=lambda due: due.day, default=None)


def _meetings(view: View, one: StepStanding) -> Iterator[Meeting]:
    certain = held(view, one)
    found = (agenda.meeting for agenda in view.agendas[one.step.id])
    return (meeting for meeting in found if certain is None or meeting.id == certain.meeting)


def _sector_due(view: View, one: StepStanding, sector: str | None, begins: date) -> Due | None:
    return _due(sector_reach(view.city, one, sector, begins), "sector_agenda")


def _due(reach: Reach | None, code: str) -> Due | None:
    return Due(day=reach.due, code=code, meeting=reach.meeting) if reach else None


def _reach(city: City, one: StepStanding, meetings: Iterable[Meeting], begins: date) -> Reach | None:
    for meeting in meetings:
        if meeting.closes >= begins:
            due = add_working(meeting.closes, -one.step.due_before_closing, city.settings.quiet)
            if due >= begins:
                return Reach(meeting=meeting, due=due)
    return None


def _asked(view: View, one: StepStanding, bound: Bound, asked: Asked) -> Iterator[Due]:
    given = Due(day=asked.due, code="projects_asked")
    derived = _sector_due(view, one, asked.who, one.begun or view.today)
    dues = [due for due in (derived, given) if due]
    kept = (due for due in dues if bound.latest is None or due.day <= bound.latest)
    usual = next(kept, min(dues, key=lambda due: due.day))
    own = [each for each in view.standing.projects.values() if each.sector == asked.who and _open(each)]
    for project in own:
        yield Due(day=project.due, code="directors_day") if project.due else usual
    if not own:
        yield usual


def _open(project: ProjectStanding) -> bool:
    return bool(project.lacks) and not project.released

"""What a forecast looks at: coming steps in an order that follows their joins, and the agendas each could be on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kemiflow.core.city import BodyKind, City, Meeting
from kemiflow.core.days import ONE_DAY, Quiet, add_working, previous_working
from kemiflow.core.definition.process import Step, StepKind
from kemiflow.core.limits import budget_binding, notice
from kemiflow.core.standing import Standing, StepStanding

BUDGET = "budget"
SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """A meeting and the last day on which its agenda takes a matter: its closing, and the council's notice if earlier.

    Source: Local Government Act 94 §.
    """

    meeting: Meeting
    feeds: date


@dataclass(frozen=True, kw_only=True)
class Season:
    """The budget under way: its meetings come after the one before and before the one that follows."""

    after: date
    before: date
    last: date

    @classmethod
    def of(cls, city: City, today: date) -> Season:
        """Find the budget that the council handles next, by the settings."""
        windows = sorted(city.settings.budget.values(), key=lambda window: window.first)
        ended = [window.last for window in windows if window.last < today]
        ahead = [window for window in windows if window.last >= today]
        return cls(
            after=max(ended, default=date.min),
            before=ahead[1].first if len(ahead) > 1 else date.max,
            last=ahead[0].last if ahead else budget_binding(today.year),
        )


@dataclass(frozen=True, kw_only=True)
class View:
    """The matter and the city on a day, with what a forecast asks of them again and again."""

    standing: Standing
    city: City
    today: date
    season: Season
    coming: tuple[StepStanding, ...]
    agendas: dict[str, tuple[Agenda, ...]]
    open_ended: bool  # no limit is ahead

    @classmethod
    def of(cls, standing: Standing, city: City, today: date) -> View:
        """Look at a matter and a city on a day."""
        coming = () if standing.closed else tuple(_freed(one, standing, city) for one in _joined(standing))
        season = Season.of(city, today)
        return cls(
            standing=standing,
            city=city,
            today=today,
            season=season,
            coming=coming,
            agendas={
                one.step.id: tuple(
                    _agenda(city, meeting)
                    for meeting in city.meetings_of(one.step.body or "")
                    if standing.opened <= meeting.day and _suits(one, meeting, season)
                )
                for one in coming
                if one.step.kind is StepKind.DECISION
            },
            open_ended=not any(limited(one.step) for one in coming),
        )

    @property
    def quiet(self) -> Quiet:
        """Give the city's own closed days."""
        return self.city.settings.quiet

    def followers(self, step: Step) -> tuple[StepStanding, ...]:
        """Give the coming steps that wait for a step directly."""
        return tuple(one for one in self.coming if step.id in one.step.after)

    def led(self, day: date, lead: int) -> date:
        """Give the day that lies `lead` working days after a day; the day itself when there is no lead."""
        return add_working(day, lead, self.quiet) if lead else day

    def unled(self, day: date, lead: int) -> date:
        """Give the last day from which `lead` working days lead no further than a day."""
        if not lead:
            return day
        return add_working(previous_working(day, self.quiet), 1 - lead, self.quiet) - ONE_DAY

    def meets_on(self, body: str | None) -> int | None:
        """Give the weekday, of Monday to Friday, on which a body mostly meets; None when no such meeting is known."""
        met = (one.day.weekday() for one in self.city.meetings if one.body == body and not one.cancelled)
        found = Counter(weekday for weekday in met if weekday < SATURDAY)
        return min(found, key=lambda weekday: (-found[weekday], weekday), default=None)


def limited(step: Step) -> bool:
    """Tell whether a step has a limit of its own."""
    return step.with_matter == BUDGET or step.within_months is not None or step.window is not None


def _joined(standing: Standing) -> tuple[StepStanding, ...]:
    found: dict[str, StepStanding] = {}

    def visit(name: str) -> None:
        one = standing.steps.get(name)
        if one is None or one.complete or name in found:
            return
        for before in one.step.after:
            visit(before)
        found[name] = one

    for step in standing.process.steps:
        visit(step.id)
    return tuple(found.values())


def _freed(one: StepStanding, standing: Standing, city: City) -> StepStanding:
    """Let go of the budget what the council itself tabled to a day beyond it: the law has no such limit (37 §)."""
    if one.step.with_matter != BUDGET or not one.not_before or not one.decisions:
        return one
    tabled = standing.decisions[one.decisions[-1]].on
    beyond = one.not_before > Season.of(city, tabled).last
    return replace(one, step=replace(one.step, with_matter=None)) if beyond else one


def _suits(one: StepStanding, meeting: Meeting, season: Season) -> bool:
    step = one.step
    if step.window and not step.window.contains(meeting.day):
        return False
    if one.not_before and meeting.day < one.not_before:
        return False
    return step.with_matter != BUDGET or (meeting.budget and season.after < meeting.day < season.before)


def _agenda(city: City, meeting: Meeting) -> Agenda:
    body = city.settings.body(meeting.body)
    if body is None or body.kind is not BodyKind.COUNCIL:
        return Agenda(meeting=meeting, feeds=meeting.closes)
    called = notice(meeting.day, days=body.notice_days, quiet=city.settings.quiet).practical_latest
    return Agenda(meeting=meeting, feeds=min(meeting.closes, called))


@dataclass(frozen=True, kw_only=True)
class Held:
    """The meeting that a decision step has for certain: confirmed, or with the item on its agenda already."""

    day: date
    meeting: str
    feeds: date | None
    code: str


def held(view: View, one: StepStanding) -> Held | None:
    """Give the meeting that a step has for certain, where it is now; None when it was cancelled or none is certain."""
    if one.confirmed is None:
        return _listed(view, one)
    meeting = view.city.meeting(one.confirmed.meeting)
    if meeting is None:
        return Held(day=one.confirmed.day, meeting=one.confirmed.meeting, feeds=None, code="confirmed")
    if meeting.cancelled:
        return None
    code = "confirmed" if meeting.day == one.confirmed.day else "confirmed_moved"
    return Held(day=meeting.day, meeting=meeting.id, feeds=_agenda(view.city, meeting).feeds, code=code)


def _listed(view: View, one: StepStanding) -> Held | None:
    listed = one.item.listed
    if listed is None:
        return None
    found = next((each for each in view.agendas[one.step.id] if each.meeting.day >= listed), None)
    return Held(day=found.meeting.day, meeting=found.meeting.id, feeds=None, code="on_agenda") if found else None


NOTICE = timedelta(days=7)
"""How long before an evening session its invitation goes out; a custom, no law (the law does not know sessions)."""

"""How long a proposal stands by itself: until an agenda closes, or something before it must give way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from kemiflow.core.days import previous_working
from kemiflow.core.definition.process import StepKind
from kemiflow.core.forecast.backward import Bound
from kemiflow.core.forecast.forward import placed
from kemiflow.core.forecast.spot import Spot, Start
from kemiflow.core.forecast.view import NOTICE, View, held
from kemiflow.core.standing import StepStanding


@dataclass(frozen=True, kw_only=True)
class Room:
    """The last day on which a step may begin, and the last day of the steps before it, to keep its spot."""

    begins: date
    before: date


@dataclass(frozen=True, kw_only=True)
class Holding:
    """Answers, once a step and day, how long a step stays at or before a day if nothing is recorded."""

    view: View
    bounds: dict[str, Bound]
    spots: dict[str, Spot]
    known: dict[tuple[str, date], date] = field(default_factory=dict)

    def until(self, one: StepStanding) -> date | None:
        """Give the last day on which a step's proposal is the same; None when it never changes or always does."""
        spot = self.spots[one.step.id]
        if spot.day is None or spot.fixed:
            return None
        found = max(self._until(one, spot.day), self.view.today)
        return None if spot.rolls and found == self.view.today else found

    def _until(self, one: StepStanding, day: date) -> date:
        key = (one.step.id, day)
        if key not in self.known:
            self.known[key] = self._found(one, day)
        return self.known[key]

    def _found(self, one: StepStanding, day: date) -> date:
        if self.spots[one.step.id].fixed:
            return self._turns() if one.step.kind is StepKind.PROJECTS else date.max
        room = self._room(one, day)
        before = (each for each in self.view.coming if each.step.id in one.step.after)
        return min([room.begins, *(self._until(each, room.before) for each in before)])

    def _room(self, one: StepStanding, day: date) -> Room:
        if one.step.kind is StepKind.DECISION:
            return self._agenda(one, day)
        begins = next((each for each in self._tries(one, day) if self._stays(one, each, day)), self.view.today)
        return Room(begins=min(begins, self._turns()), before=self.view.unled(begins, one.step.lead_days))

    def _agenda(self, one: StepStanding, day: date) -> Room:
        """Take the last chance of all agendas up to a day that what is done before leaves within reach."""
        done = [self.view.standing.steps[name].complete for name in one.step.after]
        past = max((each for each in done if each), default=date.min)
        ready = past if past == date.min else self.view.led(past, one.step.lead_days)
        agendas = self.view.agendas[one.step.id]
        chances = [each for each in agendas if past <= each.feeds and ready <= each.meeting.day <= day]
        if not chances:
            # By then nothing can be there: what comes after is where it is for today alone
            return Room(begins=self.view.today, before=self.view.today)
        unled = (min(each.feeds, self.view.unled(each.meeting.day, one.step.lead_days)) for each in chances)
        return Room(begins=max(each.feeds for each in chances), before=max(unled))

    def _tries(self, one: StepStanding, day: date) -> tuple[date, ...]:
        spot = self.spots[one.step.id]
        working = previous_working(day, self.view.quiet)
        match one.step.kind:
            case StepKind.STATEMENTS:
                return (working - timedelta(days=one.step.answer_days),)
            case StepKind.SESSION:
                own = spot.day or day
                weeks = timedelta(days=(day - own).days // 7 * 7)
                return (working - NOTICE, own + weeks - NOTICE, own - NOTICE, spot.start.ready)
            case _:
                return tuple(each for each in (day, spot.turns, spot.start.ready) if each)

    def _stays(self, one: StepStanding, begins: date, day: date) -> bool:
        again = placed(self.view, one, self.bounds[one.step.id], Start(day=begins, ready=begins))
        return again.day is not None and again.day <= day

    def _turns(self) -> date:
        """Limits change by themselves when a budget's window ends and when a certain day's agenda closes."""
        days = [self.view.season.last]
        for one in self.view.coming:
            certain = held(self.view, one) if one.step.kind is StepKind.DECISION else None
            days.extend(day for day in (certain and certain.feeds, one.set and one.set.day) if day)
        return min((day for day in days if day >= self.view.today), default=date.max)

"""What every rule of duties looks at: the matter, the city, the day, and helpers to make a duty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kemiflow.core.city import City, Meeting
from kemiflow.core.duty import Cutoff, Duty
from kemiflow.core.forecast import Place, Timetable
from kemiflow.core.standing import Standing, StepStanding
from kemiflow.core.values import Role


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A matter, the city and the day on which they are looked at."""

    standing: Standing
    city: City
    today: date

    @property
    def quiet(self) -> frozenset[date]:
        """Give the city's own closed days."""
        return self.city.settings.quiet


@dataclass(frozen=True, kw_only=True)
class Sight(Scene):
    """The same with the timetable of the matter's coming steps."""

    timetable: Timetable

    def place(self, step: str) -> Place | None:
        """Give where the timetable puts a step, or None."""
        return next((place for place in self.timetable.places if place.step == step), None)

    def meeting(self, step: StepStanding) -> Meeting | None:
        """Give the meeting that a decision step is confirmed for, else the proposed one, else None."""
        if step.confirmed:
            return self.city.meeting(step.confirmed.meeting)
        place = self.place(step.step.id)
        return self.city.meeting(place.meeting) if place and place.meeting else None

    def holder(self, role: Role, scope: str | None = None) -> str | None:
        """Give the first person who holds a role today, or None."""
        return next(iter(self.city.holders(role, self.today, scope)), None)

    def preparer(self) -> str | None:
        """Give who prepares the matter: the one named in it, else the first preparer, else the secretary."""
        return self.standing.preparer or self.holder(Role.PREPARER) or self.holder(Role.SECRETARY)


Duties = Iterator[Duty]


def cutoff(meeting: Meeting) -> Cutoff:
    """Give the agenda of a meeting as a cut-off."""
    return Cutoff(meeting=meeting.id, body=meeting.body, day=meeting.day, closes=meeting.closes, hour=meeting.hour)

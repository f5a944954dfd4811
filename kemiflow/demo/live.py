"""The year lived day by day: letters in the morning, what people do, what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kemiflow.app import gather, walk
from kemiflow.app.kept import Answer
from kemiflow.app.letters import delivery, remind, watch, weekly
from kemiflow.app.letters.delivery import Errand
from kemiflow.clock import OwnClock
from kemiflow.core.city import City
from kemiflow.core.days import is_working
from kemiflow.demo.deeds import Doing, do
from kemiflow.demo.script import in_evening
from kemiflow.demo.story import Story
from kemiflow.exchange.acts import Act
from kemiflow.wiring import Home

FIRST, LAST = date(2023, 3, 1), date(2024, 1, 31)
MORNING, OFFICE, EVENING, NIGHT = 7, 10, 20, 21
POSTMAN = "demo"


class NotHandedOver(Exception):
    """A letter of the demo could not be laid into its folder."""


class PaperMissing(Exception):
    """A document of the demo could not be made."""


@dataclass(frozen=True, kw_only=True)
class Life:
    """The home that lives, its clock, what people do in it, and the teller."""

    home: Home
    clock: OwnClock
    acts: dict[date, tuple[Act, ...]]
    story: Story
    last: date = LAST

    def live(self) -> None:
        """Go through the year; nothing is done on a day on which nothing wakes and nobody acts."""
        day = FIRST
        while day <= self.last:
            acts = self.acts.get(day, ())
            if acts or is_working(day):
                self._day(day, acts)
            day += timedelta(days=1)

    def _day(self, today: date, acts: tuple[Act, ...]) -> None:
        self.clock.set(today, MORNING)
        if is_working(today) and today > FIRST:
            self._walk(today)
            self._letters(today)
        for act in acts:
            self.clock.set(today, EVENING if in_evening(act) else OFFICE)
            do(Doing(home=self.home, act=act, today=today))
        if acts:
            self.clock.set(today, NIGHT if in_evening(acts[-1]) else OFFICE)
            city = gather.city(self.home.world)
            self._walk(today, city)
            self.story.news(today, city)

    def _walk(self, today: date, city: City | None = None) -> None:
        world = self.home.world
        for case in tuple(walk.due(world, today)):
            walked = walk.walk(world, case, today, city)
            if walked.troubles:
                raise PaperMissing(walked.troubles)

    def _letters(self, today: date) -> None:
        world = self.home.world
        city = gather.city(world)
        found = [remind.remind(world, person, today, city) for person in remind.due(world, today)]
        found += [watch.write(world, person, today, city) for person in watch.due(city, today)]
        found += [weekly.write(world, person, today, city) for person in weekly.due(city, today)]
        decided = [letter for letter in found if letter]
        if decided:
            answers = delivery.send(world, Errand(owner=POSTMAN, today=today)).answers
            if set(answers) - {Answer.TAKEN}:
                raise NotHandedOver(answers)
            self.story.letters(today, decided, city)

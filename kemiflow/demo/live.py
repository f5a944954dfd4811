"""The year lived day by day: letters in the morning, what people do, what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from kemiflow.app import gather, morning
from kemiflow.app.letters.delivery import Errand
from kemiflow.app.morning import Morning
from kemiflow.app.walking import walk_shard
from kemiflow.clock import OwnClock
from kemiflow.core.days import MORNING, is_working
from kemiflow.demo.deeds import Doing, do
from kemiflow.demo.script import in_evening
from kemiflow.demo.story import Story
from kemiflow.exchange.acts import Act
from kemiflow.wiring import Home

T = TypeVar("T")
FIRST, LAST = date(2023, 3, 1), date(2024, 1, 31)
OFFICE, EVENING, NIGHT = 10, 20, 21
POSTMAN = "demo"


class MorningFailed(Exception):
    """A matter could not be walked, or a letter not decided or handed over."""


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
        self.clock.set(today, MORNING.hour)
        if is_working(today) and today > FIRST:
            self._walk(today)
            self._letters(today)
        for act in acts:
            self.clock.set(today, EVENING if in_evening(act) else OFFICE)
            do(Doing(home=self.home, act=act, today=today))
        if acts:
            self.clock.set(today, NIGHT if in_evening(acts[-1]) else OFFICE)
            self._walk(today)
            self.story.news(today, gather.city(self.home.world))

    def _walk(self, today: date) -> None:
        walked = _whole(walk_shard(self.home.world, today))
        troubles = [trouble for one in walked for trouble in one.troubles]
        if troubles:
            raise PaperMissing(troubles)

    def _letters(self, today: date) -> None:
        world = self.home.world
        decided = _whole(morning.remind_shard(world, today))
        if decided:
            _whole(morning.send(world, Errand(owner=POSTMAN, today=today)))
            self.story.letters(today, decided, gather.city(world))


def _whole(part: Morning[T]) -> tuple[T, ...]:
    if part.failed:
        raise MorningFailed(part.failed)
    return part.done

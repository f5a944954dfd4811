"""Trying a new rule out: which letters would come under it, beside those that come now; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from kemiflow.app import gather
from kemiflow.app.letters.foreseen import FARTHEST, Coming
from kemiflow.app.world import World
from kemiflow.core.city import Settings
from kemiflow.core.definition.process import Process, Step
from kemiflow.core.standing import Standing


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One letter under the rules of today and under other ones: who would get it when, and under which of the two."""

    day: date
    person: str
    kind: str
    now: bool
    then: bool


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Other rules to try out: a definition in place of the one of its name, and other settings of the city."""

    process: Process | None = None
    settings: Settings | None = None

    def of(self, standing: Standing) -> Standing:
        """Give a matter whose steps have the ladders of the other definition; its course stays as it is."""
        if self.process is None or self.process.id != standing.process.id:
            return standing
        steps = {name: replace(one, step=self._step(one.step)) for name, one in standing.steps.items()}
        return replace(standing, steps=steps)

    def _step(self, step: Step) -> Step:
        other = self.process.step(step.id) if self.process else None
        return replace(step, ladder=other.ladder, ladders=other.ladders) if other else step


def trial(world: World, rules: Rules, today: date, last: date) -> tuple[Trial, ...]:
    """Give every letter of the days from today on under both rules, if nothing happens; nothing is written."""
    city = gather.city(world)
    standings = [gather.matter(world, row.case).standing for row in world.lists.cases()]
    other = replace(city, settings=rules.settings or city.settings)
    now = _mornings(Coming(world=world, city=city, standings=standings), today, last)
    then = _mornings(Coming(world=world, city=other, standings=[rules.of(one) for one in standings]), today, last)
    kinds = now | then
    return tuple(
        Trial(day=place[0], person=place[1], kind=kinds[place], now=place in now, then=place in then)
        for place in sorted(kinds)
    )


def _mornings(coming: Coming, today: date, last: date) -> dict[tuple[date, str], str]:
    days = (today + timedelta(days=passed) for passed in range(min(last - today, FARTHEST).days + 1))
    return {(letter.day, letter.person): str(letter.kind) for day in days for letter in coming.morning(day)}

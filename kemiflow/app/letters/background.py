"""What lies behind a letter: decisions, moved days, earlier letters, gathered from the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from kemiflow.app import gather
from kemiflow.app.lists.rows import memory_of
from kemiflow.app.world import World
from kemiflow.core.answers import ticket_of
from kemiflow.core.city import City
from kemiflow.core.duty import Duty
from kemiflow.core.labels import decision_label
from kemiflow.core.letters import Background, Letter, told_owner
from kemiflow.core.letters.moves import Around, later, move_of
from kemiflow.core.streams import CITY
from kemiflow.core.values import Publicity
from kemiflow.core.wording import Wording


class Lazily(dict[str, Around]):
    """Matters by name, each read when it is first asked for."""

    def __init__(self, read: Callable[[str], Around]) -> None:
        """Read none yet."""
        super().__init__()
        self._read = read

    def __missing__(self, case: str) -> Around:
        return self.setdefault(case, self._read(case))


def background(world: World, letter: Letter, city: City, wording: Wording) -> Background:
    """Gather what a letter tells beside its duties; each matter is read once, if at all."""
    around = Lazily(lambda case: _around(world, case, city, (wording, letter.day)))
    ticket = world.links.sign(ticket_of(letter))
    return Background(
        link=f"{city.settings.answer_url.rstrip('/')}/{ticket}",
        decisions=dict(_decisions(letter, around)),
        moves={
            (one.duty.case, one.duty.id): move_of(one.duty, one.told_on, around[one.duty.case])
            for one in letter.tellings
            if one.told_on
        },
        told={(duty.case, duty.id): told_owner(duty, memory_of(world, duty.owner)) for duty in _owned(letter)},
        later={duty.case: later(around[duty.case], duty) for duty in _owned(letter)},
    )


def _around(world: World, case: str, city: City, told: tuple[Wording, date]) -> Around:
    matter = gather.matter(world, case)
    return Around(
        standing=matter.standing,
        matter=matter.records,
        city=city,
        town=world.journal.read(CITY),
        wording=told[0],
        today=told[1],
    )


def _decisions(letter: Letter, around: Lazily) -> Iterator[tuple[str, str]]:
    for duty in letter.duties:
        key = duty.ground.decision
        if key and key in (one := around[duty.case]).standing.decisions:
            yield key, _told(one, key)


def _told(around: Around, key: str) -> str:
    """Name a decision, with its gist where that is public; the last full stop is left to the letter."""
    fact = around.standing.decisions[key].fact
    label = decision_label(around.standing, around.city, key, around.wording)
    public = Publicity.PUBLIC in {fact.publicity} & {fact.gist.publicity}
    gist = str(fact.gist).strip().removesuffix(".") if public else ""
    return around.wording.say("letter.gist", decision=label, gist=gist) if gist else label


def _owned(letter: Letter) -> tuple[Duty, ...]:
    return tuple(duty for duty in letter.duties if duty.owner)

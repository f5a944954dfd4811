"""A city in which two are asked for a statement, the relay that it names, and mornings on which its letters leave."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kemiflow.app import morning, walk
from kemiflow.app.kept import Parcel
from kemiflow.app.letters.delivery import Errand
from kemiflow.core.records.city import AddressDead, RoleGiven
from kemiflow.core.records.step import RoundBegun
from kemiflow.core.values import Role
from kemiflow.settings import POST_FILE
from tests.app.home import clock, found, made_once, open_strategy, opened, tell, tell_city
from tests.edges.post.relay import Relay

APRIL = date(2023, 4, 14)
VIEWS = RoundBegun(step="views", round=1, asked=("vitality", "wellbeing"), questions=(), due=date(2023, 5, 31))


@made_once
def asked(home: Path) -> None:
    """Found a city in which two board secretaries are to be asked for a statement."""
    found(home)
    with opened(home) as one:
        # The watchdog's letters to the secretary are another matter
        silent = AddressDead(person="sanni")
        told = RoleGiven(person="anni", role=Role.BOARD_SECRETARY, scope="wellbeing")
        tell_city(one, date(2023, 3, 1), told, silent)
        open_strategy(one)
        tell(one, VIEWS, APRIL)
        walk.walk(one.world, "s", APRIL)


def settings(home: Path, relay: Relay, more: str = "") -> None:
    """Name a relay in the city's settings of the post."""
    text = f'host = "127.0.0.1"\nport = {relay.port}\nsafety = "none"\n{more}'
    (home / POST_FILE).write_text(text, encoding="utf-8")


def lived(home: Path, day: date, hour: int = 8) -> morning.Morning[morning.Sent]:
    """Live a morning: walk, decide, hand over."""
    own = clock()
    own.set(day, hour)
    with opened(home, own) as one:
        for case in walk.due(one.world, day):
            walk.walk(one.world, case, day)
        morning.remind_shard(one.world, day)
        return morning.send(one.world, Errand(owner="sender", today=day))


def parcels(home: Path) -> list[Parcel]:
    with opened(home) as one:
        return list(one.world.outbox.letters())

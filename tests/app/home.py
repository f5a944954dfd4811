"""An invented city's home in a folder: settings, people with roles, meetings, and a clock of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache, wraps
from pathlib import Path
from tempfile import TemporaryDirectory

from kemiflow.app import submit
from kemiflow.app.submit import Asking
from kemiflow.clock import OwnClock
from kemiflow.core.commands import Tell
from kemiflow.core.records import Draft, Fact
from kemiflow.core.records.case import CaseOpened
from kemiflow.core.records.city import MeetingSet, RoleGiven, SettingsAdopted
from kemiflow.core.values import Refusal, Text
from kemiflow.settings import DATABASE, processes_dir, templates_dir
from kemiflow.wiring import Home, open_home
from tests.core.course import MEETINGS, OPENED, PEOPLE, ROLES

STRATEGY = (processes_dir() / "strategy_update.yaml").read_text(encoding="utf-8")


def clock() -> OwnClock:
    return OwnClock(time=datetime(2023, 3, 1, 7, tzinfo=UTC))


@contextmanager
def opened(path: Path, own: OwnClock | None = None) -> Iterator[Home]:
    """Open the home that lies there, on a clock of its own."""
    home = open_home(path, clock=own or clock())
    try:
        yield home
    finally:
        home.close()


def made_once(make: Callable[[Path], None]) -> Callable[[Path], None]:
    """Let what makes a home make it once in this process, and give a copy of it each time.

    A home whose database is named by the environment does not lie in its folder, and is made each time.
    """

    @cache
    def first() -> TemporaryDirectory[str]:
        folder = TemporaryDirectory()  # lives as long as the process
        make(Path(folder.name))
        return folder

    @wraps(make)
    def copied(path: Path) -> None:
        if DATABASE in os.environ:
            make(path)
        else:
            shutil.copytree(first().name, path, dirs_exist_ok=True)

    return copied


@made_once
def found(path: Path) -> None:
    """Found the city: what `init`, the imports of people and meetings, and the first roles leave behind."""
    home = open_home(path, create=True, clock=clock())
    settings = (templates_dir() / "home" / "city.yaml").read_text(encoding="utf-8")
    with home.world.journal.transaction(home.world.now()) as unit:
        adopted = SettingsAdopted(definition=unit.adopt(settings))
        unit.append([Draft(stream="city", key="settings:1", fact=adopted, on=OPENED, by="machine")])
    home.store.people.put(*PEOPLE.values())
    roles: list[Fact] = [RoleGiven(person=person, role=role, scope=scope) for person, role, scope in ROLES]
    tell_city(home, date(2023, 1, 1), *roles)
    tell_city(home, OPENED, *(_set(number) for number in range(len(MEETINGS))))
    home.close()


def open_strategy(home: Home, case: str = "s") -> None:
    """Open a matter of the strategy, prepared by Maija."""
    text = Text(text="Kaupunkistrategian päivittäminen")
    with home.world.journal.transaction(home.world.now()) as unit:
        digest = unit.adopt(STRATEGY)
    fact = CaseOpened(definition=digest, register_number="691/00.01.02/2021", title=text, preparer="maija")
    submit.open_case(home.world, case, (fact, STRATEGY), Asking(by="sanni", today=OPENED))


@contextmanager
def founded(path: Path) -> Iterator[Home]:
    """Found the city, open its home and the matter `s` of the strategy in it."""
    found(path)
    with opened(path) as home:
        open_strategy(home)
        yield home


def tell_city(home: Home, on: date, *facts: Fact) -> None:
    at(home, on)
    told = submit.tell_city(
        home.world, tuple(Tell(fact=fact, on=on) for fact in facts), Asking(by="sanni", today=home.clock.today())
    )
    assert not isinstance(told, Refusal), told


def at(home: Home, day: date, hour: int = 9) -> None:
    """Set the home's clock; it never runs backwards."""
    assert isinstance(home.clock, OwnClock)
    home.clock.set(day, hour)


def tell(home: Home, fact: Fact, on: date, case: str = "s", by: str = "sanni") -> submit.Told:
    """Tell a fact on its day; a refusal fails the test."""
    at(home, on)
    told = submit.tell(home.world, case, Tell(fact=fact, on=on), Asking(by=by, today=on))
    assert not isinstance(told, Refusal), told
    return told


def heads(home: Home) -> dict[str, int]:
    """Give how many records each stream of the journal has."""
    return {stream: home.world.journal.head(stream) for stream in home.world.journal.streams()}


def _set(number: int) -> MeetingSet:
    one = MEETINGS[number]
    return MeetingSet(
        meeting=one.id,
        body=one.body,
        day=one.day,
        time=one.time,
        closes=one.closes,
        hour=one.hour,
        budget=one.budget,
    )

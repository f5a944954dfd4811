"""The demo: Kemi's strategy year 2023 in a home of its own, with a clock of its own, told as it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from kemiflow.clock import OwnClock
from kemiflow.demo.folder import HISTORY, clear
from kemiflow.demo.leaving import leave
from kemiflow.demo.live import FIRST, LAST, NIGHT, Life
from kemiflow.demo.recalling import Recalling
from kemiflow.demo.script import year
from kemiflow.demo.story import Story
from kemiflow.settings import templates_dir
from kemiflow.texts import Texts
from kemiflow.wiring import CLOCK, open_home

__all__ = ["CASE", "LAST", "run"]

CASE = "strategia"


def run(out: Path, say: Callable[[str], None], *, until: date = LAST) -> None:
    """Live the year from 1.3.2023 to a day, 31.1.2024 by default, in the folder `out`, and tell it line by line.

    An earlier demo in the folder is replaced. Errors: NotADemo, NoFolder, OSError.
    """
    words = Texts(templates_dir()).wording("fi")
    clear(out, words.say("demo.marker"))
    clock = OwnClock(time=datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC))
    opened = open_home(out, create=True, clock=clock)
    home = replace(opened, world=replace(opened.world, journal=Recalling(opened.world.journal)))
    try:
        say(words.say("demo.begin"))
        Life(home=home, clock=clock, acts=year(), story=Story(home=home, case=CASE, say=say), last=until).live()
        leave(home, CASE, until)
        # From here on the home lives on the demo's last evening
        clock.path = out / CLOCK
        clock.set(until, NIGHT)
    finally:
        home.close()
    say(words.say("demo.end", out=out, case=CASE, history=HISTORY))

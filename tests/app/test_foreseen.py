"""A previewed letter is the letter that comes, word for word, if nothing happens until then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kemiflow.app import gather, walk
from kemiflow.app.letters import remind, watch, weekly
from kemiflow.app.letters.foreseen import foreseen
from kemiflow.app.letters.tried import Rules, trial
from kemiflow.core.definition.process import Ladder
from kemiflow.core.records.city import RoleGiven
from kemiflow.core.records.step import RoundBegun
from kemiflow.core.values import Role
from kemiflow.exchange.process_file import read_process
from kemiflow.settings import processes_dir
from kemiflow.wiring import Home
from tests.app.home import at, found, heads, open_strategy, opened, tell, tell_city
from tests.core.course import OPENED

APRIL = date(2023, 4, 14)
VIEWS = RoundBegun(step="views", round=1, asked=("vitality",), questions=(), due=date(2023, 5, 31))
DAYS = [APRIL + timedelta(days=n) for n in range(60)]
SOME = [date(2023, 4, 14), date(2023, 4, 17), date(2023, 5, 2), date(2023, 5, 15)]
STRATEGY = read_process((processes_dir() / "strategy_update.yaml").read_text(encoding="utf-8"), "strategy.yaml")
Words = dict[date, list[tuple[str, str, str]]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    found(tmp_path)
    with opened(tmp_path) as one:
        tell_city(one, OPENED, RoleGiven(person="sulo", role=Role.MANAGER, scope=None))
        open_strategy(one)
        tell(one, VIEWS, APRIL)
        walk.walk(one.world, "s", APRIL)
    return tmp_path


def previewed(home: Home, people: frozenset[str] | None = None, days: Sequence[date] = DAYS) -> Words:
    found = {day: list(foreseen(home.world, day, APRIL, people)) for day in days}
    return {
        day: [(one.letter.person, one.written.subject, one.written.body) for one in letters]
        for day, letters in found.items()
        if letters
    }


def lived(home: Path) -> Words:
    told: Words = {}
    for day in DAYS:
        with opened(home) as one:
            at(one, day, 7)
            for case in walk.due(one.world, day):
                walk.walk(one.world, case, day)
            persons = list(remind.due(one.world, day))
            letters = [remind.decide(one.world, person, day) for person in persons]
            kept = [remind.remind(one.world, person, day) for person in persons]
            assert [bool(letter) for letter in kept] == [bool(letter) for letter in letters]
            city = gather.city(one.world)
            others = [watch.write(one.world, person, day, city) for person in watch.due(city, day)]
            others += [weekly.write(one.world, person, day, city) for person in weekly.due(city, day)]
            letters += others
        said = [(one.letter.person, one.written.subject, one.written.body) for one in letters if one]
        if said:
            told[day] = sorted(said)
    return told


def test_what_is_previewed_for_two_months_is_what_people_get(home: Path) -> None:
    with opened(home) as one:
        foretold = previewed(one)
    assert foretold == lived(home)
    assert {one for letters in foretold.values() for one, _, _ in letters} >= {"elli", "sanni", "sulo"}


def test_looking_ahead_writes_nothing(home: Path) -> None:
    with opened(home) as one:
        before = heads(one)
        assert previewed(one, frozenset({"elli"}), SOME)
        assert heads(one) == before
        assert not list(one.world.outbox.letters())


def test_one_persons_letters_are_those_of_everybody_that_are_the_persons(home: Path) -> None:
    with opened(home) as one:
        everybody, elli = previewed(one, days=SOME), previewed(one, frozenset({"elli"}), SOME)
    own = {day: [told for told in letters if told[0] == "elli"] for day, letters in everybody.items()}
    assert elli == {day: letters for day, letters in own.items() if letters}


def test_a_day_that_is_past_or_a_year_away_has_none(home: Path) -> None:
    with opened(home) as one:
        assert not list(foreseen(one.world, APRIL - timedelta(days=1), APRIL))
        assert not list(foreseen(one.world, APRIL + timedelta(days=400), APRIL))


def test_a_new_ladder_is_tried_beside_the_present_one_and_nothing_is_written(home: Path) -> None:
    other = replace(STRATEGY, steps=tuple(replace(step, ladder=Ladder(before=(), after=())) for step in STRATEGY.steps))
    with opened(home) as one:
        before = heads(one)
        found = trial(one.world, Rules(process=other), APRIL, DAYS[-1])
        same = trial(one.world, Rules(process=STRATEGY), APRIL, DAYS[-1])
        assert heads(one) == before
        foretold = previewed(one, frozenset({"elli"}))
    assert [one.day for one in found if one.then] == [APRIL]
    assert [one.day for one in found if one.now] == sorted(foretold)
    assert [one.day for one in same if one.now and one.then] == sorted(foretold)


def test_quiet_days_are_tried_by_the_citys_settings(home: Path) -> None:
    with opened(home) as one:
        settings = replace(gather.city(one.world).settings, quiet=frozenset({APRIL}))
        found = trial(one.world, Rules(settings=settings), APRIL, APRIL + timedelta(days=6))
    assert [(one.day, one.now, one.then) for one in found] == [
        (APRIL, True, False),
        (APRIL + timedelta(days=3), False, True),
    ]

"""What went wrong is told to the administrators by letter, once a day for each thing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from kemiflow.app import gather, morning
from kemiflow.app.ails import ails
from kemiflow.app.kept import Posting
from kemiflow.app.letters import watch
from kemiflow.app.letters.alarm import alarm
from kemiflow.app.letters.delivery import Errand
from kemiflow.app.morning import send
from kemiflow.app.walking import walk_shard
from kemiflow.core.letters import memory
from kemiflow.core.records.city import RoleGiven
from kemiflow.core.values import Role
from kemiflow.wiring import Home
from tests.app.home import at, found, opened, tell_city
from tests.core.course import OPENED

WHAT = "walk: Crashed. Ajosta ei ole\n kuulunut elonmerkkiä."


@pytest.fixture
def city(tmp_path: Path) -> Path:
    found(tmp_path)
    return tmp_path


def test_the_secretary_is_told_where_there_is_no_administrator(city: Path) -> None:
    with opened(city) as home:
        assert alarm(home.world, WHAT, OPENED) == ("sanni",)


def test_an_administrator_is_told_once_a_day_for_each_thing(city: Path) -> None:
    with opened(city) as home:
        tell_city(home, OPENED, RoleGiven(person="maija", role=Role.ADMINISTRATOR))
        assert alarm(home.world, WHAT, OPENED) == ("maija",)
        assert alarm(home.world, WHAT, OPENED) == ()
        assert alarm(home.world, "remind: Failed.", OPENED) == ("maija",)
        subjects = {one.message_id: one.subject for one in home.world.outbox.letters(Posting.PENDING)}
        assert len(subjects) == 2
        assert any("ei ole kuulunut elonmerkkiä" in one for one in subjects.values())


def test_letters_of_one_day_to_one_person_lie_side_by_side(city: Path) -> None:
    with opened(city) as home:
        at(home, OPENED)
        for what in (WHAT, "remind: Failed.", "walk: Late"):
            alarm(home.world, what, OPENED, about="walk" if "Late" in what else "")
        send(home.world, Errand(owner="test", today=OPENED))
    assert len(list((city / "letters").glob("*-sanni-alarm-*.eml"))) == 3


def silent(home: Home) -> date:
    """Let the last walk lie a week back; gives today."""
    home.world.beats.beat(watch.WALK, home.world.now())
    today = OPENED + timedelta(days=7)
    at(home, today, 8)
    return today


def test_a_walk_that_has_not_run_is_told_once_by_whoever_notices_first(city: Path) -> None:
    with opened(city) as home:
        today = silent(home)
        known = gather.city(home.world)
        assert watch.bark(home.world, today, known) == ("sanni",)
        assert watch.bark(home.world, today, known) == ()
        assert alarm(home.world, "walk: Late", today, about="walk") == ()
        at(home, today + timedelta(days=1), 8)
        assert alarm(home.world, "walk: Late", home.clock.today(), about="walk") == ("sanni",)
        assert watch.bark(home.world, home.clock.today(), known) == ()


def test_mornings_letters_tell_that_no_walk_has_run_until_one_does(city: Path) -> None:
    with opened(city) as home:
        today = silent(home)
        morning.remind_shard(home.world, today)
        assert [one.kind for one in home.world.outbox.letters(Posting.PENDING)] == ["alarm"]
        walked = today + timedelta(days=1)
        at(home, walked, 7)
        walk_shard(home.world, walked)
        morning.remind_shard(home.world, walked)
        assert list(home.world.outbox.letters(Posting.PENDING)) == []


def test_the_days_own_letter_still_comes(city: Path) -> None:
    with opened(city) as home:
        alarm(home.world, WHAT, OPENED)
        assert memory(home.world.journal.read("person/sanni")).days == frozenset()


def test_a_letter_of_an_earlier_day_that_still_waits_ails(city: Path) -> None:
    with opened(city) as home:
        assert list(ails(home.world, OPENED)) == []
        alarm(home.world, WHAT, OPENED)
        [ail] = ails(home.world, OPENED.replace(day=OPENED.day + 1))
        assert ail.code == "letters_stuck"
        assert ail.facts["count"] == "1"

"""What went wrong is told to the administrators by letter, once a day for each thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kemiflow.app.ails import ails
from kemiflow.app.alarm import alarm
from kemiflow.app.kept import Posting
from kemiflow.core.letters import memory
from kemiflow.core.records.city import RoleGiven
from kemiflow.core.values import Role
from tests.app.home import found, opened, tell_city
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

"""Lists that an earlier program made are made again by the next start, whoever was killed before."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from kemiflow.app import walk
from kemiflow.app.lists.rebuild import renew
from kemiflow.app.lists.rows import duty_of
from kemiflow.app.lists.shape import shape
from kemiflow.app.lists.wanted import Wanted
from kemiflow.clock import OwnClock
from kemiflow.store.list_tables import decisions, lists_made
from kemiflow.store.tables import duties
from kemiflow.wiring import Home, open_home
from tests.app.home import clock, founded, opened, tell
from tests.core.course import OPENED
from tests.core.test_plan import STORY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a home whose lists know duties and a decision."""
    with founded(tmp_path) as home:
        for on, fact in STORY:
            tell(home, fact, on)
        walk.walk(home.world, "s", home.clock.today())
        assert home.store.lists.open_duties()
    return tmp_path


def later() -> OwnClock:
    own = clock()
    own.set(STORY[-1][0], 9)
    return own


def age(home: Home) -> None:
    """Leave the lists as an earlier program left them: without a field, without decisions, in a shape of its own."""
    with home.store.engine.begin() as connection:
        for one in connection.execute(sa.select(duties.c.duty, duties.c.detail)).all():
            told = json.loads(one.detail)
            del told["ladder"]["closing"]
            connection.execute(sa.update(duties).where(duties.c.duty == one.duty).values(detail=json.dumps(told)))
        connection.execute(sa.delete(decisions))
        connection.execute(sa.update(lists_made).values(shape="earlier"))


def test_lists_of_an_earlier_program_are_made_again_when_the_home_is_opened(path: Path) -> None:
    with opened(path) as home:
        before = (home.store.lists.open_duties(), home.store.lists.decisions(Wanted()))
        age(home)
        with pytest.raises(KeyError):
            duty_of(home.store.lists.open_duties()[0])
    with opened(path, later()) as home:
        assert [duty_of(row).case for row in home.store.lists.open_duties()] == ["s"] * len(before[0])
        assert [row for _, row in home.store.lists.decisions(Wanted())] == [row for _, row in before[1]]
        assert home.store.lists.shape() == shape()


def test_lists_of_today_are_left_as_they_are(path: Path) -> None:
    with opened(path) as home:
        assert renew(home.world, OPENED) == 0
        age(home)
        assert renew(home.world, STORY[-1][0]) == 1
        assert renew(home.world, STORY[-1][0]) == 0


def test_a_home_without_settings_has_lists_of_today(tmp_path: Path) -> None:
    home = open_home(tmp_path, create=True, clock=clock())
    assert home.store.lists.shape() == shape()
    home.close()

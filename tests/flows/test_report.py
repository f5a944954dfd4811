"""Early in the week: one letter to the city manager, whatever happens, and a page that names nobody."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from contextvars import copy_context
from datetime import timedelta
from pathlib import Path

import pytest

from flows.remind import remind
from flows.report import report
from flows.walk import walk
from kemiflow.app import submit
from kemiflow.app.submit import Told
from kemiflow.core.city import Person
from kemiflow.core.commands import Tell
from kemiflow.core.records.city import RoleGiven
from kemiflow.core.values import Role
from kemiflow.wiring import open_home
from tests.app.home import heads
from tests.flows.homes import ASKING, CASES, PEOPLE, TODAY
from tests.flows.runs import Ended, run, table

MONDAY = TODAY + timedelta(days=3)
CHIEF = Person(id="kaisa-malli", name="Kaisa Malli", title="kaupunginjohtaja", email="kaisa-malli@kemi.example")
# Decides the letter as the flow does, and is killed before it is handed over
DYING = """
import os, signal, sys
from datetime import date
from pathlib import Path
from kemiflow.app.lists.report import week
from kemiflow.wiring import open_home
at = open_home(Path(sys.argv[1]))
at.day(date.fromisoformat(sys.argv[2]))
assert week(at.world, at.clock.today()).done
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def managed(home: Path) -> Path:
    """Make a city with a manager, whose preparer was told on Friday and is late by Monday."""
    with closing(open_home(home)) as at:
        at.store.people.put(CHIEF)
        role = Tell(fact=RoleGiven(person=CHIEF.id, role=Role.MANAGER, scope=None), on=TODAY)
        assert isinstance(submit.tell_city(at.world, (role,), ASKING), Told)
    run(walk)
    return home


def letters(home: Path) -> list[str]:
    """Name the letters to the manager that left."""
    return sorted(file.name for file in (home / "letters").glob(f"*{CHIEF.id}*.eml"))


def test_the_manager_gets_one_letter_a_week_and_a_page_says_where_matters_stand(managed: Path) -> None:
    assert run(report, day=MONDAY) == Ended(
        type="COMPLETED", sentence="Asioita sivulla: 3. Viikkokirjeitä päätetty: 1."
    )
    assert len(letters(managed)) == 1
    assert [row["asia"] for row in table("report")] == list(CASES)
    assert all(row["Seuraavaksi"] and row["Mahtuuko aikatauluun"] for row in table("report"))
    assert table("report-letters")[0]["Saaja"] == CHIEF.id
    assert run(report).sentence == "Asioita sivulla: 3. Viikkokirjeitä päätetty: 0."
    assert run(report, day=MONDAY + timedelta(days=1)).completed
    assert len(letters(managed)) == 1


@pytest.mark.usefixtures("managed")
def test_the_page_names_no_person() -> None:
    run(report, day=MONDAY)
    shown = str(table("report")).casefold()
    assert [name for name in (*PEOPLE, CHIEF.id) if name in shown or name.title() in shown] == []


def test_a_letter_that_the_morning_decided_is_not_decided_again(managed: Path) -> None:
    run(remind, day=MONDAY)
    assert len(letters(managed)) == 1
    assert run(report).sentence == "Asioita sivulla: 3. Viikkokirjeitä päätetty: 0."
    assert len(letters(managed)) == 1


def test_a_dry_report_writes_nothing(managed: Path) -> None:
    with closing(open_home(managed)) as at:
        before = heads(at)
    assert run(report, day=MONDAY, dry_run=True).sentence == (
        "Vain katsottu. Asioita sivulla: 3. Viikkokirjeitä lähdössä: 1."
    )
    with closing(open_home(managed)) as at:
        assert heads(at) == before
        assert at.clock.today() == TODAY
    assert letters(managed) == []


def test_two_reports_at_once_send_one_letter(managed: Path) -> None:
    with closing(open_home(managed)) as at:
        at.day(MONDAY)
    with ThreadPoolExecutor(2) as pool:
        here = [copy_context(), copy_context()]
        ends = list(pool.map(lambda context: context.run(lambda: run(report, pauses=[1])), here))
    assert all(one.completed for one in ends)
    assert len(letters(managed)) == 1


def test_a_report_that_is_killed_before_the_letter_left_is_ended_by_the_next(managed: Path) -> None:
    dead = subprocess.run([sys.executable, "-c", DYING, str(managed), MONDAY.isoformat()], check=False)
    assert dead.returncode == -signal.SIGKILL
    assert letters(managed) == []
    assert run(report).sentence == "Asioita sivulla: 3. Viikkokirjeitä päätetty: 0."
    assert len(letters(managed)) == 1

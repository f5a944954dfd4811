"""The year again: another process, another reading of the journal, lists made anew; all of it is the same."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kemiflow.app import gather, walk
from kemiflow.app.letters import remind
from kemiflow.app.lists.rebuild import rebuild
from kemiflow.app.lists.wanted import Wanted
from kemiflow.core.plan import final_on
from kemiflow.core.values import Effect
from kemiflow.demo import CASE
from kemiflow.demo.live import FIRST, LAST
from kemiflow.wiring import Home, open_home
from tests.year.lived import Year

COUNCIL, EXECUTION = "decision:approval:1", "decision:execution:1"


def left(paths: tuple[Path, ...]) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in paths}


def listed(home: Home) -> tuple[object, ...]:
    lists = home.store.lists
    words = {word: lists.decisions(Wanted(words=word)) for word in ("strategia", "iltakoulut", "691/00", "revontulet")}
    meetings = lists.meetings(FIRST, LAST.replace(month=12))
    return lists.cases(), lists.open_duties(), meetings, words


def test_two_runs_give_the_same_documents(year: Year, twin: Year) -> None:
    assert left(twin.documents) == left(year.documents)


def test_two_runs_give_the_same_letters(year: Year, twin: Year) -> None:
    assert left(twin.letters) == left(year.letters)


@pytest.mark.timeout(400)
def test_who_and_what_is_not_due_has_nothing_to_say(year: Year, every_morning: Year) -> None:
    assert left(every_morning.letters) == left(year.letters)
    assert left(every_morning.documents) == left(year.documents)
    assert every_morning.history.read_bytes() == year.history.read_bytes()


def test_two_runs_give_the_same_history(year: Year, twin: Year) -> None:
    assert twin.history.read_bytes() == year.history.read_bytes()


def test_history_json_is_what_the_command_line_prints(year: Year, home: Home) -> None:
    command = [sys.executable, "-m", "kemiflow", "--home", str(home.path), "history", CASE, "--json"]
    printed = subprocess.run(command, capture_output=True, check=True).stdout
    assert printed == year.history.read_bytes()


def test_the_decision_is_final_and_executed(home: Home) -> None:
    standing = gather.matter(home.world, CASE).standing
    final = final_on(standing.decisions[COUNCIL])
    executed = standing.decisions[EXECUTION]
    assert final
    assert (final.isoformat(), executed.on.isoformat()) == ("2024-01-23", "2024-01-15")
    assert [clause.effect for clause in executed.fact.clauses] == [Effect.EXECUTED]


def test_the_walked_journal_verifies(home: Home) -> None:
    assert home.store.verify() == ()
    assert home.verify() == ()  # against the seal kept beside it, too


def test_records_read_anew_fold_to_the_same_standing(home: Home, twin: Year) -> None:
    other = open_home(twin.home)
    try:
        again, first = gather.matter(other.world, CASE), gather.matter(home.world, CASE)
        assert again.records == first.records
        assert again.standing == first.standing
        assert gather.city(other.world) == gather.city(home.world)
    finally:
        other.close()


def test_nothing_is_left_to_do_on_the_last_day(home: Home) -> None:
    walked = walk.walk(home.world, CASE, LAST)
    assert (walked.made, walked.begun, walked.troubles) == ((), (), ())
    assert list(walk.due(home.world, LAST)) == []
    assert list(remind.due(home.world, LAST)) == []


def test_lists_dropped_and_made_again_are_equal(home: Home) -> None:
    lived = listed(home)
    home.store.lists.drop()
    dropped = listed(home)
    assert rebuild(home.world, LAST) == 1
    again = listed(home)
    assert all(again[:-1])
    assert again == lived != dropped


def test_the_keys_on_which_others_build_are_there(year: Year) -> None:
    fixed = (
        "on known_at kind body section text proposal decision clauses how_changed orders deviations documents letters "
        "by key"
    )
    for line in json.loads(year.history.read_bytes()):
        assert set(fixed.split()) <= set(line)

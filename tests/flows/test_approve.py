"""The secretary's button in Prefect: it shows, it refuses in Finnish, and it goes on with a reason."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from flows.approve import approve
from kemiflow.app import gather
from kemiflow.settings import HOME
from kemiflow.wiring import open_home
from tests.flows.homes import SECRETARY, city
from tests.flows.runs import Ended, page, run

CASE = "strategia"
REASON = "Talousarvio ei odota."


@pytest.fixture
def strategy(prefect: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a city in which the strategy's approval still lacks a good deal."""
    assert prefect
    monkeypatch.setenv(HOME, str(tmp_path))
    return city(tmp_path, CASE, process="strategy_update")


def matter(home: Path) -> gather.Matter:
    """Read the matter."""
    with closing(open_home(home)) as at:
        return gather.matter(at.world, CASE)


def confirmed(home: Path) -> set[str]:
    """Name the steps whose meeting is confirmed."""
    return {name for name, step in matter(home).standing.steps.items() if step.confirmed}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"case": "stratgia", "by": SECRETARY}, "Asiaa ei ole: stratgia. Avoimet: strategia."),
        ({"case": CASE, "by": "matti-malli"}, "Tämä ei kuulu tehtäviisi: matti-malli."),
        (
            {"case": CASE, "by": SECRETARY, "what_if": False, "reason": " "},
            "Hyväksymisen puutteita: 5. Korjaa ne tai anna perustelu, jolla asia viedään eteenpäin puutteista",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_in_finnish(
    strategy: Path, asked: dict[str, object], sentence: str, capfd: pytest.CaptureFixture[str]
) -> None:
    ended = run(approve, **asked)
    assert ended.type == "FAILED"
    assert ended.sentence.startswith(sentence)
    assert "Traceback" not in "".join(capfd.readouterr())
    assert matter(strategy).seq == 1


def test_by_itself_the_button_only_shows(strategy: Path) -> None:
    ended = run(approve, case=CASE, by=SECRETARY, reason=REASON, send=True)
    assert ended == Ended(type="COMPLETED", sentence="Vain katsottu, mitään ei kirjattu: strategia.")
    assert matter(strategy).seq == 1
    assert "Lausuntoja ei ole pyydetty" in page("approve")


def test_with_a_reason_the_days_are_confirmed_and_the_letters_wait(strategy: Path) -> None:
    assert run(approve, case=CASE, by=SECRETARY, reason=REASON, what_if=False).completed
    standing = matter(strategy).standing
    assert confirmed(strategy)
    assert standing.held >= confirmed(strategy)
    assert [str(one.reason) for one in standing.approvals.values()] == [REASON]


def test_a_second_confirmation_lets_the_letters_go_and_records_nothing_else_again(strategy: Path) -> None:
    run(approve, case=CASE, by=SECRETARY, reason=REASON, what_if=False)
    before = matter(strategy).seq
    assert run(approve, case=CASE, by=SECRETARY, what_if=False, send=True).completed
    assert run(approve, case=CASE, by=SECRETARY, what_if=False, send=True).completed
    assert (matter(strategy).seq, matter(strategy).standing.held) == (before + 1, frozenset())


@pytest.mark.parametrize("asked", [{"case": "", "by": SECRETARY}, {"case": CASE, "by": ""}, {"case": CASE}])
def test_what_the_form_would_refuse_is_refused_inside_too(strategy: Path, asked: dict[str, object]) -> None:
    ended = run(approve, **asked) if "by" in asked else None
    assert ended is None or ended.type == "FAILED"
    assert matter(strategy).seq == 1

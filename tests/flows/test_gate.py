"""Before letters go a person may be asked: only a recorded yes to exactly these lets them go; all else is no."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from contextvars import copy_context
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from prefect import flow
from prefect.client.schemas.objects import State

from flows.ends import ended, refused
from flows.gate import Answer, unconfirmed
from flows.remind import remind
from flows.walk import walk
from kemiflow.core.records.city import BatchAnswered
from kemiflow.core.streams import CITY
from kemiflow.core.values import Refusal
from kemiflow.settings import home as place
from kemiflow.wiring import open_home
from tests.flows.day import YES, Day
from tests.flows.homes import PREPARER, SECRETARY
from tests.flows.machine import Machine, until
from tests.flows.runs import Ended, run, table

NO = {"by": SECRETARY, "answer": "ei lähetetä", "reason": "Odotetaan kokousta."}


@flow(name="asked", flow_run_name="asked-{name}")
def asked(name: str, patience: int = 60) -> State[None]:
    """Ask before letters go, as `remind` does, and end with what was answered."""
    assert name
    with closing(open_home(place())) as at:
        stop = unconfirmed(at, patience, poll=1)
        return refused(at, stop) if isinstance(stop, Refusal) else ended(at, "reminded", (), count=0, sent=0)


class Asking:
    """A run that asks, and the server that it waits on."""

    def __init__(self, machine: Machine, name: str, ends: Future[Ended]) -> None:
        self.machine, self.name, self.ends = machine, name, ends

    @property
    def state(self) -> dict[str, Any]:
        """Give the state of the run; nothing before it is there."""
        found = self.machine.ask("POST", "/flow_runs/filter", {"flow_runs": {"name": {"any_": [f"asked-{self.name}"]}}})
        return found[0] if found else {"state": {"type": "", "state_details": {}}}

    def waits(self) -> bool:
        """Tell whether the form stands on the page."""
        run = self.state
        return "id" in run and self.machine.asks(run["id"])

    def resume(self, answer: dict[str, Any] | None) -> dict[str, Any]:
        """Answer as Prefect's page does; gives the server's verdict."""
        return self.machine.resume(self.state["id"], answer)


@pytest.fixture
def city(home: Path) -> Path:
    """Make a city in which a letter is to go."""
    run(walk)
    return home


@pytest.fixture
def asking(city: Path, server: Day) -> Callable[..., Any]:
    """Start runs that ask, each in a thread of its own."""
    assert city.is_dir()

    @contextmanager
    def start(patience: int = 60) -> Iterator[Asking]:
        name = uuid4().hex
        with ThreadPoolExecutor(1) as pool:
            context = copy_context()
            ends = pool.submit(lambda: context.run(lambda: run(asked, name=name, patience=patience)))
            yield Asking(server.machine, name, ends)

    return start


def answers(home: Path) -> list[tuple[str, bool, str]]:
    """Give the answers of the journal: who, yes or no, why."""
    with closing(open_home(home)) as at:
        told = [(one.by, one.fact) for one in at.world.journal.read(CITY) if isinstance(one.fact, BatchAnswered)]
    return [(by, fact.go, str(fact.reason or "")) for by, fact in told]


def test_a_yes_is_recorded_and_lets_exactly_these_letters_go(asking: Callable[..., Any], city: Path) -> None:
    with asking() as one:
        until(one.waits)
        assert [row["Saaja"] for row in table("remind-batch")] == [PREPARER]
        assert one.resume(YES)["status"] == "ACCEPT"
        assert one.ends.result().completed
    assert answers(city) == [(SECRETARY, True, "")]
    assert run(remind, ask=True).sentence == "Kirjeitä päätetty: 1, lähetetty: 1."
    assert run(remind, ask=True).completed


def test_a_no_is_recorded_with_its_reason_and_nothing_goes(asking: Callable[..., Any], city: Path) -> None:
    with asking() as one:
        until(one.waits)
        one.resume(NO)
        assert one.ends.result() == Ended(
            type="FAILED", sentence=f"Kirjeitä ei lähetetty, {SECRETARY} päätti niin: Odotetaan kokousta."
        )
    assert answers(city) == [(SECRETARY, False, "Odotetaan kokousta.")]
    assert run(remind, ask=True).type == "FAILED"
    assert not (city / "letters").exists()


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"by": SECRETARY, "answer": "ei lähetetä"}, "Kerro syy, miksi kirjeet eivät lähde."),
        (YES | {"by": "matti-malli"}, "Tämä ei kuulu tehtäviisi: matti-malli."),
    ],
)
def test_an_answer_that_does_not_count_is_refused_and_not_recorded(
    asking: Callable[..., Any], city: Path, answer: dict[str, str], sentence: str
) -> None:
    with asking() as one:
        until(one.waits)
        one.resume(answer)
        assert one.ends.result().sentence.startswith(sentence)
    assert answers(city) == []


def test_what_the_form_does_not_allow_is_refused_and_the_run_waits_on(asking: Callable[..., Any], city: Path) -> None:
    with asking() as one:
        until(one.waits)
        for wrong in (None, {}, {"by": SECRETARY}, YES | {"answer": "ehkä"}, {"answer": "lähetetään"}):
            assert one.resume(wrong)["status"] == "REJECT"
        assert one.state["state"]["type"] == "PAUSED"
        one.resume(NO)
        assert one.resume(YES)["status"] == "ABORT"
        one.ends.result()
    assert answers(city) == [(SECRETARY, False, "Odotetaan kokousta.")]


def test_a_run_that_is_resumed_with_nothing_lets_nothing_go(asking: Callable[..., Any], city: Path) -> None:
    with asking() as one:
        until(one.waits)
        # As a resume does that comes before the form is stored: the server lets it through with no answer
        forced = {"state": {"type": "RUNNING", "name": "Running"}, "force": True}
        one.machine.ask("POST", f"/flow_runs/{one.state['id']}/set_state", forced)
        assert one.ends.result().sentence.startswith("Kirjeitä ei lähetetty: kukaan ei vahvistanut niitä (1).")
    assert answers(city) == []
    assert not (city / "letters").exists()


def test_time_that_runs_out_is_no_and_a_late_answer_counts_for_nothing(asking: Callable[..., Any], city: Path) -> None:
    with asking(patience=2) as one:
        # Prefect puts a sentence of its own in place of ours; ours stands on the page of what needs a person
        assert one.ends.result().type == "FAILED"
        assert table("remind-needs")[0]["Mitä"].startswith("Kirjeitä ei lähetetty: kukaan ei vahvistanut niitä (1).")
        assert one.resume(YES)["status"] == "ABORT"
    assert answers(city) == []


def test_letters_that_changed_after_they_were_shown_do_not_go(asking: Callable[..., Any], city: Path) -> None:
    with asking() as one:
        until(one.waits)
        with closing(open_home(city)) as at:
            person = next(each for each in at.world.people.all() if each.id == PREPARER)
            at.store.people.put(type(person)(**vars(person) | {"name": "Toinen Nimi"}))
        one.resume(YES)
        assert one.ends.result().sentence.startswith("Kirjeitä ei lähetetty: ne muuttuivat")
    assert not (city / "letters").exists()


def test_a_waiting_run_that_is_killed_crashes_and_a_late_answer_counts_for_nothing(day: Day) -> None:
    killed = day.run_killed.result()
    assert killed.end[0] == "CRASHED"
    assert killed.answered == "ABORT"
    assert answers(day.machine.home) == []


def test_a_waiting_run_that_died_with_its_worker_is_named_by_the_doctor_and_found_by_its_heartbeat(day: Day) -> None:
    dead = day.dead.result()
    assert ("run_silent", dead.run) in dead.ails
    assert dead.end == ("CRASHED", "Ajosta ei ole kuulunut elonmerkkiä.")
    assert dead.answered == "ABORT"
    assert answers(day.machine.home) == []


def test_the_doctor_names_the_letters_run_that_crashed_and_was_not_made_good(day: Day) -> None:
    said = day.doctored.result()
    assert said.returncode == 1
    assert "remind: Ajosta ei ole kuulunut elonmerkkiä." in said.stdout


def test_nothing_in_the_form_is_filled_in_that_decides() -> None:
    fields = Answer.model_json_schema()
    assert fields["required"] == ["by", "answer"]
    assert fields["properties"]["answer"]["enum"] == ["lähetetään", "ei lähetetä"]
    assert all(field["title"] and field["description"] for field in fields["properties"].values())

"""One command runs a city's machine: schedules, forms, automations, one log, nothing told outside, restarts."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP

import pytest
import yaml
from prefect.events.schemas.automations import AutomationCore

from kemiflow.settings import root
from kemiflow.up.api import AskedInVain
from kemiflow.up.automations import automations
from tests.flows.day import Day
from tests.flows.homes import ADMINISTRATOR, CASES, heads
from tests.flows.machine import Machine, until


def test_the_machine_is_well_once_its_worker_has_reported(day: Day) -> None:
    assert day.well.result() == "Kaikki on kunnossa.\n"


def test_a_worker_keeps_its_things_in_the_home_and_not_where_other_users_do(machine: Machine) -> None:
    until((machine.home / "prefect" / "scratch" / "runner_storage").is_dir, machine.told)


def test_the_scheduler_plans_the_coming_mornings(machine: Machine) -> None:
    until(lambda: bool(machine.runs("walk")), machine.told)
    planned = [one for one in machine.runs("walk") if one["auto_scheduled"]]
    hours = {datetime.fromisoformat(one["expected_start_time"]).astimezone(UTC).hour for one in planned}
    assert hours <= {4, 5}
    assert hours


def test_automations_are_such_that_prefect_understands_them() -> None:
    for one in automations(root()):
        actions = [{key: value for key, value in action.items() if key != "deployment"} for action in one["actions"]]
        for action in actions:
            if action["type"] == "run-deployment":
                action["deployment_id"] = "00000000-0000-0000-0000-000000000000"
        AutomationCore.model_validate(one | {"actions": actions})


def test_a_dead_run_is_found_after_two_and_a_half_heartbeats_and_only_by_named_ends() -> None:
    [zombie] = [one for one in automations(root()) if one["actions"][0]["type"] == "change-flow-run-state"]
    assert zombie["trigger"]["within"] == 75
    ends = {name.removeprefix("prefect.flow-run.") for name in zombie["trigger"]["expect"]}
    assert ends == {"heartbeat", "Completed", "Failed", "TimedOut", "Cancelled", "Crashed"}


def test_a_recorded_decision_wakes_its_matter_at_once(day: Day) -> None:
    assert day.decided.result() == ("COMPLETED", f"Päätös on kirjattu: {CASES[0]}.")
    assert day.woken.result() == ("COMPLETED", "Asioita käyty läpi: 1.")


def test_what_is_told_on_the_command_line_wakes_its_matter_too(day: Day) -> None:
    said = day.checked.result()
    assert (said.returncode, said.stderr) == (0, "")
    assert day.woken_again.result() == ("COMPLETED", "Asioita käyty läpi: 1.")


def test_a_morning_is_spread_over_the_workers(day: Day) -> None:
    assert day.spread.result() == ("COMPLETED", "Asioita käyty läpi: 2.")
    assert [day.machine.state(one["id"])["type"] for one in day.machine.runs("walk-shard")] == ["COMPLETED"] * 2
    assert all(heads(day.machine.home)[f"case/{case}"] >= 3 for case in CASES)


def test_a_morning_that_fails_is_told_to_the_administrator_by_letter(day: Day) -> None:
    assert day.failed.result() == ("FAILED", "Tänään on 14.4.2023: muulle päivälle (13.4.2023) voi vain katsoa.")
    assert day.alarmed.result() == ("COMPLETED", "Ylläpitäjälle kirjoitettu: 1.")
    letters = [one.read_bytes() for one in (day.machine.home / "letters").glob(f"*{ADMINISTRATOR}*")]
    bodies = [message_from_bytes(one, policy=SMTP).get_body(("plain",)) for one in letters]
    said = [" ".join(one.get_content().split()) for one in bodies if one]
    assert len([one for one in said if "voi vain katsoa" in one]) == 1


def test_what_a_form_refuses_never_becomes_a_run(machine: Machine) -> None:
    found = machine.ask("GET", "/deployments/name/approve/approve")
    with pytest.raises(AskedInVain, match="by"):
        machine.ask("POST", f"/deployments/{found['id']}/create_flow_run", {"parameters": {"case": "aloite-1"}})


def test_a_worker_that_is_killed_is_started_again(day: Day) -> None:
    day.dead.result()
    assert "died, is started again" in {one["event"] for one in day.machine.log() if one["who"] == "worker"}


def test_a_run_that_never_gave_a_sign_of_life_is_marked_as_crashed(day: Day) -> None:
    buried, end = day.buried.result()
    assert len(buried) == 1
    assert end == ("CRASHED", "Ajosta ei ole kuulunut elonmerkkiä.")


def test_the_log_is_one_and_every_line_says_who_and_how_grave(day: Day) -> None:
    lines = day.machine.log()
    assert {"server", "worker", "deploy", "up"} <= {one["who"] for one in lines}
    assert {"event", "level", "timestamp", "who"} <= set.intersection(*(set(one) for one in lines))
    assert {one["level"] for one in lines} <= {"debug", "info", "warning", "error", "critical"}


def test_nobody_outside_is_asked_for_anything(day: Day) -> None:
    day.deployed.result()
    assert day.machine.outside() == ""


def test_a_port_that_is_taken_is_one_sentence(machine: Machine) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = machine.command("up", "--no-web", "--prefect-port", port)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith(f"127.0.0.1:{port}: portti on varattu. Onko kemiflow up jo käynnissä?")


def test_the_schedules_of_prefect_yaml_are_those_on_the_server(machine: Machine) -> None:
    written = yaml.safe_load((root() / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    there = {one["name"]: one for one in machine.ask("POST", "/deployments/filter", {})}
    assert {one["name"] for one in written} == set(there)
    assert {name: one["version"] for name, one in there.items()} == {one["name"]: one["version"] for one in written}

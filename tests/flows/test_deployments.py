"""prefect.yaml deploys as it is, and its schedules are right across summer time."""

from __future__ import annotations

import asyncio
import inspect
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.responses import DeploymentResponse
from prefect.server.schemas.schedules import CronSchedule
from prefect.utilities.callables import parameter_schema
from prefect.utilities.importtools import import_object

from kemiflow import __version__
from kemiflow.core.days import HELSINKI
from kemiflow.settings import root
from kemiflow.up.automations import automations
from kemiflow.up.environment import QUIET
from tests.flows.day import Day
from tests.flows.machine import Machine

WRITTEN: dict[str, dict[str, Any]] = {
    one["name"]: one for one in yaml.safe_load((root() / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
}
TIMES = {
    "walk": ["0 7 * * 1-5"],
    "walk-shard": [],
    "walk-case": [],
    "remind": ["30 7 * * 1-5"],
    "report": ["45 7 * * 1-3"],
    "send": ["15,45 8-15 * * 1-5"],
    "verify": ["30 2 * * *"],
    "alarm": [],
    "approve": [],
    "record-decision": [],
}
QUEUES = {
    "walk-shard": "shards",
    "remind": "letters",
    "report": "letters",
    "send": "letters",
    "alarm": "people",
    "approve": "people",
    "record-decision": "people",
}
# What a person or another flow must tell; everything else has a safe default
NEEDED = {
    "walk-shard": {"day", "which", "many"},
    "walk-case": {"case"},
    "alarm": {"what"},
    "approve": {"case", "by"},
    "record-decision": {"case", "by", "decision"},
}
SPRING, AUTUMN = datetime(2026, 3, 26, tzinfo=UTC), datetime(2026, 10, 22, tzinfo=UTC)


def flow_of(name: str) -> Flow[..., Any]:
    """Load the flow of a deployment by its entrypoint."""
    found = import_object(str(root() / WRITTEN[name]["entrypoint"]))
    assert isinstance(found, Flow)
    return found


@pytest.fixture(scope="module")
def deployed(day: Day, prefect: dict[str, str]) -> dict[str, DeploymentResponse]:
    """Read the deployments once the operator's command has brought the server again to what the files say."""
    assert prefect
    said = day.deployed.result()
    assert (said.returncode, said.stderr) == (0, "")
    with get_client(sync_client=True) as client:
        return {one.name: one for one in client.read_deployments()}


def days(cron: str, start: datetime, count: int) -> list[str]:
    """Give the coming times of a schedule as a clock in Finland and in Greenwich shows them."""
    schedule = CronSchedule(cron=cron, timezone="Europe/Helsinki")
    found = asyncio.run(schedule.get_dates(n=count, start=start))
    return [f"{one.astimezone(HELSINKI):%d.%m. %H:%M} {one.astimezone(UTC):%H:%M}" for one in found]


@pytest.mark.parametrize("name", TIMES)
def test_every_entrypoint_is_a_flow_with_safe_defaults(name: str) -> None:
    flow = flow_of(name)
    needed = {one.name for one in inspect.signature(flow.fn).parameters.values() if one.default is one.empty}
    assert needed == NEEDED.get(name, set())


@pytest.mark.parametrize("name", TIMES)
def test_every_field_of_a_form_explains_itself(name: str) -> None:
    fields = parameter_schema(flow_of(name)).properties
    assert {field: said for field, said in fields.items() if not said.get("description")} == {}


def test_nothing_that_decides_is_filled_in_beforehand() -> None:
    fields = parameter_schema(flow_of("approve")).properties
    assert {name: one.get("default") for name, one in fields.items()} == {
        "case": None,
        "by": None,
        "reason": "",
        "what_if": True,
        "send": False,
    }


def test_every_deployment_tells_which_version_it_is_of() -> None:
    assert {one["version"] for one in WRITTEN.values()} == {__version__}


def test_what_a_person_asks_for_waits_its_turn_and_a_second_morning_gives_way() -> None:
    strategies = {
        name: one["concurrency_limit"]["collision_strategy"] for name, one in WRITTEN.items() if name != "walk-shard"
    }
    turns = {"walk-case", "alarm", "approve", "record-decision"}
    assert strategies == {name: "ENQUEUE" if name in turns else "CANCEL_NEW" for name in strategies}


def test_flows_run_at_the_times_that_were_agreed() -> None:
    assert {name: [when["cron"] for when in one["schedules"]] for name, one in WRITTEN.items()} == TIMES
    assert {when["timezone"] for one in WRITTEN.values() for when in one["schedules"]} == {"Europe/Helsinki"}


def test_a_morning_stays_at_seven_when_summer_time_begins_and_ends() -> None:
    assert days("0 7 * * 1-5", SPRING, 3) == ["26.03. 07:00 05:00", "27.03. 07:00 05:00", "30.03. 07:00 04:00"]
    assert days("0 7 * * 1-5", AUTUMN, 3) == ["22.10. 07:00 04:00", "23.10. 07:00 04:00", "26.10. 07:00 05:00"]


def test_letters_are_tried_again_in_office_hours_of_either_time() -> None:
    assert days("15,45 8-15 * * 1-5", datetime(2026, 3, 27, 13, 30, tzinfo=UTC), 2) == [
        "27.03. 15:45 13:45",
        "30.03. 08:15 05:15",
    ]
    assert days("15,45 8-15 * * 1-5", datetime(2026, 10, 23, 12, 30, tzinfo=UTC), 2) == [
        "23.10. 15:45 12:45",
        "26.10. 08:15 06:15",
    ]


def test_the_night_of_each_change_has_one_verification() -> None:
    assert days("30 2 * * *", SPRING, 5)[2:] == ["28.03. 02:30 00:30", "29.03. 02:30 00:30", "30.03. 02:30 23:30"]
    assert days("30 2 * * *", AUTUMN, 4)[1:] == ["24.10. 02:30 23:30", "25.10. 02:30 23:30", "26.10. 02:30 00:30"]


def test_all_is_deployed_as_it_is_and_again(deployed: dict[str, DeploymentResponse]) -> None:
    assert set(deployed) == set(TIMES)
    assert {one.work_pool_name for one in deployed.values()} == {"kemiflow"}
    assert {name: one.work_queue_name for name, one in deployed.items()} == {
        name: QUEUES.get(name, "documents") for name in TIMES
    }
    crons = {name: [getattr(when.schedule, "cron", "") for when in one.schedules] for name, one in deployed.items()}
    assert crons == TIMES
    assert all(one.enforce_parameter_schema for one in deployed.values())
    [step] = deployed["walk"].pull_steps or []
    assert step == {"prefect.deployments.steps.set_working_directory": {"directory": str(root())}}


def test_no_run_tells_anybody_outside(deployed: dict[str, DeploymentResponse]) -> None:
    quiet = {name: QUIET[name] for name in ("DO_NOT_TRACK", "PREFECT_SERVER_ANALYTICS_ENABLED")}
    assert [one.job_variables["env"] for one in deployed.values()] == [quiet] * len(TIMES)


def test_automations_are_applied_by_name_and_again(deployed: dict[str, DeploymentResponse], machine: Machine) -> None:
    assert deployed
    there = machine.ask("POST", "/automations/filter", {})
    assert sorted(one["name"] for one in there) == sorted(one["name"] for one in automations(root()))
    assert all(one["enabled"] for one in there)

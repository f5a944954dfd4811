"""One real machine for the whole run: `kemiflow up` with Prefect's server and a worker, on a free port of this one."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.context import refresh_global_settings_context
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, PREFECT_HOME, temporary_settings
from prefect.utilities.asyncutils import run_coro_as_sync

from kemiflow.settings import HOME
from kemiflow.up.environment import QUIET
from tests.flows.homes import city, confirm
from tests.flows.machine import Machine, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give tests on the machine the time that a busy computer needs; each wait inside ends by itself."""
    for item in items:
        if "machine" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(400))


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Start the one machine of the whole run, as `kemiflow up` does."""
    with running(tmp_path_factory.mktemp("machine")) as started:
        yield started


@pytest.fixture(scope="session")
def environment(machine: Machine) -> dict[str, str]:
    """Give the environment in which Prefect's own commands find the server."""
    quiet = {**machine.environment, **QUIET, "PREFECT_SERVER_EPHEMERAL_ENABLED": "false"}
    return {**quiet, "PREFECT_HOME": str(machine.home / "prefect"), "PREFECT_API_URL": machine.api}


@pytest.fixture(scope="session")
def prefect(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """Let flows of this process find the server; without heartbeat, which makes each run last a second."""
    settings = {
        PREFECT_API_URL: environment["PREFECT_API_URL"],
        PREFECT_HOME: environment["PREFECT_HOME"],
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
    }
    told = {name: value for name, value in environment.items() if name in QUIET or name.startswith("PREFECT_")}
    # Shards in processes of their own read the environment, as on a city's machine
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        refresh_global_settings_context()
        with temporary_settings(settings):
            yield environment
        run_coro_as_sync(drained())


async def drained() -> None:
    """Hand over what Prefect still wants to tell the server, before the server goes."""
    for left in (APILogWorker.instance().drain(), EventsWorker.drain_all()):
        if inspect.isawaitable(left):
            await left


@pytest.fixture
def home(prefect: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a city with three motions, which the flows find as an operator tells them: by the environment."""
    assert prefect
    monkeypatch.setenv(HOME, str(tmp_path))
    city(tmp_path)
    confirm(tmp_path)
    return tmp_path

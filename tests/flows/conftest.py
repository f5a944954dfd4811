"""One real machine for the whole run: `kemiflow up` with Prefect's server and a worker, on a free port of this one."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from prefect.context import refresh_global_settings_context
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.settings import (
    PREFECT_API_TLS_INSECURE_SKIP_VERIFY,
    PREFECT_API_URL,
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    PREFECT_HOME,
    temporary_settings,
)
from prefect.utilities.asyncutils import run_coro_as_sync

from kemiflow.settings import HOME
from kemiflow.up.environment import QUIET
from tests.flows.day import Day
from tests.flows.homes import city, confirm
from tests.flows.machine import Machine, running

HERE = Path(__file__).parent
LIVED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the day of the machine pass beside other tests: those that ask what it came to are the last ones here.

    Tests on the machine get the time that a busy computer needs; each wait inside ends by itself.
    """
    places = [place for place, item in enumerate(items) if item.path.is_relative_to(HERE)]
    mine = sorted((items[place] for place in places), key=lambda item: asks(item, "day"))
    for place, item in zip(places, mine, strict=True):
        items[place] = item
        if asks(item, "server"):
            item.add_marker(pytest.mark.timeout(400))
    config.stash[LIVED] = any(asks(item, "day") for item in mine)


def asks(item: pytest.Item, fixture: str) -> bool:
    """Tell whether a test asks for a fixture, itself or through another one."""
    return fixture in getattr(item, "fixturenames", ())


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Day]:
    """Start the one machine of the whole run, as `kemiflow up` does; when its server is well, the day begins.

    It stops behind the last of these tests: idle beside all others it would cost more than they do.
    """
    with running(tmp_path_factory.mktemp("machine")) as started:
        pool = ThreadPoolExecutor(1)
        try:
            yield Day(started, pool, begins=pytestconfig.stash[LIVED])
        finally:
            pool.shutdown(cancel_futures=True)


@pytest.fixture(scope="package")
def machine(server: Day) -> Machine:
    """Give the machine once everything on it runs."""
    server.machine.ready()
    return server.machine


@pytest.fixture(scope="package")
def day(server: Day) -> Day:
    """Give the day of the machine."""
    return server


@pytest.fixture(scope="package")
def environment(server: Day) -> dict[str, str]:
    """Give the environment in which Prefect's own commands find the server."""
    machine = server.machine
    quiet = {**machine.environment, **QUIET, "PREFECT_SERVER_EPHEMERAL_ENABLED": "false"}
    return {**quiet, "PREFECT_HOME": str(machine.home / "prefect"), "PREFECT_API_URL": machine.api}


@pytest.fixture(scope="package")
def prefect(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """Let flows of this process find the server; without heartbeat, which makes each run last a second."""
    settings = {
        PREFECT_API_URL: environment["PREFECT_API_URL"],
        PREFECT_HOME: environment["PREFECT_HOME"],
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
        # The server speaks plainly here: reading all certificates of the machine takes longer than asking it
        PREFECT_API_TLS_INSECURE_SKIP_VERIFY: True,
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


@pytest.fixture(scope="session")
def motions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a city with three motions once, to be copied."""
    made = tmp_path_factory.mktemp("motions")
    city(made)
    confirm(made)
    return made


@pytest.fixture
def home(prefect: dict[str, str], motions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a city with three motions, which the flows find as an operator tells them: by the environment."""
    assert prefect
    monkeypatch.setenv(HOME, str(tmp_path))
    shutil.copytree(motions, tmp_path, dirs_exist_ok=True)
    return tmp_path

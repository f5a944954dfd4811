"""One real Prefect server for the whole run, on a free port of this machine, with a home of its own."""

from __future__ import annotations

import inspect
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

import pytest
from prefect.context import refresh_global_settings_context
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, PREFECT_HOME, temporary_settings
from prefect.utilities.asyncutils import run_coro_as_sync

from kemiflow.settings import HOME
from tests.flows.homes import city, confirm

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
}
PATIENCE_SECONDS = 100


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(port: int) -> bool:
    """Tell whether a server answers that it is well."""
    asked = HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        asked.request("GET", "/api/health")
        return asked.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        asked.close()


def started(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not answers(port):
        assert server.poll() is None, log.read_text()
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.1)


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Start the server; gives the environment in which Prefect's own commands find it."""
    place, port = tmp_path_factory.mktemp("prefect"), free_port()
    url = f"http://127.0.0.1:{port}/api"
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    own = {**bare, **QUIET, "PREFECT_HOME": str(place)}
    command = [sys.executable, "-m", "prefect", "server", "start", "--no-services", "--host", "127.0.0.1"]
    log = place / "server.log"
    with (
        log.open("wb") as told,
        subprocess.Popen([*command, "--port", str(port)], env=own, stdout=told, stderr=told) as server,
    ):
        try:
            started(port, server, log)
            yield {**own, "PREFECT_API_URL": url}
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def prefect(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """Let flows of this process find the server; without heartbeat, which makes each run last a second."""
    settings = {
        PREFECT_API_URL: environment["PREFECT_API_URL"],
        PREFECT_HOME: environment["PREFECT_HOME"],
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
    }
    told = {name: environment[name] for name in (*QUIET, "PREFECT_API_URL", "PREFECT_HOME")}
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

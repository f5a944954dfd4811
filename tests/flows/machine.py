"""A city's machine: `kemiflow up` as an operator starts it, on a network where nothing but this machine is reached."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kemiflow.app.walk import walk
from kemiflow.settings import HOME
from kemiflow.up.api import Api, ServerAway
from kemiflow.wiring import open_home
from tests.flows.homes import CASES, TODAY, WALKED, city, confirm

PATIENCE_SECONDS = 240
End = tuple[str, str]  # a run's state and its sentence
LOG, OUTSIDE = "up.log", "outside.txt"
FAST = {
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    "PREFECT_WORKER_QUERY_SECONDS": "1",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS": "5",
}
# Laid before all that runs: whoever looks for an address outside is written down, and finds none
GUARD = """
import os, sys
def _watch(event, args):
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event in ("socket.connect", "socket.sendto"):
        host = args[1][0] if isinstance(args[1], tuple) else None
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host not in (None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", os.uname().nodename):
        with open(os.environ["OUTSIDE"], "a") as told:
            print(event, host, sys.argv, file=told)
        raise OSError("no network")
sys.addaudithook(_watch)
"""


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(frozen=True, kw_only=True)
class Machine:
    """A machine at work: its home, and how its server is asked."""

    home: Path
    api: str
    environment: dict[str, str]
    up: subprocess.Popen[bytes]

    def ready(self) -> None:
        """Wait until everything runs, the worker and the deployments too."""
        until(lambda: self.up.poll() is not None or '"ready"' in self.told(), self.told)
        assert self.up.poll() is None, self.told()

    def ask(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        """Ask the server, again while its database is busy, as kemiflow itself does."""
        return Api(address=self.api).ask(method, path, body)

    def start(self, deployment: str, *, at: datetime | None = None, **parameters: object) -> str:
        """Start a run of a deployment, now or later; gives its id."""
        found = self.ask("GET", f"/deployments/name/{deployment}")
        state = {"type": "SCHEDULED", "state_details": {"scheduled_time": at.isoformat()}} if at else None
        body = {"parameters": parameters, "state": state}
        return str(self.ask("POST", f"/deployments/{found['id']}/create_flow_run", body)["id"])

    def heard(self, run: str) -> bool:
        """Tell whether the server has heard a run's first sign of life."""
        told = {"event": {"name": ["prefect.flow-run.heartbeat"]}, "resource": {"id": [f"prefect.flow-run.{run}"]}}
        return bool(self.ask("POST", "/events/filter", {"filter": told, "limit": 1})["events"])

    def asks(self, run: str) -> bool:
        """Tell whether a run waits, with its form on the page."""
        state = self.state(run)
        keyset = state["state_details"].get("run_input_keyset")
        if state["type"] != "PAUSED" or not keyset:
            return False
        return bool(self.ask("POST", f"/flow_runs/{run}/input/filter", {"prefix": keyset["schema"], "limit": 1}))

    def resume(self, run: str, answer: dict[str, Any] | None) -> dict[str, Any]:
        """Answer a run as Prefect's page does; gives the server's verdict."""
        body = {} if answer is None else {"run_input": answer}
        verdict: dict[str, Any] = self.ask("POST", f"/flow_runs/{run}/resume", body)
        return verdict

    def process(self, run: str) -> int:
        """Give the process of a run that a worker started."""
        return int(self.ask("GET", f"/flow_runs/{run}")["infrastructure_pid"].rpartition(":")[2])

    def ended(self, run: str) -> End:
        """Wait for the end of a run; gives its state and its sentence."""
        until(lambda: self.state(run)["type"] in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}, self.told)
        state = self.state(run)
        return state["type"], state["message"]

    def state(self, run: str) -> dict[str, Any]:
        """Give the state of a run."""
        found: dict[str, Any] = self.ask("GET", f"/flow_runs/{run}")["state"]
        return found

    def runs(self, flow: str) -> list[dict[str, Any]]:
        """Give the runs of a flow's deployment; those that tests make in their own process have none."""
        found: list[dict[str, Any]] = self.ask("POST", "/flow_runs/filter", {"flows": {"name": {"any_": [flow]}}})
        return [one for one in found if one["deployment_id"]]

    def command(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Give a command of kemiflow on this machine."""
        line = [sys.executable, "-m", "kemiflow", "--home", str(self.home), *args]
        return subprocess.run(line, env=self.environment, capture_output=True, text=True, check=False)

    def log(self) -> list[dict[str, Any]]:
        """Read the one log."""
        return [json.loads(line) for line in self.told().splitlines()]

    def told(self) -> str:
        """Give the log as text."""
        return (self.home.parent / LOG).read_text(encoding="utf-8")

    def outside(self) -> str:
        """Tell who looked for an address outside."""
        file = self.home.parent / OUTSIDE
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def pid(self, who: str) -> int:
        """Give the process of a child, as the log last told it."""
        return int([line["pid"] for line in self.log() if line["who"] == who and line["event"] == "started"][-1])


def until(true: Callable[[], bool], told: Callable[[], str] = str) -> None:
    """Wait for something."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not _now(true):
        assert time.monotonic() < end, told()[-4000:]
        time.sleep(0.2)


def _now(true: Callable[[], bool]) -> bool:
    """Tell whether something is so; a server that is busy is asked again, as an operator does."""
    try:
        return true()
    except ServerAway:
        return False


def three_motions(home: Path) -> None:
    """Make a city with three motions that are due, and one that was walked already: a letter about it is due."""
    city(home, *CASES, WALKED)
    confirm(home, *CASES, WALKED)
    with closing(open_home(home)) as at:
        walk(at.world, WALKED, TODAY)


@contextmanager
def running(place: Path, fill: Callable[[Path], None] = three_motions) -> Iterator[Machine]:
    """Start a machine with a city, give it once its server is well, and stop it as systemd does."""
    home = place / "home"
    home.mkdir()
    fill(home)
    guard = place / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_") and name != HOME}
    own = {**bare, **FAST, "PYTHONPATH": str(guard), "OUTSIDE": str(place / OUTSIDE), "KEMIFLOW_LANGUAGE": "fi"}
    port = free_port()
    command = [sys.executable, "-m", "kemiflow", "--home", str(home), "--json", "up", "--no-web"]
    with (
        (place / LOG).open("wb") as told,
        subprocess.Popen([*command, "--prefect-port", str(port)], env=own, stdout=told, stderr=told) as up,
    ):
        machine = Machine(home=home, api=f"http://127.0.0.1:{port}/api", environment=own, up=up)
        try:
            until(lambda: up.poll() is not None or Api(address=machine.api).well(), machine.told)
            yield machine
        finally:
            up.send_signal(signal.SIGTERM)
            up.wait(PATIENCE_SECONDS)

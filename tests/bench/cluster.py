"""Beyond one machine, on one host: Prefect on PostgreSQL and Redis, two servers, three workers, and trouble."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Final

import pytest
import sqlalchemy as sa

from kemiflow.clock import OwnClock
from kemiflow.settings import DATABASE
from kemiflow.up.api import Api
from kemiflow.up.environment import Place, environment
from kemiflow.wiring import CLOCK, open_home
from tests.app.home import clock
from tests.bench.due import city, walked
from tests.bench.measure import Row, row
from tests.flows.machine import FAST, free_port, until
from tests.postgres import Server, plain, server

CASES: Final = 100_000
SHARDS: Final = 12
WORKERS: Final = 3
Journal = dict[str, list[tuple[object, ...]]]


def rows() -> list[Row]:
    """Walk a troubled morning of 10,000 of 100,000 matters, and compare its journal with that of a quiet one.

    `KEMIFLOW_BENCH_CASES` makes the city smaller.
    """
    cases = int(os.environ.get("KEMIFLOW_BENCH_CASES", CASES))
    due = cases // 10
    with tempfile.TemporaryDirectory() as scratch, server() as at:
        folder = Path(scratch)
        quiet = city(folder / "quiet", due, resting=cases - due)
        walked(quiet)
        expected = journal(quiet)
        troubled, seconds = _troubled(folder, at, due, cases - due)
    lost = sum(1 for stream, told in expected.items() for one in told if one not in troubled.get(stream, []))
    double = sum(len(told) for told in troubled.values()) - sum(len(told) for told in expected.values()) + lost
    differs = sum(1 for stream in expected | troubled if expected.get(stream) != troubled.get(stream))
    what = f"of a troubled morning, {due:,} due of {cases:,} matters"
    return [
        row(("lost", f"records lost {what}", ""), (lost, 0.0), 1),
        row(("double", f"records written twice {what}", ""), (double, 0.0), 1),
        row(("streams", f"streams that differ from a quiet run's {what}", ""), (differs, 0.0), 1),
        row(
            ("seconds", "that morning, from the start of both walks to the last matter", "s"),
            (seconds, float("nan")),
            1,
        ),
    ]


def journal(path: Path) -> Journal:
    """Give each stream's records, without what differs from run to run: times and digests.

    That a worker died is told to the administrator by letter: this one letter is no part of the morning's work.
    """
    about = """SELECT stream, seq, key, kind, "on", "by" FROM records WHERE key NOT LIKE '%alarm:%'"""
    told = sa.text(f"{about} ORDER BY stream, seq")
    streams: Journal = {}
    with closing(open_home(path, clock=clock())) as at, at.store.engine.begin() as connection:
        for stream, seq, key, kind, on, by in connection.execute(told):
            streams.setdefault(stream, []).append((seq, key, kind, str(on), by))
    return streams


def _troubled(folder: Path, at: Server, due: int, resting: int) -> tuple[Journal, float]:
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATABASE, at.fresh())
        home = city(folder / "troubled", due, resting=resting)
        OwnClock(time=clock().time, path=home / CLOCK).set(clock().today(), 7)
        before = _count(home)
        cluster = Cluster(folder, at, home, stack)
        begun = time.perf_counter()
        run, shell = cluster.start("walk/walk", spread=True, shards=SHARDS), cluster.kemiflow("walk")
        until(lambda: _count(home) > before + due // 10)
        cluster.kill_a_worker()
        until(lambda: _count(home) > before + due // 4)
        at.restart()
        shell.wait()
        cluster.ended(run)
        while _due(home):
            cluster.kemiflow("walk").wait()
        spent = time.perf_counter() - begun
        return journal(home), spent


def _count(home: Path) -> int:
    with closing(open_home(home, clock=clock())) as at, at.store.engine.begin() as connection:
        return int(connection.execute(sa.text("SELECT count(*) FROM records")).scalar_one())


def _due(home: Path) -> bool:
    with closing(open_home(home, clock=clock())) as at:
        return bool(at.world.lists.due_cases(clock().today(), limit=1))


class Cluster:
    """Servers, services and workers on one host."""

    def __init__(self, folder: Path, at: Server, home: Path, stack: ExitStack) -> None:
        at.tell('CREATE DATABASE "prefect"')
        ports = [free_port() for _ in range(3)]
        self.apis = [f"http://127.0.0.1:{port}/api" for port in ports[:2]]
        self.folder, self.home, self.stack = folder, home, stack
        place = Place(home=home, port=ports[0])
        self.environment = {**environment(place), **FAST, **_shared(at, ports[2])}
        self._start("redis-server", "--port", str(ports[2]), "--save", "", "--dir", str(folder))
        self._prefect("server", "database", "upgrade", "-y").wait()
        for port in ports[:2]:
            self._prefect("server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-services")
        self._prefect("server", "services", "start")
        for api in self.apis:
            until(Api(address=api).well, self.told)
        assert self.kemiflow("deploy").wait() == 0, self.told()
        self.workers = [
            self._prefect("worker", "start", "--pool", "kemiflow", "--type", "process", "--name", f"w{n}")
            for n in range(WORKERS)
        ]
        until(lambda: len(self._online()) == WORKERS, self.told)

    def start(self, deployment: str, **parameters: object) -> str:
        """Start a run of a deployment at the second server; gives its id."""
        api = Api(address=self.apis[1])
        found = api.ask("GET", f"/deployments/name/{deployment}")
        return str(api.ask("POST", f"/deployments/{found['id']}/create_flow_run", {"parameters": parameters})["id"])

    def ended(self, run: str) -> str:
        """Wait for the end of a run; gives its state."""
        ends = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
        until(lambda: self._state(run) in ends, self.told)
        return self._state(run)

    def kill_a_worker(self) -> None:
        """Kill a worker with all that it started, as a power cut does."""
        os.killpg(self.workers[0].pid, signal.SIGKILL)

    def kemiflow(self, *args: str) -> subprocess.Popen[bytes]:
        """Start a command of kemiflow."""
        return self._start(sys.executable, "-m", "kemiflow", "--home", str(self.home), *args)

    def told(self) -> str:
        """Give the end of what all have said."""
        return (self.folder / "cluster.log").read_text(encoding="utf-8", errors="replace")

    def _state(self, run: str) -> str:
        return str(Api(address=self.apis[1]).ask("GET", f"/flow_runs/{run}")["state"]["type"])

    def _online(self) -> list[object]:
        found = Api(address=self.apis[0]).ask("POST", "/work_pools/kemiflow/workers/filter", {})
        return [one for one in found if one["status"] == "ONLINE"]

    def _prefect(self, *args: str) -> subprocess.Popen[bytes]:
        return self._start(sys.executable, "-m", "prefect", *args)

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        log = self.stack.enter_context((self.folder / "cluster.log").open("ab"))
        started = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, start_new_session=True)
        self.stack.callback(_end, started)
        return started


def _end(one: subprocess.Popen[bytes]) -> None:
    if one.poll() is None:
        os.killpg(one.pid, signal.SIGTERM)
        try:
            one.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()


def _shared(at: Server, redis: int) -> Mapping[str, str]:
    """Give the settings that make many machines of one: nothing else changes."""
    database = plain(at.place("prefect")).replace("postgresql://", "postgresql+asyncpg://")
    return {
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": database,
        "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": "false",
        "PREFECT_SERVER_EVENTS_MESSAGING_BROKER": "prefect_redis.messaging",
        "PREFECT_SERVER_EVENTS_MESSAGING_CACHE": "prefect_redis.messaging",
        "PREFECT_SERVER_EVENTS_CAUSAL_ORDERING": "prefect_redis.ordering",
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect_redis.lease_storage",
        "PREFECT_SERVER_WORKER_CHANNEL_CLEANUP_QUEUE_STORAGE": "prefect_redis.cleanup_queue",
        "PREFECT_SERVER_DOCKET_URL": f"redis://127.0.0.1:{redis}/1",
        "PREFECT_REDIS_MESSAGING_HOST": "127.0.0.1",
        "PREFECT_REDIS_MESSAGING_PORT": str(redis),
        "PREFECT_REDIS_WORKER_CLEANUP_QUEUE_HOST": "127.0.0.1",
        "PREFECT_REDIS_WORKER_CLEANUP_QUEUE_PORT": str(redis),
    }

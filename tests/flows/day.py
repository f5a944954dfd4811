"""A day of the one machine, lived beside the other tests: errands done in turn, and what each of them came to."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from kemiflow.clock import SystemClock
from kemiflow.settings import root
from kemiflow.up.api import Api
from kemiflow.up.automations import apply, automations
from kemiflow.up.dead import GIVEN_UP, SILENT, bury, dead
from kemiflow.up.doctor import ails_of_prefect
from kemiflow.up.prepare import deployments
from tests.flows.homes import CASES, SECRETARY
from tests.flows.machine import End, Machine, until

T = TypeVar("T")
Ails = tuple[tuple[str, str], ...]
SOON_SECONDS = 20
YESTERDAY = "2023-04-13"
YES = {"by": SECRETARY, "answer": "lähetetään"}
DECISION: dict[str, Any] = {
    "step": "filing",
    "day": "2023-04-14",
    "section": 12,
    "how_changed": "ei muutosta",
    "gist": "Lähetettiin valmisteltavaksi.",
    "clauses": [{"relation": "ehdotuksen mukaisesti", "effect": "esitettiin eteenpäin"}],
}


CHECKED = ("--step", "filing", "--day", "2023-04-14", "--by", SECRETARY)


@dataclass(frozen=True, kw_only=True)
class Killed:
    """What became of a run that was killed while it waited: how it ended, how a late answer fared, what ailed."""

    run: str
    end: End
    answered: str
    ails: Ails = ()


class Day:
    """The errands in the order of the day; one that broke breaks the test that asks what it came to."""

    def __init__(self, machine: Machine, pool: ThreadPoolExecutor, *, begins: bool) -> None:
        """Begin the day, if anybody will ask what it came to."""
        self.machine, self._pool, self._begins = machine, pool, begins
        self.well = self._errand(self._well)
        self._failing = self._errand(lambda: machine.start("walk/walk", day=YESTERDAY))
        self.run_killed = self._errand(self._kill_a_run)
        self.failed = self._errand(lambda: machine.ended(self._failing.result()))
        self._dying = self._errand(self._kill_a_run_with_its_worker)
        self.decided = self._errand(self._decide)
        self.woken = self._errand(lambda: self._woken(1))
        self.checked = self._errand(lambda: machine.command("record", "minutes-checked", CASES[0], *CHECKED))
        self.woken_again = self._errand(lambda: self._woken(2))
        self.dead = self._errand(self._found_dead)
        self.alarmed = self._errand(lambda: machine.ended(self._alarm()["id"]))
        self.doctored = self._errand(lambda: machine.command("doctor"))
        self.spread = self._errand(lambda: machine.ended(machine.start("walk/walk", spread=True, shards=2)))
        self.deployed = self._errand(lambda: machine.command("deploy"))
        self.buried = self._errand(self._bury_a_run)

    def _errand(self, work: Callable[[], T]) -> Future[T]:
        return self._pool.submit(work) if self._begins else Future[T]()

    def _well(self) -> str:
        machine = self.machine
        machine.ready()
        api = Api(address=machine.api)
        until(lambda: not list(ails_of_prefect(api, SystemClock().now(), deployments(root()))), machine.told)
        return machine.command("doctor").stdout

    def _asking(self) -> str:
        """Start a run that asks before letters go, and let it come to where it waits."""
        run = self.machine.start("remind/remind", ask=True)
        until(lambda: self.machine.asks(run), self.machine.told)
        return run

    def _kill_a_run(self) -> Killed:
        run = self._asking()
        kill(self.machine.process(run))
        end = self.machine.ended(run)
        return Killed(run=run, end=end, answered=self.machine.resume(run, YES)["status"])

    def _kill_a_run_with_its_worker(self) -> tuple[str, Ails]:
        """Leave a run of which nobody tells that it died, as after a power cut; only its heartbeat is missing."""
        machine = self.machine
        # What a worker is about to start when it dies is lost; it is not this run's matter
        until(lambda: self._alarm()["state_type"] not in {"SCHEDULED", "PENDING"}, machine.told)
        self._wait_for_dead_runs(SOON_SECONDS)
        run = self._asking()
        until(lambda: machine.heard(run), machine.told)
        worker = machine.pid("worker")
        os.kill(worker, signal.SIGKILL)
        kill(machine.process(run))
        later = SystemClock().now() + SILENT + timedelta(seconds=SOON_SECONDS)
        ails = [(one.code, one.facts.get("id", "")) for one in ails_of_prefect(Api(address=machine.api), later, ())]
        until(lambda: machine.pid("worker") != worker, machine.told)
        return run, tuple(ails)

    def _bury_a_run(self) -> tuple[list[str], End]:
        """Look for the dead after a while, when one has run since now that never gave a sign of life."""
        machine, tomorrow = self.machine, SystemClock().now() + timedelta(days=1)
        run = machine.start("send/send", at=tomorrow)
        running = {"state": {"type": "RUNNING", "name": "Running"}, "force": True}
        machine.ask("POST", f"/flow_runs/{run}/set_state", running)
        later = SystemClock().now() + GIVEN_UP + timedelta(seconds=SOON_SECONDS)
        early = bury(Api(address=machine.api), root(), later - GIVEN_UP)
        return early + bury(Api(address=machine.api), root(), later), machine.ended(run)

    def _found_dead(self) -> Killed:
        run, ails = self._dying.result()
        end = self.machine.ended(run)
        self._wait_for_dead_runs()
        return Killed(run=run, end=end, answered=self.machine.resume(run, YES)["status"], ails=ails)

    def _wait_for_dead_runs(self, seconds: int | None = None) -> None:
        """Let the automation for dead runs wait some seconds instead of two and a half heartbeats, or these again."""
        [marks] = [one for one in automations(root()) if dead(one)]
        within = seconds or marks["trigger"]["within"]
        apply(Api(address=self.machine.api), [marks | {"trigger": marks["trigger"] | {"within": within}}])

    def _alarm(self) -> dict[str, Any]:
        """Wait for the run that writes about the morning that failed."""

        def found() -> list[dict[str, Any]]:
            return [one for one in self.machine.runs("alarm") if "voi vain katsoa" in one["parameters"]["what"]]

        until(lambda: bool(found()), self.machine.told)
        return found()[0]

    def _decide(self) -> End:
        asked: dict[str, Any] = {"case": CASES[0], "by": SECRETARY, "what_if": False, "decision": DECISION}
        return self.machine.ended(self.machine.start("record-decision/record-decision", **asked))

    def _woken(self, times: int) -> End:
        def woken() -> list[dict[str, Any]]:
            found = [one for one in self.machine.runs("walk-case") if one["parameters"] == {"case": CASES[0]}]
            return sorted(found, key=lambda one: str(one["created"]))

        until(lambda: len(woken()) >= times, self.machine.told)
        return self.machine.ended(woken()[times - 1]["id"])


def kill(process: int) -> None:
    """Kill a run with all that it started; a worker starts each in a group of its own."""
    assert os.getpgid(process) == process
    os.killpg(process, signal.SIGKILL)

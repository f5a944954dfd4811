"""Prefect's whole database is deleted between two mornings, and its server killed: nothing is lost or done twice."""

from __future__ import annotations

import os
import shutil
import signal
from datetime import timedelta
from pathlib import Path

from tests.flows.day import Day
from tests.flows.homes import CASES, TODAY, heads
from tests.flows.machine import Machine, until

NEXT = TODAY + timedelta(days=3)


def forget(machine: Machine) -> None:
    """Kill the server and delete all that it knows; give the machine time to start it and to deploy anew."""
    dead = machine.pid("server")
    os.kill(dead, signal.SIGKILL)
    for file in (machine.home / "prefect").glob("prefect.db*"):
        file.unlink()
    before = deployed(machine)
    until(lambda: machine.pid("server") != dead and deployed(machine) > before, machine.told)


def deployed(machine: Machine) -> int:
    """Count how often the server was brought to what the files say."""
    return sum(line["event"] == "deployed" for line in machine.log())


def test_a_morning_goes_on_without_anything_that_prefect_knew(day: Day, tmp_path: Path) -> None:
    assert day.spread.result()[0] == "COMPLETED"
    day.deployed.result()
    machine = day.machine
    twin = tmp_path / "twin"
    shutil.copytree(machine.home, twin, ignore=shutil.ignore_patterns("prefect"))
    before = heads(machine.home)
    forget(machine)
    assert machine.runs("walk-case") == []
    second = machine.start("walk/walk", day=NEXT.isoformat())
    assert machine.ended(second)[0] == "COMPLETED"
    assert machine.command("--home", str(twin), "--day", NEXT.isoformat(), "walk").returncode == 0
    assert heads(machine.home) == heads(twin)
    assert all(heads(machine.home)[f"case/{case}"] >= before[f"case/{case}"] for case in CASES)
    assert machine.command("verify").returncode == 0

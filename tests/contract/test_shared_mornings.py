"""Two walks of one morning on PostgreSQL, a worker killed, the server restarted: the journal of a single quiet run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kemiflow.settings import DATABASE
from kemiflow.wiring import open_home
from tests.app.home import clock
from tests.bench.due import city, walked
from tests.postgres import Server

DUE, RESTING = 60, 20


@pytest.fixture
def home(postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Make a city on PostgreSQL in which some matters are due and some rest."""
    place = postgres.fresh()
    monkeypatch.setenv(DATABASE, place)
    yield city(tmp_path / "home", DUE, resting=RESTING)
    postgres.drop(place)


def journal(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Give each stream's records, without what differs from run to run: times and digests."""
    told = sa.text('SELECT stream, seq, key, kind, "on", "by" FROM records ORDER BY stream, seq')
    streams: dict[str, list[tuple[Any, ...]]] = {}
    with closing(open_home(path, clock=clock())) as at, at.store.engine.begin() as connection:
        for stream, *rest in connection.execute(told):
            streams.setdefault(stream, []).append(tuple(rest))
    return streams


def walker(path: Path, which: int, many: int) -> subprocess.Popen[str]:
    """Start a worker's process that walks a shard as soon as it is told to."""
    command = [sys.executable, "-m", "tests.bench.due", str(path), str(which), str(many)]
    started = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert started.stdout
    assert started.stdout.readline() == "ready\n"
    return started


def go(one: subprocess.Popen[str]) -> None:
    """Let a worker begin."""
    assert one.stdin
    one.stdin.write("go\n")
    one.stdin.flush()


def records(path: Path) -> int:
    """Count all records."""
    return sum(map(len, journal(path).values()))


def quiet(postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[tuple[Any, ...]]]:
    """Give the journal of a city that is walked once, by one, in peace."""
    place = postgres.fresh()
    with monkeypatch.context() as patch:
        patch.setenv(DATABASE, place)
        twin = city(tmp_path / "twin", DUE, resting=RESTING)
        walked(twin)
        told = journal(twin)
    postgres.drop(place)
    return told


def test_a_troubled_morning_ends_as_a_quiet_one(
    home: Path, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if postgres.process is None:
        pytest.skip("the server was named: it is not ours to restart")
    expected = quiet(postgres, tmp_path, monkeypatch)
    before = records(home)
    workers = [walker(home, which, 2) for _ in range(2) for which in range(2)]
    for one in workers:
        go(one)
    while records(home) < before + 5:
        assert any(one.poll() is None for one in workers)
    os.kill(workers[0].pid, signal.SIGKILL)
    postgres.restart()
    for one in workers:
        one.communicate()
    walked(home)
    assert journal(home) == expected
    with closing(open_home(home, clock=clock())) as at:
        assert at.store.verify() == ()
        assert at.world.lists.due_cases(clock().today()) == ()

"""A server that dies in the middle of everybody's work and comes up again: nothing is lost, nothing is doubled."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kemiflow.app.keyed import appended
from kemiflow.wiring import Home, open_home
from tests.contract.drafts import link, opening
from tests.postgres import Server, absent, binaries, started_by

WRITERS, MATTERS, RESTARTS = 4, 30, 3
ALL = WRITERS * MATTERS


@pytest.fixture
def own() -> Iterator[Server]:
    """Give a server that nobody else works with; it does not wait for its disk unless it is told to."""
    found = binaries()
    if found is None:
        absent()
    else:
        with started_by(found) as server:
            yield server


@dataclass(frozen=True)
class Writers:
    """Writers of matters, and the matters of which they heard that they were written."""

    home: Home
    heard: list[str] = field(default_factory=list)

    def write(self, writer: int) -> None:
        """Write matters, and note each when it was acknowledged."""
        for number in range(MATTERS):
            case = f"{writer}-{number}"
            told = appended(self.home.world, [opening(case), link(1, case)], {f"case/{case}": 0})
            assert [one.seq for one in told] == [1, 2]
            self.heard.append(case)

    def await_(self, many: int, writing: list[Future[None]]) -> None:
        """Wait until so many were written, or a writer gave up."""
        while len(self.heard) < many and not any(one.done() for one in writing):
            time.sleep(0.01)


def test_writers_go_on_over_restarts_of_the_server(
    own: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEMIFLOW_DATABASE", own.empty("restarts"))
    with closing(open_home(tmp_path, create=True)) as home, ThreadPoolExecutor(WRITERS) as pool:
        writers = Writers(home)
        writing = [pool.submit(writers.write, number) for number in range(WRITERS)]
        for restart in range(1, RESTARTS + 1):
            writers.await_(restart * ALL // (RESTARTS + 1), writing)
            own.restart()
        for one in writing:
            one.result()
        assert sorted(home.store.journal.streams()) == sorted(f"case/{case}" for case in writers.heard)
        assert len(writers.heard) == ALL
        assert {home.store.journal.head(f"case/{case}") for case in writers.heard} == {2}
        assert home.store.verify() == ()

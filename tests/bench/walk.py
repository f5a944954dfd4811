"""Measures of a morning: against Prefect, SpiffWorkflow, DBOS, bare SQL, one worker, and the shell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.walk import walk
from kemiflow.app.morning import Morning
from kemiflow.app.walk import Walked
from kemiflow.app.walking import walk_shard
from kemiflow.settings import DATABASE, HOME
from kemiflow.wiring import open_home
from tests.app.home import clock
from tests.bench import bare, peers
from tests.bench.due import city, walked_in
from tests.bench.measure import Row, interleaved, processor, row
from tests.flows.machine import Machine, running, until
from tests.postgres import server

CASES: Final = 300
RUNS: Final = 20
STEPS: Final = 200
WORKERS: Final = 600
FLOW: Final = 20_000
ROUNDS: Final = 3
MORNING: Final = (200, 20, 60)


def rows() -> list[Row]:
    """Measure everything of a morning; `KEMIFLOW_BENCH_FLOW` makes the flow's morning smaller than 20,000."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        found = [*_steps(folder), *_sql(folder), *_workers(folder), _cores(folder)]
        cases, due, projects = MORNING
        with running(folder, lambda home: _machine(home, due, cases - due, projects)) as machine:
            return [*found, _prefect(folder, machine), _flow(folder, machine), _morning(folder, machine)]


def _machine(home: Path, due: int, resting: int, projects: int) -> None:
    city(home, due, resting=resting, projects=projects)
    shutil.copytree(home, home.parent / "morning")


def _wall(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _fresh(folder: Path, due: int) -> Path:
    """Give a new home from a master made once: so many matters are due."""
    master = folder / f"master-{due}"
    if not master.exists():
        city(master, due)
    home = Path(tempfile.mkdtemp(dir=folder)) / "home"
    shutil.copytree(master, home)
    return home


def _walk(folder: Path, clock_: Callable[[Callable[[], object]], float]) -> float:
    """Give the matters walked a second, by the processor's clock or the wall's, in a home that is open."""
    with closing(open_home(_fresh(folder, CASES), clock=clock())) as home:
        return CASES / clock_(lambda: walked_in(home))


def _steps(folder: Path) -> Iterator[Row]:
    """Compare steps a processor second: a step is read, decided and durable."""
    what = "steps a second of processor time, state durable after each, against"
    spiff = interleaved(lambda: _walk(folder, processor), lambda: peers.spiff(folder, STEPS), ROUNDS)
    yield row(("spiff", f"{what} SpiffWorkflow 3.2 on SQLite", "/s"), spiff, ROUNDS)
    dbos = interleaved(lambda: _walk(folder, processor), lambda: peers.dbos(folder, STEPS), ROUNDS)
    yield row(("dbos", f"{what} DBOS 3.4 on SQLite", "/s"), dbos, ROUNDS)


def _sql(folder: Path) -> Iterator[Row]:
    """Compare with SQL alone: the records of each matter, and all that a walk asks of the database."""

    def alone() -> float:
        home = _fresh(folder, CASES)
        return CASES / processor(lambda: bare.records_alone(home, CASES))

    def replayed() -> float:
        statements = bare.told(_fresh(folder, CASES))
        home = _fresh(folder, CASES)
        return CASES / processor(lambda: bare.replay(home, statements))

    what = "matters walked a processor second against"
    found = interleaved(lambda: _walk(folder, processor), alone, ROUNDS)
    yield row(("sql", f"{what} the same reads and appends of records in bare SQL, one transaction each", "/s"), found)
    found = interleaved(lambda: _walk(folder, processor), replayed, ROUNDS)
    yield row(("sql-lists", f"{what} the very statements of the walk, lists included, in bare SQL", "/s"), found)


def _workers(folder: Path) -> Iterator[Row]:
    """Compare two processes with one on PostgreSQL: matters a second of the clock."""
    with server() as at:
        rates: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(ROUNDS):
            for many, taken in rates.items():
                place = at.fresh()
                os.environ[DATABASE] = place
                home = Path(tempfile.mkdtemp(dir=folder))
                city(home, WORKERS)
                taken.append(WORKERS / _slowest((home, which, many) for which in range(many)))
                del os.environ[DATABASE]
                at.drop(place)
    what = "matters walked a second by two workers on PostgreSQL against one"
    yield row(("workers", what, "/s"), (median(rates[2]), median(rates[1])), ROUNDS)


def _cores(folder: Path) -> Row:
    """Compare two processes with one where they share nothing but the machine: more than that no database can give."""
    homes = [(_fresh(folder, WORKERS), 0, 1) for _ in range(3 * ROUNDS)]
    pairs = [2 * WORKERS / _slowest(homes[place : place + 2]) for place in range(0, 2 * ROUNDS, 2)]
    single = [WORKERS / _slowest([home]) for home in homes[2 * ROUNDS :]]
    what = "the same on SQLite, each worker in a home of its own: what the machine itself gives"
    return row(("cores", what, "/s"), (median(pairs), median(single)), ROUNDS)


def _slowest(shards: Iterable[tuple[Path, int, int]]) -> float:
    """Walk shards (home, which, of how many) by processes that start together; gives the seconds of the slowest."""
    walkers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.bench.due", *map(str, shard)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for shard in shards
    ]
    for one in walkers:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    spent = [one.communicate()[0].split() for one in _begun(walkers)]
    assert all(int(count) for _, count in spent)
    return max(float(seconds) for seconds, _ in spent)


def _begun(walkers: list[subprocess.Popen[str]]) -> list[subprocess.Popen[str]]:
    for one in walkers:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    return walkers


def _prefect(folder: Path, machine: Machine) -> Row:
    with _told(machine):
        ours = [_walk(folder, _wall) for _ in range(ROUNDS + 1)][1:]
        theirs = [RUNS / _wall(lambda: peers.prefect_runs(RUNS)) for _ in range(ROUNDS + 1)][1:]
    what = "due matters walked a second against a warm async flow run of Prefect for each"
    return row(("prefect-run", what, "/s"), (median(ours), median(theirs)), ROUNDS)


def _flow(folder: Path, machine: Machine) -> Row:
    """Measure what the flow spends around the walk itself."""
    many = int(os.environ.get("KEMIFLOW_BENCH_FLOW", FLOW))
    homes, inside = [_fresh(folder, 1), _fresh(folder, many)], []

    def timed(*args: Any, **more: Any) -> Morning[Walked]:  # noqa: ANN401 - passed on as they are
        begun = time.perf_counter()
        found = walk_shard(*args, **more)
        inside.append(time.perf_counter() - begun)
        return found

    with _told(machine), pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.walk.walk_shard", timed)
        whole = [_walked_in(home, patch) for home in homes][-1]
    what = f"seconds of a flow run over {many:,} due matters outside app.walk, of the whole"
    return row(("flow", what, "s"), (whole - inside[-1], whole), 1)


def _walked_in(home: Path, patch: pytest.MonkeyPatch) -> float:
    patch.setenv(HOME, str(home))
    return _wall(walk)


def _morning(folder: Path, machine: Machine) -> Row:
    run = machine.start("walk/walk")
    ours = _wall(lambda: until(lambda: machine.state(run)["type"] == "COMPLETED", machine.told))
    command = [sys.executable, "-m", "kemiflow", "--home", str(folder / "morning"), "walk"]
    theirs = _wall(lambda: subprocess.run(command, check=True, capture_output=True))
    what = "a city's morning in a running Prefect against kemiflow walk from the shell"
    return row(("morning", what, "s"), (ours, theirs), 1)


@contextmanager
def _told(machine: Machine) -> Iterator[None]:
    with temporary_settings({PREFECT_API_URL: machine.api}):
        yield

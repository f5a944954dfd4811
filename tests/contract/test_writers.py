"""Writers that meet, and writers that are killed: nothing is lost, nothing is doubled, chains hold."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from kemiflow.app.kept import JournalMoved
from kemiflow.store.engine import Place
from kemiflow.store.opening import Store, open_store
from tests.contract.conftest import SHARED
from tests.contract.drafts import AT, link, opening

WRITER = """
import sys
from pathlib import Path
from kemiflow.store.engine import Place
from kemiflow.store.opening import open_store
from tests.contract.drafts import AT, link
place = sys.argv[1]
store = open_store(place if "://" in place else Path(place))
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    store.journal.append([link(number), link(number, "b")], at=AT)
    print(number, flush=True)
"""
ROUNDS = {"sqlite": 8, "postgresql": 5}
LAST = 1_000_000


def writer(place: Place, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(place), str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_of_two_threads_that_decide_on_one_reading_one_reads_again(store: Store) -> None:
    store.journal.append([opening()], at=AT)

    def decide(number: int) -> str:
        try:
            store.journal.append([link(number)], at=AT, expect={"case/a": 1})
        except JournalMoved:
            return "moved"
        return "written"

    with ThreadPoolExecutor(8) as pool:
        told = sorted(pool.map(decide, range(8)))
    assert told == ["moved"] * 7 + ["written"]
    assert store.journal.head("case/a") == 2


def test_many_threads_with_one_key_write_it_once(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(lambda _: len(store.journal.append([link(1)], at=AT)), range(16)))
    assert sum(written) == 1
    assert store.journal.head("case/a") == 1


@pytest.mark.parametrize("kind", SHARED)
def test_two_processes_write_side_by_side_into_one_chain(store: Store) -> None:
    both = [writer(store.place, 0, 30), writer(store.place, 15, 45)]
    for process in both:
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        assert len(out.split()) == 30
    assert {record.key for record in store.journal.read("case/a")} == {f"link:{number}" for number in range(45)}
    assert store.verify() == ()


@pytest.mark.parametrize("kind", SHARED)
def test_a_writer_killed_at_any_moment_loses_nothing_it_acknowledged_and_leaves_nothing_half(
    store: Store, kind: str
) -> None:
    lots, acknowledged = Random(691), -1
    for _ in range(ROUNDS[kind]):
        process = writer(store.place, acknowledged + 1, LAST)
        assert process.stdout
        for _ in range(lots.randint(1, 6)):
            acknowledged = int(process.stdout.readline())
        os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read().split()
        acknowledged = int(rest[-1]) if rest and process.wait() else acknowledged
        process.wait()
        process.stdout.close()
        again = open_store(store.place)
        heads = again.journal.head("case/a"), again.journal.head("case/b")
        assert heads[0] == heads[1]
        assert heads[0] in {acknowledged + 1, acknowledged + 2}
        assert again.verify() == ()
        again.close()

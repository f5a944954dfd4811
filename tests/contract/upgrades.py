"""Upgrades that are killed at a random moment: a database of the first schema, a killed upgrade, and the next start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from random import Random
from typing import Final

import sqlalchemy as sa

from kemiflow.store.engine import MEMORY, Place, connected, writing
from kemiflow.store.migrations import REVISIONS
from kemiflow.store.opening import open_store
from kemiflow.store.schema import upgrade
from kemiflow.store.tables import records, texts
from tests.contract.drafts import AT, link, opening, private

MANY: Final = 300
# All that an upgrade needs is loaded once; each child is killed while it does nothing but upgrade
NURSERY: Final = """
import os, sys, time
from pathlib import Path
import alembic.command
from kemiflow.store.engine import connected
from kemiflow.store.schema import migrate
for line in sys.stdin:
    place = line.strip()
    child = os.fork()
    if not child:
        engine = connected(place if "://" in place else Path(place))
        begun = time.monotonic()
        print(os.getpid(), flush=True)
        migrate(engine, place)
        print(time.monotonic() - begun, flush=True)
        engine.dispose()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print("ended", os.waitstatus_to_exitcode(status), flush=True)
"""


class Nursery:
    """A process whose children upgrade a database, and may be killed."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", NURSERY]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def upgraded(self, place: Place) -> float:
        """Let a child upgrade a database; give how many seconds it took."""
        self._begin(place)
        took = float(self._line())
        assert self._line() == "ended 0"
        return took

    def killed(self, place: Place, after: float) -> bool:
        """Kill a child some seconds after its upgrade began; tell whether that came before its end."""
        child = self._begin(place)
        time.sleep(after)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        first = self._line()
        return first == f"ended {-signal.SIGKILL}" or self._line() != "ended 0"

    def close(self) -> None:
        """Let the process go."""
        self._process.communicate(timeout=30)

    def _begin(self, place: Place) -> int:
        assert self._process.stdin
        print(place, file=self._process.stdin, flush=True)
        return int(self._line())

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


def old(place: Place) -> None:
    """Make a database of the first schema that holds something."""
    with closing(open_store(MEMORY)) as source:
        source.journal.append([opening(), *(link(number) for number in range(MANY)), private("b")], at=AT)
        engine = connected(place)
        with source.engine.begin() as reading, writing(engine).begin() as connection:
            upgrade(connection, REVISIONS[0])
            for table in (records, texts):
                connection.execute(
                    sa.insert(table), [dict(row) for row in reading.execute(sa.select(table)).mappings()]
                )
        engine.dispose()


def resumed(place: Place) -> None:
    """Make sure that the next start finds the new schema, and all that was there."""
    with closing(open_store(place, create=False)) as store:
        assert store.verify() == ()
        assert (store.journal.head("case/a"), store.journal.head("case/b")) == (MANY + 1, 1)
        store.journal.append([link(MANY)], at=AT)
        with store.engine.begin() as connection:
            assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == REVISIONS[-1]


def kills(fresh: Callable[[], Place], drop: Callable[[Place], None], count: int) -> int:
    """Kill so many upgrades, each of a database of its own; give how many were killed before their end."""
    lots, cut = Random(count), 0
    with closing(Nursery()) as nursery:
        # The least of them: what else the machine does makes a whole one seem long, and every kill come too late
        took = min(_whole(nursery, fresh, drop) for _ in range(3))
        for _ in range(count):
            place = fresh()
            old(place)
            cut += nursery.killed(place, lots.uniform(0, took))
            resumed(place)
            drop(place)
    return cut


def _whole(nursery: Nursery, fresh: Callable[[], Place], drop: Callable[[Place], None]) -> float:
    place = fresh()
    old(place)
    took = nursery.upgraded(place)
    resumed(place)
    drop(place)
    return took

"""How a measure is taken: rounds in turn, the clock of the processor, medians."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from math import isnan
from statistics import median

ROUNDS = 5


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a table: medians of ours and of the peer, in `unit`; None where there is no peer."""

    id: str
    what: str
    ours: float
    peer: float | None
    unit: str
    rounds: int

    def plain(self) -> dict[str, object]:
        """Give the row as plain data."""
        return asdict(self)


def interleaved(
    ours: Callable[[], float], peer: Callable[[], float] | None, rounds: int = ROUNDS
) -> tuple[float, float]:
    """Give the medians of both, measured in turn after one round that does not count; nan without a peer."""
    mine: list[float] = []
    theirs: list[float] = []
    for number in range(rounds + 1):
        first, second = ours(), peer() if peer else float("nan")
        if number:
            mine.append(first)
            theirs.append(second)
    return median(mine), median(theirs)


def processor(work: Callable[[], object]) -> float:
    """Give the seconds of processor time that work takes in this process."""
    before = time.process_time()
    work()
    return time.process_time() - before


def command(args: Sequence[str], **more: str) -> float:
    """Give the seconds of processor time, user and system, of a command and its children. Errors: it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(args, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=more or None)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def row(names: tuple[str, str, str], found: tuple[float, float], rounds: int = ROUNDS) -> Row:
    """Give a row from (id, what, unit) and the medians found."""
    name, what, unit = names
    ours, peer = found
    return Row(id=name, what=what, ours=ours, peer=None if isnan(peer) else peer, unit=unit, rounds=rounds)

"""Shards of a morning: tried again with growing pauses, and what still fails is named when all the others are done."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from prefect import Task
from prefect.futures import PrefectFuture, wait
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from kemiflow.app.morning import Failed, Morning

T = TypeVar("T")
PAUSES = (120, 600)


class Unfinished(Exception):
    """Something in a shard failed; `morning` holds what was done over all tries, and what failed at the last."""

    def __init__(self, morning: Morning[T]) -> None:
        """Keep the morning."""
        super().__init__(morning)
        self.morning = morning

    def __str__(self) -> str:
        """Name what failed."""
        return named(self.morning.failed)


class Tries(Generic[T]):
    """What has been done over the tries of one shard: a new try does only what is still due."""

    def __init__(self) -> None:
        """Begin with nothing done."""
        self._done: list[T] = []

    def add(self, morning: Morning[T]) -> Morning[T]:
        """Add a try and give the whole. Errors: Unfinished."""
        self._done.extend(morning.done)
        whole = Morning(done=tuple(self._done), failed=morning.failed)
        if whole.failed:
            raise Unfinished(whole)
        return whole


def shards_of(many: int) -> tuple[tuple[int, int], ...]:
    """Give the shards of a morning: which, of how many."""
    return tuple((which, many) for which in range(many))


def patient(part: Task[..., T], pauses: Iterable[int]) -> Task[..., T]:
    """Give a task that is tried again after each pause, in seconds."""
    waits: list[float] = list(pauses)
    return part.with_options(retries=len(waits), retry_delay_seconds=waits)


def side_by_side(part: Task[..., Morning[T]], shards: tuple[tuple[int, int], ...], **told: Any) -> Morning[T]:  # noqa: ANN401 - the task's own arguments
    """Do all shards of a morning: one here, several in processes of their own."""
    with _runner(len(shards)) as runner:
        return gathered({str(one): runner.submit(part, {"shard": one, "tries": Tries[T](), **told}) for one in shards})


def _runner(many: int) -> TaskRunner[Any]:
    processes = min(many, os.cpu_count() or 1)
    return ProcessPoolTaskRunner(max_workers=processes) if many > 1 else ThreadPoolTaskRunner(max_workers=1)


def gathered(parts: dict[str, PrefectFuture[Morning[T]]]) -> Morning[T]:
    """Wait for all shards, whatever becomes of them, and give one morning."""
    wait(list(parts.values()))
    mornings = [_outcome(name, part) for name, part in parts.items()]
    return Morning(
        done=tuple(one for morning in mornings for one in morning.done),
        failed=tuple(one for morning in mornings for one in morning.failed),
    )


def named(failed: tuple[Failed, ...], at_most: int = 20) -> str:
    """Name what failed, in one line; what is too much for a line is counted."""
    more = [f"+ {len(failed) - at_most}"] * (len(failed) > at_most)
    return "; ".join([*map(str, failed[:at_most]), *more])


def _outcome(name: str, part: PrefectFuture[Morning[T]]) -> Morning[T]:
    try:
        return part.result()
    except Exception as broken:
        whole: Morning[T] = Morning(failed=(Failed(name=name, why=f"{type(broken).__name__}: {broken}"),))
        return getattr(broken, "morning", whole)

"""What is told to Prefect beside the work: events that wake others, progress; the work never waits for it or fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.events import emit_event
from prefect.logging import get_run_logger

from kemiflow.app.morning import unseen

STEPS = 20
LONG = 200


@contextmanager
def at_best() -> Iterator[None]:
    """Go on when Prefect cannot be told; its log says so where there is one."""
    try:
        yield
    except Exception as away:
        get_run_logger().warning("Prefect could not be told: %s", away)


def happened(what: str, about: str, **facts: str) -> None:
    """Tell that something of a matter or a morning was committed: a wake-up, which may be lost."""
    with at_best():
        emit_event(f"kemiflow.{what}", resource={"prefect.resource.id": f"kemiflow.{about}"}, payload=facts)


class Progress:
    """A bar on Prefect's page of a run, which moves in steps; short mornings have none."""

    def __init__(self, key: str) -> None:
        """Show nothing yet."""
        self._key = key
        self._bar: UUID | None = None

    def __call__(self, done: int, of: int) -> None:
        """Move the bar when a step is full."""
        step = max(1, of // STEPS)
        move = self._move if done % step == 0 and of >= LONG else unseen
        move(done, of)

    def _move(self, done: int, of: int) -> None:
        with at_best():
            self._bar = _bar(self._key, self._bar, 100 * done / of)


def _bar(key: str, bar: UUID | None, percent: float) -> UUID:
    if bar is None:
        return cast("UUID", create_progress_artifact(progress=percent, key=key))
    update_progress_artifact(bar, progress=percent)
    return bar

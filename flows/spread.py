"""A morning spread over machines: each shard is a run of its own, which any worker may take; a dead one is replaced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, TypeAlias, cast

from prefect.client.schemas.objects import FlowRun, StateType
from prefect.deployments import run_deployment
from prefect.runtime import flow_run

from kemiflow.app.morning import Failed, Morning

DEPLOYMENT: Final = "walk-shard/walk-shard"
POLL_SECONDS: Final = 2.0
LIVES: Final = 3
DEAD: Final = frozenset({StateType.CRASHED, StateType.CANCELLED})
Shard: TypeAlias = tuple[int, int]


def spread_out(today: date, shards: Sequence[Shard], pauses: Sequence[int], *, dry: bool) -> Morning[str]:
    """Start a run for each shard, wait for all, and give what each of them said at its end."""
    asked = [{"day": today, "which": which, "many": many, "dry_run": dry, "pauses": pauses} for which, many in shards]
    for one in asked:
        _run(one, 0, timeout=0)
    ends = [_ended(one) for one in asked]
    return Morning(
        done=tuple(_said(one) for one in ends if _well(one)),
        failed=tuple(Failed(name=one.name, why=_said(one)) for one in ends if not _well(one)),
    )


def _ended(asked: dict[str, Any], life: int = 0) -> FlowRun:
    """Wait for a shard's run; one whose worker died is started anew, a few times."""
    run = _run(asked, life, timeout=None)
    again = run.state_type in DEAD and life + 1 < LIVES
    return _ended(asked, life + 1) if again else run


def _run(asked: dict[str, Any], life: int, *, timeout: float | None) -> FlowRun:
    """Start a run, or find the one that was started under the same key, and wait for it."""
    run = run_deployment(
        DEPLOYMENT,
        parameters=asked,
        timeout=timeout,
        poll_interval=POLL_SECONDS,
        idempotency_key=f"{flow_run.id}:{asked['which']}:{life}",
        as_subflow=False,
    )
    return cast("FlowRun", run)


def _well(run: FlowRun) -> bool:
    return run.state_type is StateType.COMPLETED


def _said(run: FlowRun) -> str:
    state = run.state
    return f"{run.name}: {state.message or state.name if state else run.state_name}"

"""Runs of which nothing is heard: named by the doctor, in the end marked as crashed, so that their place is free."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from kemiflow.up.api import Api, Json
from kemiflow.up.automations import automations
from kemiflow.up.environment import HEARTBEAT_SECONDS

SILENT: Final = timedelta(seconds=2.5 * HEARTBEAT_SECONDS)
# The automation goes first; what it never heard of, or lost while the database was busy, waits twice as long
GIVEN_UP: Final = 2 * SILENT
LIVING: Final = ("RUNNING", "PAUSED")
ACCEPTED: Final = "ACCEPT"
MARKS: Final = "change-flow-run-state"


def silent(api: Api, now: datetime, patience: timedelta = SILENT) -> Iterator[Json]:
    """Find runs that go on, or wait for an answer, and gave no sign of life for `patience`. Errors: ServerAway."""
    since = now - patience
    of = {"flow_runs": {"state": {"type": {"any_": LIVING}}}, "limit": 200}
    for run in api.ask("POST", "/flow_runs/filter", of):
        old = datetime.fromisoformat(run["start_time"] or now.isoformat()) < since
        if old and not _heard(api, run["id"], since):
            yield run


def bury(api: Api, root: Path, now: datetime) -> list[str]:
    """Mark runs that a worker started and that are silent for `GIVEN_UP` as crashed; give their names.

    Events may be lost on their way: a run that died before its first heartbeat came is in no automation's sight.
    Errors: ServerAway, AskedInVain.
    """
    [marked] = [dead(one) for one in automations(root) if dead(one)]
    crashed = {"type": marked["state"], "name": marked["state"].title(), "message": marked["message"]}
    buried: list[str] = []
    for run in silent(api, now, GIVEN_UP):
        # One that somebody runs by hand may have been told to give no sign of life
        if run["deployment_id"]:
            verdict = api.ask("POST", f"/flow_runs/{run['id']}/set_state", {"state": crashed})
            # One that has ended meanwhile stays as it ended
            buried += [str(run["name"])] if verdict and verdict["status"] == ACCEPTED else []
    return buried


def dead(automation: Json) -> Json:
    """Give the action by which an automation marks runs that died; nothing for an automation of another kind."""
    return next((action for action in automation["actions"] if action["type"] == MARKS), {})


def _heard(api: Api, run: str, since: datetime) -> bool:
    told = {
        "occurred": {"since": since.isoformat()},
        "event": {"name": ["prefect.flow-run.heartbeat"]},
        "resource": {"id": [f"prefect.flow-run.{run}"]},
    }
    return bool(api.ask("POST", "/events/filter", {"filter": told, "limit": 1})["events"])

"""What ails Prefect: a server away or of another version, no worker, dead runs, slots that the dead hold, late runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from kemiflow.app.ails import Ail
from kemiflow.up.api import Api, AskedInVain, Json, ServerAway, ServerOther
from kemiflow.up.dead import silent
from kemiflow.up.environment import POOL

BUSY: Final = ("RUNNING", "PENDING", "CANCELLING", "PAUSED")
BROKEN: Final = ("FAILED", "CRASHED")
WATCHED: Final = ("morning", "night")
DEPLOYMENT: Final = "deployment:"


def ails_of_prefect(api: Api, now: datetime, deployments: Sequence[str]) -> Iterator[Ail]:
    """Name what is wrong with the server as of now; of `deployments`, those that are missing."""
    try:
        api.same()
        yield from _pool(api)
        yield from _missing(api, deployments)
        for run in silent(api, now):
            yield Ail(code="run_silent", facts={"name": run["name"], "id": run["id"]})
        yield from _late(api)
        yield from _broken(api)
        yield from _slots(api)
    except ServerAway as away:
        yield Ail(code="server_away", facts={"address": away.address})
    except ServerOther as other:
        yield Ail(code="server_other", facts={"address": other.address, "theirs": other.theirs, "ours": other.ours})
    except AskedInVain as vain:
        yield Ail(code="server_refuses", facts={"what": vain.asked, "why": vain.why})


def _pool(api: Api) -> Iterator[Ail]:
    if api.ask("GET", f"/work_pools/{POOL}") is None:
        yield Ail(code="no_pool", facts={"pool": POOL})
    elif not [one for one in api.ask("POST", f"/work_pools/{POOL}/workers/filter", {}) if one["status"] == "ONLINE"]:
        yield Ail(code="no_worker", facts={"pool": POOL})


def _missing(api: Api, deployments: Sequence[str]) -> Iterator[Ail]:
    there = {one["name"] for one in api.ask("POST", "/deployments/filter", {})}
    missing = [name for name in deployments if name not in there]
    if missing:
        yield Ail(code="not_deployed", facts={"names": ", ".join(missing)})


def _late(api: Api) -> Iterator[Ail]:
    late = _in_state(api, {"name": {"any_": ["Late"]}})
    if late:
        yield Ail(
            code="runs_late", facts={"count": str(len(late)), "names": ", ".join(run["name"] for run in late[:5])}
        )


def _broken(api: Api) -> Iterator[Ail]:
    """Find mornings and nights whose last run failed or crashed, and was not made good by another one since."""
    of = {"tags": {"any_": WATCHED}, "state": {"type": {"any_": ("COMPLETED", *BROKEN)}}}
    ended: list[Json] = api.ask("POST", "/flow_runs/filter", {"flow_runs": of, "sort": "END_TIME_DESC", "limit": 200})
    last: dict[str, Json] = {}
    for run in ended:
        last.setdefault(run["flow_id"], run)
    for run in last.values():
        if run["state_type"] in BROKEN:
            flow = api.ask("GET", f"/flows/{run['flow_id']}")
            yield Ail(
                code="run_broken", facts={"name": flow["name"], "why": run["state"]["message"] or run["state_name"]}
            )


def _slots(api: Api) -> Iterator[Ail]:
    """Find limits of deployments whose slots are held though none of their runs goes on."""
    for limit in api.ask("POST", "/v2/concurrency_limits/filter", {}):
        name = str(limit["name"])
        if not (limit["active_slots"] and name.startswith(DEPLOYMENT)):
            continue
        busy = _in_state(api, {"type": {"any_": BUSY}}, name.removeprefix(DEPLOYMENT))
        if len(busy) < limit["active_slots"]:
            deployment = api.ask("GET", f"/deployments/{name.removeprefix(DEPLOYMENT)}")
            yield Ail(code="slot_held", facts={"name": deployment["name"] if deployment else name})


def _in_state(api: Api, state: Json, deployment: str | None = None) -> list[Json]:
    of = {"deployments": {"id": {"any_": [deployment]}}} if deployment else {}
    found: list[Json] = api.ask("POST", "/flow_runs/filter", {"flow_runs": {"state": state}, **of, "limit": 200})
    return found

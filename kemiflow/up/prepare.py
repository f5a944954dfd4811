"""Bringing a server to what the files say: the pool, its queues, the deployments, the automations; again and again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import yaml

from kemiflow.bell import API
from kemiflow.up.api import Api, AskedInVain
from kemiflow.up.automations import apply, automations
from kemiflow.up.environment import POOL, QUIET

# Letters leave one by one; a person who waits at the screen goes before documents
QUEUES: Final = {"people": (1, None), "letters": (2, 1), "documents": (3, None), "shards": (4, None)}
# What Prefect's process worker makes of a run; with a template of its own, nobody asks a registry for one
TEMPLATE: Final = {
    "job_configuration": {name: f"{{{{ {name} }}}}" for name in ("command", "env", "labels", "name", "working_dir")},
    "variables": {
        "type": "object",
        "properties": {
            "command": {"type": "string", "title": "Command"},
            "env": {"type": "object", "title": "Environment Variables"},
            "labels": {"type": "object", "title": "Labels"},
            "name": {"type": "string", "title": "Name"},
            "working_dir": {"type": "string", "title": "Working Directory"},
        },
    },
}


def prepare(api: Api, root: Path) -> list[str]:
    """Make the pool with its queues, deploy all flows, apply the automations; give the names of the latter.

    Errors: ServerAway, ServerOther, AskedInVain.
    """
    api.same()
    pool(api)
    deploy(api, root)
    return apply(api, automations(root))


def pool(api: Api) -> None:
    """Make the work pool and its queues when they are not there; limits that an operator changed stay."""
    if api.ask("GET", f"/work_pools/{POOL}") is None:
        api.ask("POST", "/work_pools/", {"name": POOL, "type": "process", "base_job_template": TEMPLATE})
    for name, (priority, limit) in QUEUES.items():
        if api.ask("GET", f"/work_pools/{POOL}/queues/{name}") is None:
            body = {"name": name, "priority": priority, "concurrency_limit": limit}
            api.ask("POST", f"/work_pools/{POOL}/queues", body)


def deploy(api: Api, root: Path) -> None:
    """Deploy all flows by Prefect's own command. Errors: AskedInVain with its last line."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "prefect", "--no-prompt", "deploy", "--all"],
        cwd=root,
        env={**os.environ, **QUIET, API: api.address},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise AskedInVain("prefect deploy --all", said[-1] if said else str(done.returncode))


def deployments(root: Path) -> list[str]:
    """Name the deployments that prefect.yaml writes."""
    read = yaml.safe_load((root / "prefect.yaml").read_text(encoding="utf-8"))
    return [str(one["name"]) for one in read["deployments"]]

"""Automations from flows/automations.yaml: applied by name, so that applying them again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import yaml

from kemiflow.up.api import Api, AskedInVain, Json

FILE: Final = "flows/automations.yaml"
AT_ONCE: Final = 200


def automations(root: Path) -> list[Json]:
    """Read the automations that belong to the deployments."""
    read: list[Json] = yaml.safe_load((root / FILE).read_text(encoding="utf-8"))
    return read


def apply(api: Api, wanted: Iterable[Json]) -> list[str]:
    """Make each automation as it is written, new or in place of the one with its name; give their names.

    Errors: ServerAway; AskedInVain when a deployment is missing.
    """
    there = {one["name"]: one["id"] for one in _kept(api)}
    names = []
    for one in wanted:
        body = {**one, "enabled": True, "actions": [_resolved(api, action) for action in one["actions"]]}
        known = there.get(one["name"])
        api.ask("PUT", f"/automations/{known}", body) if known else api.ask("POST", "/automations/", body)
        names.append(one["name"])
    return names


def _kept(api: Api) -> list[Json]:
    found: list[Json] = []
    while page := api.ask("POST", "/automations/filter", {"limit": AT_ONCE, "offset": len(found)}):
        found.extend(page)
    return found


def _resolved(api: Api, action: Json) -> dict[str, Any]:
    """Put a deployment's id in place of its name."""
    named = action.get("deployment")
    if named is None:
        return action
    found = api.ask("GET", f"/deployments/name/{named}")
    if found is None:
        raise AskedInVain("automations", named)
    rest = {key: value for key, value in action.items() if key != "deployment"}
    return {**rest, "source": "selected", "deployment_id": found["id"]}

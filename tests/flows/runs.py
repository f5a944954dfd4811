"""What a run left in Prefect: its state, its sentence, its pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey
from prefect.client.schemas.objects import State


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a run ended."""

    type: str
    sentence: str

    @property
    def completed(self) -> bool:
        """Tell whether the run is green."""
        return self.type == "COMPLETED"


def run(flow: Flow[..., Any], **parameters: object) -> Ended:
    """Run a flow as the engine does, and tell how it ended on the server."""
    state = cast("State[Any]", flow(**parameters, return_state=True))
    assert state.state_details.flow_run_id
    with get_client(sync_client=True) as client:
        kept = client.read_flow_run(state.state_details.flow_run_id).state
    assert kept
    return Ended(type=kept.type.value, sentence=kept.message or "")


def page(key: str) -> str:
    """Read the newest page of a key."""
    with get_client(sync_client=True) as client:
        [newest] = client.read_latest_artifacts(
            artifact_filter=ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=[key]))
        )
    return str(newest.data)


def table(key: str) -> list[dict[str, Any]]:
    """Read the newest table of a key."""
    rows: list[dict[str, Any]] = json.loads(page(key))
    return rows

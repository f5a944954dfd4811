"""What Prefect is told on a city's machine: nothing goes outside, a home of its own, and patience on slow machines."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kemiflow.bell import API, FOLDER
from kemiflow.settings import HOME

POOL: Final = "kemiflow"
LOOPBACK: Final = "127.0.0.1"
PORT: Final = 4200
# A flow run says every so often that it lives; automations.yaml waits two and a half times as long
HEARTBEAT_SECONDS: Final = 30

QUIET: Final = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_LOGGING_COLORS": "false",
    "NO_COLOR": "1",
}
# Measured: without these a thousand task runs cost three and a half times as much of the server's time
RECORDER: Final = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": "100",
}
PATIENT: Final = {
    "PREFECT_API_REQUEST_TIMEOUT": "120",
    "PREFECT_SERVER_DATABASE_TIMEOUT": "60",
    "PREFECT_SERVER_DATABASE_CONNECTION_TIMEOUT": "60",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS),
    "PREFECT_WORKER_QUERY_SECONDS": "5",
    # A flow without its server fails at once instead of starting a server of its own
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where an installation's home lies, and where its server listens."""

    home: Path
    host: str = LOOPBACK
    port: int = PORT

    @property
    def api(self) -> str:
        """Give the address under which this machine reaches the server."""
        host = LOOPBACK if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 - compared, not bound
        return f"http://{host}:{self.port}/api"

    @property
    def prefect(self) -> Path:
        """Give Prefect's own folder in the home: losing it loses nothing."""
        return self.home / FOLDER

    @property
    def scratch(self) -> Path:
        """Give the folder of what lasts no longer than a run."""
        return self.prefect / "scratch"


def environment(place: Place) -> dict[str, str]:
    """Give the environment of all that runs side by side; what the operator has set goes before."""
    own = {
        **QUIET,
        **RECORDER,
        **PATIENT,
        "PREFECT_HOME": str(place.prefect.absolute()),
        "PREFECT_SERVER_API_HOST": place.host,
        # Prefect's page asks this port, whatever --port says
        "PREFECT_SERVER_API_PORT": str(place.port),
        API: place.api,
        HOME: str(place.home.absolute()),
        # Workers share a folder of fixed name there, which the machine's other users would own
        "TMPDIR": str(place.scratch.absolute()),
        "PYTHONUNBUFFERED": "1",
    }
    kept = {name: value for name, value in os.environ.items() if name not in {"PREFECT_HOME", HOME}}
    return {**own, **kept, **{name: own[name] for name in ("PREFECT_HOME", HOME, "PREFECT_SERVER_API_PORT", API)}}

"""A bell at Prefect's server: what was told may wake somebody; nobody waits for it, and nothing depends on it."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Final
from urllib.parse import urlsplit
from uuid import uuid4

from kemiflow.clock import SystemClock

API: Final = "PREFECT_API_URL"
AUTH: Final = "PREFECT_API_AUTH_STRING"
FOLDER: Final = "prefect"
ADDRESS: Final = "api"
# How long a command may live on for the sake of the bell, when its server is there and does not answer
SECONDS: Final = 1.0


def api_of(home: Path) -> str | None:
    """Give the address of the server that belongs to a home: by PREFECT_API_URL, else of the last `up`, else None."""
    kept = home / FOLDER / ADDRESS
    return os.environ.get(API) or (kept.read_text(encoding="utf-8").strip() if kept.is_file() else None)


@dataclass(frozen=True)
class Bell:
    """The bell of a home; where no server belongs to it, it hangs still."""

    home: Path

    def __call__(self, what: str, case: str) -> None:
        """Ring, and go on at once."""
        address = api_of(self.home)
        if address:
            Thread(target=_ring, args=(address, _event(what, case))).start()


def _event(what: str, case: str) -> bytes:
    event = {
        "id": str(uuid4()),
        "occurred": SystemClock().now().isoformat(),
        "event": f"kemiflow.{what}",
        "resource": {"prefect.resource.id": f"kemiflow.case.{case}"},
        "payload": {"case": case},
    }
    return json.dumps([event]).encode()


def _ring(address: str, event: bytes) -> None:
    # A command that rings no bell need not read these
    from http.client import HTTPConnection, HTTPException, HTTPSConnection  # noqa: PLC0415

    head = {"Content-Type": "application/json"}
    if secret := os.environ.get(AUTH):
        head["Authorization"] = f"Basic {b64encode(secret.encode()).decode()}"
    with suppress(OSError, HTTPException, ValueError):
        told = urlsplit(address)
        kind = HTTPSConnection if told.scheme == "https" else HTTPConnection
        with closing(kind(told.hostname or "", told.port, timeout=SECONDS)) as line:
            line.request("POST", f"{told.path}/events", event, head)
            line.getresponse()

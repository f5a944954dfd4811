"""Prefect's server as it is asked over HTTP: nothing here imports Prefect, which takes seconds."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final

import httpx

SECONDS: Final = 60.0
# A server whose database is busy says so, and wants to be asked again
BUSY: Final = frozenset({429, 502, 503})
PAUSES: Final = (1, 2, 4, 8, 15)
AUTH: Final = "PREFECT_API_AUTH_STRING"
Json = dict[str, Any]


class ServerAway(Exception):
    """Nobody answers at the address of Prefect's server, or somebody else does."""

    def __init__(self, address: str) -> None:
        """Keep the address."""
        super().__init__(address)
        self.address = address


class ServerOther(Exception):
    """The server is of a version that this program was not made for."""

    def __init__(self, address: str, theirs: str, ours: str) -> None:
        """Keep the address, and both versions."""
        super().__init__(f"{address}: {theirs}, {ours}")
        self.address, self.theirs, self.ours = address, theirs, ours


class AskedInVain(Exception):
    """The server refused what it was asked."""

    def __init__(self, what: str, why: str) -> None:
        """Keep what was asked, and what the server said."""
        super().__init__(f"{what}: {why}")
        self.asked, self.why = what, why


@dataclass(frozen=True, kw_only=True)
class Api:
    """A server at an address that ends in /api."""

    address: str

    def ask(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        """Ask the server. Gives JSON, None for 404 and for nothing. Errors: ServerAway, AskedInVain."""
        answer = self._answer(method, path, body)
        for pause in PAUSES:
            if answer.status_code not in BUSY:
                break
            time.sleep(pause)
            answer = self._answer(method, path, body)
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        if answer.is_error:
            raise AskedInVain(f"{method} {path}", answer.text[:300])
        return answer.json() if answer.content else None

    def well(self) -> bool:
        """Tell whether the server says that it is well."""
        try:
            return self._answer("GET", "/health", None).json() is True
        except (ServerAway, ValueError):
            return False

    def same(self) -> None:
        """Refuse a server whose version differs in its first two numbers. Errors: ServerAway, ServerOther."""
        theirs, ours = str(self.ask("GET", "/admin/version") or ""), version("prefect")
        if theirs.split(".")[:2] != ours.split(".")[:2]:
            raise ServerOther(self.address, theirs or "?", ours)

    def _answer(self, method: str, path: str, body: object) -> httpx.Response:
        try:
            with self._client() as client:
                return client.request(method, f"{self.address}{path}", json=body)
        except httpx.HTTPError as away:
            raise ServerAway(self.address) from away

    def _client(self) -> httpx.Client:
        name, found, secret = os.environ.get(AUTH, "").partition(":")
        # Reading all certificates of the machine takes longer than asking a server that speaks plainly
        safe = self.address.startswith("https:")
        return httpx.Client(timeout=SECONDS, auth=(name, secret) if found else None, trust_env=False, verify=safe)

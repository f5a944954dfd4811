"""Forms are taken only from this site's own pages: by Sec-Fetch-Site, and by Origin where that is missing."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from kemiflow.web.configuration import Configuration

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignForm(Exception):
    """A form was sent from another site."""


class SameOrigin:
    """Refuses what changes something when another site asks for it."""

    def __init__(self, app: ASGIApp, *, configuration: Configuration) -> None:
        """Wrap an application."""
        self._app = app
        self._configuration = configuration

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request. Errors: ForeignForm is told by the failures' page."""
        if scope["type"] == "http" and scope["method"] not in SAFE and not own(Headers(scope=scope)):
            scope["kemiflow.foreign"] = True
        await self._app(scope, receive, send)


def own(headers: Headers) -> bool:
    """Tell whether a request comes from a page of the same origin, or from no browser at all.

    Every browser since 2023 sends Sec-Fetch-Site; an older one sends Origin; a program sends neither and has no cookie.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")

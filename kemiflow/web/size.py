"""No request is larger than it may be: counted while it comes, and refused before it is kept."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST: Final = 8 * 1024 * 1024


class Sized:
    """Stops a request that is too large."""

    def __init__(self, app: ASGIApp, *, largest: int = LARGEST) -> None:
        """Wrap an application."""
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told = Headers(scope=scope).get("content-length", "0")
        scope["kemiflow.too_large"] = told.isdecimal() and int(told) > self._largest
        come = 0

        async def counted() -> Message:
            nonlocal come
            message = await receive()
            come += len(message.get("body", b""))
            if come > self._largest:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)

"""What every answer says to the browser: nothing runs, nothing is framed, nothing is told to others."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers as Received
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kemiflow.web.configuration import Configuration

POLICY: Final = (
    "default-src 'none'; object-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
ALWAYS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Two years, as the preload list wants
STRICT: Final = "max-age=63072000; includeSubDomains"


class Headers:
    """Answers only to hosts that it knows, and puts the same headers on every answer."""

    def __init__(self, app: ASGIApp, *, configuration: Configuration) -> None:
        """Wrap an application."""
        self._app = app
        self._configuration = configuration

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._dress(MutableHeaders(scope=message))
            await send(message)

        if self._configuration.knows(Received(scope=scope).get("host", "")):
            await self._app(scope, receive, dressed)
            return
        plain = [(b"content-type", b"text/plain; charset=utf-8")]
        await dressed({"type": "http.response.start", "status": 421, "headers": plain})
        await dressed({"type": "http.response.body", "body": b"421\n"})

    def _dress(self, headers: MutableHeaders) -> None:
        for name, value in ALWAYS.items():
            headers[name] = value
        headers.setdefault("Cache-Control", "no-store")
        if self._configuration.tls:
            headers["Strict-Transport-Security"] = STRICT

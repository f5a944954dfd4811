"""What machines ask: the stylesheet, the icon, and whether the site lives and is ready."""

from __future__ import annotations

from typing import Final

from starlette.responses import JSONResponse, PlainTextResponse, Response

from kemiflow.app import gather
from kemiflow.core.folding.city import NoSettings
from kemiflow.web.guard import Anyone
from kemiflow.web.route import Route, get
from kemiflow.web.visit import Stopped, Visit

FOR_EVER: Final = "public, max-age=31536000, immutable"
ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#00497c"/>'
    '<path d="M4 3v10M4 9l6-6M6 7l6 6" stroke="#fff" stroke-width="2" fill="none"/></svg>'
)


def style(visit: Visit) -> Response:
    """Give the stylesheet. Errors: Stopped for one of another version."""
    if visit.request.url.path != visit.site.dress.style_path:
        raise Stopped(404, "no_page")
    return Response(visit.site.dress.style, media_type="text/css", headers={"Cache-Control": FOR_EVER})


def icon(_: Visit) -> Response:
    """Give the icon."""
    return Response(ICON, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})


def lives(_: Visit) -> Response:
    """Tell that the process answers."""
    return PlainTextResponse("ok\n")


def ready(visit: Visit) -> Response:
    """Tell whether the database can be read and the city has settings."""
    try:
        gather.city(visit.world)
    except NoSettings:
        return JSONResponse({"ready": False, "why": "no settings"}, status_code=503)
    return JSONResponse({"ready": True})


PLAIN: Final[tuple[Route, ...]] = (
    get("/style/{name}", Anyone(), style),
    get("/icon.svg", Anyone(), icon),
    get("/healthz", Anyone(), lives),
    get("/readyz", Anyone(), ready),
)

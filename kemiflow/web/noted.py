"""Events of security, one JSON line each: when, what, who, from where, on which route; never what was typed."""

from __future__ import annotations

import json
import logging
from typing import Final

from starlette.requests import Request

from kemiflow.web.site import Site
from kemiflow.web.visit import Visit

LOG: Final = logging.getLogger("kemiflow.security")


def noted(visit: Visit, what: str, **facts: str) -> None:
    """Note an event; `facts` are keys and ids, such as why somebody was not let in, or whose sessions ended."""
    note(visit.site, visit.request, what, **{"person": visit.session.person if visit.session else "", **facts})


def note(site: Site, request: Request, what: str, **facts: str) -> None:
    """Note an event of a request. Routes are named without their parts, since some of these open doors."""
    route = getattr(request.scope.get("route"), "path", "")
    told = {
        "at": site.door.now().isoformat(timespec="seconds"),
        "what": what,
        "from": request.client.host if request.client else "",
        "route": f"{request.method} {route}",
    }
    LOG.info(json.dumps(told | facts))  # ASCII alone: no character of a fact breaks the line or the terminal


def write() -> None:
    """Let events be written to standard error, which `up` and systemd gather."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("INFO: %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False

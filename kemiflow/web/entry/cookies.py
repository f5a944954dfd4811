"""The session's cookie: only for this site, unread by scripts, and over TLS alone where there is TLS."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import RedirectResponse, Response

from kemiflow.app.people.accounts import WHOLE, Let
from kemiflow.web.site import Site


def let_in(site: Site, let: Let, to: str = "/") -> Response:
    """Send the browser on with its session."""
    response = RedirectResponse(inside(to), status_code=HTTPStatus.SEE_OTHER)
    put(site, response, site.configuration.cookie, let.token, int(WHOLE.total_seconds()))
    return response


def put(site: Site, response: Response, name: str, value: str, seconds: int) -> None:
    """Set a cookie."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", secure=site.configuration.tls, httponly=True, samesite="lax"
    )


def inside(path: str) -> str:
    """Give a path of this site; anything that could lead elsewhere becomes the front page."""
    foreign = not path.startswith("/") or path.startswith(("//", "/\\")) or any(ord(c) < ord(" ") for c in path)
    return "/" if foreign or "\\" in path else path

"""An answer as a response: a page in the site's dress."""

from __future__ import annotations

from starlette.responses import HTMLResponse, Response

from kemiflow.web.route import Answer, Shown
from kemiflow.web.shell import shell
from kemiflow.web.visit import Visit


def page(visit: Visit, answer: Answer) -> Response:
    """Give the response of an answer."""
    return HTMLResponse(html(visit, answer), status_code=answer.status) if isinstance(answer, Shown) else answer


def html(visit: Visit, answer: Shown) -> str:
    """Give a page in the site's dress."""
    return visit.site.dress.page(answer.template, {**shell(visit), **answer.facts})

"""An answer as a response: a page in the site's dress."""

from __future__ import annotations

from starlette.responses import HTMLResponse, Response

from kemiflow.web.route import Answer, Shown
from kemiflow.web.shell import shell
from kemiflow.web.visit import Visit


def page(visit: Visit, answer: Answer) -> Response:
    """Give the response of an answer."""
    if isinstance(answer, Shown):
        html = visit.site.dress.page(answer.template, {**shell(visit), **answer.facts})
        return HTMLResponse(html, status_code=answer.status)
    return answer

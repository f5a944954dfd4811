"""Whatever stops a page ends as one clear sentence, in the same dress."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kemiflow.app.gather import CaseUnknown
from kemiflow.app.kept import AlreadyRecorded, JournalMoved
from kemiflow.core.folding.city import NoSettings
from kemiflow.core.values import Refusal
from kemiflow.core.worded import refusal_text
from kemiflow.exchange.problems import FileRefused
from kemiflow.web.form import FormBroken
from kemiflow.web.noted import noted
from kemiflow.web.page import page
from kemiflow.web.route import Shown
from kemiflow.web.site import Site
from kemiflow.web.visit import Refused, Stopped, Visit

LOG: Final = logging.getLogger("kemiflow.web")
KNOWN: Final[Mapping[type[Exception], tuple[int, str]]] = {
    CaseUnknown: (404, "no_matter"),
    FormBroken: (400, "form_broken"),
    JournalMoved: (409, "moved"),
    AlreadyRecorded: (409, "moved"),
    NoSettings: (503, "no_settings"),
    FileRefused: (400, "file_refused"),
}
# What honest people rarely meet, and whoever tries doors does
WATCHED: Final = {400: "form_refused", 401: "denied", 403: "denied", 413: "too_large", 500: "failed"}
OF_STATUS: Final = {400: "form_broken", 404: "no_page", 405: "no_page", 413: "too_large", 429: "too_often"}


def failures(site: Site) -> dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]]:
    """Give the handler of what stops a request before any route has it."""

    async def tell(request: Request, error: Exception) -> Response:
        return await run_in_threadpool(told, site, request, error)

    return {HTTPException: tell}


def told(site: Site, request: Request, error: Exception) -> Response:
    """Give the page that says what stopped a request."""
    visit = Visit(site, request)
    status, sentence = _sentence(visit, error)
    if status in WATCHED:
        noted(visit, WATCHED[status], why=error.key if isinstance(error, Stopped) else type(error).__name__)
    return page(visit, Shown(template="error.html", facts={"sentence": sentence}, status=status))


def _sentence(visit: Visit, error: Exception) -> tuple[int, str]:
    if isinstance(error, Stopped):
        return error.status, visit.t(f"error.{error.key}", **error.facts)
    if isinstance(error, Refused):
        return 422, refusal_sentence(visit, error.refusal)
    if isinstance(error, HTTPException):
        return error.status_code, visit.t(f"error.{OF_STATUS.get(error.status_code, 'form_broken')}")
    for kind, (status, key) in KNOWN.items():
        if isinstance(error, kind):
            return status, visit.t(f"error.{key}")
    LOG.error("unforeseen", exc_info=error)
    return 500, visit.t("error.unforeseen")


def refusal_sentence(visit: Visit, refusal: Refusal) -> str:
    """Word a refusal."""
    facts = {name: value[:200] for name, value in refusal.facts.items()}
    return refusal_text(refusal.reason, facts, visit.wording)

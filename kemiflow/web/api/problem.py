"""Whatever stops a request, as a problem of RFC 9457: one sentence, and where the fault is."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kemiflow.app.gather import CaseUnknown
from kemiflow.app.kept import AlreadyRecorded, JournalMoved
from kemiflow.app.look import NotYetOpened
from kemiflow.core.folding.city import NoSettings
from kemiflow.core.worded import refusal_text
from kemiflow.core.wording import FINNISH, Wording
from kemiflow.exchange.problems import FileRefused
from kemiflow.exchange.problems import Problem as Found
from kemiflow.exchange.readable import SHOWN, without
from kemiflow.exchange.wording import sentence
from kemiflow.settings import templates_dir
from kemiflow.web.noted import note
from kemiflow.web.site import Site
from kemiflow.web.visit import Refused

LOG: Final = logging.getLogger("kemiflow.web")
WATCHED: Final = {401: "denied", 403: "denied", 413: "too_large", 500: "failed"}
TYPE: Final = "application/problem+json"
KNOWN: Final[dict[type[Exception], tuple[int, str]]] = {
    CaseUnknown: (404, "no_matter"),
    NotYetOpened: (404, "no_matter"),
    JournalMoved: (409, "moved"),
    AlreadyRecorded: (409, "moved"),
    NoSettings: (503, "no_settings"),
}


class Fault(BaseModel):
    """One fault of what was sent: the line of the body, the field, and what is wrong."""

    line: int | None = None
    field: str
    text: str


class Problem(BaseModel):
    """A problem (RFC 9457). `reason` is stable, `detail` is for people, in the language that was asked for."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    reason: str
    errors: list[Fault] = []


PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": Problem, "description": HTTPStatus(status).phrase, "content": {TYPE: {}}}
    for status in (400, 401, 403, 404, 409, 413, 422, 503)
}


class Denied(Exception):
    """A request that may not be answered: its status, and the key of the sentence under [api]."""

    def __init__(self, status: int, key: str) -> None:
        """Keep both."""
        super().__init__(key)
        self.status, self.key = status, key


def words(site: Site, request: Request) -> Wording:
    """Give the words in the language that was asked for (RFC 9110 12.5.4), Finnish when it is none of ours."""
    asked = [
        part.partition(";")[0].strip().lower()[:2] for part in request.headers.get("accept-language", "").split(",")
    ]
    known = site.dress.wordings
    return known[next((language for language in asked if language in known), FINNISH)]


def problems(site: Site) -> dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]]:
    """Give the handlers of everything that stops a request."""

    async def tell(request: Request, error: Exception) -> Response:
        found = problem(words(site, request), error)
        if found.status in WATCHED:
            note(site, request, WATCHED[found.status], why=found.reason)
        return _response(found, getattr(error, "headers", None))

    kinds = (HTTPException, RequestValidationError, Denied, Refused, FileRefused, *KNOWN)
    return {**dict.fromkeys(kinds, tell), Exception: tell}


def _response(told: Problem, headers: dict[str, str] | None) -> Response:
    more = {"WWW-Authenticate": "Bearer"} if told.status == HTTPStatus.UNAUTHORIZED else {}
    return JSONResponse(told.model_dump(), told.status, {**(headers or {}), **more}, TYPE)


def problem(wording: Wording, error: Exception) -> Problem:
    """Word what stopped a request."""
    match error:
        case Denied(status=status, key=key):
            return _made(wording, status, key)
        case Refused(refusal=refusal):
            detail = refusal_text(refusal.reason, {name: fact[:200] for name, fact in refusal.facts.items()}, wording)
            return Problem(title=wording.say("web.api.refused"), status=422, detail=detail, reason=refusal.reason)
        case FileRefused(problems=found):
            faults = [Fault(line=one.line, field=without(one.field, SHOWN), text=_said(one, wording)) for one in found]
            return _made(wording, 422, "broken", faults)
        case RequestValidationError():
            return _made(wording, 422, "broken", [_fault(one) for one in error.errors()])
        case HTTPException(status_code=status):
            return _made(wording, status, "no_path" if status == HTTPStatus.NOT_FOUND else "not_so")
        case _:
            return _unforeseen(wording, error)


def _unforeseen(wording: Wording, error: Exception) -> Problem:
    for kind, (status, key) in KNOWN.items():
        if isinstance(error, kind):
            return _made(wording, status, key)
    LOG.error("unforeseen", exc_info=error)
    return _made(wording, 500, "unforeseen")


def _made(wording: Wording, status: int, key: str, faults: list[Fault] | None = None) -> Problem:
    return Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=wording.say(f"web.api.{key}"),
        reason=key,
        errors=faults or [],
    )


def _said(found: Found, wording: Wording) -> str:
    """Give the sentence without its place, which stands beside it."""
    return sentence(replace(found, file="", line=0, field=""), templates_dir(), wording.language).lstrip(": ")


def _fault(told: dict[str, Any]) -> Fault:
    field = ".".join(str(part) for part in told["loc"])
    return Fault(field=without(field, SHOWN), text=without(str(told["msg"]), SHOWN))

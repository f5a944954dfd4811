"""How a request is answered: guard, form, handler, page; a form that is sent twice is handled once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kemiflow.exchange.readable import odd
from kemiflow.web.ended import ended
from kemiflow.web.failures import told
from kemiflow.web.form import Form, FormBroken, form_of
from kemiflow.web.guard import Anyone, lets
from kemiflow.web.page import page
from kemiflow.web.route import Route
from kemiflow.web.site import Site
from kemiflow.web.visit import Stopped, Visit

MOST_FIELDS = 2000
MOST_FILES = 4


def endpoint(site: Site, route: Route) -> Callable[[Request], Awaitable[Response]]:
    """Give what answers a route; a mistake of the program ends as a page too, inside all middleware."""

    async def answer(request: Request) -> Response:
        try:
            _stop(request)
            _readable(request)
            form = await _form(request) if route.method == "POST" else Form()
            return await run_in_threadpool(_answer, route, Visit(site, request, form))
        except HTTPException:
            raise
        except Exception as error:
            return await run_in_threadpool(told, site, request, error)

    return answer


def _stop(request: Request) -> None:
    if request.scope.get("kemiflow.foreign"):
        raise Stopped(403, "foreign_form")
    if request.scope.get("kemiflow.too_large"):
        raise HTTPException(413)


def _readable(request: Request) -> None:
    """Refuse an address with a character that is no text: it names no page, or asks for what nobody can have meant."""
    if any(odd(str(one)) for one in request.path_params.values()):
        raise Stopped(404, "no_page")
    for _, value in request.query_params.multi_items():
        found = odd(value)
        if found:
            raise Stopped(400, "unreadable_asked", **found.facts)


async def _form(request: Request) -> Form:
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=1024 * 1024) as data:
        return await form_of(data)


def _answer(route: Route, visit: Visit) -> Response:
    if not lets(route.guard, None if isinstance(route.guard, Anyone) else visit.actor):
        return _outside(route, visit)
    if visit.form.unfit:
        return _again(route, visit)
    if route.method == "POST" and route.once:
        return _once(route, visit)
    return page(visit, route.handler(visit))


def _outside(route: Route, visit: Visit) -> Response:
    """Send who is not signed in to sign in, and tell the others that the page is not theirs.

    The page that was asked for is opened after signing in, whole; a form that was sent is kept on a page.
    """
    if visit.actor is not None and not visit.actor.roles and visit.request.url.path == "/":
        return RedirectResponse("/tili", status_code=HTTPStatus.SEE_OTHER)
    if visit.actor is not None:
        raise Stopped(403, "not_yours")
    if route.method == "GET":
        url = visit.request.url
        wanted = f"{url.path}?{url.query}" if url.query else url.path
        return RedirectResponse(f"/kirjaudu?sivu={quote(wanted)}", status_code=HTTPStatus.SEE_OTHER)
    return page(visit, ended(visit))


def _again(route: Route, visit: Visit) -> Response:
    """Show a form that holds too much, or characters that are no text, without these; nothing of it is done."""
    if route.again is None and visit.form.long:
        raise FormBroken(min(visit.form.long))
    if route.again is None:
        raise Stopped(400, "unreadable", **next(iter(visit.form.odd.values())).facts)
    return page(visit, route.again(visit))


def _once(route: Route, visit: Visit) -> Response:
    """Handle a form once: sent again it leads to where it led; refused, it may be sent anew."""
    told, accounts = visit.form.text("once"), visit.site.door.accounts
    if not told:
        raise Stopped(400, "form_broken")
    key = f"{visit.who.person}:{told[:100]}"
    answered = accounts.claim(key, visit.who.person, visit.site.door.now())
    if answered is not None:
        if not answered:
            raise Stopped(409, "in_hand")
        return RedirectResponse(answered, status_code=HTTPStatus.SEE_OTHER)
    try:
        response = page(visit, route.handler(visit))
    except BaseException:
        accounts.unclaim(key)
        raise
    if response.status_code == HTTPStatus.SEE_OTHER:
        accounts.answer(key, response.headers["location"])
    else:
        accounts.unclaim(key)
    return response


def see(path: str, said: str = "") -> RedirectResponse:
    """Send the browser to a page after a form; `said` is the key of a sentence that the page then shows."""
    return RedirectResponse(f"{path}?sanottu={said}" if said else path, status_code=HTTPStatus.SEE_OTHER)

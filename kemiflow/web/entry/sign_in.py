"""Signing in by e-mail address and password."""

from __future__ import annotations

from starlette.responses import RedirectResponse

from kemiflow.app.people.accounts import sign_in
from kemiflow.app.people.tries import ADDRESS
from kemiflow.core.city import Person
from kemiflow.core.values import Refusal
from kemiflow.web.entry.cookies import inside, let_in
from kemiflow.web.failures import refusal_sentence
from kemiflow.web.noted import noted
from kemiflow.web.route import Answer, Shown
from kemiflow.web.unread import unread
from kemiflow.web.visit import Visit

SHOWN = "sign_in.html"
MOST_LETTERS = 320  # of an e-mail address (RFC 3696, erratum 1690)


def door(visit: Visit) -> Answer:
    """Show where people sign in."""
    if visit.actor is not None:
        return RedirectResponse(inside(visit.asked("sivu") or "/"), status_code=303)
    return _page(visit, visit.asked("sivu"))


def enter(visit: Visit) -> Answer:
    """Let somebody in, or say that name and password do not match."""
    name, to = visit.form.text("name")[:MOST_LETTERS], visit.form.text("to")
    person = named(visit, name)
    whose = person.id if person else ""
    # Under the person, however the name is written
    sources = (
        f"name:{whose or name.casefold()[:200]}",
        f"{ADDRESS}{visit.request.client.host if visit.request.client else ''}",
    )
    let = sign_in(visit.site.door, person.id if person else None, visit.form.values.get("password", ("",))[0], sources)
    if not isinstance(let, Refusal):
        noted(visit, "signed_in", how="password", person=whose)
        return let_in(visit.site, let, to or "/")
    noted(visit, "not_let_in", how="password", person=whose, why=let.reason)
    status = 429 if let.reason == "too_many_tries" else 401
    return _page(visit, to, name=name, errors=(("name", refusal_sentence(visit, let)),), status=status)


def again(visit: Visit) -> Answer:
    """Show the page again where name or password hold what is no text."""
    return _page(visit, visit.form.text("to"), name=visit.form.text("name"), errors=unread(visit, "entry"), status=422)


def named(visit: Visit, name: str) -> Person | None:
    """Find a person by e-mail address or id; an address that two persons share is nobody's."""
    told = name.casefold()
    found = [one for one in visit.world.people.all() if told and told in {one.email.casefold(), one.id}]
    return found[0] if len(found) == 1 else None


def _page(
    visit: Visit, to: str, *, name: str = "", errors: tuple[tuple[str, str], ...] = (), status: int = 200
) -> Shown:
    openid = visit.site.configuration.openid
    facts = {"to": to, "name": name, "errors": errors, "wrong": dict(errors), "openid": openid.name if openid else ""}
    return Shown(template=SHOWN, facts=facts, status=status)

"""One's own account: where one is signed in, signing out, and the language."""

from __future__ import annotations

from collections.abc import Iterator

from kemiflow.app import submit
from kemiflow.app.people.accounts import SHORTEST
from kemiflow.core.commands import Tell
from kemiflow.core.records.city import AbsenceTold
from kemiflow.core.values import Refusal
from kemiflow.web.dress import LANGUAGES
from kemiflow.web.entry.cookies import inside, put
from kemiflow.web.failures import refusal_sentence
from kemiflow.web.noted import noted
from kemiflow.web.route import Answer, Shown
from kemiflow.web.serving import see
from kemiflow.web.unread import unread
from kemiflow.web.visit import LANGUAGE, Stopped, Visit

YEAR = 365 * 24 * 3600


def account(visit: Visit) -> Answer:
    """Show one's roles, absences and sessions."""
    return page(visit, ())


def away(visit: Visit) -> Answer:
    """Tell that one is away oneself, and who stands in meanwhile."""
    first, last = visit.form.day("first"), visit.form.day("last")
    if first is None or last is None:
        name = "last" if first else "first"
        return page(visit, ((name, visit.t("wrong.no_day", field=visit.t(f"people.{name}"))),))
    fact = AbsenceTold(person=visit.who.person, first=first, last=last, deputy=visit.form.text("deputy") or None)
    done = submit.tell_city(visit.world, (Tell(fact=fact, on=visit.today),), visit.asking())
    if isinstance(done, Refusal):
        return page(visit, (("first", refusal_sentence(visit, done)),))
    return see("/tili", "absence")


def away_again(visit: Visit) -> Answer:
    """Show the page with what was typed of an absence, where that holds what is no text."""
    return page(visit, unread(visit, "people", "field"))


def page(visit: Visit, errors: tuple[tuple[str, str], ...]) -> Shown:
    """Give the page of one's account, with what is wrong."""
    sessions = visit.site.door.accounts.sessions(visit.who.person)
    roles = sorted((role.value, scope or "") for role, scope in visit.who.roles)
    own = visit.session.digest if visit.session else ""
    facts = {
        "sessions": sessions,
        "own": own,
        "local": visit.site.door.accounts.password(visit.who.person) is not None,
        "least": SHORTEST,
        "roles": roles,
        "absences": tuple(_absences(visit)),
        "deputies": (("", "–"), *sorted((one.id, one.name) for one in visit.city.people.values())),
        "typed": {name: visit.form.text(name) for name in ("first", "last", "deputy")},
        "errors": errors,
        "wrong": dict(errors),
    }
    return Shown(template="account.html", facts=facts, status=422 if errors else 200)


def _absences(visit: Visit) -> Iterator[tuple[str, str, str]]:
    """Give one's absences that have not ended: first day, last day, who stands in."""
    for one in visit.city.absences:
        if one.person == visit.who.person and one.last >= visit.today:
            deputy = visit.city.person(one.deputy)
            yield visit.wording.day(one.first), visit.wording.day(one.last), deputy.name if deputy else ""


def sign_out(visit: Visit) -> Answer:
    """End the session."""
    if visit.session:
        noted(visit, "signed_out")
        visit.site.door.accounts.end(visit.session.digest)
    response = see("/kirjaudu", "signed_out")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.delete_cookie(visit.site.configuration.cookie, path="/", secure=visit.site.configuration.tls)
    return response


def speak(visit: Visit) -> Answer:
    """Choose the language of pages."""
    chosen = visit.form.text("language")
    if chosen not in LANGUAGES:
        raise Stopped(400, "form_broken")
    response = see(inside(visit.form.text("to") or "/"))
    put(visit.site, response, LANGUAGE, chosen, YEAR)
    return response

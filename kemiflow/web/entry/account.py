"""One's own account: where one is signed in, signing out, and the language."""

from __future__ import annotations

from kemiflow.web.dress import LANGUAGES
from kemiflow.web.entry.cookies import inside, put
from kemiflow.web.route import Answer, Shown
from kemiflow.web.serving import see
from kemiflow.web.visit import LANGUAGE, Stopped, Visit

YEAR = 365 * 24 * 3600


def account(visit: Visit) -> Answer:
    """Show one's roles and sessions."""
    sessions = visit.site.door.accounts.sessions(visit.who.person)
    roles = sorted((role.value, scope or "") for role, scope in visit.who.roles)
    own = visit.session.digest if visit.session else ""
    return Shown(template="account.html", facts={"sessions": sessions, "own": own, "roles": roles})


def end_others(visit: Visit) -> Answer:
    """End one's sessions elsewhere."""
    visit.site.door.accounts.end_all(visit.who.person, but=visit.session.digest if visit.session else "")
    return see("/tili", "sessions_ended")


def end_one(visit: Visit) -> Answer:
    """End one of one's sessions. Errors: Stopped when it is not one's own."""
    digest = visit.form.text("session")
    if digest not in {one.digest for one in visit.site.door.accounts.sessions(visit.who.person)}:
        raise Stopped(404, "no_page")
    visit.site.door.accounts.end(digest)
    return see("/tili", "sessions_ended")


def sign_out(visit: Visit) -> Answer:
    """End the session."""
    if visit.session:
        visit.site.door.accounts.end(visit.session.digest)
    response = see("/kirjaudu", "signed_out")
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

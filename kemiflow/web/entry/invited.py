"""An invitation: a link that is good once, by which a person chooses a password."""

from __future__ import annotations

from kemiflow.app.people.accounts import LONGEST, SHORTEST, Chosen, accept, digest_of
from kemiflow.core.values import Refusal
from kemiflow.web.entry.cookies import let_in
from kemiflow.web.entry.own import near, typed
from kemiflow.web.failures import refusal_sentence
from kemiflow.web.noted import noted
from kemiflow.web.route import Answer, Shown
from kemiflow.web.unread import Errors, unread
from kemiflow.web.visit import Stopped, Visit


def invitation(visit: Visit) -> Answer:
    """Show where a password is chosen. Errors: Stopped when the invitation no longer holds."""
    return _page(visit)


def accept_invitation(visit: Visit) -> Answer:
    """Keep the password and let the person in."""
    door = visit.site.door
    person = visit.city.person(door.accounts.invited(digest_of(visit.path("token")), door.now()))
    chosen = Chosen(password=typed(visit, "password"), again=typed(visit, "again"), near=near(visit, person))
    let = accept(door, visit.path("token"), chosen)
    if isinstance(let, Refusal):
        return _page(visit, (("password", refusal_sentence(visit, let)),))
    noted(visit, "signed_in", how="invitation", person=let.session.person)
    return let_in(visit.site, let)


def again(visit: Visit) -> Answer:
    """Show the page again where the password holds what is no text. Errors: Stopped."""
    return _page(visit, unread(visit, "entry"))


def _page(visit: Visit, errors: Errors = ()) -> Shown:
    door = visit.site.door
    person = door.accounts.invited(digest_of(visit.path("token")), door.now())
    found = visit.city.person(person)
    if found is None:
        raise Stopped(404, "invitation_over")
    facts = {"name": found.name, "email": found.email or found.id, "least": SHORTEST, "most": LONGEST}
    wrong = {"errors": errors, "wrong": dict(errors)}
    return Shown(template="invitation.html", facts=facts | wrong, status=422 if errors else 200)

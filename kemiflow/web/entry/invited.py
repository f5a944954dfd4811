"""An invitation: a link that is good once, by which a person chooses a password."""

from __future__ import annotations

from kemiflow.app.people.accounts import LONGEST, SHORTEST, accept, digest_of
from kemiflow.core.values import Refusal
from kemiflow.web.entry.cookies import let_in
from kemiflow.web.failures import refusal_sentence
from kemiflow.web.route import Answer, Shown
from kemiflow.web.visit import Stopped, Visit


def invitation(visit: Visit) -> Answer:
    """Show where a password is chosen. Errors: Stopped when the invitation no longer holds."""
    return _page(visit)


def accept_invitation(visit: Visit) -> Answer:
    """Keep the password and let the person in."""
    password, again = (visit.form.values.get(name, ("",))[0] for name in ("password", "again"))
    let = accept(visit.site.door, visit.path("token"), password, again)
    if isinstance(let, Refusal):
        return _page(visit, refused=refusal_sentence(visit, let))
    return let_in(visit.site, let)


def _page(visit: Visit, *, refused: str = "") -> Shown:
    door = visit.site.door
    person = door.accounts.invited(digest_of(visit.path("token")), door.now())
    found = visit.city.person(person)
    if found is None:
        raise Stopped(404, "invitation_over")
    facts = {"name": found.name, "email": found.email or found.id, "least": SHORTEST, "most": LONGEST}
    errors = (("password", refused),) if refused else ()
    return Shown(template="invitation.html", facts={**facts, "errors": errors}, status=422 if refused else 200)

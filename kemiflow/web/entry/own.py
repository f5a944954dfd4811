"""What of one's own account is done only by who knows its password: choosing another, ending sessions."""

from __future__ import annotations

from kemiflow.app.people.accounts import Chosen, change, prove
from kemiflow.app.people.tries import ADDRESS
from kemiflow.core.city import Person
from kemiflow.core.values import Refusal
from kemiflow.web.entry.account import page
from kemiflow.web.entry.cookies import let_in
from kemiflow.web.failures import refusal_sentence
from kemiflow.web.noted import noted
from kemiflow.web.route import Answer
from kemiflow.web.serving import see
from kemiflow.web.shell import city_name
from kemiflow.web.unread import Errors, unread
from kemiflow.web.visit import Stopped, Visit


def choose(visit: Visit) -> Answer:
    """Choose another password; all sessions end, and this browser gets a new one. Errors: Stopped without one."""
    door, person = visit.site.door, visit.who.person
    if door.accounts.password(person) is None:
        raise Stopped(404, "no_page")
    errors = _proved(visit, "old")
    if errors:
        return page(visit, errors)
    password, again = typed(visit, "new"), typed(visit, "again")
    let = change(door, person, Chosen(password=password, again=again, near=near(visit, visit.person)))
    if isinstance(let, Refusal):
        return page(visit, (("new", refusal_sentence(visit, let)),))
    noted(visit, "password_changed")
    return let_in(visit.site, let, "/tili?sanottu=password")


def end_others(visit: Visit) -> Answer:
    """End one's sessions elsewhere."""
    errors = _proved(visit, "own")
    if errors:
        return page(visit, errors)
    noted(visit, "sessions_ended", of=visit.who.person)
    visit.site.door.accounts.end_all(visit.who.person, but=visit.session.digest if visit.session else "")
    return see("/tili", "sessions_ended")


def end_one(visit: Visit) -> Answer:
    """End one of one's sessions. Errors: Stopped when it is not one's own."""
    accounts, digest = visit.site.door.accounts, visit.form.text("session")
    if not digest:
        return page(visit, (("session", visit.t("account.none_chosen")),))
    if digest not in {one.digest for one in accounts.sessions(visit.who.person)}:
        raise Stopped(404, "no_page")
    errors = _proved(visit, "own")
    if errors:
        return page(visit, errors)
    noted(visit, "sessions_ended", of=visit.who.person)
    accounts.end(digest)
    return see("/tili", "sessions_ended")


def again(visit: Visit) -> Answer:
    """Show the page where a password that was typed holds what is no text."""
    return page(visit, unread(visit, "account", "entry"))


def typed(visit: Visit, name: str) -> str:
    """Give a password as it was typed, spaces and all."""
    return visit.form.values.get(name, ("",))[0]


def near(visit: Visit, person: Person | None) -> tuple[str, ...]:
    """Give words that somebody who guesses a person's password begins with."""
    own = (person.id, person.name, *person.name.split(), person.email, person.title) if person else ()
    return tuple(one.casefold() for one in (*own, city_name(visit)) if one)


def _proved(visit: Visit, field: str) -> Errors:
    person = visit.who.person
    at = visit.request.client.host if visit.request.client else ""
    refused = prove(visit.site.door, person, typed(visit, field), (f"own:{person}", f"{ADDRESS}{at}"))
    if refused is None:
        return ()
    noted(visit, "not_proved", why=refused.reason)
    return ((field, refusal_sentence(visit, refused)),)

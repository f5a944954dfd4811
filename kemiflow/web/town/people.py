"""People: their roles, deputies and absences, invitations, and the end of their sessions."""

from __future__ import annotations

from dataclasses import dataclass

from kemiflow.app import submit
from kemiflow.app.people.accounts import INVITED, invite
from kemiflow.core.commands import Tell
from kemiflow.core.holdings import Holding
from kemiflow.core.records.city import AbsenceTold, CityFact, RoleEnded, RoleGiven
from kemiflow.core.values import Refusal, Role
from kemiflow.web.failures import refusal_sentence
from kemiflow.web.noted import noted
from kemiflow.web.route import Answer, Shown
from kemiflow.web.serving import see
from kemiflow.web.unread import unread
from kemiflow.web.visit import Stopped, Visit

LONGEST_ID = 100
Errors = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A person as a row."""

    id: str
    name: str
    title: str
    email: str
    dead: bool
    account: bool
    sessions: int
    away: str
    roles: tuple[tuple[str, str, str], ...]  # the role in words, and role and scope as they are told


def people(visit: Visit) -> Answer:
    """Show the people of the city."""
    return page(visit, ())


def invite_person(visit: Visit) -> Answer:
    """Make an invitation; its link is shown once, to be sent by whatever way the city trusts."""
    person = visit.city.person(visit.form.text("person"))
    if person is None:
        raise Stopped(404, "no_page")
    token = invite(visit.site.door, person.id)
    noted(visit, "invited", of=person.id)
    address = visit.site.configuration.address or str(visit.request.base_url).rstrip("/")
    facts = {"name": person.name, "link": f"{address}/kutsu/{token}", "days": INVITED.days}
    return Shown(template="invited.html", facts=facts)


def end_sessions(visit: Visit) -> Answer:
    """End all sessions of a person."""
    noted(visit, "sessions_ended", of=visit.form.text("person")[:LONGEST_ID])
    visit.site.door.accounts.end_all(visit.form.text("person"))
    return see("/yllapito/ihmiset", "sessions_ended")


def role(visit: Visit) -> Answer:
    """Give a person a role."""
    form = visit.form
    if form.text("person") not in visit.city.people:
        return page(visit, (("person", visit.t("wrong.no_choice", field=visit.t("field.person"))),))
    if form.text("role") not in {one.value for one in Role if one is not Role.MACHINE}:
        return page(visit, (("role", visit.t("wrong.no_choice", field=visit.t("people.role"))),))
    if form.text("until") and form.day("until") is None:
        return page(visit, (("until", visit.t("wrong.no_day", field=visit.t("people.until"))),))
    scope = form.text("scope") or None
    fact = RoleGiven(person=form.text("person"), role=Role(form.text("role")), scope=scope, until=form.day("until"))
    return _told(visit, fact, "scope" if visit.city.person(fact.person) else "person")


def role_ended(visit: Visit) -> Answer:
    """End a role of a person."""
    told, _, scope = visit.form.text("role").partition("|")
    if told not in set(Role):
        raise Stopped(400, "form_broken")
    return _told(visit, RoleEnded(person=visit.form.text("person"), role=Role(told), scope=scope or None), "person")


def absence(visit: Visit) -> Answer:
    """Tell that a person is away."""
    form = visit.form
    if form.text("away") not in visit.city.people:
        return page(visit, (("away", visit.t("wrong.no_choice", field=visit.t("field.person"))),))
    first, last = form.day("first"), form.day("last")
    if first is None or last is None:
        name = "last" if first else "first"
        return page(visit, ((name, visit.t("wrong.no_day", field=visit.t(f"people.{name}"))),))
    fact = AbsenceTold(person=form.text("away"), first=first, last=last, deputy=form.text("deputy") or None)
    return _told(visit, fact, "away")


def again(visit: Visit) -> Answer:
    """Show the page with what was chosen, where a field holds what is no text."""
    return page(visit, unread(visit, "people", "field"))


def _told(visit: Visit, fact: CityFact, field: str) -> Answer:
    done = submit.tell_city(visit.world, (Tell(fact=fact, on=visit.today),), visit.asking())
    if isinstance(done, Refusal):
        return page(visit, ((field, refusal_sentence(visit, done)),))
    return see("/yllapito/ihmiset", "recorded")


def page(visit: Visit, errors: Errors) -> Shown:
    """Give the page of people, with what is wrong."""
    city, say = visit.city, visit.wording.say
    every = sorted(city.people.values(), key=lambda one: one.name)
    scopes = {one.id: one.name.in_language(visit.language) for one in city.settings.bodies}
    scopes |= {one.id: one.name.in_language(visit.language) for one in city.settings.sectors}
    chosen = ("", visit.t("decision.choose"))
    names = ("person", "role", "scope", "until", "away", "first", "last", "deputy")
    return Shown(
        template="people.html",
        facts={
            "rows": [_row(visit, one.id) for one in every],
            "people": (chosen, *((one.id, one.name) for one in every)),
            "deputies": (("", "–"), *((one.id, one.name) for one in every)),
            "roles": (chosen, *((one.value, say(f"role.{one}")) for one in Role if one is not Role.MACHINE)),
            "scopes": (("", visit.t("people.everywhere")), *scopes.items()),
            "typed": {name: visit.form.text(name) for name in names},
            "may_role": visit.may(RoleGiven),
            "may_absence": visit.may(AbsenceTold),
            "errors": errors,
            "wrong": dict(errors),
        },
        status=422 if errors else 200,
    )


def _row(visit: Visit, person_id: str) -> Row:
    city, accounts, today = visit.city, visit.site.door.accounts, visit.today
    person = city.people[person_id]
    away = city.absence(person.id, today)
    held = [one for one in city.holdings if one.person == person.id and (one.until is None or one.until >= today)]
    return Row(
        id=person.id,
        name=person.name,
        title=person.title,
        email=person.email,
        dead=person.id in city.dead,
        account=accounts.password(person.id) is not None,
        sessions=len(accounts.sessions(person.id)),
        away=visit.wording.day(away.last) if away else "",
        roles=tuple(_role(visit, one) for one in held),
    )


def _role(visit: Visit, one: Holding) -> tuple[str, str, str]:
    settings = visit.city.settings
    body, sector = settings.body(one.scope or ""), settings.sector(one.scope or "")
    found = (sector or body) if one.role is Role.DIRECTOR else (body or sector)
    scope = f": {found.name.in_language(visit.language)}" if found else ""
    return f"{visit.wording.say(f'role.{one.role}')}{scope}", one.role.value, one.scope or ""

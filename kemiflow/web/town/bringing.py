"""People brought by a sheet, and a person forgotten, with what that means shown first."""

from __future__ import annotations

from functools import partial
from typing import Final

from kemiflow.app.people import forget as forgetting
from kemiflow.app.people.enrolling import Barred, Sheet, enrol
from kemiflow.exchange.people import read_people, read_roles
from kemiflow.exchange.problems import FileRefused
from kemiflow.exchange.wording import sentences
from kemiflow.post.folder import clear
from kemiflow.settings import templates_dir
from kemiflow.web.failures import refusal_sentence
from kemiflow.web.route import Answer, Shown
from kemiflow.web.serving import see
from kemiflow.web.town.people import page
from kemiflow.web.unread import Errors, unread
from kemiflow.web.visit import Stopped, Visit

MOST: Final = 20


def bring_people(visit: Visit) -> Answer:
    """Bring people and their roles from a sheet; each fault is told with its line, and then nothing is kept."""
    upload = visit.form.files.get("file")
    if upload is None:
        return page(visit, (("file", visit.t("wrong.missing", field=visit.t("people.file"))),))
    try:
        people, given = read_people(upload.data, upload.name), read_roles(upload.data, upload.name)
    except FileRefused as refused:
        said = sentences(refused, templates_dir(), visit.language)[:MOST]
        return page(visit, tuple(("file", one) for one in said))
    sheet = Sheet(people=people, roles=given, on=visit.today)
    done = enrol(visit.world, visit.site.home.store.people.put, sheet, visit.asking())
    if isinstance(done, Barred):
        return page(visit, (("file", f"{done.person}: {refusal_sentence(visit, done.refusal)}"),))
    return see("/yllapito/ihmiset", "people")


def ask_forget(visit: Visit) -> Answer:
    """Show what forgetting a person means, before anything is erased. Errors: Stopped when there is nobody."""
    return _page(visit, ())


def forget_again(visit: Visit) -> Answer:
    """Show the same where the name that was typed holds what is no text. Errors: Stopped."""
    return _page(visit, unread(visit))


def _page(visit: Visit, errors: Errors) -> Shown:
    person = visit.city.person(visit.path("person"))
    if person is None:
        raise Stopped(404, "no_page")
    seen = forgetting.foresee(visit.world, person.id, visit.asking())
    facts = {"person": person, "seen": seen, "own": person.id == visit.who.person, "typed": visit.form.text("name")}
    wrong = {"errors": errors, "wrong": dict(errors)}
    return Shown(template="forgetting.html", facts=facts | wrong, status=422 if errors else 200)


def forget_person(visit: Visit) -> Answer:
    """Forget a person, for good. Errors: Stopped when there is nobody."""
    person = visit.city.person(visit.path("person"))
    if person is None or person.id == visit.who.person:
        raise Stopped(404, "no_page")
    if visit.form.text("name").casefold() != person.name.casefold():
        return _page(visit, (("name", visit.t("error.name_not_typed")),))
    home = visit.site.home
    told = forgetting.forget(visit.world, person.id, visit.asking(), partial(clear, home.path / "letters"))
    home.store.swept()
    visit.site.memo.clear()
    return Shown(template="forgotten.html", facts={"name": person.name, "told": told})

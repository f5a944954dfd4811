"""Opening a matter: its title and number, the process that it follows, who prepares it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from kemiflow.app import submit
from kemiflow.core.definition.process import Process
from kemiflow.core.identifiers import MATTER, name_of
from kemiflow.core.records.case import CaseOpened
from kemiflow.core.values import Refusal, Text
from kemiflow.exchange.decoding import decoded
from kemiflow.exchange.problems import FileRefused
from kemiflow.exchange.process_file import read_process
from kemiflow.settings import definitions
from kemiflow.store.canonical import plain
from kemiflow.web.after import walked
from kemiflow.web.failures import refusal_sentence
from kemiflow.web.form import SHORT
from kemiflow.web.route import Answer, Shown
from kemiflow.web.serving import see
from kemiflow.web.unread import unread
from kemiflow.web.visit import Visit

Errors = tuple[tuple[str, str], ...]


def ask_opening(visit: Visit) -> Answer:
    """Ask what the matter is."""
    return _page(visit, ())


def open_matter(visit: Visit) -> Answer:
    """Open the matter; what is wrong is said beside its field."""
    errors = _long(visit) or tuple(_errors(visit))
    if errors:
        return _page(visit, errors)
    form, text = visit.form, _sound(visit)[visit.form.text("process")][0]
    fact = CaseOpened(
        definition=plain(text),
        register_number=form.line("number"),
        title=Text(text=form.line("title")),
        preparer=form.text("preparer") or None,
    )
    case = name_of(form.line("name") or form.line("title"))
    done = submit.open_case(visit.world, case, (fact, text), visit.asking())
    if isinstance(done, Refusal):
        return _page(visit, (("name", refusal_sentence(visit, done)),))
    walked(visit, case)
    return see(f"/asiat/{case}", "opened")


def again(visit: Visit) -> Answer:
    """Show the form with what was typed, where that holds what is no text."""
    return _page(visit, unread(visit, "opening"))


def _long(visit: Visit) -> Errors:
    long = (name for name in ("title", "number", "name") if len(visit.form.text(name)) > SHORT)
    return tuple((name, visit.t("wrong.too_long", field=visit.t(f"opening.{name}"))) for name in long)


def _errors(visit: Visit) -> Iterator[tuple[str, str]]:
    form, t = visit.form, visit.t
    for name in ("title", "number"):
        if not form.line(name):
            yield name, t("wrong.missing", field=t(f"opening.{name}"))
    if form.line("title") and not re.fullmatch(MATTER, name_of(form.line("name") or form.line("title"))):
        yield "name", t("opening.no_name")
    if form.text("process") not in _sound(visit):
        yield "process", t("wrong.no_choice", field=t("opening.process"))
    if form.text("preparer") and form.text("preparer") not in visit.city.people:
        yield "preparer", t("wrong.no_choice", field=t("opening.preparer"))


def _sound(visit: Visit) -> dict[str, tuple[str, Process]]:
    """Give the definitions that can be followed, by name, each with its text; the page of processes says why not."""
    sound = {}
    for name, file in definitions(visit.site.home.path).items():
        with suppress(FileRefused):
            text = decoded(file.read_bytes(), file.name)
            sound[name] = (text, read_process(text, file.name))
    return sound


def _page(visit: Visit, errors: Errors) -> Shown:
    people = sorted((one.name, one.id) for one in visit.city.people.values())
    facts = {
        "processes": tuple((name, one.title.in_language(visit.language)) for name, (_, one) in _sound(visit).items()),
        "people": (("", visit.t("opening.nobody")), *((person, name) for name, person in people)),
        "typed": {name: visit.form.text(name) for name in ("title", "number", "name", "process", "preparer")},
        "errors": errors,
        "wrong": dict(errors),
    }
    return Shown(template="opening.html", facts=facts, status=422 if errors else 200)

"""Opening a matter: its title and number, the process that it follows, who prepares it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kemiflow.app import submit
from kemiflow.core.records.case import CaseOpened
from kemiflow.core.values import Refusal, Text
from kemiflow.exchange.decoding import decoded
from kemiflow.exchange.process_file import read_process
from kemiflow.settings import processes_dir
from kemiflow.store.canonical import plain
from kemiflow.web.after import walked
from kemiflow.web.failures import refusal_sentence
from kemiflow.web.route import Answer, Shown
from kemiflow.web.serving import see
from kemiflow.web.visit import Visit

NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)
LONGEST: Final = 40
Errors = tuple[tuple[str, str], ...]


def ask_opening(visit: Visit) -> Answer:
    """Ask what the matter is."""
    return _page(visit, ())


def open_matter(visit: Visit) -> Answer:
    """Open the matter; what is wrong is said beside its field."""
    errors = tuple(_errors(visit))
    if errors:
        return _page(visit, errors)
    form, file = visit.form, _files(visit)[visit.form.text("process")]
    text = decoded(file.read_bytes(), file.name)
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


def name_of(words: str) -> str:
    """Make the short name that stands in addresses and names of files, from a title or from what was typed."""
    bare = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9_]+", "-", bare).strip("-_")[:LONGEST].strip("-_")


def _errors(visit: Visit) -> Iterator[tuple[str, str]]:
    form, t = visit.form, visit.t
    for name in ("title", "number"):
        if not form.line(name):
            yield name, t("wrong.missing", field=t(f"opening.{name}"))
    if form.line("title") and not NAME.fullmatch(name_of(form.line("name") or form.line("title"))):
        yield "name", t("opening.no_name")
    if form.text("process") not in _files(visit):
        yield "process", t("wrong.no_choice", field=t("opening.process"))
    if form.text("preparer") and form.text("preparer") not in visit.city.people:
        yield "preparer", t("wrong.no_choice", field=t("opening.preparer"))


def _files(visit: Visit) -> dict[str, Path]:
    """Give the definitions by name; a city's own goes before the shipped one of that name."""
    own = visit.site.home.path / "processes"
    return {file.stem: file for folder in (processes_dir(), own) for file in sorted(folder.glob("*.yaml"))}


def _page(visit: Visit, errors: Errors) -> Shown:
    read = {
        name: read_process(decoded(file.read_bytes(), file.name), file.name) for name, file in _files(visit).items()
    }
    people = sorted((one.name, one.id) for one in visit.city.people.values())
    facts = {
        "processes": tuple((name, one.title.in_language(visit.language)) for name, one in read.items()),
        "people": (("", visit.t("opening.nobody")), *((person, name) for name, person in people)),
        "typed": {name: visit.form.text(name) for name in ("title", "number", "name", "process", "preparer")},
        "errors": errors,
        "wrong": dict(errors),
    }
    return Shown(template="opening.html", facts=facts, status=422 if errors else 200)

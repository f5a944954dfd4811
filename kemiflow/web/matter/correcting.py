"""Mending a mistake: the record stays as it was told, and is read as corrected from now on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, get_args

from kemiflow.app import submit
from kemiflow.app.look import Look
from kemiflow.core.commands.permits import PERMITS
from kemiflow.core.history.line import Line
from kemiflow.core.history.words import sentence
from kemiflow.core.records import Corrected, Record
from kemiflow.core.records.city import CityFact
from kemiflow.core.records.person import PersonFact
from kemiflow.core.values import Publicity, Refusal, Text, altered
from kemiflow.core.wording import capital
from kemiflow.web.acts.field import Field, Values, Widget, area, choice, day, line, number, read, shown
from kemiflow.web.after import walked
from kemiflow.web.failures import refusal_sentence
from kemiflow.web.form import Form
from kemiflow.web.looking import look
from kemiflow.web.route import Answer, Shown
from kemiflow.web.serving import see
from kemiflow.web.unread import unread
from kemiflow.web.visit import Stopped, Visit

OF_CASES: Final = tuple(kind for kind in PERMITS if kind not in get_args(CityFact))
# What names the thing that was told stays: another thing is another record
FIXED: Final = frozenset({"step", "round", "body", "project", "decision", "of", "order", "remark", "definition"})
WHY: Final = "correction"
MOST_DIGITS: Final = 10
# Choices that words.toml has a section for, under the name of their field
WORDED: Final = frozenset({"view", "resolution", "channel", "how_changed"})
# Fields that hold the id of a person
PERSONS: Final = frozenset({"person", "owner", "deputy", "organiser", "to", "preparer"})
Errors = tuple[tuple[str, str], ...]


def records(visit: Visit) -> Answer:
    """List what was recorded, newest first, with what may be mended."""
    seen = look(visit)
    by_key = {record.key: record for record in seen.matter.records}
    rows = [_row(visit, seen, line, by_key.get(line.key)) for line in reversed(seen.lines)]
    return Shown(template="records.html", facts={"case": seen.case, "title": seen.telling.title, "rows": rows})


def _row(visit: Visit, seen: Look, told: Line, record: Record | None) -> dict[str, Any]:
    person = seen.city.person(told.by)
    may = record is not None and visit.may(type(record.fact))
    return {
        "day": visit.wording.day(told.on),
        "said": sentence(told, seen.telling),
        "by": person.name if person else told.by,
        "seq": record.seq if record and may else 0,
        "corrected": told.corrected,
    }


def ask(visit: Visit) -> Answer:
    """Show a record as a form. Errors: Stopped when it is none that this person may mend."""
    seen, record = _found(visit)
    return _page(visit, seen, record, None, ())


def mend(visit: Visit) -> Answer:
    """Save the correction, or show the form again with what was typed."""
    seen, record = _found(visit)
    told, errors = _read(visit, record)
    if errors:
        return _page(visit, seen, record, visit.form, errors)
    fact = altered(record.fact, **{name: value for name, value in told.items() if name not in {WHY, "on"}})
    if isinstance(fact, PersonFact | Corrected):
        raise Stopped(404, "no_page")
    corrected = Corrected(of=record.key, fact=fact, on=told["on"], reason=Text(text=told[WHY]))
    done = submit.mend(visit.world, seen.case, corrected, visit.asking())
    if isinstance(done, Refusal):
        return _page(visit, seen, record, visit.form, (("", refusal_sentence(visit, done)),))
    walked(visit, seen.case)
    return see(f"/asiat/{seen.case}/kirjaukset", "corrected")


def again(visit: Visit) -> Answer:
    """Show the form with what was typed, where that holds what is no text. Errors: Stopped."""
    seen, record = _found(visit)
    return _page(visit, seen, record, visit.form, unread(visit, "field"))


def _found(visit: Visit) -> tuple[Look, Record]:
    seen, told = look(visit), visit.path("seq")
    place = int(told) if told.isdecimal() and len(told) < MOST_DIGITS else 0
    record = next((one for one in seen.matter.records if one.seq == place), None)
    if record is None or isinstance(record.fact, PersonFact | Corrected) or type(record.fact) not in PERMITS:
        raise Stopped(404, "no_page")
    if not visit.may(type(record.fact)):
        raise Stopped(403, "not_yours")
    return seen, record


def _fields(visit: Visit, record: Record) -> Iterator[Field]:
    """Give a field for each plain value of the fact that has a name in words; the others stay as they are."""
    for one in fields(record.fact):
        known = visit.wording.knows(f"web.field.{one.name}")
        found = _field(visit, one.name, getattr(record.fact, one.name)) if known and one.name not in FIXED else None
        if found:
            yield found
    yield day("on", record.on)
    yield area(WHY)


def _field(visit: Visit, name: str, value: object) -> Field | None:
    match value:
        case bool():
            return Field(name=name, widget=Widget.TICK, value=("1",) if value else (), required=False)
        case StrEnum():
            return _chosen(visit, name, value)
        case date():
            return day(name, value)
        case int():
            return number(name, value)
        case _:
            return _words(visit, name, value)


def _chosen(visit: Visit, name: str, value: StrEnum) -> Field | None:
    if name not in WORDED:
        return None
    options = tuple((one.value, capital(visit.wording.say(f"{name}.{one}"))) for one in type(value))
    return choice(name, options, value)


def _person(visit: Visit, name: str, value: str | None) -> Field:
    """Give a field to choose a person; one who is known no longer stays until another is chosen."""
    people = sorted(((one.id, one.name) for one in visit.city.people.values()), key=lambda one: one[1])
    gone = ((value, value),) if value and value not in visit.city.people else ()
    return choice(name, (*gone, *people), value, required=bool(value))


def _words(visit: Visit, name: str, value: object) -> Field | None:
    match value:
        case str() | None if name in PERSONS:
            return _person(visit, name, value)
        case Text(publicity=Publicity.PUBLIC, text=str(words)):
            return area(name, words)
        case str():
            return line(name, value, required=bool(value))
        case _:
            return None


def _read(visit: Visit, record: Record) -> tuple[Values, Errors]:
    told: dict[str, Any] = {}
    errors: list[tuple[str, str]] = []
    for field in _fields(visit, record):
        value, wrong = read(field, visit.form)
        if wrong:
            errors.append((field.name, visit.t(f"wrong.{wrong}", field=visit.t(f"field.{field.name}"))))
        told[field.name] = _as_told(getattr(record.fact, field.name, None), value)
    return told, tuple(errors)


def _as_told(before: object, value: Any) -> Any:  # noqa: ANN401 - as the fact has it
    match before:
        case Text():
            return replace(before, text=value)
        case StrEnum():
            return type(before)(value) if value in set(type(before)) else value
        case str():
            return value or ""
        case _:
            return value


def _page(visit: Visit, seen: Look, record: Record, form: Form | None, errors: Errors) -> Shown:
    wrong = dict(errors)
    said = next((sentence(one, seen.telling) for one in seen.lines if one.key == record.key), "")
    return Shown(
        template="correcting.html",
        facts={
            "case": seen.case,
            "title": seen.telling.title,
            "seq": record.seq,
            "record": said,
            "fields": [(one, shown(one, form), wrong.get(one.name, "")) for one in _fields(visit, record)],
            "errors": errors,
        },
        status=422 if errors else 200,
    )

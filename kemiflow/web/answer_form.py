"""An answer as it was typed: the fields of one way to answer, read as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from kemiflow.core.answers import Given, Way
from kemiflow.core.city import City
from kemiflow.core.commands.check import refuse
from kemiflow.core.records.project import Milestone
from kemiflow.core.values import OwnView, Refusal
from kemiflow.core.wording import Wording
from kemiflow.web.acts.field import paragraphs
from kemiflow.web.form import Form, day_in
from kemiflow.web.unread import Errors, worded

MILESTONES: Final = range(1, 4)
MEASURES: Final = range(1, 4)
LINES: Final = ("measure", "baseline", "target", "budget_line", "section", "time", "place", "title")
DAYS: Final = ("until", "first", *(f"milestone_day_{n}" for n in MILESTONES))


@dataclass(frozen=True, kw_only=True)
class Part:
    """The fields of one way to answer: their names begin with it, so that a page has each but once."""

    form: Form
    way: Way

    def text(self, name: str) -> str:
        """Give a field."""
        return self.form.text(f"{self.way}-{name}")

    def line(self, name: str) -> str:
        """Give a field as one line."""
        return " ".join(self.text(name).split())

    def day(self, name: str) -> date | None:
        """Give a field as a day, None when it is none."""
        return day_in(self.text(name))


def given(form: Part, city: City) -> Given | Refusal:
    """Read a form. A name that nobody bears is refused, unless it only says to whom a duty may belong."""
    wrong = _wrong(form)
    if wrong:
        return wrong
    told = form.line("person")
    person, words = _named(city, told), form.text("words")
    if told and person is None and form.way is not Way.MISDIRECTED:
        return refuse("unknown_person", person=told)
    deputy = form.line("deputy")
    if deputy and _named(city, deputy) is None:
        return refuse("unknown_person", person=deputy)
    texts = {name: form.line(name) for name in LINES}
    return Given(
        words=f"{told}. {words}".strip() if told and person is None else words,
        until=form.day("until"),
        first=form.day("first"),
        person=person,
        view=next((one for one in OwnView if one == form.text("view")), None),
        values=tuple(_values(form)),
        no_budget=True if form.text("no_budget") else None,
        milestones=tuple(_milestones(form)),
        remarks=paragraphs(form.text("remarks")),
        goal=form.text("goal"),
        deputy=_named(city, deputy),
        **texts,
    )


def _wrong(form: Part) -> Refusal | None:
    wrong = next((text for name in DAYS if (text := form.text(name)) and not form.day(name)), None)
    if wrong:
        return refuse("answer_no_day", value=wrong[:40])
    half = _half(form)
    return refuse("answer_needs", what=half) if half else None


def _half(form: Part) -> str | None:
    """Give what lacks of a value or a milestone of which only a part was typed, or None: nothing typed is dropped."""
    for n in MEASURES:
        if form.line(f"value_{n}") and not form.line(f"measure_{n}"):
            return "measure"
    for n in MILESTONES:
        if bool(form.line(f"milestone_{n}")) is not bool(form.day(f"milestone_day_{n}")):
            return "milestone_day" if form.line(f"milestone_{n}") else "milestone"
    return None


def _values(form: Part) -> Iterator[tuple[str, str]]:
    for n in MEASURES:
        if form.line(f"value_{n}"):
            yield form.line(f"measure_{n}"), form.line(f"value_{n}")


def _milestones(form: Part) -> Iterator[Milestone]:
    for n in MILESTONES:
        title, day = form.line(f"milestone_{n}"), form.day(f"milestone_day_{n}")
        if title and day:
            yield Milestone(title=title, day=day)


def _named(city: City, told: str) -> str | None:
    """Find a person by id, name or address, whole; nobody's name is offered to whoever has a link."""
    wanted = told.casefold()
    found = [one.id for one in city.people.values() if wanted in {one.id, one.name.casefold(), one.email.casefold()}]
    return found[0] if len(found) == 1 else None


def unread(form: Form, word: Wording) -> Errors:
    """Give, by field, the sentence on its first character that is no text."""

    def label(name: str) -> str:
        key = f"web.answer.{name.partition('-')[2]}"
        return word.say(key) if word.knows(key) else ""

    return worded(form, lambda key, **facts: word.say(f"web.{key}", **facts), label)

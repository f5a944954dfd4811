"""The front page: this week for the secretary, the matters for the city manager, one's own duties for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kemiflow.app.kept import Posting
from kemiflow.app.lists.owed import Owed, owed
from kemiflow.core.city import City
from kemiflow.core.duty import NAMES, Duty
from kemiflow.core.history.overview import Overview
from kemiflow.core.values import Role
from kemiflow.core.worded import duty_line
from kemiflow.core.wording import capital
from kemiflow.web.guard import STAFF
from kemiflow.web.looking import look_at
from kemiflow.web.route import Answer, Route, Shown, get
from kemiflow.web.visit import Visit

PER_PAGE: Final = 20
MATTERS: Final = 10
MOST_DIGITS: Final = 6


@dataclass(frozen=True, kw_only=True)
class Task:
    """A duty as a line of a list: what, by when, what is missing, whose, and where the act is."""

    line: str
    title: str
    case: str
    when: str
    closing: str
    late: bool
    lacks: str
    who: str
    phone: str
    letter: str
    act: str
    path: str


@dataclass(frozen=True, kw_only=True)
class Matter:
    """A matter with its four lines."""

    case: str
    title: str
    register_number: str
    view: Overview


def front(visit: Visit) -> Answer:
    """Show the front page."""
    whole = visit.holds(Role.SECRETARY)
    number = page_number(visit)
    persons = None if whole else _acting(visit)
    rows, count = visit.world.lists.closing(persons, skip=(number - 1) * PER_PAGE, limit=PER_PAGE)
    tasks = owed(rows, visit.today)
    leads = visit.holds(Role.MANAGER, Role.AUDITOR)
    return Shown(
        template="front.html",
        facts={
            "secretary": whole,
            "soon": [task(visit, one) for one in tasks if one.soon(visit.today)],
            "later": [task(visit, one) for one in tasks if not one.soon(visit.today)],
            "matters": _matters(visit, number) if leads else (),
            "count": count,
            "number": number,
            "more": _more(count, visit.world.lists.count_cases() if leads else 0, number),
            "looks": tuple(_looks(visit)) if whole else (),
            "night": tuple(_night(visit)) if whole else (),
        },
    )


def _acting(visit: Visit) -> frozenset[str]:
    """Give oneself and those for whom one stands in today."""
    away = visit.city.absences
    me, today = visit.who.person, visit.today
    return frozenset({me} | {one.person for one in away if one.deputy == me and one.first <= today <= one.last})


def task(visit: Visit, one: Owed) -> Task:
    """Word a duty."""
    duty, word = one.duty, visit.wording
    person = visit.city.person(duty.person)
    return Task(
        line=duty_line(duty, word),
        title=duty.named(visit.language),
        case=duty.case,
        when=word.two_letter(duty.due) if duty.due.year == visit.today.year else word.day(duty.due),
        closing=_closing(visit, duty),
        late=duty.late(visit.today),
        lacks=word.listing([word.say(f"lack.{lack}") if word.knows(f"lack.{lack}") else lack for lack in duty.lacks]),
        who=person.name if person else visit.t("front.nobody", role=word.say(f"role.{duty.role}")),
        phone=person.phone if person and person.id != visit.who.person else "",
        letter=word.short_day(one.row.next_on) if one.row.next_on else "",
        act=visit.t(f"act.{duty.kind}") if word.knows(f"web.act.{duty.kind}") else visit.t("front.open"),
        path=path_of(duty),
    )


def path_of(duty: Duty) -> str:
    """Give the page on which a duty is done; names are taken off elsewhere, and the public version shows which."""
    if duty.kind in NAMES:
        return f"/asiat/{duty.case}/historia/julkinen"
    return f"/asiat/{duty.case}" + (f"#vaihe-{duty.step}" if duty.step else "")


def _closing(visit: Visit, duty: Duty) -> str:
    if duty.cutoff is None:
        return ""
    cutoff, word = duty.cutoff, visit.wording
    body = visit.city.settings.body(cutoff.body)
    return visit.t(
        "front.closing",
        body=body.name.in_language(visit.language) if body else cutoff.body,
        day=word.short_day(cutoff.day),
        closes=f"{word.two_letter(cutoff.closes)} {word.clock(cutoff.hour)}",
    )


def page_number(visit: Visit) -> int:
    """Give which page of a list is asked for, the first unless another is named."""
    told = visit.asked("sivu")
    return max(1, int(told)) if told.isascii() and told.isdigit() and len(told) < MOST_DIGITS else 1


def _more(tasks: int, matters: int, number: int) -> bool:
    return tasks > number * PER_PAGE or matters > number * MATTERS


def _matters(visit: Visit, number: int) -> tuple[Matter, ...]:
    rows = visit.world.lists.cases(limit=number * MATTERS)[(number - 1) * MATTERS :]
    found = [look_at(visit, row.case) for row in rows]
    return tuple(
        Matter(
            case=one.case,
            title=one.telling.title,
            register_number=one.standing.register_number,
            view=one.overview,
        )
        for one in found
    )


def _looks(visit: Visit) -> Iterator[str]:
    """Give what needs somebody's look: letters that did not arrive, dead addresses, matters that wait for a walk."""
    word, city = visit.wording, visit.city
    for one in visit.world.outbox.letters(Posting.UNSURE, Posting.FAILED, Posting.HELD):
        yield f"{capital(word.say(f'status.{one.state}'))}: {_name(city, one.person)}, {one.subject}"
    for dead in sorted(city.dead):
        yield visit.t("front.dead", name=_name(city, dead))
    waiting = visit.world.lists.count_due(visit.today)
    if waiting:
        yield visit.t("front.waiting", count=str(waiting))


def _night(visit: Visit) -> Iterator[str]:
    """Give what went out by itself on the last working morning."""
    letters = visit.world.outbox.count(Posting.SENT, visit.today)
    if letters:
        yield visit.t("front.sent", count=str(letters))


def _name(city: City, person: str) -> str:
    found = city.person(person)
    return found.name if found else person


FRONT: Final[tuple[Route, ...]] = (get("/", STAFF, front),)

"""Answers by which work is done: a statement is given, a session set, an item approved or returned, projects named."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from kemiflow.core.answers.given import Given, lacking
from kemiflow.core.city import City
from kemiflow.core.commands.check import refuse
from kemiflow.core.duty import Duty
from kemiflow.core.identifiers import project_id, remarks_of
from kemiflow.core.records import Fact
from kemiflow.core.records.case import DutyAnswered, Reply
from kemiflow.core.records.project import ProjectNamed, SectorDone, SectorReleased
from kemiflow.core.records.step import ItemApproved, Remark, SessionSet, StatementGiven
from kemiflow.core.standing import Standing
from kemiflow.core.values import Publicity, Refusal, Text

_HOUR: Final = re.compile(r"([01]?\d|2[0-3])(?:[.:]([0-5]\d))?")
_SECTION: Final = re.compile(r"(?:§\s*)?(\d{1,4})(?:\s*§)?")


def statement(duty: Duty, given: Given, _who: str, today: date) -> Fact | Refusal:
    """Give the fact that a body gave its statement: on which day, in which section, with which remarks."""
    section = _SECTION.fullmatch(given.section.strip())
    if given.first is None or given.first > today:
        return refuse("answer_future", day=given.first, today=today) if given.first else _needs("day")
    if given.section.strip() and not section:
        return refuse("answer_no_section", value=given.section.strip()[:40])
    return StatementGiven(
        step=duty.step or "",
        round=_round(duty),
        body=duty.about,
        day=given.first,
        section=int(section[1]) if section else None,
        remarks=tuple(Remark(id="", question=None, text=Text(text=one)) for one in given.remarks),
    )


def session(duty: Duty, given: Given, who: str, _today: date) -> Fact | Refusal:
    """Give the fact that an evening session got its day, time and place."""
    lacks = lacking(until=given.until, time=given.time.strip(), place=given.place.strip())
    if lacks or given.until is None:
        return lacks or _needs("until")
    hour = _HOUR.fullmatch(given.time.strip())
    if hour is None:
        return refuse("answer_no_time", value=given.time.strip()[:40])
    time = f"{int(hour[1])}.{hour[2] or '00'}"
    return SessionSet(step=duty.about, day=given.until, time=time, place=given.place.strip(), organiser=who)


def approval(duty: Duty, _given: Given, _who: str, _today: date) -> Fact | Refusal:
    """Give the fact that the presenter accepted an item for the agenda."""
    return ItemApproved(step=duty.about, round=_round(duty))


def returned(duty: Duty, given: Given, who: str, _today: date) -> Fact | Refusal:
    """Give the fact that the presenter returns an item for preparation; the secretary sees why."""
    words = Text(text=given.words.strip(), publicity=Publicity.STAFF, subject=who)
    fact = DutyAnswered(duty=duty.id, due=duty.due, reply=Reply.RETURNED, words=words)
    return lacking(words=given.words.strip()) or fact


def project(duty: Duty, given: Given, _who: str, _today: date) -> Fact | Refusal:
    """Give the fact that a sector named a project; it gets its id when the matter is at hand."""
    title, goal = given.title.strip(), given.goal.strip()
    fact = ProjectNamed(project="", sector=duty.about, title=title, goal=goal, owner=given.person, deputy=given.deputy)
    return lacking(title=title, goal=goal) or fact


def all_named(duty: Duty, _given: Given, _who: str, _today: date) -> Fact | Refusal:
    """Give the fact that a sector has named all its projects."""
    return SectorDone(sector=duty.about)


def no_projects(duty: Duty, given: Given, _who: str, _today: date) -> Fact | Refusal:
    """Give the fact that a sector goes without projects."""
    return lacking(words=given.words.strip()) or SectorReleased(
        sector=duty.about, reason=Text(text=given.words.strip())
    )


def identified(fact: Fact, standing: Standing, city: City) -> Fact:
    """Give the fact with the ids that nobody is asked for; a project named twice keeps the one that it has."""
    match fact:
        case StatementGiven(body=body):
            texts = [str(one.text) for one in fact.remarks]
            return replace(fact, remarks=remarks_of(body, texts, standing, city))
        case ProjectNamed(sector=sector, title=title):
            same = [one.id for one in standing.projects.values() if (one.sector, one.title) == (sector, title)]
            return replace(fact, project=same[0] if same else project_id(title, standing.projects))
        case _:
            return fact


def _round(duty: Duty) -> int:
    return int(duty.id.rpartition(":")[2])


def _needs(what: str) -> Refusal:
    return refuse("answer_needs", what=what)

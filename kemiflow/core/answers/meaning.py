"""What an answer means: the one fact that is told, of the matter or of the city."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from kemiflow.core.answers import work
from kemiflow.core.answers.given import Given, lacking, unfit
from kemiflow.core.answers.offers import Way, offers
from kemiflow.core.commands.check import first, refuse
from kemiflow.core.duty import Duty, DutyKind
from kemiflow.core.records import Fact
from kemiflow.core.records.case import DutyAnswered, Reply, TaskDone
from kemiflow.core.records.city import AbsenceTold
from kemiflow.core.records.project import (
    Choice,
    DirectorDecided,
    MeasureValue,
    MisdirectedTold,
    MoreTimeAsked,
    ProgressReported,
    ProjectDescribed,
)
from kemiflow.core.values import OwnView, Publicity, Refusal, Text

__all__ = ["Given", "meant"]

WORRIES: Final = frozenset({OwnView.AT_RISK, OwnView.LATE})
Meaning = Callable[[Duty, Given, str, date], Fact | Refusal]


def meant(duty: Duty, way: Way, given: Given, who: str, today: date) -> Fact | Refusal:
    """Give the fact that the answer of a person about a duty means, or what it lacks."""
    if way not in offers(duty):
        return refuse("answer_not_offered", way=way)
    return unfit(given, today) or MEANINGS[way](duty, given, who, today)


def _details(duty: Duty, given: Given, _who: str, _today: date) -> Fact | Refusal:
    names = ("measure", "baseline", "target", "budget_line")
    told = {name: getattr(given, name).strip() or None for name in names}
    if not any(told.values()) and given.no_budget is None and not given.milestones:
        return refuse("answer_empty")
    return ProjectDescribed(project=duty.about, no_budget=given.no_budget, milestones=given.milestones, **told)


def _report(duty: Duty, given: Given, _who: str, today: date) -> Fact | Refusal:
    if given.view is None or (given.view in WORRIES and not given.words.strip()):
        return refuse("answer_needs", what="words" if given.view else "view")
    values = tuple(MeasureValue(measure=name, day=today, value=value) for name, value in given.values if value.strip())
    return ProgressReported(project=duty.about, view=given.view, words=Text(text=given.words.strip()), values=values)


def _done(duty: Duty, given: Given, _who: str, _today: date) -> Fact | Refusal:
    decision, _, order = duty.about.rpartition("#")
    return TaskDone(decision=decision, order=int(order), note=_reason(given.words))


def _new_day(duty: Duty, given: Given, _who: str, _today: date) -> Fact | Refusal:
    reason = _reason(given.words)
    fact = DirectorDecided(project=duty.about, choice=Choice.NEW_DAY, due=given.until, reason=reason)
    return lacking(until=given.until) or fact


def _other_owner(duty: Duty, given: Given, _who: str, _today: date) -> Fact | Refusal:
    reason = _reason(given.words)
    fact = DirectorDecided(project=duty.about, choice=Choice.OTHER_OWNER, owner=given.person, reason=reason)
    return lacking(person=given.person) or fact


def _without(duty: Duty, given: Given, _who: str, _today: date) -> Fact | Refusal:
    fact = DirectorDecided(project=duty.about, choice=Choice.WITHOUT, reason=Text(text=given.words.strip()))
    return lacking(words=given.words.strip()) or fact


def _still_right(duty: Duty, _given: Given, _who: str, _today: date) -> Fact | Refusal:
    return DutyAnswered(duty=duty.id, due=duty.due, reply=Reply.STILL_RIGHT)


def _more_time(duty: Duty, given: Given, who: str, _today: date) -> Fact | Refusal:
    lacks = lacking(until=given.until, words=given.words.strip())
    if lacks or given.until is None:
        return lacks or refuse("answer_needs", what="until")
    words = _private(given.words, who)
    if duty.kind is DutyKind.DETAILS:
        return MoreTimeAsked(project=duty.about, until=given.until, reason=words)
    return DutyAnswered(duty=duty.id, due=duty.due, reply=Reply.MORE_TIME, until=given.until, words=words)


def _misdirected(duty: Duty, given: Given, who: str, _today: date) -> Fact | Refusal:
    words = _private(given.words, who)
    if duty.kind is DutyKind.DETAILS:
        told: Fact = MisdirectedTold(project=duty.about, to=given.person, note=words)
    else:
        told = DutyAnswered(duty=duty.id, due=duty.due, reply=Reply.MISDIRECTED, to=given.person, words=words)
    return lacking(words=given.words.strip() or given.person) or told


def _absent(_duty: Duty, given: Given, who: str, today: date) -> Fact | Refusal:
    begins = given.first or today
    if given.until is None:
        return refuse("answer_needs", what="until")
    return first(
        refuse("days_reversed", first=begins, last=given.until) if given.until < begins else None,
        refuse("own_deputy") if given.person == who else None,
    ) or AbsenceTold(person=who, first=begins, last=given.until, deputy=given.person)


def _private(words: str, who: str) -> Text:
    """Keep for the staff what somebody says of one's own time: it may tell of health."""
    return Text(text=words.strip(), publicity=Publicity.STAFF, subject=who)


def _reason(words: str) -> Text | None:
    return Text(text=words.strip()) if words.strip() else None


MEANINGS: Final[Mapping[Way, Meaning]] = MappingProxyType(
    {
        Way.DETAILS: _details,
        Way.REPORT: _report,
        Way.DONE: _done,
        Way.GIVEN: work.statement,
        Way.SET: work.session,
        Way.APPROVED: work.approval,
        Way.RETURNED: work.returned,
        Way.NAMED: work.project,
        Way.ALL_NAMED: work.all_named,
        Way.NO_PROJECTS: work.no_projects,
        Way.NEW_DAY: _new_day,
        Way.OTHER_OWNER: _other_owner,
        Way.WITHOUT: _without,
        Way.STILL_RIGHT: _still_right,
        Way.MORE_TIME: _more_time,
        Way.MISDIRECTED: _misdirected,
        Way.ABSENT: _absent,
    }
)

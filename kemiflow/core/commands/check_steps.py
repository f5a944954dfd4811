"""What is impossible in a step: one that does not exist, a body that was not asked, the same thing twice."""

from __future__ import annotations

from collections.abc import Iterable

from kemiflow.core.city import City
from kemiflow.core.commands.check import first, known, refuse
from kemiflow.core.definition.process import StepKind
from kemiflow.core.records import step
from kemiflow.core.standing import Standing, StepStanding
from kemiflow.core.values import Refusal

KINDS: dict[type, frozenset[StepKind]] = {
    step.RoundBegun: frozenset({StepKind.STATEMENTS, StepKind.PROJECTS}),
    step.StatementGiven: frozenset({StepKind.STATEMENTS}),
    step.MoreTimeGiven: frozenset({StepKind.STATEMENTS}),
    step.StatementWaived: frozenset({StepKind.STATEMENTS}),
    step.ItemWritten: frozenset({StepKind.DECISION, StepKind.STATEMENTS}),
    step.ItemApproved: frozenset({StepKind.DECISION}),
    step.ItemListed: frozenset({StepKind.DECISION}),
    step.DayConfirmed: frozenset({StepKind.DECISION}),
    step.SessionSet: frozenset({StepKind.SESSION}),
    step.SessionCancelled: frozenset({StepKind.SESSION}),
    step.SessionHeld: frozenset({StepKind.SESSION}),
}


def check(standing: Standing, city: City, fact: step.StepFact) -> Refusal | None:
    """Give why the fact of a step is impossible, or None."""
    if isinstance(fact, step.RemarkResolved):
        return _remark(standing, fact)
    unknown = known("step", fact.step, standing.steps)
    if unknown:
        return unknown
    one = standing.steps[fact.step]
    return first(_kind(one, fact), _round(one, fact), _once(standing, city, one, fact))


def right_kind(one: StepStanding, kinds: Iterable[StepKind]) -> Refusal | None:
    """Refuse a step of another kind."""
    wanted = tuple(kinds)
    if one.step.kind in wanted:
        return None
    return refuse("wrong_kind", step=one.step.id, kind=one.step.kind, wanted=", ".join(sorted(wanted)))


def right_round(one: StepStanding, number: int) -> Refusal | None:
    """Refuse a round that is not the present one."""
    if number == one.round:
        return None
    return refuse("wrong_round", step=one.step.id, round=number, present=one.round)


def _kind(one: StepStanding, fact: step.StepFact) -> Refusal | None:
    return right_kind(one, KINDS[type(fact)])


def _round(one: StepStanding, fact: step.StepFact) -> Refusal | None:
    number = getattr(fact, "round", one.round)
    return right_round(one, number)


def _once(standing: Standing, city: City, one: StepStanding, fact: step.StepFact) -> Refusal | None:
    match fact:
        case step.RoundBegun():
            return _begun(city, one, fact)
        case step.StatementGiven() | step.MoreTimeGiven() | step.StatementWaived():
            return first(_asked(one, fact.body), _remarks(standing, fact))
        case step.DayConfirmed():
            return _meeting(city, one, fact)
        case step.SessionSet() | step.SessionHeld() | step.SessionCancelled():
            return _session(one, fact)
        case step.ItemWritten() | step.ItemApproved() | step.ItemListed():
            return refuse("already_complete", step=one.step.id, day=one.complete) if one.complete else None
        case _:
            return None


def _session(one: StepStanding, fact: step.SessionSet | step.SessionHeld | step.SessionCancelled) -> Refusal | None:
    if one.held:
        return refuse("already_held", step=one.step.id, day=one.held.day)
    if one.complete:
        return refuse("already_complete", step=one.step.id, day=one.complete)
    if isinstance(fact, step.SessionCancelled) and one.set is None and not fact.for_good:
        return refuse("session_not_set", step=one.step.id)
    return None


def _begun(city: City, one: StepStanding, fact: step.RoundBegun) -> Refusal | None:
    if one.begun:
        return refuse("already_begun", step=one.step.id, day=one.begun)
    settings = city.settings
    among = (
        [sector.id for sector in settings.sectors]
        if one.step.kind is StepKind.PROJECTS
        else [body.id for body in settings.bodies]
    )
    what = "sector" if one.step.kind is StepKind.PROJECTS else "body"
    return first(*(known(what, who, among) for who in fact.asked))


def _asked(one: StepStanding, body: str) -> Refusal | None:
    if one.begun is None:
        return refuse("not_begun", step=one.step.id)
    unknown = known("asked", body, [asked.who for asked in one.asked])
    if unknown:
        return unknown
    settled = next((asked.settled for asked in one.asked if asked.who == body), None)
    return refuse("already_settled", body=body, day=settled) if settled else None


def _remarks(standing: Standing, fact: step.StepFact) -> Refusal | None:
    if not isinstance(fact, step.StatementGiven):
        return None
    taken = {remark.id for _, given in standing.remarks() for remark in given.remarks}
    twice = next((remark.id for remark in fact.remarks if remark.id in taken), None)
    return refuse("remark_twice", remark=twice) if twice else None


def _meeting(city: City, one: StepStanding, fact: step.DayConfirmed) -> Refusal | None:
    meeting = city.meeting(fact.meeting)
    if meeting is None or meeting.cancelled:
        return known("meeting", fact.meeting, [m.id for m in city.meetings_of(one.step.body or "")]) or refuse(
            "meeting_cancelled", meeting=fact.meeting
        )
    if meeting.body != one.step.body:
        return refuse("other_body", meeting=fact.meeting, body=meeting.body, wanted=one.step.body)
    if meeting.day != fact.day:
        return refuse("other_day", meeting=fact.meeting, day=fact.day, right=meeting.day)
    return refuse("already_complete", step=one.step.id, day=one.complete) if one.complete else None


def _remark(standing: Standing, fact: step.RemarkResolved) -> Refusal | None:
    return known("remark", fact.remark, [remark.id for _, given in standing.remarks() for remark in given.remarks])

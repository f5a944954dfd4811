"""What is impossible in a decision: the same item twice, a section that is taken, an order that breaks the process."""

from __future__ import annotations

from kemiflow.core.city import City
from kemiflow.core.commands.check import first, known, refuse
from kemiflow.core.commands.check_steps import right_kind, right_round
from kemiflow.core.commands.keys import key_of
from kemiflow.core.definition.amend import Ordered, amend
from kemiflow.core.definition.process import StepKind
from kemiflow.core.records import decision
from kemiflow.core.records.orders import SessionOrder, TaskOrder
from kemiflow.core.standing import Standing
from kemiflow.core.values import Refusal


def check(standing: Standing, city: City, fact: decision.DecisionFact) -> Refusal | None:
    """Give why the fact of a decision is impossible, or None."""
    match fact:
        case decision.DecisionRecorded():
            return _decision(standing, city, fact)
        case decision.MinutesChecked() | decision.MinutesPublished() | decision.AppealFiled():
            return first(known("decision", fact.decision, standing.decisions), _order(standing, fact))


def _order(standing: Standing, fact: decision.DecisionFact) -> Refusal | None:
    if isinstance(fact, decision.DecisionRecorded):
        return None
    found = standing.decisions.get(fact.decision)
    if found and isinstance(fact, decision.MinutesPublished) and found.checked is None:
        return refuse("not_checked", decision=fact.decision)
    if found and isinstance(fact, decision.MinutesChecked) and found.checked:
        return refuse("already_checked", decision=fact.decision, day=found.checked)
    return None


def _decision(standing: Standing, city: City, fact: decision.DecisionRecorded) -> Refusal | None:
    unknown = known("step", fact.step, standing.steps) or known(
        "body", fact.body, [body.id for body in city.settings.bodies]
    )
    if unknown:
        return unknown
    one = standing.steps[fact.step]
    if one.complete and not fact.round > one.round:
        return refuse("already_decided", step=fact.step, day=one.complete)
    return first(
        right_kind(one, {StepKind.DECISION}),
        right_round(one, fact.round),
        _body(one.step.body, fact),
        _section(standing, fact),
        None if fact.clauses else refuse("no_clauses", step=fact.step),
        None if str(fact.gist).strip() else refuse("no_gist", step=fact.step),
        _meeting(city, fact),
        _orders(standing, city, fact),
    )


def _body(wanted: str | None, fact: decision.DecisionRecorded) -> Refusal | None:
    return None if fact.body == wanted else refuse("wrong_body", step=fact.step, body=fact.body, wanted=wanted)


def _section(standing: Standing, fact: decision.DecisionRecorded) -> Refusal | None:
    taken = next(
        (
            one
            for one in standing.decisions.values()
            if fact.section
            and (one.fact.body, one.fact.section) == (fact.body, fact.section)
            and one.fact.meeting == fact.meeting
        ),
        None,
    )
    return refuse("section_taken", section=fact.section, day=taken.on, step=taken.fact.step) if taken else None


def _meeting(city: City, fact: decision.DecisionRecorded) -> Refusal | None:
    if fact.meeting is None:
        return None
    meeting = city.meeting(fact.meeting)
    if meeting is None:
        return known("meeting", fact.meeting, [one.id for one in city.meetings_of(fact.body)])
    return (
        None
        if meeting.body == fact.body
        else refuse("other_body", meeting=meeting.id, body=meeting.body, wanted=fact.body)
    )


def _orders(standing: Standing, city: City, fact: decision.DecisionRecorded) -> Refusal | None:
    process = standing.process
    key = key_of(fact, standing.keys)
    for index, order in enumerate(fact.orders):
        refused = _people(city, order) if isinstance(order, SessionOrder | TaskOrder) else None
        if refused:
            return refused
        amended = amend(process, Ordered(order=order, decision=key, index=index, step=fact.step))
        if isinstance(amended, Refusal):
            return amended
        process = amended[0]
    return None


def _people(city: City, order: SessionOrder | TaskOrder) -> Refusal | None:
    person = order.organiser if isinstance(order, SessionOrder) else order.addressee
    if person and person not in city.people:
        return known("person", person, city.people)
    if isinstance(order, SessionOrder):
        return known("body", order.body, [body.id for body in city.settings.bodies])
    return None

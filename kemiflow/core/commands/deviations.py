"""What the law or the plan wanted otherwise: reality is recorded, and the difference with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kemiflow.core.city import City
from kemiflow.core.commands.tell import Tell
from kemiflow.core.lacks import lacks
from kemiflow.core.limits import notice
from kemiflow.core.records.case import DeviationNoted
from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.core.records.step import ItemListed, RoundBegun, SessionCancelled, SessionHeld, StatementGiven
from kemiflow.core.standing import Standing
from kemiflow.core.values import Text


def deviations(standing: Standing, city: City, tell: Tell) -> tuple[DeviationNoted, ...]:
    """Give what the told fact departs from, each with the reason that was told, in a fixed order."""
    reason = Text(text=tell.reason or "")
    step = getattr(tell.fact, "step", None)
    return tuple(DeviationNoted(step=step, kind=kind, reason=reason) for kind in _kinds(standing, city, tell))


def _kinds(standing: Standing, city: City, tell: Tell) -> Iterator[str]:
    match tell.fact:
        case DecisionRecorded() as fact:
            yield from _decision(standing, city, fact, tell.on)
        case RoundBegun() as fact:
            if not fact.asked:
                yield f"nobody_asked:{fact.step}"
        case StatementGiven() as fact:
            asked = next((one for one in standing.steps[fact.step].asked if one.who == fact.body), None)
            if asked and fact.day > asked.due:
                yield f"statement_late:{fact.body}"
        case SessionCancelled(step=name, for_good=True):
            yield f"session_not_held:{name}"
        case SessionHeld() as fact:
            window = standing.steps[fact.step].step.window
            if window and not window.contains(fact.day):
                yield f"session_outside_window:{fact.step}"
        case ItemListed() as fact:
            yield from _listed(standing, city, fact, tell.on)
        case _:
            pass


def _decision(standing: Standing, city: City, fact: DecisionRecorded, on: date) -> Iterator[str]:
    step = standing.steps[fact.step]
    if step.ready is None:
        yield f"step_not_ready:{fact.step}"
    if fact.urgent:
        yield f"urgent:{fact.step}"
    for lack in lacks(standing, city, step, on):
        yield str(lack)
    listed = city.meetings_of(fact.body)
    if listed and not any(meeting.day == on for meeting in listed):
        yield f"no_meeting_that_day:{fact.body}"
    meeting = city.meeting(fact.meeting) if fact.meeting else None
    if step.step.with_matter == "budget" and meeting and not meeting.budget and not step.confirmed:
        yield f"not_with_budget:{meeting.id}"


def _listed(standing: Standing, city: City, fact: ItemListed, on: date) -> Iterator[str]:
    confirmed = standing.steps[fact.step].confirmed
    meeting = city.meeting(confirmed.meeting) if confirmed else None
    body = city.settings.body(meeting.body) if meeting else None
    if meeting and body and notice(meeting.day, days=body.notice_days).legal_latest < on:
        yield f"notice_late:{meeting.id}"

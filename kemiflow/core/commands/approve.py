"""The secretary's trigger: what approval lacks, which meetings still fit, and what going on means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kemiflow.core.city import BodyKind, City
from kemiflow.core.commands.check import refuse
from kemiflow.core.commands.keys import key_of
from kemiflow.core.commands.permits import allowed
from kemiflow.core.commands.tell import Actor
from kemiflow.core.definition.process import StepKind
from kemiflow.core.forecast import Place, Timetable, Why, forecast
from kemiflow.core.lacks import Lack, lacks
from kemiflow.core.records import Draft
from kemiflow.core.records.case import ApprovalStarted
from kemiflow.core.records.step import DayConfirmed
from kemiflow.core.standing import Standing, StepStanding
from kemiflow.core.streams import case_stream
from kemiflow.core.values import Refusal, Text


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The meeting chosen for a step on the way to approval; `confirmed` tells that it stood already."""

    step: str
    meeting: str
    day: date
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class Approval:
    """What going on towards approval means: what lacks, the meetings, the records.

    `drafts` is empty while something lacks and no reason was given, and when the same was recorded already: then
    `key` is that record's. Else `key` is the one that the drafts will have, or None.
    """

    step: str
    lacks: tuple[Lack, ...]
    meetings: tuple[Chosen, ...]
    missing: tuple[Why, ...]
    drafts: tuple[Draft, ...]
    key: str | None = None


def approve(standing: Standing, city: City, who: Actor, reason: str | None, today: date) -> Approval | Refusal:
    """Give what the way to the council's approval lacks, and the records that go on as it is."""
    last = target(standing, city)
    if last is None:
        return refuse("nothing_to_approve", case=standing.case)
    chain = _chain(standing, last)
    timetable = forecast(standing, city, today)
    found = tuple(dict.fromkeys(lack for step in chain for lack in lacks(standing, city, step, today)))
    meetings = tuple(one for step in chain if (one := _chosen(city, step, timetable)))
    fact = ApprovalStarted(
        step=last.step.id,
        steps=tuple(one.step for one in meetings),
        lacks=tuple(str(lack) for lack in found),
        reason=Text(text=reason) if reason else None,
    )
    if not allowed(fact, who, standing):
        return refuse("not_allowed", who=who.person, what="ApprovalStarted")
    seen = Approval(step=last.step.id, lacks=found, meetings=meetings, missing=timetable.missing, drafts=())
    begun = _begun(standing, fact, meetings)
    if begun or not (reason or not (found or timetable.missing)):
        return replace(seen, key=begun)
    drafts = _drafts(standing, fact, meetings, (who, today))
    return replace(seen, drafts=drafts, key=drafts[0].key)


def target(standing: Standing, city: City) -> StepStanding | None:
    """Give the first step that waits for the council, else the last decision that waits, else None."""
    waiting = [step for step in standing.step_of(StepKind.DECISION) if step.complete is None]
    councils = {body.id for body in city.settings.bodies if body.kind is BodyKind.COUNCIL}
    return next((step for step in waiting if step.step.body in councils), waiting[-1] if waiting else None)


def _begun(standing: Standing, fact: ApprovalStarted, meetings: tuple[Chosen, ...]) -> str | None:
    """Give the key of the approval that went on in the same way already, with nothing left to confirm."""
    if not all(one.confirmed for one in meetings):
        return None
    for key, earlier in standing.approvals.items():
        same = (earlier.step, earlier.lacks) == (fact.step, fact.lacks)
        if same and (fact.reason is None or str(fact.reason) == str(earlier.reason)):
            return key
    return None


def _chain(standing: Standing, last: StepStanding) -> tuple[StepStanding, ...]:
    before = standing.process.upstream(last.step.id)
    steps = standing.step_of(StepKind.DECISION)
    return tuple(step for step in steps if step.complete is None and (step.step.id in before or step is last))


def _chosen(city: City, step: StepStanding, timetable: Timetable) -> Chosen | None:
    meeting = city.meeting(step.confirmed.meeting) if step.confirmed else None
    if step.confirmed and meeting and not meeting.cancelled and meeting.day == step.confirmed.day:
        return Chosen(step=step.step.id, meeting=meeting.id, day=meeting.day, confirmed=True)
    place: Place | None = next((one for one in timetable.places if one.step == step.step.id), None)
    proposed = city.meeting(place.meeting) if place and place.meeting else None
    if proposed is None or proposed.cancelled:
        return None
    return Chosen(step=step.step.id, meeting=proposed.id, day=proposed.day, confirmed=False)


def _drafts(
    standing: Standing, fact: ApprovalStarted, meetings: tuple[Chosen, ...], told: tuple[Actor, date]
) -> tuple[Draft, ...]:
    who, today = told
    stream = case_stream(standing.case)
    confirmed = tuple(
        DayConfirmed(step=one.step, round=standing.steps[one.step].round, meeting=one.meeting, day=one.day)
        for one in meetings
        if not one.confirmed
    )
    told_facts: tuple[ApprovalStarted | DayConfirmed, ...] = (fact, *confirmed)
    return tuple(
        Draft(stream=stream, key=key_of(each, standing.keys), fact=each, on=today, by=who.person) for each in told_facts
    )

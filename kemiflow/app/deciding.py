"""Recording a decision from the minutes, once: whoever asks, and however often, by command line, form or page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from kemiflow.app import gather, submit
from kemiflow.app.gather import CaseUnknown
from kemiflow.app.submit import Asking, Told
from kemiflow.app.world import World
from kemiflow.core.city import City
from kemiflow.core.commands import Tell
from kemiflow.core.commands.check import known, refuse
from kemiflow.core.limits import Remedy
from kemiflow.core.records.decision import Clause, DecisionRecorded
from kemiflow.core.standing import Standing, StepStanding
from kemiflow.core.values import PresenterMode, Publicity, Refusal, Relation

EMPTY: dict[str, Any] = {
    "minutes": None,
    "motions": (),
    "votes": (),
    "dissent": (),
    "disqualified": (),
    "ground": None,
    "publicity": Publicity.PUBLIC,
    "presenter_mode": PresenterMode.PRESENTER,
}


def foreknown(standing: Standing, city: City, step: str, day: date) -> dict[str, Any]:
    """Give what nobody need say of a decision: round and body, the meeting of the day, the presenter by statute."""
    one = standing.steps.get(step)
    given: dict[str, Any] = {"step": step, "round": 1, "section": None}
    if one is None:
        return given
    held = [each for each in city.meetings_of(one.step.body or "") if each.day == day]
    return given | _of_step(one, standing, city) | {"meeting": held[0].id if held else None}


def _of_step(one: StepStanding, standing: Standing, city: City) -> dict[str, Any]:
    body = city.settings.body(one.step.body or "")
    presents = city.settings.body(body.presenter) if body else None
    written = one.item.written
    papers = {name: getattr(written, name) if written else () for name in ("attachments", "background", "inform")}
    return {
        "round": one.round,
        "body": one.step.body,
        "presenter": presents.name.fi if presents else body.presenter if body else "",
        "preparers": (standing.preparer,) if standing.preparer else (),
        "remedy": Remedy(one.step.remedy),
        **papers,
    }


def from_minutes(
    world: World, case: str, told: dict[str, Any], when: tuple[date, str | None], asking: Asking
) -> Told | Refusal:
    """Record what the minutes tell, as fields of DecisionRecorded with its step; the rest is known. See `decide`."""
    on, reason = when
    try:
        standing = gather.matter(world, case).standing
    except CaseUnknown as unknown:
        wanted, cases = unknown.args
        return refuse("unknown_case", case=wanted, known=cases)
    refused = known("step", str(told["step"]), standing.steps)
    if refused:
        return refused
    whole = EMPTY | foreknown(standing, gather.city(world), str(told["step"]), on) | told
    fact = DecisionRecorded(**whole)
    return decide(world, case, Tell(fact=fact, on=on, reason=reason), asking)


def decide(world: World, case: str, telling: Tell, asking: Asking) -> Told | Refusal:
    """Record a decision; told again as it was, nothing is written and Told holds no records.

    Errors: CaseUnknown, NoSettings, JournalMoved.
    """
    standing = gather.matter(world, case).standing
    if isinstance(telling.fact, DecisionRecorded) and _recorded(standing, telling.fact, telling.on):
        return Told(records=(), before=standing, after=standing)
    return submit.tell(world, case, telling, asking)


def _recorded(standing: Standing, fact: DecisionRecorded, on: date) -> bool:
    return any(
        one.on == on and _said(one.fact) == _said(fact)
        for one in standing.decisions.values()
        if one.fact.step == fact.step
    )


def _said(fact: DecisionRecorded) -> DecisionRecorded:
    """Give what people told of a decision; the round has moved on where a matter was tabled or returned."""
    return replace(fact, round=0, clauses=tuple(map(_clause, fact.clauses)))


def _clause(clause: Clause) -> Clause:
    same = clause.relation is Relation.AS_PROPOSED
    return replace(clause, proposed=None, decided=None if same else clause.decided)

"""What a fact's form need not say, because the matter, the process or the city knows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.record.kinds import OF_DECISION
from kemiflow.core.city import City
from kemiflow.core.definition.process import StepKind
from kemiflow.core.standing import Standing, StepStanding
from kemiflow.core.values import Text

Defaults = dict[str, object]


def defaults(name: str, given: Mapping[str, object], standing: Standing, city: City, on: date) -> Defaults:
    """Give the fields that can be known, for a `record` command."""
    step = standing.steps.get(str(given.get("step") or ""))
    known: Defaults = {"on": on, "day": on}
    if name == "confirmed" and (meeting := city.meeting(str(given.get("meeting") or ""))):
        known["day"] = meeting.day
    if step:
        known |= {"round": step.round, **_of_step(name, step, city, on)}
    if step and name in OF_DECISION and not (given.get("decision") or given.get("of")):
        known |= _of_decision(name, step)
    return known


def _of_step(name: str, step: StepStanding, city: City, on: date) -> Defaults:
    match name:
        case "begin":
            return _begun(step, city, on)
        case "item":
            return _item(step)
        case "session":
            return {"place": city.settings.place, "organiser": step.set.organiser if step.set else None}
        case "session-held":
            return {"chair": city.settings.sessions.chair, "others": ""}
        case _:
            return {}


def _begun(step: StepStanding, city: City, on: date) -> Defaults:
    if step.step.kind is StepKind.PROJECTS:
        asked = tuple(sector.id for sector in city.settings.sectors)
    else:
        asked = tuple(body for group in step.step.asked for body in city.settings.group(group))
    questions = tuple(Text(text=question) for question in step.step.questions)
    return {"asked": asked, "questions": questions, "due": on + timedelta(days=step.step.answer_days)}


def _item(step: StepStanding) -> Defaults:
    written = step.item.written
    if written:
        return {name: value for name, value in vars(written).items() if name not in {"step", "round"}}
    proposal = tuple(Text(text=clause) for clause in step.step.proposal)
    return {"proposal": proposal, "proposal_lead": step.step.proposal_lead}


def _of_decision(name: str, step: StepStanding) -> Defaults:
    if not step.decisions:
        raise Slip("no_decision", step=step.step.id)
    return {"of" if name == "released" else "decision": step.decisions[-1]}

"""The four lines that answer a call: where the matter is, what comes next, whether it fits, what is asked of you."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kemiflow.core.definition.process import StepKind
from kemiflow.core.duty import Duty
from kemiflow.core.forecast import Place, Timetable
from kemiflow.core.forecast.timetable import Why
from kemiflow.core.history.outcome import outcome_word
from kemiflow.core.items.telling import Lines, Telling
from kemiflow.core.standing import DecisionStanding, StepStanding
from kemiflow.core.wording import capital


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The first four lines of the city manager's page, each a list of sentences."""

    where: Lines
    coming_next: Lines
    fits: Lines
    asked: Lines


def overview(telling: Telling, timetable: Timetable | None, duties: Sequence[Duty]) -> Overview:
    """Give the four lines; `duties` are those of the person who reads, and without a timetable nothing is foretold."""
    return Overview(
        where=tuple(_where(telling)),
        coming_next=tuple(_coming(telling, timetable)) if timetable else (),
        fits=tuple(_fits(telling, timetable)) if timetable else (),
        asked=tuple(_asked(telling, duty) for duty in duties) or (telling.wording.say("history.asked_none"),),
    )


def why_sentence(telling: Telling, why: Why) -> str:
    """Word a reason of the forecast, whose facts are ids, whole numbers and ISO dates."""
    return telling.wording.say(f"why.{why.code}", **{name: _fact(telling, name, at) for name, at in why.facts.items()})


def _fact(telling: Telling, name: str, at: str) -> str:
    if name == "body":
        return telling.body(at)
    step = telling.standing.process.step(at) if name == "step" else None
    return telling.name(step.name) if step else _day(telling, at)


def _day(telling: Telling, at: str) -> str:
    try:
        return telling.wording.day(date.fromisoformat(at))
    except ValueError:  # a number or a name, no day
        return at


def _where(telling: Telling) -> Iterator[str]:
    standing, wording = telling.standing, telling.wording
    newest = max(standing.decisions.values(), key=lambda decision: decision.on, default=None)
    if newest:
        yield _decided(telling, newest)
    else:
        yield wording.say("history.where_opened", day=wording.day(standing.opened))
    if standing.closed:
        yield wording.say("history.where_closed", day=wording.day(standing.closed))
        return
    for step in standing.steps.values():
        yield from _under_way(telling, step)


def _decided(telling: Telling, decision: DecisionStanding) -> str:
    fact = decision.fact
    gist = telling.plain(fact.gist) if fact.publicity in telling.reads else ""
    parts = (telling.named(decision), outcome_word(fact.clauses, telling.wording), gist)
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _under_way(telling: Telling, step: StepStanding) -> Iterator[str]:
    match step.step.kind:
        case StepKind.STATEMENTS if step.begun and not step.complete:
            given = sum(1 for asked in step.asked if asked.settled)
            yield telling.wording.say(
                "history.where_statements",
                step=telling.name(step.step.name),
                given=str(given),
                asked=str(len(step.asked)),
            )
        case StepKind.SESSION if step.ready and _still_news(telling, step):
            yield _session(telling, step)
        case StepKind.PROJECTS if telling.standing.projects and not step.complete:
            projects = telling.standing.projects.values()
            ready = sum(1 for project in projects if not project.lacks or project.released)
            yield telling.wording.say("history.where_projects", ready=str(ready), all=str(len(projects)))
        case _:
            pass


def _still_news(telling: Telling, step: StepStanding) -> bool:
    last = max((decision.on for decision in telling.standing.decisions.values()), default=telling.standing.opened)
    return step.held is None or step.held.day >= last


def _session(telling: Telling, step: StepStanding) -> str:
    if step.held:
        return telling.wording.say("history.where_session_held", day=telling.wording.day(step.held.day))
    if step.set:
        return telling.wording.say("history.where_session_set", day=telling.wording.day(step.set.day))
    cancelled = step.complete is not None
    return telling.wording.say("history.where_session_cancelled" if cancelled else "history.where_session_open")


def _coming(telling: Telling, timetable: Timetable) -> Iterator[str]:
    dated = [(day, place) for place in timetable.places if (day := place.confirmed or place.proposed)]
    if not timetable.places:
        yield telling.wording.say("history.next_done")
    elif not dated:
        yield telling.wording.say("history.next_none")
    else:
        ahead = [one for one in dated if one[0] >= telling.day]
        day, place = min(ahead or dated, key=lambda one: one[0])
        yield telling.wording.say("history.next", step=_step_name(telling, place), when=_when(telling, place, day))


def _when(telling: Telling, place: Place, day: date) -> str:
    planned = telling.standing.steps[place.step].set
    return telling.at(day, planned.time) if planned and planned.day == day else telling.wording.weekday_day(day)


def _step_name(telling: Telling, place: Place) -> str:
    return telling.name(telling.standing.steps[place.step].step.name)


def _fits(telling: Telling, timetable: Timetable) -> Iterator[str]:
    if not timetable.places:
        return
    yield telling.wording.say("history.fits_yes" if timetable.fits else "history.fits_no")
    yield from (why_sentence(telling, why) for why in timetable.missing)
    critical = next((place for place in timetable.places if place.critical), None)
    if critical is None or not timetable.fits:
        return
    if critical.slack_days is not None:
        yield telling.wording.say("history.fits_slack", days=telling.wording.count_working(critical.slack_days))
    key = "fits_critical_work" if _others_slip_less(timetable, critical) else "fits_critical"
    yield telling.wording.say(f"history.{key}", step=_step_name(telling, critical))


def _others_slip_less(timetable: Timetable, critical: Place) -> bool:
    """Tell whether a meeting's or a confirmed day shows less slack than the critical step: it is nobody's work."""
    mine = critical.slack_days
    dated = (one for one in timetable.places if one.kind is StepKind.DECISION or one.confirmed)
    return mine is not None and any(one.slack_days is not None and one.slack_days < mine for one in dated)


def _asked(telling: Telling, duty: Duty) -> str:
    what = capital(telling.wording.say(f"duty.{duty.kind.value}"))
    return telling.wording.say("history.asked", what=what, title=duty.title, day=telling.wording.day(duty.due))

"""A handling that is still ahead: what the preparer wrote, else what the records tell, with gaps where they end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kemiflow.core.city import Body, BodyKind
from kemiflow.core.definition.graph import Shape
from kemiflow.core.definition.process import StepKind
from kemiflow.core.documents import Block
from kemiflow.core.items.presenting import presenter
from kemiflow.core.items.remedies import remedy
from kemiflow.core.items.statements import summary_title
from kemiflow.core.items.telling import Lines, Telling
from kemiflow.core.limits import Remedy
from kemiflow.core.standing import StepStanding

HEARD = frozenset({BodyKind.INFLUENCE, BodyKind.PERSONNEL})


def drafted(telling: Telling, step: StepStanding, body: Body) -> Block:
    """Give the block of an item that no body has decided in its present round."""
    day = meeting_day(telling, step, body)
    written = step.item.written
    return Block(
        body=telling.name(body.name),
        date=day,
        item_number=None if step.item.number is None else str(step.item.number),
        preparation=telling.lines(written.preparation) if written else preparation(telling, step),
        participation=telling.lines(written.participation) if written else participation(telling, step),
        presenter=presenter(telling, body, day),
        proposal_lead=written.proposal_lead if written else step.step.proposal_lead,
        proposal=proposal(telling, step),
        inform=written.inform if written else (),
        remedy=remedy(telling, Remedy(step.step.remedy), day),
    )


def meeting_day(telling: Telling, step: StepStanding, body: Body) -> date:
    """Give the confirmed day, else the body's next meeting, else the day of the document."""
    if step.confirmed:
        return step.confirmed.day
    return next((met.day for met in telling.city.meetings_of(body.id) if met.day >= telling.day), telling.day)


def proposal(telling: Telling, step: StepStanding) -> Lines:
    """Give the clauses as written, else the ones of the process, else a gap."""
    written = telling.lines(step.item.written.proposal) if step.item.written else step.step.proposal
    return written or (telling.gap("proposal"),)


def preparation(telling: Telling, step: StepStanding) -> Lines:
    """Give what the records tell since the last decision, and the gap that a person fills.

    The council's own block has none after the city board's: what prepares it stands in those before.
    """
    body = telling.city.settings.body(step.step.body or "")
    if since(telling) and body and body.kind is BodyKind.COUNCIL:
        return ()
    return (*_told(telling, step), telling.gap("preparation"))


def participation(telling: Telling, step: StepStanding) -> Lines:
    """Give who was heard by when (Local Government Act 26-28 §), or a gap when nothing is known of it."""
    if since(telling) or not _before(telling, step):
        return ()
    heard = [
        telling.say("heard", day=telling.wording.day(one.due), bodies=telling.wording.listing(bodies))
        for one in _before(telling, step)
        if one.due and (bodies := [telling.body(asked.who) for asked in one.asked if _is_heard(telling, asked.who)])
    ]
    return tuple(heard) or (telling.gap("participation"),)


def background(telling: Telling, step: StepStanding) -> Lines:
    """Give the papers that the steps before brought since the last decision, as background material."""
    return tuple(name for one in _fresh(telling, step) if (name := _paper(telling, one)))


def since(telling: Telling) -> date | None:
    """Give the day of the matter's last decision, or None."""
    return max((decision.on for decision in telling.standing.decisions.values()), default=None)


def _before(telling: Telling, step: StepStanding) -> tuple[StepStanding, ...]:
    names = Shape(telling.standing.process).before.get(step.step.id, frozenset())
    return tuple(standing for name, standing in telling.standing.steps.items() if name in names)


def _fresh(telling: Telling, step: StepStanding) -> tuple[StepStanding, ...]:
    last = since(telling)
    done = (one for one in _before(telling, step) if one.complete)
    return tuple(one for one in done if last is None or (one.complete and one.complete >= last))


def _is_heard(telling: Telling, body_id: str) -> bool:
    body = telling.city.settings.body(body_id)
    return body is not None and body.kind in HEARD


def _told(telling: Telling, step: StepStanding) -> Iterator[str]:
    newest = max(telling.standing.decisions.values(), key=lambda decision: decision.on, default=None)
    if newest:
        yield telling.say("handled_before", reference=telling.named(newest))
    for one in _fresh(telling, step):
        yield from _told_of(telling, one)


def _told_of(telling: Telling, step: StepStanding) -> Iterator[str]:
    match step.step.kind:
        case StepKind.STATEMENTS:
            given = sum(1 for asked in step.asked if asked.statement)
            yield telling.say(
                "statements_told", step=telling.name(step.step.name), asked=str(len(step.asked)), given=str(given)
            )
        case StepKind.SESSION if step.held:
            yield telling.say("session_told", day=telling.wording.day(step.held.day))
        case StepKind.PROJECTS:
            yield telling.say("projects_told", count=str(len(telling.standing.projects)))
        case _:
            pass


def _paper(telling: Telling, step: StepStanding) -> str:
    match step.step.kind:
        case StepKind.STATEMENTS:
            return summary_title(telling, step)
        case StepKind.SESSION if step.held:
            return telling.say("paper_memo", day=telling.wording.day(step.held.day))
        case StepKind.PROJECTS if telling.standing.projects:
            return telling.say("paper_projects")
        case _:
            return ""

"""From the wish for a document to its facts, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kemiflow.core.action import MakeDocument
from kemiflow.core.city import City
from kemiflow.core.documents import Document
from kemiflow.core.items.agenda import OnAgenda, board_item, council_item, execution_item
from kemiflow.core.items.project_list import projects
from kemiflow.core.items.sessions import session_invitation, session_memo
from kemiflow.core.items.statements import body_item, statement_request, summary
from kemiflow.core.items.telling import Telling
from kemiflow.core.standing import Asked, DecisionStanding, Standing, StepStanding
from kemiflow.core.values import Refusal
from kemiflow.core.wording import Wording

Told = Document | Refusal
Teller = Callable[[Telling, StepStanding, MakeDocument], Told]


def document(made: MakeDocument, standing: Standing, city: City, wording: Wording) -> Told:
    """Give what a document says on its day; `about` is a body for statements, a decision's key for an item decided.

    Refusals: unknown_document, unknown_step, unknown_body, unknown_decision, session_not_set.
    """
    teller, step = TELLERS.get(made.kind), standing.steps.get(made.step)
    if teller is None:
        return Refusal(reason="unknown_document", facts={"kind": made.kind})
    if step is None:
        return Refusal(reason="unknown_step", facts={"step": made.step, "known": ", ".join(standing.steps)})
    return teller(Telling(standing=standing, city=city, wording=wording, day=made.day), step, made)


def _request(telling: Telling, step: StepStanding, made: MakeDocument) -> Told:
    asked = _asked(step, made)
    return asked if isinstance(asked, Refusal) else statement_request(telling, step, asked)


def _body_item(telling: Telling, step: StepStanding, made: MakeDocument) -> Told:
    asked, body = _asked(step, made), telling.city.settings.body(made.about or "")
    if isinstance(asked, Refusal):
        return asked
    return body_item(telling, step, asked, body) if body else _unknown("body", made.about)


def _summary(telling: Telling, step: StepStanding, _made: MakeDocument) -> Told:
    return summary(telling, step)


def _board_item(telling: Telling, step: StepStanding, made: MakeDocument) -> Told:
    asked = _on_agenda(telling, step, made)
    return asked if isinstance(asked, Refusal) else board_item(telling, asked)


def _council_item(telling: Telling, step: StepStanding, made: MakeDocument) -> Told:
    asked = _on_agenda(telling, step, made)
    return asked if isinstance(asked, Refusal) else council_item(telling, asked)


def _execution_item(telling: Telling, step: StepStanding, made: MakeDocument) -> Told:
    asked = _on_agenda(telling, step, made)
    return asked if isinstance(asked, Refusal) else execution_item(telling, asked)


def _invitation(telling: Telling, step: StepStanding, _made: MakeDocument) -> Told:
    if step.set is None:
        return Refusal(reason="session_not_set", facts={"step": step.step.id})
    return session_invitation(telling, step, step.set)


def _memo(telling: Telling, step: StepStanding, _made: MakeDocument) -> Told:
    return session_memo(telling, step)


def _projects(telling: Telling, _step: StepStanding, _made: MakeDocument) -> Told:
    return projects(telling)


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "statement_request": _request,
        "body_item": _body_item,
        "summary": _summary,
        "board_item": _board_item,
        "council_item": _council_item,
        "execution_item": _execution_item,
        "session_invitation": _invitation,
        "session_memo": _memo,
        "projects": _projects,
    }
)


def _asked(step: StepStanding, made: MakeDocument) -> Asked | Refusal:
    found = next((asked for asked in step.asked if asked.who == made.about), None)
    return found or _unknown("body", made.about)


def _on_agenda(telling: Telling, step: StepStanding, made: MakeDocument) -> OnAgenda | Refusal:
    body = telling.city.settings.body(step.step.body or "")
    if body is None:
        return _unknown("body", step.step.body)
    if made.about is not None and made.about not in telling.standing.decisions:
        return _unknown("decision", made.about)
    return OnAgenda(step=step, body=body, decision=_decision(telling, step, made))


def _decision(telling: Telling, step: StepStanding, made: MakeDocument) -> DecisionStanding | None:
    if made.about:
        return telling.standing.decisions[made.about]
    return telling.standing.decided(step.step.id) if step.complete else None


def _unknown(what: str, named: str | None) -> Refusal:
    return Refusal(reason=f"unknown_{what}", facts={what: named or "–"})

"""The secretary's form of a decision: shown first, then recorded, once."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

from prefect import flow
from prefect.client.schemas.objects import State

from flows.decision_form import DecisionForm
from flows.ends import ended, refused
from flows.form import By, Case, Says, WhatIf
from flows.pages import decision_page
from kemiflow.app.deciding import from_minutes
from kemiflow.app.submit import Asking, Told
from kemiflow.core.values import Refusal
from kemiflow.settings import home
from kemiflow.wiring import Home, open_home


@flow(
    name="record-decision",
    flow_run_name="record-decision-{case}",
    description="Kirjaa päätöksen pöytäkirjasta: näyttää ensin, miten se poikkeaa ehdotuksesta ja mitä siitä seuraa.",
)
def record_decision(
    case: Case, by: By, decision: Annotated[DecisionForm, Says("decision")], *, what_if: WhatIf = True
) -> State[None]:
    """Record a decision from its minutes, or only show what it would mean."""
    with closing(open_home(home())) as at:
        asking = Asking(by=by, today=at.clock.today(), dry=what_if)
        told = _told(at, case, decision, asking)
        return refused(at, told) if isinstance(told, Refusal) else _shown(at, case, told, dry=what_if)


def _told(at: Home, case: str, form: DecisionForm, asking: Asking) -> Told | Refusal:
    fields = form.told()
    when = form.day, form.reason or None
    return fields if isinstance(fields, Refusal) else from_minutes(at.world, case, fields, when, asking)


def _shown(at: Home, case: str, told: Told, *, dry: bool) -> State[None]:
    decision_page(at, told)
    done = outcome(told, dry=dry)
    return ended(at, done, (), case=case)


def outcome(told: Told, *, dry: bool) -> str:
    """Name what happened, as words.toml has it under [morning]."""
    recorded = "looked" if dry else "decided"
    return recorded if told.records else "decided_already"

"""What a step of each kind must have, may have, and may not have."""

from __future__ import annotations

from typing import Final

from kemiflow.core.definition.graph import At, Found, Shape, flaw
from kemiflow.core.definition.process import StepKind
from kemiflow.core.duty import DutyKind
from kemiflow.core.limits import Remedy

BUDGET: Final = "budget"


def _fields(at: At, _shape: Shape) -> Found:
    for name in _NEEDED[at.step.kind]:
        if not getattr(at.step, name):
            yield flaw(at, name, "needed_by_kind", kind=at.step.kind)
    for name in sorted(_ONLY):
        if getattr(at.step, name) and at.step.kind not in _ONLY[name]:
            yield flaw(at, name, "not_for_kind", kind=at.step.kind)
    if at.step.remedy != Remedy.NONE and at.step.kind is not StepKind.DECISION:
        yield flaw(at, "remedy", "not_for_kind", kind=at.step.kind)


def _numbers(at: At, _shape: Shape) -> Found:
    step = at.step
    least = {"answer_days": 1, "lead_days": 0, "due_before_closing": 0, "update_every": 0, "within_months": 1}
    for name, fewest in least.items():
        value = getattr(step, name)
        if value is not None and value < fewest:
            yield flaw(at, name, "too_small", value=str(value), least=str(fewest))
    for name, ladder in (("ladder", step.ladder), *(("ladders", one) for one in step.ladders.values())):
        if ladder and ladder.least < 0:
            yield flaw(at, name, "too_small", value=str(ladder.least), least="0")


def _words(at: At, _shape: Shape) -> Found:
    kinds = [str(kind) for kind in DutyKind]
    for name in at.step.ladders:
        if name not in kinds:
            yield flaw(at, "ladders", "unknown_value", value=name, near="", known=", ".join(kinds))
    if at.step.with_matter not in {None, BUDGET}:
        yield flaw(at, "with_matter", "unknown_value", value=str(at.step.with_matter), near=BUDGET, known=BUDGET)
    if at.step.remedy not in _REMEDIES:
        yield flaw(at, "remedy", "unknown_value", value=at.step.remedy, near="", known=", ".join(_REMEDIES))


_REMEDIES: Final = (Remedy.NONE.value, Remedy.RECTIFICATION.value, Remedy.APPEAL.value)
_NEEDED: Final = {
    StepKind.STATEMENTS: ("asked", "questions"),
    StepKind.DECISION: ("body",),
    StepKind.SESSION: ("body",),
    StepKind.PROJECTS: (),
}
_DECISION: Final = frozenset({StepKind.DECISION})
_STATEMENTS: Final = frozenset({StepKind.STATEMENTS})
_ONLY: Final = {
    "body": frozenset({StepKind.DECISION, StepKind.SESSION}),
    "asked": _STATEMENTS,
    "questions": _STATEMENTS,
    "guards": _DECISION,
    "outcomes": _DECISION,
    "proposal": _DECISION,
    "proposal_lead": _DECISION | _STATEMENTS,
    "update_every": frozenset({StepKind.PROJECTS}),
    "update_after": frozenset({StepKind.PROJECTS}),
    "with_matter": _DECISION,
}
STEP_RULES: Final = (_fields, _numbers, _words)

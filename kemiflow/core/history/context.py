"""What the sentence of each record needs from the records before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kemiflow.core.definition.process import Process, StepKind
from kemiflow.core.history.line import Context
from kemiflow.core.records import Fact, Record
from kemiflow.core.records.case import (
    DeviationNoted,
    DocumentAdopted,
    DocumentMade,
    LettersReleased,
    OrderAssigned,
    TaskDone,
)
from kemiflow.core.records.decision import AppealFiled, DecisionRecorded, MinutesChecked, MinutesPublished
from kemiflow.core.records.project import OwnerNamed, ProjectFact, ProjectNamed
from kemiflow.core.records.step import MoreTimeGiven, RemarkResolved, RoundBegun, SessionSet, StatementGiven

OF_DECISION = OrderAssigned | TaskDone | MinutesChecked | MinutesPublished | AppealFiled


@dataclass(kw_only=True)
class _Seen:
    process: Process
    dues: dict[tuple[str, str], date] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, date] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    owned: set[str] = field(default_factory=set)
    decisions: dict[str, tuple[str, str, date, int | None]] = field(default_factory=dict)
    papers: dict[str, DocumentMade] = field(default_factory=dict)


def contexts(course: tuple[Record, ...], process: Process) -> dict[str, Context]:
    """Give each record's context by its key, from the records in the order in which they were told."""
    seen = _Seen(process=process)
    found: dict[str, Context] = {}
    for record in course:
        found[record.key] = _context(seen, record.fact)
        _remember(seen, record)
    return found


def _context(seen: _Seen, fact: Fact) -> Context:
    step = _step(seen, fact)
    named = seen.process.step(step) if step else None
    decision = seen.decisions.get(_decision(fact))
    return Context(
        step=step,
        step_name=named.name if named else None,
        title=_title(seen, fact),
        decision=decision[1:] if decision else None,
        sectors=bool(named and named.kind is StepKind.PROJECTS),
        late=isinstance(fact, StatementGiven) and fact.day > seen.dues.get((fact.step, fact.body), fact.day),
        again=_again(seen, fact),
        before=seen.sessions.get(fact.step) if isinstance(fact, SessionSet) else None,
        paper=_paper(seen, fact),
    )


def _paper(seen: _Seen, fact: Fact) -> DocumentMade | None:
    return seen.papers.get(fact.of) if isinstance(fact, DocumentAdopted) else None


def _title(seen: _Seen, fact: Fact) -> str:
    if isinstance(fact, ProjectNamed):
        return fact.title
    if isinstance(fact, DeviationNoted):
        return seen.titles.get(fact.kind.partition(":")[2], "")
    project = getattr(fact, "project", "")
    return seen.titles.get(project, project)


def _step(seen: _Seen, fact: Fact) -> str | None:
    if isinstance(fact, RemarkResolved):
        return seen.remarks.get(fact.remark)
    if isinstance(fact, ProjectFact):
        return next((step.id for step in seen.process.steps if step.kind is StepKind.PROJECTS), None)
    decision = seen.decisions.get(_decision(fact))
    paper = _paper(seen, fact)
    if paper:
        return paper.step
    own: str | None = getattr(fact, "step", None)
    return own or (decision[0] if decision else None)


def _decision(fact: Fact) -> str:
    if isinstance(fact, OF_DECISION):
        return fact.decision
    return fact.of if isinstance(fact, LettersReleased) else ""


def _again(seen: _Seen, fact: Fact) -> bool:
    if isinstance(fact, SessionSet):
        return fact.step in seen.sessions
    return isinstance(fact, OwnerNamed) and fact.project in seen.owned


def _remember(seen: _Seen, record: Record) -> None:
    match record.fact:
        case DecisionRecorded(step=step, body=body, section=section):
            seen.decisions[record.key] = (step, body, record.on, section)
        case SessionSet(step=step, day=day):
            seen.sessions[step] = day
        case ProjectNamed(project=project, title=title, owner=owner):
            seen.titles[project] = title
            seen.owned.update({project} if owner else ())
        case OwnerNamed(project=project):
            seen.owned.add(project)
        case DocumentMade() as made:
            seen.papers[record.key] = made
        case _:
            _remember_round(seen, record.fact)


def _remember_round(seen: _Seen, fact: Fact) -> None:
    match fact:
        case RoundBegun(step=step, asked=asked, due=due):
            seen.dues.update({(step, who): due for who in asked})
        case MoreTimeGiven(step=step, body=body, due=due):
            seen.dues[step, body] = due
        case StatementGiven(step=step, remarks=remarks):
            seen.remarks.update({remark.id: step for remark in remarks})
        case _:
            pass


def belongs(made: DocumentMade, step: str | None, number: int | None) -> bool:
    """Tell whether a document was made for a step in a round; a line without a round stands for all."""
    return made.step == step and number in {None, made.round}

"""Mending a mistake: a correction is accepted only if the later records still fold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kemiflow.core.commands.check import known, refuse
from kemiflow.core.commands.permits import allowed
from kemiflow.core.commands.proposed import beside
from kemiflow.core.commands.tell import Actor
from kemiflow.core.definition.process import Process
from kemiflow.core.folding.decisions import OrderNoLongerFits
from kemiflow.core.folding.fold import fold
from kemiflow.core.records import Corrected, Draft, Fact, Record
from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.core.values import Refusal


@dataclass(frozen=True, kw_only=True)
class Told:
    """The records of a matter and the definitions that they fold with."""

    records: tuple[Record, ...]
    definitions: Mapping[str, Process] = field(default_factory=dict)


def correct(told: Told, who: Actor, fact: Corrected, today: date) -> tuple[Draft, ...] | Refusal:
    """Give the record that corrects another one, or why it cannot be."""
    records = {record.key: record for record in told.records}
    unknown = known("record", fact.of, records)
    if unknown:
        return unknown
    old = records[fact.of]
    if type(old.fact) is not type(fact.fact):
        return refuse("other_fact", of=fact.of, was=type(old.fact).__name__, told=type(fact.fact).__name__)
    if fact.on > today:
        return refuse("future_day", day=fact.on, today=today)
    if not str(fact.reason).strip():
        return refuse("correction_unreasoned", of=fact.of)
    if not allowed(fact.fact, who, None) and not allowed(fact.fact, who, fold(told.records, told.definitions)):
        return refuse("not_allowed", who=who.person, what=type(fact.fact).__name__)
    number = sum(1 for record in told.records if isinstance(record.fact, Corrected) and record.fact.of == fact.of) + 1
    whole = _whole(old.fact, fact)
    draft = Draft(stream=old.stream, key=f"corrected:{fact.of}:{number}", fact=whole, on=today, by=who.person)
    return _folds(told, draft, old)


def _whole(old: Fact, new: Corrected) -> Corrected:
    """Keep what was proposed beside what is now told of a decision."""
    if not (isinstance(old, DecisionRecorded) and isinstance(new.fact, DecisionRecorded)):
        return new
    return replace(new, fact=beside(new.fact, [clause.proposed for clause in old.clauses]))


def _folds(told: Told, draft: Draft, old: Record) -> tuple[Draft, ...] | Refusal:
    last = told.records[-1]
    record = Record(
        stream=draft.stream, seq=last.seq + 1, key=draft.key, fact=draft.fact, on=draft.on, at=last.at, by=draft.by
    )
    try:
        fold((*told.records, record), told.definitions)
    except (OrderNoLongerFits, KeyError) as broken:
        return refuse("correction_breaks", of=old.key, what=broken)
    return (draft,)

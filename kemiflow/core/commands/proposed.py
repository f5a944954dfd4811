"""A clause of a decision beside what was proposed: what the teller leaves out is what was on the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kemiflow.core.records.decision import Clause, DecisionRecorded
from kemiflow.core.values import Text


def beside(fact: DecisionRecorded, proposal: Sequence[Text | None]) -> DecisionRecorded:
    """Put a proposal, clause by clause, into a decision that leaves it out."""
    clauses = tuple(
        replace(clause, proposed=proposal[place]) if clause.proposed is None and place < len(proposal) else clause
        for place, clause in enumerate(fact.clauses)
    )
    return replace(fact, clauses=tuple(_decided(clause) for clause in clauses))


def _decided(clause: Clause) -> Clause:
    same = clause.relation == "as_proposed" and clause.decided is None
    return replace(clause, decided=clause.proposed) if same else clause

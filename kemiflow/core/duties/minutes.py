"""Duties after a decision: the minutes are checked, then published or sent."""

from __future__ import annotations

from datetime import date

from kemiflow.core.days import add_working
from kemiflow.core.duties.make import Owed, owed
from kemiflow.core.duties.sight import Duties, Sight
from kemiflow.core.duty import Duty, DutyKind
from kemiflow.core.standing import DecisionStanding
from kemiflow.core.values import Role

DAYS_TO_CHECK = 5
DAYS_TO_PUBLISH = 2


def duties(sight: Sight) -> Duties:
    """Give what the minutes of decisions ask of the secretary."""
    for decision in sight.standing.decisions.values():
        if decision.checked is None:
            yield _minutes(sight, decision, DutyKind.CHECK, (decision.on, DAYS_TO_CHECK))
        elif decision.published is None:
            yield _minutes(sight, decision, DutyKind.PUBLISH, (decision.checked, DAYS_TO_PUBLISH))


def _minutes(sight: Sight, decision: DecisionStanding, kind: DutyKind, since: tuple[date, int]) -> Duty:
    body = sight.city.settings.body(decision.fact.body)
    return owed(
        sight,
        Owed(
            kind=kind,
            role=Role.SECRETARY,
            about=decision.key,
            title=body.name.in_language(sight.city.settings.language) if body else decision.fact.body,
            opened=since[0],
            due=add_working(since[0], since[1], sight.quiet),
        ),
    )

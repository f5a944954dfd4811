"""Duties after a decision: the minutes are checked, then published or sent; names go off the web in their time."""

from __future__ import annotations

from datetime import date

from kemiflow.core.days import add_working
from kemiflow.core.duties.make import Owed, owed
from kemiflow.core.duties.sight import Duties, Sight
from kemiflow.core.duty import Duty, DutyKind
from kemiflow.core.removal import Removal, removal_of
from kemiflow.core.standing import DecisionStanding
from kemiflow.core.values import Publicity, Role

DAYS_TO_CHECK = 5
DAYS_TO_PUBLISH = 2


def duties(sight: Sight) -> Duties:
    """Give what the minutes of decisions ask of the secretary."""
    for decision in sight.standing.decisions.values():
        if decision.checked is None:
            yield _minutes(sight, decision, DutyKind.CHECK, (decision.on, DAYS_TO_CHECK))
        elif decision.published is None:
            yield _minutes(sight, decision, DutyKind.PUBLISH, (decision.checked, DAYS_TO_PUBLISH))
        elif (removal := removal_of(decision)) and sight.today < removal.told_until and _public(decision):
            yield _names(sight, decision, removal)


def _public(decision: DecisionStanding) -> bool:
    return decision.fact.publicity is Publicity.PUBLIC


def _names(sight: Sight, decision: DecisionStanding, removal: Removal) -> Duty:
    section = decision.fact.section
    return owed(
        sight,
        Owed(
            kind=DutyKind.NAMES_AFTER_REMEDY if removal.remedy else DutyKind.NAMES_AFTER_DISPLAY,
            role=Role.SECRETARY,
            about=decision.key,
            title=f"{_body(sight, decision)} {f'§ {section}' if section else f'{decision.on:%-d.%-m.%Y}'}",
            opened=removal.day,
            due=removal.day,
        ),
    )


def _minutes(sight: Sight, decision: DecisionStanding, kind: DutyKind, since: tuple[date, int]) -> Duty:
    return owed(
        sight,
        Owed(
            kind=kind,
            role=Role.SECRETARY,
            about=decision.key,
            title=_body(sight, decision),
            opened=since[0],
            due=add_working(since[0], since[1], sight.quiet),
        ),
    )


def _body(sight: Sight, decision: DecisionStanding) -> str:
    body = sight.city.settings.body(decision.fact.body)
    return body.name.in_language(sight.city.settings.language) if body else decision.fact.body

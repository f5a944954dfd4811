"""Duties that answers bring: somebody needs more time, or has what belongs to somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from kemiflow.core.days import add_working
from kemiflow.core.duties.make import Owed, owed
from kemiflow.core.duties.sight import Duties, Sight
from kemiflow.core.duty import Duty, DutyKind, Ground
from kemiflow.core.standing_parts import AnswerStanding
from kemiflow.core.values import Role

DAYS_TO_SETTLE = 2


def duties(sight: Sight, found: Sequence[Duty]) -> Duties:
    """Give what the secretary settles: pleas about duties that still stand on the same day, with the same person."""
    for duty in found:
        told = sight.standing.answers.get(duty.id)
        if told and told.pleads and told.fact.due == duty.due and duty.answered == told.on:
            yield _plea(sight, duty, told)


def _plea(sight: Sight, duty: Duty, told: AnswerStanding) -> Duty:
    return owed(
        sight,
        Owed(
            kind=DutyKind.PLEA,
            role=Role.SECRETARY,
            about=duty.id,
            title=duty.title,
            opened=told.on,
            due=add_working(told.on, DAYS_TO_SETTLE, sight.quiet),
            ground=Ground(kind=str(told.fact.reply), on=told.on),
            owner=told.by,
        ),
    )

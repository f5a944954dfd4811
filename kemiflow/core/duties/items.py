"""Duties around an item on an agenda: confirming its day, writing it, presenting it, calling the council, recording."""

from __future__ import annotations

from datetime import date, timedelta

from kemiflow.core.city import BodyKind, Meeting
from kemiflow.core.days import add_working
from kemiflow.core.definition.process import Guard, StepKind
from kemiflow.core.duties.make import Owed, owed
from kemiflow.core.duties.sight import Duties, Sight, cutoff
from kemiflow.core.duty import Duty, DutyKind, Ground
from kemiflow.core.limits import notice
from kemiflow.core.standing import StepStanding
from kemiflow.core.values import Role

DAYS_AHEAD = 60
# Items that are made from what others decided: nobody writes them
COMPOSED = frozenset({Guard.BOARD_HANDLED_FIRST, Guard.COUNCIL_APPROVED})


def duties(sight: Sight) -> Duties:
    """Give what the coming decisions ask of people."""
    for step in sight.standing.step_of(StepKind.DECISION):
        if step.complete:
            continue
        meeting = sight.meeting(step)
        began = begins(sight, step)
        if meeting is None or began is None:
            continue
        yield from _confirm(sight, step, meeting)
        yield from _paper(sight, step, meeting, began)
        yield from _called(sight, step, meeting)
        yield from _decided(sight, step, meeting)


def begins(sight: Sight, step: StepStanding) -> date | None:
    """Give the day from which an item is worked on: its confirmation by an approval, or its readiness."""
    days = [day for day in (step.ready, step.confirmed and sight.standing.confirmed_on.get(step.step.id)) if day]
    return min(days) if days else None


def _confirm(sight: Sight, step: StepStanding, meeting: Meeting) -> Duties:
    moved = step.confirmed and (meeting.cancelled or meeting.day != step.confirmed.day)
    if step.confirmed and not moved:
        return
    opened = step.ready or sight.today
    yield owed(
        sight,
        Owed(
            kind=DutyKind.CONFIRM,
            role=Role.SECRETARY,
            about=step.step.id,
            step=step,
            opened=opened,
            due=max(opened, add_working(meeting.closes, -5, sight.quiet)),
            cutoff=cutoff(meeting),
            lacks=("meeting_moved",) if moved else (),
        ),
    )


def _paper(sight: Sight, step: StepStanding, meeting: Meeting, began: date) -> Duties:
    item = step.item
    if item.approved or item.listed:
        return
    council = sight.city.settings.body(step.step.body or "")
    if item.written is None and not COMPOSED & set(step.step.guards):
        yield _item(sight, step, meeting, began)
    if (
        step.confirmed
        and (item.written or COMPOSED & set(step.step.guards))
        and council
        and council.kind is not BodyKind.COUNCIL
    ):
        yield _presenter(sight, step, meeting, began)


def _item(sight: Sight, step: StepStanding, meeting: Meeting, began: date) -> Duty:
    due = add_working(meeting.closes, -step.step.due_before_closing, sight.quiet)
    return owed(
        sight,
        Owed(
            kind=DutyKind.ITEM,
            role=Role.PREPARER,
            person=sight.preparer(),
            about=step.step.id,
            step=step,
            # Nobody writes an item half a year ahead, and a letter of a day so far off would be forgotten
            opened=max(began, add_working(due, -DAYS_AHEAD, sight.quiet)),
            due=due,
            cutoff=cutoff(meeting),
        ),
    )


def _presenter(sight: Sight, step: StepStanding, meeting: Meeting, began: date) -> Duty:
    return owed(
        sight,
        Owed(
            kind=DutyKind.PRESENTER,
            role=Role.PRESENTER,
            scope=step.step.body,
            about=step.step.id,
            step=step,
            opened=began,
            due=meeting.closes,
            cutoff=cutoff(meeting),
            ground=Ground(kind="role", on=began),
            held=step.step.id in sight.standing.held,
        ),
    )


def _called(sight: Sight, step: StepStanding, meeting: Meeting) -> Duties:
    body = sight.city.settings.body(step.step.body or "")
    if not step.confirmed or step.item.listed or body is None or body.kind is not BodyKind.COUNCIL:
        return
    latest = notice(meeting.day, quiet=sight.quiet).practical_latest
    yield owed(
        sight,
        Owed(
            kind=DutyKind.NOTICE,
            role=Role.SECRETARY,
            about=step.step.id,
            step=step,
            opened=add_working(latest, -10, sight.quiet),
            due=latest,
            cutoff=cutoff(meeting),
        ),
    )


def _decided(sight: Sight, step: StepStanding, meeting: Meeting) -> Duties:
    if not step.confirmed or meeting.cancelled:
        return
    yield owed(
        sight,
        Owed(
            kind=DutyKind.RECORD,
            role=Role.SECRETARY,
            about=step.step.id,
            step=step,
            opened=meeting.day,
            due=add_working(meeting.day + timedelta(days=1), 1, sight.quiet),
        ),
    )

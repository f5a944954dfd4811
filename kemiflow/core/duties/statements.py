"""Duties of a round of statements: asking, answering, deciding what to do without an answer, summing up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from kemiflow.core.city import Meeting
from kemiflow.core.days import add_working
from kemiflow.core.definition.process import StepKind
from kemiflow.core.duties.make import Owed, owed
from kemiflow.core.duties.sight import Duties, Sight, cutoff
from kemiflow.core.duty import Duty, DutyKind, Ground
from kemiflow.core.standing import Asked, StepStanding
from kemiflow.core.values import Role, Words


def duties(sight: Sight) -> Duties:
    """Give what the rounds of statements ask of people."""
    for step in sight.standing.step_of(StepKind.STATEMENTS):
        if step.open and not step.begun and step.ready:
            yield owed(
                sight,
                Owed(
                    kind=DutyKind.BEGIN,
                    role=Role.SECRETARY,
                    about=step.step.id,
                    opened=step.ready,
                    due=add_working(step.ready, 5, sight.quiet),
                ),
            )
        for asked in step.asked:
            if not asked.settled and step.begun:
                yield _answer(sight, step, asked)
                yield _silence(sight, step, asked)
    yield from _remarks(sight)


def suitable(sight: Sight, asked: Asked) -> Meeting | None:
    """Give the last meeting of the body that is held by the due day, or None."""
    fitting = [one for one in sight.city.meetings_of(asked.who) if one.day <= asked.due]
    return fitting[-1] if fitting else None


def _answer(sight: Sight, step: StepStanding, asked: Asked) -> Duty:
    meeting = suitable(sight, asked)
    begun = step.begun or sight.today
    return owed(
        sight,
        Owed(
            kind=DutyKind.STATEMENT,
            role=Role.BOARD_SECRETARY,
            person=sight.holder(Role.BOARD_SECRETARY, asked.who),
            about=asked.who,
            scope=asked.who,
            step=step,
            opened=begun,
            due=asked.due,
            ground=Ground(kind="asked", on=begun),
            cutoff=cutoff(meeting) if meeting and begun <= meeting.closes else None,
        ),
    )


def _silence(sight: Sight, step: StepStanding, asked: Asked) -> Duty:
    late = asked.due + timedelta(days=1)
    return owed(
        sight,
        Owed(
            kind=DutyKind.RECORD,
            role=Role.SECRETARY,
            about=asked.who,
            scope=asked.who,
            step=step,
            opened=late,
            due=add_working(late, _patience(sight, step), sight.quiet),
            ground=Ground(kind="silent", on=late),
        ),
    )


def _patience(sight: Sight, step: StepStanding) -> int:
    return step.step.ladder_of(DutyKind.STATEMENT, sight.city.settings.ladder).director_after


def _remarks(sight: Sight) -> Duties:
    open_remarks = _unresolved(sight)
    rounds = [step for step in sight.standing.step_of(StepKind.STATEMENTS) if step.asked]
    days = [step.complete for step in rounds]
    if not open_remarks or not all(days):
        return
    opened = max(day for day in days if day)
    yield owed(
        sight,
        Owed(
            kind=DutyKind.REMARKS,
            role=Role.PREPARER,
            person=sight.preparer(),
            about=rounds[-1].step.id,
            step=rounds[-1],
            opened=opened,
            due=add_working(opened, 20, sight.quiet),
            lacks=tuple(open_remarks),
            names=_named([sight.standing.steps[step].step.name for step in dict.fromkeys(open_remarks.values())]),
        ),
    )


def _unresolved(sight: Sight) -> dict[str, str]:
    """Give each remark that waits for its resolution, with the step whose round brought it."""
    return {
        remark.id: step
        for step, statement in sight.standing.remarks()
        for remark in statement.remarks
        if remark.id not in sight.standing.resolved
    }


def _named(names: Sequence[Words]) -> Words:
    fi, sv, en = (" · ".join(one.in_language(language) for one in names) for language in ("fi", "sv", "en"))
    return Words(fi=fi, sv=sv, en=en)

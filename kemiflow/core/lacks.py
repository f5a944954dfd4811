"""What a step still lacks by its guards, and who can mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from kemiflow.core.city import BodyKind, City
from kemiflow.core.definition.process import Guard, StepKind
from kemiflow.core.limits import notice
from kemiflow.core.standing import Standing, StepStanding
from kemiflow.core.standing_parts import ProjectStanding
from kemiflow.core.values import Role


@dataclass(frozen=True, kw_only=True)
class Lack:
    """One thing that is missing: `code` is worded by words.toml, `about` names a body, project, sector or meeting."""

    guard: Guard
    code: str
    about: str
    mend: Role

    def __str__(self) -> str:
        """Give the lack as it is recorded with an approval that goes on without it."""
        return f"{self.code}:{self.about}"


def lacks(standing: Standing, city: City, step: StepStanding, today: date) -> tuple[Lack, ...]:
    """Give all that the guards of a step miss today, in the order of the guards."""
    return tuple(
        Lack(guard=guard, code=code, about=about, mend=mend)
        for guard in step.step.guards
        for code, about, mend in RULES[guard](standing, city, step, today)
    )


Found = Iterator[tuple[str, str, Role]]
Rule = Callable[[Standing, City, StepStanding, date], Found]


def _before(standing: Standing, step: StepStanding, kind: StepKind) -> Iterator[StepStanding]:
    names = standing.process.upstream(step.step.id)
    return (one for one in standing.step_of(kind) if one.step.id in names)


def _statements(standing: Standing, _city: City, step: StepStanding, _today: date) -> Found:
    for earlier in _before(standing, step, StepKind.STATEMENTS):
        if not earlier.begun:
            yield "statements_not_asked", earlier.step.id, Role.SECRETARY
        for asked in earlier.asked:
            if not asked.settled:
                yield "statement_missing", asked.who, Role.BOARD_SECRETARY


def _remarks(standing: Standing, _city: City, _step: StepStanding, _today: date) -> Found:
    for _, statement in standing.remarks():
        for remark in statement.remarks:
            if remark.id not in standing.resolved:
                yield "remark_unresolved", remark.id, Role.PREPARER


def _sessions(standing: Standing, _city: City, step: StepStanding, _today: date) -> Found:
    for earlier in _before(standing, step, StepKind.SESSION):
        if not earlier.complete:
            yield "session_not_held", earlier.step.id, Role.SECRETARY


def unready(standing: Standing, lack: str) -> Iterator[ProjectStanding]:
    """Give the projects that lack something and were not released by their director."""
    return (one for one in standing.projects.values() if lack in one.lacks and not one.released)


def _owners(standing: Standing, _city: City, step: StepStanding, _today: date) -> Found:
    for earlier in _before(standing, step, StepKind.PROJECTS):
        if not earlier.begun:
            yield "projects_not_asked", earlier.step.id, Role.SECRETARY
        for asked in earlier.asked:
            if not asked.settled and not any(one.sector == asked.who for one in standing.projects.values()):
                yield "projects_not_named", asked.who, Role.DIRECTOR
    for project in unready(standing, "owner"):
        yield "owner_missing", project.id, Role.DIRECTOR


def _measures(standing: Standing, _city: City, _step: StepStanding, _today: date) -> Found:
    for lack in ("measure", "baseline"):
        for project in unready(standing, lack):
            yield f"{lack}_missing", project.id, Role.OWNER


def _budget_lines(standing: Standing, _city: City, _step: StepStanding, _today: date) -> Found:
    for project in unready(standing, "budget_line"):
        yield "budget_line_missing", project.id, Role.DIRECTOR


def _board_first(standing: Standing, city: City, step: StepStanding, _today: date) -> Found:
    names = standing.process.upstream(step.step.id)
    boards = {body.id for body in city.settings.bodies if body.kind is BodyKind.BOARD}
    handled = (one.fact for one in standing.decisions.values() if one.fact.step in names)
    if not any(fact.body in boards for fact in handled):
        yield "board_not_handled", step.step.id, Role.SECRETARY


def _with_budget(_standing: Standing, city: City, step: StepStanding, _today: date) -> Found:
    meeting = city.meeting(step.confirmed.meeting) if step.confirmed else None
    if meeting and not meeting.budget:
        yield "not_with_budget", meeting.id, Role.SECRETARY


def _notice(_standing: Standing, city: City, step: StepStanding, today: date) -> Found:
    meeting = city.meeting(step.confirmed.meeting) if step.confirmed else None
    if meeting and not step.item.listed and notice(meeting.day).legal_latest < today:
        yield "notice_late", meeting.id, Role.SECRETARY


def _approved(standing: Standing, city: City, step: StepStanding, _today: date) -> Found:
    councils = {body.id for body in city.settings.bodies if body.kind is BodyKind.COUNCIL}
    for earlier in _before(standing, step, StepKind.DECISION):
        if earlier.step.body in councils and not earlier.complete:
            yield "council_not_approved", earlier.step.id, Role.SECRETARY


RULES: dict[Guard, Rule] = {
    Guard.STATEMENTS_IN: _statements,
    Guard.REMARKS_RESOLVED: _remarks,
    Guard.SESSIONS_HELD: _sessions,
    Guard.PROJECTS_HAVE_OWNER: _owners,
    Guard.PROJECTS_HAVE_MEASURE: _measures,
    Guard.PROJECTS_HAVE_BUDGET_LINE: _budget_lines,
    Guard.BOARD_HANDLED_FIRST: _board_first,
    Guard.WITH_BUDGET: _with_budget,
    Guard.NOTICE_IN_TIME: _notice,
    Guard.COUNCIL_APPROVED: _approved,
}

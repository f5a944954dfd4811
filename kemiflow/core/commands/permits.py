"""Who may tell what: one table."""

from __future__ import annotations

from collections.abc import Mapping

from kemiflow.core.commands.tell import Actor
from kemiflow.core.records import Fact, case, city, decision, project, step
from kemiflow.core.standing import Standing
from kemiflow.core.values import Role

SECRETARY = frozenset({Role.SECRETARY})
CLERKS = SECRETARY | {Role.BOARD_SECRETARY}
WRITERS = SECRETARY | {Role.PREPARER}
SECTOR = SECRETARY | {Role.DIRECTOR}
OWNERS = SECTOR | {Role.OWNER, Role.DEPUTY}
ANSWERERS = OWNERS | CLERKS | WRITERS | {Role.PRESENTER, Role.MANAGER, Role.FINANCE}

PERMITS: Mapping[type, frozenset[Role]] = {
    case.CaseOpened: SECRETARY,
    case.CaseMigrated: SECRETARY | {Role.ADMINISTRATOR},
    case.MatterLinked: SECRETARY,
    case.PreparerNamed: SECRETARY | {Role.MANAGER},
    case.ApprovalStarted: SECRETARY,
    case.DeviationNoted: WRITERS,
    case.OrderAssigned: SECRETARY | {Role.MANAGER},
    case.TaskDone: WRITERS | {Role.DIRECTOR},
    case.CaseClosed: SECRETARY,
    case.LettersReleased: SECRETARY,
    case.DocumentAdopted: WRITERS | CLERKS,
    case.DutyAnswered: ANSWERERS,
    case.PleaSettled: SECRETARY,
    step.RoundBegun: SECRETARY,
    step.StatementGiven: CLERKS,
    step.MoreTimeGiven: SECRETARY,
    step.StatementWaived: SECRETARY,
    step.RemarkResolved: WRITERS,
    step.ItemWritten: WRITERS,
    step.ItemApproved: SECRETARY | {Role.PRESENTER, Role.MANAGER},
    step.ItemListed: CLERKS,
    step.DayConfirmed: SECRETARY,
    step.SessionSet: SECRETARY | {Role.PREPARER},
    step.SessionCancelled: SECRETARY | {Role.PREPARER},
    step.SessionHeld: WRITERS,
    decision.DecisionRecorded: CLERKS,
    decision.MinutesChecked: CLERKS,
    decision.MinutesPublished: CLERKS,
    decision.AppealFiled: SECRETARY,
    project.ProjectNamed: SECTOR,
    project.OwnerNamed: SECTOR,
    project.ProjectDescribed: OWNERS | {Role.FINANCE},
    project.SectorDone: SECTOR,
    project.SectorReleased: SECTOR,
    project.DirectorDecided: SECTOR | {Role.MANAGER},
    project.MoreTimeAsked: OWNERS,
    project.MisdirectedTold: OWNERS,
    project.ProgressReported: OWNERS,
    city.SettingsAdopted: SECRETARY | {Role.ADMINISTRATOR},
    city.MeetingSet: CLERKS,
    city.MeetingMoved: CLERKS,
    city.MeetingCancelled: CLERKS,
    city.RoleGiven: SECRETARY | {Role.ADMINISTRATOR, Role.MANAGER},
    city.RoleEnded: SECRETARY | {Role.ADMINISTRATOR, Role.MANAGER},
    city.AbsenceTold: CLERKS | {Role.PREPARER, Role.DIRECTOR, Role.OWNER, Role.MANAGER},
    city.WeeklyChosen: SECRETARY,
    city.BatchAnswered: SECRETARY,
    city.AddressDead: SECRETARY | {Role.ADMINISTRATOR},
    city.AddressMended: SECRETARY | {Role.ADMINISTRATOR},
    city.AwayHinted: SECRETARY | {Role.ADMINISTRATOR},
}


def allowed(fact: Fact, who: Actor, standing: Standing | None) -> bool:
    """Tell whether the table lets the actor tell the fact; the machine may tell what nobody is listed for."""
    if (Role.MACHINE, None) in who.roles:
        return True
    roles = PERMITS.get(type(fact), frozenset())
    if who.holds(roles, _scope(fact, standing)) or _own_project(fact, who, roles, standing):
        return True
    return _own(fact, who) or _own_duty(fact, who, standing)


def permitted(kind: type, who: Actor, scope: str | None = None) -> bool:
    """Tell whether the table lets the actor tell a kind of fact for a scope; without one, for any scope at all."""
    return who.holds(PERMITS.get(kind, frozenset()), scope)


def _scope(fact: Fact, standing: Standing | None) -> str | None:
    match fact:
        case step.StatementGiven(body=body) | decision.DecisionRecorded(body=body) | city.MeetingSet(body=body):
            return body
        case project.ProjectNamed(sector=sector) | project.SectorDone(sector=sector):
            return sector
        case project.SectorReleased(sector=sector):
            return sector
        case _:
            known = standing.projects.get(getattr(fact, "project", "")) if standing else None
            return known.sector if known else None


def _own_project(fact: Fact, who: Actor, roles: frozenset[Role], standing: Standing | None) -> bool:
    known = standing.projects.get(getattr(fact, "project", "")) if standing else None
    if known is None:
        return False
    acting = {who.person, *who.stands_for}
    return (Role.OWNER in roles and known.owner in acting) or (Role.DEPUTY in roles and known.deputy in acting)


def _own(fact: Fact, who: Actor) -> bool:
    """Let everybody tell of an absence of one's own, and choose about one's own weekly letter."""
    return isinstance(fact, city.AbsenceTold | city.WeeklyChosen) and fact.person == who.person


def _own_duty(fact: Fact, who: Actor, standing: Standing | None) -> bool:
    """Let those whom the matter names, with or without a role, answer letters and tell that their task is done."""
    if standing is None or not isinstance(fact, case.DutyAnswered | case.TaskDone | step.SessionSet):
        return False
    acting = {who.person, *who.stands_for}
    if isinstance(fact, step.SessionSet):
        return any(one.person in acting for one in standing.orders if one.step == fact.step)
    if isinstance(fact, case.TaskDone):
        own = [one for one in standing.orders if (one.decision, one.index) == (fact.decision, fact.order)]
        return any(one.person in acting for one in own)
    owners = {person for project in standing.projects.values() for person in (project.owner, project.deputy)}
    named = {standing.preparer, *(order.person for order in standing.orders), *owners}
    return bool(acting & named)

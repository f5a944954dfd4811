"""The key that makes a fact once-only in its stream."""

from __future__ import annotations

from kemiflow.core.records import Fact, case, city, decision, project, step

FIXED: dict[type, str] = {
    case.CaseOpened: "opened",
    case.CaseClosed: "closed",
    case.TaskDone: "done:{decision}:{order}",
    case.LettersReleased: "released:{of}",
    step.RoundBegun: "begun:{step}:{round}",
    step.StatementGiven: "statement:{step}:{round}:{body}",
    step.StatementWaived: "waived:{step}:{round}:{body}",
    step.ItemListed: "listed:{step}:{round}",
    step.SessionHeld: "held:{step}",
    decision.DecisionRecorded: "decision:{step}:{round}",
    decision.MinutesChecked: "checked:{decision}",
    decision.MinutesPublished: "published:{decision}",
    decision.AppealFiled: "appeal:{decision}",
    project.ProjectNamed: "project:{project}",
    project.SectorReleased: "sector-released:{sector}",
    city.MeetingSet: "meeting:{meeting}",
    city.MeetingCancelled: "cancelled:{meeting}",
    city.AwayHinted: "away-hinted:{person}:{letter}",
}

COUNTED: dict[type, str] = {
    case.CaseMigrated: "migrated",
    case.MatterLinked: "linked:{role}",
    case.PreparerNamed: "preparer:{person}",
    case.ApprovalStarted: "approval:{step}",
    case.DeviationNoted: "deviation:{kind}",
    case.OrderAssigned: "assigned:{decision}:{order}",
    case.DocumentAdopted: "adopted:{of}",
    case.DutyAnswered: "answered:{duty}",
    case.PleaSettled: "plea:{duty}",
    step.MoreTimeGiven: "more-time:{step}:{round}:{body}",
    step.RemarkResolved: "resolved:{remark}",
    step.ItemWritten: "item:{step}:{round}",
    step.ItemApproved: "item-approved:{step}:{round}",
    step.DayConfirmed: "confirmed:{step}:{round}",
    step.SessionSet: "session:{step}",
    step.SessionCancelled: "session-cancelled:{step}",
    project.OwnerNamed: "owner:{project}",
    project.ProjectDescribed: "described:{project}",
    project.SectorDone: "sector-done:{sector}",
    project.DirectorDecided: "ruling:{project}",
    project.MoreTimeAsked: "time-asked:{project}",
    project.MisdirectedTold: "misdirected:{project}",
    project.ProgressReported: "progress:{project}",
    city.SettingsAdopted: "settings",
    city.MeetingMoved: "moved:{meeting}",
    city.RoleGiven: "role:{person}",
    city.RoleEnded: "role-ended:{person}",
    city.AbsenceTold: "absence:{person}",
    city.AddressDead: "dead:{person}",
    city.BatchAnswered: "batch:{day}",
    city.AddressMended: "mended:{person}",
    city.WeeklyChosen: "weekly:{person}",
}


def key_of(fact: Fact, taken: frozenset[str]) -> str:
    """Give the key of a fact: what can happen once has one key, what can happen again is counted from 1."""
    if type(fact) in FIXED:
        return FIXED[type(fact)].format_map(vars(fact))
    return counted(COUNTED[type(fact)].format_map(vars(fact)), taken)


def counted(stem: str, keys: frozenset[str]) -> str:
    """Give the first key `stem:N` that is not taken."""
    number = 1
    while f"{stem}:{number}" in keys:
        number += 1
    return f"{stem}:{number}"

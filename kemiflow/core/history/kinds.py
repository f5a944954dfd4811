"""Which facts a history tells, under which name; the rest is work in between that leads to one of these."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kemiflow.core.history.line import Context
from kemiflow.core.records import Fact, case, decision, project, step

KINDS: Mapping[type, str] = MappingProxyType(
    {
        case.CaseOpened: "opened",
        case.CaseMigrated: "migrated",
        case.MatterLinked: "linked",
        case.PreparerNamed: "preparer_named",
        case.ApprovalStarted: "approval_started",
        case.DeviationNoted: "deviation",
        case.OrderAssigned: "order_assigned",
        case.TaskDone: "task_done",
        case.CaseClosed: "closed",
        case.LettersReleased: "letters_released",
        case.DocumentMade: "documents",
        case.DocumentAdopted: "document_adopted",
        decision.DecisionRecorded: "decision",
        decision.MinutesChecked: "minutes_checked",
        decision.MinutesPublished: "minutes_published",
        decision.AppealFiled: "appeal",
        step.RoundBegun: "round_begun",
        step.StatementGiven: "statement",
        step.MoreTimeGiven: "more_time_given",
        step.StatementWaived: "statement_waived",
        step.RemarkResolved: "remarks_resolved",
        step.ItemApproved: "item_approved",
        step.ItemListed: "item_listed",
        step.DayConfirmed: "day_confirmed",
        step.SessionSet: "session_set",
        step.SessionCancelled: "session_cancelled",
        step.SessionHeld: "session_held",
        project.ProjectNamed: "project_named",
        project.OwnerNamed: "owner_named",
        project.SectorDone: "sector_done",
        project.SectorReleased: "sector_released",
        project.DirectorDecided: "director_decided",
        project.ProgressReported: "progress",
    }
)
AGAIN = MappingProxyType({"session_set": "session_moved", "owner_named": "owner_changed"})


def kind_of(fact: Fact, context: Context) -> str | None:
    """Give the name under which a fact is told, or None when it is work in between."""
    kind = KINDS.get(type(fact))
    return AGAIN.get(kind, kind) if kind and context.again else kind

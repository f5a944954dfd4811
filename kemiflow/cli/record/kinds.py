"""Which fact each `record` command tells."""

from __future__ import annotations

from typing import Final

KINDS: Final = {
    "statement": "statement_given",
    "session": "session_set",
    "session-cancelled": "session_cancelled",
    "session-held": "session_held",
    "project": "project_named",
    "owner": "owner_named",
    "details": "project_described",
    "progress": "progress_reported",
    "ruling": "director_decided",
    "sector-done": "sector_done",
    "sector-released": "sector_released",
    "remarks": "remark_resolved",
    "item": "item_written",
    "item-approved": "item_approved",
    "listed": "item_listed",
    "confirmed": "day_confirmed",
    "begin": "round_begun",
    "waive": "statement_waived",
    "more-time": "more_time_given",
    "minutes-checked": "minutes_checked",
    "published": "minutes_published",
    "appeal": "appeal_filed",
    "assigned": "order_assigned",
    "task-done": "task_done",
    "released": "letters_released",
    "deviation": "deviation_noted",
    "answered": "duty_answered",
    "plea": "plea_settled",
    "preparer": "preparer_named",
    "linked": "matter_linked",
    "closed": "case_closed",
    "time-asked": "more_time_asked",
    "misdirected": "misdirected_told",
    "role": "role_given",
    "role-ended": "role_ended",
    "absence": "absence_told",
    "address-dead": "address_dead",
}
OF_CITY: Final = frozenset({"role", "role-ended", "absence", "address-dead"})
# These name a decision, which --step finds when no key is given
OF_DECISION: Final = frozenset({"minutes-checked", "published", "appeal", "assigned", "task-done", "released"})

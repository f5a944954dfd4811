"""Open duties as people see them: what closes first before the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kemiflow.app.kept import FORMER, DutyRow
from kemiflow.app.lists.rows import duty_of
from kemiflow.core.duty import Duty

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Owed:
    """An open duty, and its line in the lists."""

    row: DutyRow
    duty: Duty

    @property
    def closes(self) -> date:
        """Give the day on which it is too late: the agenda's closing, or the due day when that comes first."""
        cutoff = self.duty.cutoff
        return min(self.duty.due, cutoff.closes) if cutoff else self.duty.due

    def soon(self, today: date) -> bool:
        """Tell whether it closes within a week, or has closed."""
        return self.closes < today + WEEK


def owed(rows: Iterable[DutyRow], today: date) -> tuple[Owed, ...]:
    """Give the duties that have begun, by what closes first; what former holders are still told is left out."""
    found = [Owed(row=row, duty=duty_of(row)) for row in rows if FORMER not in row.duty]
    begun = [one for one in found if one.duty.opened <= today]
    return tuple(sorted(begun, key=lambda one: (one.closes, one.duty.due, one.row.case, one.row.duty)))

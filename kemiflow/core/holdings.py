"""Who holds a role, and who is away, over spans of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kemiflow.core.values import Role


@dataclass(frozen=True, kw_only=True)
class Holding:
    """A role held by a person over an open or closed span of days."""

    person: str
    role: Role
    scope: str | None
    first: date
    until: date | None

    def on(self, day: date) -> bool:
        """Tell whether the role is held on a day."""
        return self.first <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Days when a person is away, and who acts meanwhile."""

    person: str
    first: date
    last: date
    deputy: str | None

"""The day from which a decision's personal data may no longer stand on the city's web pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kemiflow.core.limits import RULES, Remedy, notification, publication
from kemiflow.core.standing import DecisionStanding

DAYS_TOLD: Final = timedelta(days=14)  # how long the secretary is told of it: nobody records that it was done


@dataclass(frozen=True, kw_only=True)
class Removal:
    """The first `day` without names, and whether it follows from a time for a remedy (else: from the time online)."""

    day: date
    remedy: bool

    @property
    def last(self) -> date:
        """Give the last day on which names may stand."""
        return self.day - timedelta(days=1)

    @property
    def told_until(self) -> date:
        """Give the first day on which nobody is told of it any more."""
        return self.day + DAYS_TOLD


def removal_of(decision: DecisionStanding) -> Removal | None:
    """Give when names must go, or None while the minutes are not out: only then does any time begin.

    With a remedy it is the end of its time (Local Government Act 410/2015 140 § 2 mom.). An appeal does not lengthen
    that time. Where there is none, as in mere preparation (136 §), 140 § names no end: the minutes are then kept online
    like a municipal notice, for 14 days from their publication (108 §), which is the only time online that the law
    knows; longer would need a ground that nobody has given. What came out before the chapter was applied (147 §) has
    had its time.
    """
    if decision.published is None or decision.channel is None:
        return None
    remedy = decision.fact.remedy
    if decision.published < RULES[0].since:
        return Removal(day=RULES[0].since, remedy=remedy is not Remedy.NONE)
    if remedy is Remedy.NONE:
        return Removal(day=publication(decision.published).personal_data_removal_from, remedy=False)
    counted = notification(remedy, decision.channel, decision.published)
    return Removal(day=counted.personal_data_removal_from, remedy=True)

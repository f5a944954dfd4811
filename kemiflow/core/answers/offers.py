"""What a person may answer about a duty: one table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from kemiflow.core.duty import LETTERED, Duty, DutyKind


class Way(StrEnum):
    """The ways to answer a letter."""

    DETAILS = "details"
    REPORT = "report"
    DONE = "done"
    GIVEN = "given"
    SET = "set"
    APPROVED = "approved"
    RETURNED = "returned"
    NAMED = "named"
    ALL_NAMED = "all_named"
    NO_PROJECTS = "no_projects"
    NEW_DAY = "new_day"
    OTHER_OWNER = "other_owner"
    WITHOUT = "without"
    STILL_RIGHT = "still_right"
    MORE_TIME = "more_time"
    MISDIRECTED = "misdirected"
    ABSENT = "absent"


_ANY: Final = (Way.STILL_RIGHT, Way.MORE_TIME, Way.MISDIRECTED, Way.ABSENT)
_TABLE: Final[Mapping[DutyKind, tuple[Way, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(LETTERED, _ANY),
        DutyKind.DETAILS: (Way.DETAILS, Way.REPORT, *_ANY),
        DutyKind.UPDATE: (Way.STILL_RIGHT, Way.REPORT, Way.MISDIRECTED, Way.ABSENT),
        DutyKind.TASK: (Way.DONE, *_ANY),
        DutyKind.STATEMENT: (Way.GIVEN, *_ANY),
        DutyKind.SESSION: (Way.SET, *_ANY),
        DutyKind.PRESENTER: (Way.APPROVED, Way.RETURNED, *_ANY),
        DutyKind.NAME_PROJECTS: (Way.NAMED, Way.ALL_NAMED, Way.NO_PROJECTS, *_ANY),
        DutyKind.RULING: (Way.NEW_DAY, Way.OTHER_OWNER, Way.WITHOUT, Way.ABSENT),
    }
)


def offers(duty: Duty) -> tuple[Way, ...]:
    """Give the ways in which a duty may be answered, the nearest first; none when no letter speaks of it."""
    return _TABLE.get(duty.kind, ())

"""How a project stands, computed from what was recorded and apart from its owner's own view."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from kemiflow.core.standing_parts import ProjectStanding
from kemiflow.core.values import OwnView

NEWS: Final = timedelta(days=90)
"""How old the last report may be before there is no new data; our own rule, no law."""


class Light(StrEnum):
    """The computed status; `NO_NEWS` is a fourth one, never a guess."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"
    NO_NEWS = "no_news"
    DONE = "done"


def light(project: ProjectStanding, due: date | None, today: date) -> Light:
    """Compute a project's status on a day; `due` is the day by which its details are owed, None when none are.

    Late: details or a milestone are overdue and nothing was told since. At risk: a milestone comes within two weeks
    without a report after the one before. No news: no report, or the last one, or the last word that all is still
    right, is older than 90 days.
    """
    last, report = project.reports[-1] if project.reports else (None, None)
    if report and report.view is OwnView.DONE:
        return Light.DONE
    if project.lacks and not project.released and due and due < today:
        return Light.LATE
    passed = [one.day for one in project.milestones if one.day < today and (last is None or last < one.day)]
    if passed:
        return Light.LATE
    if last is None or today - max(last, project.confirmed or last) > NEWS:
        return Light.NO_NEWS
    soon = any(today <= one.day <= today + timedelta(days=14) for one in project.milestones)
    return Light.AT_RISK if soon and today - last > timedelta(days=14) else Light.ON_TRACK

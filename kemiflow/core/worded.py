"""Reasons and lacks as sentences: ids become names, days are written out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from kemiflow.core.city import City
from kemiflow.core.commands.approve import Approval
from kemiflow.core.duty import NAMES, Duty
from kemiflow.core.forecast import Why
from kemiflow.core.lacks import Lack
from kemiflow.core.standing import Standing
from kemiflow.core.values import Role
from kemiflow.core.wording import Wording, capital

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def refusal_text(reason: str, facts: dict[str, str], wording: Wording) -> str:
    """Word a refusal; days among its facts are written out. Errors: WordMissing, FactMissing."""
    return wording.say(f"refusal.{reason}", **{name: written(value, wording) for name, value in facts.items()})


def duty_line(duty: Duty, wording: Wording) -> str:
    """Word a duty as a line of a list, without its day. Errors: WordMissing."""
    if duty.kind in NAMES:
        last = duty.due - timedelta(days=1)
        return wording.say(f"duty_line.{duty.kind}", title=duty.title, day=wording.short_day(last))
    return f"{capital(wording.say(f'duty.{duty.kind}'))}: {duty.named(wording.language)}"


def why_text(why: Why, standing: Standing, city: City, wording: Wording) -> str:
    """Word one reason of a forecast. Errors: WordMissing, FactMissing."""
    facts = {name: name_of(value, standing, city, wording) for name, value in why.facts.items()}
    return wording.say(f"why.{why.code}", **facts)


def lack_text(lack: Lack, standing: Standing, city: City, wording: Wording) -> str:
    """Word one thing that approval lacks. Errors: WordMissing, FactMissing."""
    # A sector may share its id with a body
    sector = _sector(lack.about, standing, city, wording) if lack.code == "projects_not_named" else None
    return wording.say(f"lacking.{lack.code}", about=sector or name_of(lack.about, standing, city, wording))


def approval_rows(approval: Approval, standing: Standing, city: City, wording: Wording) -> list[tuple[str, str]]:
    """Word all that approval lacks, each with who can mend it; meetings are the secretary's. Errors: WordMissing."""
    secretary = wording.say(f"role.{Role.SECRETARY}")
    return [
        *((lack_text(one, standing, city, wording), wording.say(f"role.{one.mend}")) for one in approval.lacks),
        *((why_text(one, standing, city, wording), secretary) for one in approval.missing),
    ]


def name_of(value: str, standing: Standing, city: City, wording: Wording) -> str:
    """Give what people call a step, body, sector, project or meeting, or a day; anything else as it is."""
    for name in (_step, _body, _sector, _project, _meeting):
        if found := name(value, standing, city, wording):
            return found
    return written(value, wording)


Name = Callable[[str, Standing, City, Wording], str | None]


def _step(value: str, standing: Standing, _city: City, wording: Wording) -> str | None:
    step = standing.steps.get(value)
    return step.step.name.in_language(wording.language) if step else None


def _body(value: str, _standing: Standing, city: City, wording: Wording) -> str | None:
    body = city.settings.body(value)
    return body.name.in_language(wording.language) if body else None


def _sector(value: str, _standing: Standing, city: City, wording: Wording) -> str | None:
    sector = city.settings.sector(value)
    return sector.name.in_language(wording.language) if sector else None


def _project(value: str, standing: Standing, _city: City, _wording: Wording) -> str | None:
    project = standing.projects.get(value)
    return project.title if project else None


def _meeting(value: str, standing: Standing, city: City, wording: Wording) -> str | None:
    meeting = city.meeting(value)
    if meeting is None:
        return None
    return f"{_body(meeting.body, standing, city, wording) or meeting.body} {wording.day(meeting.day)}"


def written(value: str, wording: Wording) -> str:
    """Give a fact as people write it: a day (ISO 8601) in their order, anything else as it is."""
    try:
        return wording.day(date.fromisoformat(value)) if _DAY.fullmatch(value) else value
    except ValueError:
        return value

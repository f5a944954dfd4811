"""What an item says of appeal (Local Government Act 134-138 §)."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from kemiflow.core.items.telling import Telling
from kemiflow.core.limits import Remedy, rule_at


def remedy(telling: Telling, chosen: Remedy, day: date) -> str:
    """Give the sentence on appeal; the days are those in force on `day`. Errors: NoRulesForDay."""
    match chosen:
        case Remedy.NONE:
            return telling.say("remedy_none")
        case Remedy.RECTIFICATION | Remedy.TAKEOVER:
            return telling.say("remedy_rectification", days=str(rule_at(day).rectification))
        case Remedy.APPEAL:
            return telling.say("remedy_appeal", days=str(rule_at(day).appeal), court=telling.city.settings.court)
        case _ as never:
            assert_never(never)

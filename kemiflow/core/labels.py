"""How a decision is named in a sentence: the body, the day, the section, the register number."""

from __future__ import annotations

from kemiflow.core.city import City
from kemiflow.core.standing import Standing
from kemiflow.core.wording import Wording


def decision_label(standing: Standing, city: City, key: str, wording: Wording) -> str:
    """Give a decision's name, such as "kaupunginhallituksen päätös 25.9.2023 § 292 (691/00.01.02/2021)"."""
    decision = standing.decisions[key]
    body = city.settings.body(decision.fact.body)
    return wording.say(
        "label.decision_section" if decision.fact.section else "label.decision",
        body=body.name.in_language(wording.language) if body else decision.fact.body,
        day=wording.day(decision.on),
        section=decision.fact.section or "",
        register_number=standing.register_number,
    )

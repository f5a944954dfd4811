"""How a decision is named in a sentence: the body, the day, the section, the register number."""

from __future__ import annotations

from typing import Final

from kemiflow.core.city import Body, BodyKind, City
from kemiflow.core.standing import Standing
from kemiflow.core.wording import Wording

ONE_OF_A_KIND: Final = frozenset({BodyKind.COUNCIL, BodyKind.BOARD, BodyKind.AUDIT, BodyKind.ELECTION})


def decision_label(standing: Standing, city: City, key: str, wording: Wording) -> str:
    """Give a decision's name, such as "kaupunginhallituksen päätös 25.9.2023 § 292 (691/00.01.02/2021)"."""
    decision = standing.decisions[key]
    body = city.settings.body(decision.fact.body)
    of_body = wording.say(f"bodies_of.{body.kind}") if body else decision.fact.body
    name = "" if body is None or body.kind in ONE_OF_A_KIND else f"{body.name.in_language(wording.language)}, "
    section = f" § {decision.fact.section}" if decision.fact.section else ""
    phrase = wording.say("letter.decision", body=of_body, on=wording.day(decision.on))
    return f"{phrase}{section} ({name}{standing.register_number})"


def name_beside(body: Body, wording: Wording) -> str:
    """Give the name of a body in brackets where its kind does not say which one it is, otherwise nothing."""
    return "" if body.kind in ONE_OF_A_KIND else f" ({body.name.in_language(wording.language)})"

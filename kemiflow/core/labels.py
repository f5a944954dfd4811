"""How a decision is named in a sentence: the body, the day, the section, the register number."""

from __future__ import annotations

from typing import Final

from kemiflow.core.city import Body, BodyKind, City
from kemiflow.core.standing import Standing
from kemiflow.core.wording import FINNISH, Wording

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


def of_body(body: Body, wording: Wording) -> str:
    """Give a body in the genitive: elinvoimalautakunnan; where no ending fits, its kind with the name in brackets."""
    kind = wording.say(f"bodies_of.{body.kind}")
    if body.kind in ONE_OF_A_KIND:
        return kind
    name = body.name.in_language(wording.language)
    return _genitive(name, wording) or f"{kind} ({name})"


def _genitive(name: str, wording: Wording) -> str:
    """Inflect a Finnish name word by word by the endings of words.toml; nothing when a word has none of them."""
    if wording.language != FINNISH:
        return ""
    found = [_inflected(word, wording) for word in name.lower().split()]
    return " ".join(found) if all(found) else ""


def _inflected(word: str, wording: Wording) -> str:
    for length in range(len(word), 0, -1):
        if wording.knows(f"genitive.{word[-length:]}"):
            return word[:-length] + wording.say(f"genitive.{word[-length:]}")
    return ""

"""How far forgetting a person reaches: what a person is known by, and which records stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from re import Pattern
from typing import Final

from kemiflow.core.city import Person
from kemiflow.core.records import Fact
from kemiflow.core.records.case import DocumentMade
from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.core.records.step import StatementGiven

DECISION: Final = "decision:"
DIGITS: Final = 6
# Case endings that leave a name's stem as it is: Mallin, Mallille, Malliin
_ENDINGS: Final = r"(?:n|a|ä|t|lle|lta|ltä|lla|llä|ssa|ssä|sta|stä|ksi|na|nä|:\w+)?"


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What a person is known by in a text: name, address, telephone; `names` are those to look for."""

    person: str
    names: tuple[str, ...] = ()

    @property
    def pattern(self) -> Pattern[str] | None:
        """Give a pattern of whole words, or None when the person is known by nothing."""
        if not self.names:
            return None
        found = "|".join(re.escape(name) + (_ENDINGS if " " in name else "") for name in self.names)
        return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE)

    def speaks(self, text: str) -> bool:
        """Tell whether a text names the person."""
        return bool(self.pattern and self.pattern.search(text))


def marks_of(person: str, everyone: Iterable[Person]) -> Marks:
    """Give what a person is known by and nobody else is: a name of several words also the other way round.

    A name of one word, such as a post, is no name to look for.
    """
    known = tuple(everyone)
    one = next((each for each in known if each.id == person), None)
    if one is None:
        return Marks(person=person)
    shared = any(each.name.casefold() == one.name.casefold() for each in known if each is not one)
    phone = one.phone if sum(map(str.isdigit, one.phone)) >= DIGITS else ""
    return Marks(person=person, names=tuple(filter(None, (*(() if shared else _names(one.name)), one.email, phone))))


def _names(name: str) -> tuple[str, ...]:
    first, *rest = name.split() or [""]
    return (name, f"{rest[-1]} {first}", f"{rest[-1]}, {first}") if rest else ()


def stays(fact: Fact) -> bool:
    """Tell whether a record is the public record of a body's decision, which forgetting a person leaves as it is.

    Source: Local Government Act 107 and 140 §, General Data Protection Regulation 17 art. 3.
    """
    match fact:
        case DecisionRecorded() | StatementGiven():
            return True
        case DocumentMade(about=about):
            return bool(about and about.startswith(DECISION))
        case _:
            return False

"""The shape of a form: a dataclass's fields with their types, and what may be left out in a file."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Final

from kemiflow.exchange.problems import nearest
from kemiflow.exchange.scalars import choices, no_day


class Missing(Enum):
    """The value that stands where a problem was found."""

    BAD = "bad"


BAD: Final = Missing.BAD


@dataclass(frozen=True, kw_only=True)
class Rules:
    """How a form departs from its type: names in the file, fields no file may set, lists that must not be empty."""

    lenient: bool = False  # an absent list is empty, an absent optional value None
    renamed: Mapping[tuple[type, str], str] = field(default_factory=dict)
    hidden: frozenset[tuple[type, str]] = frozenset()
    filled: frozenset[tuple[type, str]] = frozenset()
    usual: Mapping[tuple[type, str], object] = field(default_factory=dict)

    def told(self, kind: type, name: str) -> str:
        """Give the name that a field has in files."""
        return self.renamed.get((kind, name), name)

    def names(self, kind: type) -> dict[str, str]:
        """Give the fields that a file may set, by their name in the file."""
        return {self.told(kind, name): name for name in shape(kind) if (kind, name) not in self.hidden}


@cache
def shape(kind: type) -> dict[str, object]:
    """Give a dataclass's fields with their types, in order."""
    hints = typing.get_type_hints(kind)
    return {each.name: hints[each.name] for each in dataclasses.fields(kind)}


@cache
def optional(kind: type, name: str) -> bool:
    """Tell whether the dataclass has a default for the field."""
    found = next(each for each in dataclasses.fields(kind) if each.name == name)
    return found.default is not dataclasses.MISSING or found.default_factory is not dataclasses.MISSING


def empty(hint: object, name: str, given: dict[str, object]) -> bool:
    """Put an empty list or None where the type allows it; False where it does not."""
    if typing.get_origin(hint) is tuple:
        given[name] = ()
    elif type(None) in typing.get_args(hint):
        given[name] = None
    return name in given


def possible(hint: object) -> str:
    """List the words that a field of choices takes; nothing for another field."""
    return ", ".join(choices(hint)) if isinstance(hint, type) and issubclass(hint, Enum) else ""


def whole(build: Callable[[list[object]], object], found: list[object]) -> object:
    """Build a list when every part was read, BAD otherwise."""
    return BAD if any(each is BAD for each in found) else build(found)


def unread(key: str, word: str) -> dict[str, str]:
    """Give the key and the facts of a word that could not be read; a day that is too far away has a key of its own."""
    why, facts = no_day(word) if key == "no_day" else (key, {})
    return {"key": why, "value": shown(word), **facts}


def unknown(word: str, known: Mapping[str, object]) -> dict[str, str]:
    """Give the facts of a word that is not known: itself, the nearest known one, and all known ones."""
    return {"value": shown(word), "near": nearest(word, known), "known": ", ".join(known)}


def shown(word: str, most: int = 60) -> str:
    """Give a word on one line, cut to what a sentence can carry."""
    line = " ".join(word.split())
    return line if len(line) <= most else line[: most - 1] + "…"

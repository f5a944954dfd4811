"""Names of people in texts: found in the inflections that Finnish has, and replaced."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from re import Pattern
from typing import Any, Final

from kemiflow.core.city import Person
from kemiflow.core.reach import marks_of
from kemiflow.core.stems import folded, stem

_TOKEN: Final = re.compile(r"\w+")
_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, kw_only=True)
class Known:
    """People to look for; what a text costs follows its words, not how many people there are."""

    people: tuple[Person, ...]

    @cached_property
    def _by_token(self) -> Mapping[str, list[Person]]:
        """Give people by what stands uninflected in every text that names them: a part of the name, of addresses."""
        found: dict[str, list[Person]] = defaultdict(list)
        for one in self.people:
            name, *others = (_TOKEN.findall(mark.casefold()) for mark in (one.name, one.email, one.phone))
            for token in {*name[:1], *name[-1:], *(token for other in others for token in other[:1])}:
                found[token].append(one)
        return found

    @cached_property
    def families(self) -> frozenset[str]:
        """Give the stems of the family names of all who have one."""
        return frozenset(stem(one.name.split()[-1]) for one in self.people if " " in one.name.strip())

    def patterns(self, text: str) -> Iterator[Pattern[str]]:
        """Give what to look for in a text, longer names first, so that none is left half."""
        tokens = set(_TOKEN.findall(text.casefold()))
        found = {one.id: one for token in tokens for one in self._by_token.get(token, ())}
        for one in sorted(found.values(), key=lambda person: (-len(person.name), person.id)):
            yield from _patterns(one)


@dataclass(frozen=True, kw_only=True)
class Names:
    """Known people, and the family names of some who are so `near` that a family name alone says who is meant."""

    known: Known
    near: tuple[str, ...] = ()

    def stand_in(self, text: str) -> bool:
        """Tell whether a text names any of them."""
        return any(pattern.search(text) for pattern in self._patterns(text))

    def may_stand_in(self, text: str) -> bool:
        """Tell whether any word that begins with a capital may be a family name of theirs, in whatever inflection."""
        words = [folded(word.casefold()) for word in _WORD.findall(text) if word[0].isupper()]
        families = (*self.known.families, *map(stem, self.near))
        return self.stand_in(text) or any(word.startswith(families) for word in words)

    def removed(self, text: str, words: str) -> str:
        """Give a text with `words` in place of each name."""
        for pattern in self._patterns(text):
            text = pattern.sub(lambda _: words, text)
        return text

    def _patterns(self, text: str) -> Iterator[Pattern[str]]:
        yield from self.known.patterns(text)
        yield from map(_family, self.near)


def mapped(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - any plain value, given back as it came
    """Give a plain value (texts, lists, dicts, dataclasses of them) with every text in it changed, keys apart."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list | tuple):
        return type(value)(mapped(one, change) for one in value)
    if isinstance(value, Mapping):
        return {key: mapped(one, change) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: mapped(getattr(value, one.name), change) for one in fields(value)})
    return value


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any plain value
    """Give every text of a plain value: of lists and of what mappings hold."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from texts(list(value.values()))
    elif isinstance(value, list | tuple):
        yield from (found for one in value for found in texts(one))


def _patterns(one: Person) -> Iterable[Pattern[str]]:
    """Give what a person is known by, whoever else bears the name: whose it is does not matter here."""
    found = marks_of(one.id, (one,)).pattern
    return ([found] if found else []) + ([_inflected(one.name)] if " " in one.name.strip() else [])


def _inflected(name: str) -> Pattern[str]:
    """Give a pattern of a family name whose stem changes, after the given names: Matti Virtasen, Maija Lehdolle."""
    *given, family = name.split()
    before = r"\s+".join(map(re.escape, given))
    return re.compile(rf"(?<!\w){before}\s+{re.escape(_kernel(family))}\w*")


def _family(name: str) -> Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name[:1].upper() + _kernel(name)[1:])}\w*")


def _kernel(family: str) -> str:
    return family.removesuffix("nen") if family.endswith("nen") else family[: max(2, len(family) - 2)]

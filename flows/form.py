"""Fields of Prefect's forms: their titles and descriptions, from templates/forms.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Final, TypeAlias

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema

from kemiflow.core.wording import FINNISH
from kemiflow.settings import templates_dir
from kemiflow.texts import Texts


@cache
def forms() -> dict[str, dict[str, Any]]:
    """Read forms.toml."""
    return tomllib.loads((templates_dir() / "forms.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Says:
    """A title and a description that reach the form: Prefect makes fields of its own and drops those of pydantic.

    `choices` are the words that a person chooses from; `day` makes a plain day of one that may be left out.
    """

    name: str
    section: str = "field"
    choices: tuple[str, ...] = ()
    day: bool = False

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        title, said = forms()[self.section][self.name]
        plain = {"type": "string", "enum": list(self.choices)} if self.choices else handler(core)
        shown = {"type": "string", "format": "date"} if self.day else plain
        return {**shown, "title": title, "description": said}


@dataclass(frozen=True)
class Chosen:
    """Reads a choice: by its word in the form, or by its code."""

    words: Mapping[str, StrEnum]

    def __call__(self, told: object) -> object:
        """Give the choice, or what was told as it is."""
        return self.words.get(str(told), told)


def choice(kind: type[StrEnum], says: Says, words: Mapping[str, str]) -> Any:  # noqa: ANN401 - a type made here
    """Give the type of a field in which one of a few words is chosen."""
    labels = {words[one.value]: one for one in kind}
    return Annotated[kind, BeforeValidator(Chosen(labels)), replace(says, choices=tuple(labels))]


def worded(kind: type[StrEnum], section: str) -> dict[str, str]:
    """Give the words of a section of words.toml for each choice, in Finnish."""
    words = Texts(templates_dir()).wording(FINNISH)
    return {one.value: words.say(f"{section}.{one.value}") for one in kind}


LONGEST: Final = 20_000
Prose: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)]
Name: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]

DryRun: TypeAlias = Annotated[bool, Says("dry_run")]
AnotherDay: TypeAlias = Annotated[date | None, Says("day")]
Day: TypeAlias = Annotated[date, Says("day")]
Shards: TypeAlias = Annotated[int, Field(ge=1, le=50), Says("shards")]
Spread: TypeAlias = Annotated[bool, Says("spread")]
Ask: TypeAlias = Annotated[bool, Says("ask")]
Which: TypeAlias = Annotated[int, Field(ge=0, le=49), Says("which")]
Many: TypeAlias = Annotated[int, Field(ge=1, le=50), Says("many")]
Pauses: TypeAlias = Annotated[tuple[Annotated[int, Field(ge=0, le=3600)], ...], Field(max_length=5), Says("pauses")]
Case: TypeAlias = Annotated[Name, Says("case")]
By: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64), Says("by")]
Reason: TypeAlias = Annotated[str, Field(max_length=2000), Says("reason")]
WhatIf: TypeAlias = Annotated[bool, Says("what_if")]
Send: TypeAlias = Annotated[bool, Says("send")]
What: TypeAlias = Annotated[str, Field(max_length=2000), Says("what")]
About: TypeAlias = Annotated[str, Field(max_length=200), Says("about")]

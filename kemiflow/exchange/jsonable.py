"""Values of the core as plain data that JSON can hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import TypeAlias

from kemiflow.core.values import Text

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"


class NotPlain(TypeError):
    """A value has no form in JSON."""


def plain(value: object) -> Plain:
    """Turn a value into plain data: days in ISO 8601, choices by their word, a text as its words or null.

    Errors: NotPlain names a type without such a form.
    """
    match value:
        case Enum():
            return plain(value.value)
        case bool() | int() | float() | str() | None:
            return value
        case date():
            return value.isoformat()
        case Text():
            return value.text
        case _:
            return _whole(value)


def _whole(value: object) -> Plain:
    match value:
        case Mapping():
            return {str(plain(key)): plain(each) for key, each in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
        case set() | frozenset():
            return [plain(each) for each in sorted(value, key=str)]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {each.name: plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
        case _:
            raise NotPlain(type(value).__name__)

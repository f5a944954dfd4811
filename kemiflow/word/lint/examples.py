"""An example of every field, and a whole document made of them."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from kemiflow.word.filters import said
from kemiflow.word.lint.fields import TEXT, Field, Holds, Meaning, schema

DAY = date(2024, 5, 31)
NUMBER = 12


@cache
def _examples() -> Mapping[str, str | list[str]]:
    return tomllib.loads(files("kemiflow.word.lint").joinpath("examples.toml").read_text(encoding="utf-8"))


def example(kind: str) -> dict[str, object]:
    """Give the facts of one invented document of a kind, every field filled."""
    return {name: of_field(name, meaning) for name, meaning in schema(kind).fields.items()}


def bare(kind: str) -> dict[str, object]:
    """Give the facts of a document of a kind with no text in any field."""
    return {name: _nothing(meaning) for name, meaning in schema(kind).fields.items()}


def shown(field: Field) -> str:
    """Give the example of a field as text."""
    name = field.path.rpartition(".")[2]
    item = TEXT if name in _examples() else None
    return (
        "…"
        if field.holds is Holds.LIST and item is None
        else said(of_field(name, Meaning(holds=field.holds, item=item)))
    )


def of_field(name: str, meaning: Meaning) -> object:
    """Give an example of one field."""
    found = _examples().get(name, name)
    match meaning.holds:
        case Holds.DAY:
            return DAY
        case Holds.NUMBER:
            return NUMBER
        case Holds.LIST if meaning.item is not None and meaning.item.fields:
            return [{inner: of_field(inner, what) for inner, what in meaning.item.fields.items()}] * 2
        case Holds.LIST:
            return [found] if isinstance(found, str) else list(found)
    return said(found) if isinstance(found, str) else found[0]


def _nothing(meaning: Meaning) -> object:
    match meaning.holds:
        case Holds.DAY:
            return DAY
        case Holds.LIST:
            return []
        case Holds.NUMBER:
            return None
    return ""

"""Which fields a kind of document has, and what each of them holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, is_dataclass
from dataclasses import fields as fields_of
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import get_args, get_type_hints

from kemiflow.core.documents import KINDS, NAMES

KIND_OF = {str: "text", date: "day", int: "number"}


class Holds(StrEnum):
    """What a value is."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    LIST = "list"
    RECORD = "record"
    LOOP = "loop"
    ANYTHING = "anything"


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a value is: a record has fields, a list has elements."""

    holds: Holds
    fields: Mapping[str, "Meaning"] = field(default_factory=dict)
    item: "Meaning | None" = None


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a kind as its user sees it: its path ("käsittelyt[].päätös") and what it holds."""

    path: str
    holds: Holds


ANYTHING = Meaning(holds=Holds.ANYTHING)
TEXT = Meaning(holds=Holds.TEXT)
NUMBER = Meaning(holds=Holds.NUMBER)


@cache
def schema(kind: str | None) -> Meaning:
    """Give the record of a kind of document; without a kind, one that has the fields of all of them."""
    if kind is not None:
        return _record(next(document for document, name in KINDS.items() if name == kind))
    every = [schema(one) for one in KINDS.values()]
    names = dict.fromkeys(name for record in every for name in record.fields)
    return Meaning(holds=Holds.RECORD, fields=dict.fromkeys(names, ANYTHING))


def fields(kind: str) -> tuple[Field, ...]:
    """List the fields of a kind, those of records in lists below their list."""
    return tuple(_listed("", schema(kind)))


def _listed(above: str, record: Meaning) -> Iterator[Field]:
    for name, meaning in record.fields.items():
        yield Field(path=f"{above}{name}", holds=meaning.holds)
        if meaning.item is not None and meaning.item.fields:
            yield from _listed(f"{above}{name}[].", meaning.item)


def _record(document: type) -> Meaning:
    hints = get_type_hints(document)
    return Meaning(
        holds=Holds.RECORD, fields={NAMES[one.name]: _meaning(hints[one.name]) for one in fields_of(document)}
    )


def _meaning(hint: object) -> Meaning:
    if isinstance(hint, UnionType):
        return _meaning(next(one for one in get_args(hint) if one is not type(None)))
    if isinstance(hint, type) and is_dataclass(hint):
        return _record(hint)
    inside = get_args(hint)
    if inside:
        return Meaning(holds=Holds.LIST, item=_meaning(inside[0]))
    return Meaning(holds=Holds(KIND_OF[hint]) if isinstance(hint, type) else Holds.ANYTHING)

"""The shape of the lists: rows that an earlier program made are made again before anybody reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Final, get_args, get_type_hints

from kemiflow.app.kept import CaseRow, DutyRow
from kemiflow.app.lists.wanted import DecisionRow
from kemiflow.core.city import Meeting
from kemiflow.core.duty import Duty

MEANING: Final = 3  # to be raised when rows of the same fields mean something else


@cache
def shape() -> str:
    """Give the digest of all that rows of lists are made of: a field that comes or goes is another shape."""
    told = sorted({line for kind in (CaseRow, DutyRow, DecisionRow, Meeting, Duty) for line in _lines(kind)})
    return hashlib.sha256("\n".join([str(MEANING), *told]).encode()).hexdigest()[:16]


def _lines(kind: type) -> Iterator[str]:
    """Tell a class field by field, and the classes that its fields hold."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        yield f"{kind.__name__}.{field.name}: {hints[field.name]}"
        for inner in (hints[field.name], *get_args(hints[field.name])):
            if is_dataclass(inner) and isinstance(inner, type):
                yield from _lines(inner)

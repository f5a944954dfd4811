"""The names in files of the alternatives of a union."""

from __future__ import annotations

import re
import typing
from functools import cache

from kemiflow.core.records import Fact

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


def snake(kind: type) -> str:
    """Give a class's name as files write it: DecisionRecorded is decision_recorded."""
    return _CAPITAL.sub("_", kind.__name__).lower()


@cache
def kinds(arms: tuple[type, ...]) -> dict[str, type]:
    """Give the alternatives by name, without a last word that all of them share (session, handling, task)."""
    names = [snake(arm).split("_") for arm in arms]
    shared = len({name[-1] for name in names}) == 1 and all(len(name) > 1 for name in names)
    return {"_".join(name[:-1] if shared else name): arm for name, arm in zip(names, arms, strict=True)}


@cache
def discriminator(arms: tuple[type, ...]) -> str:
    """Give the key that names the alternative: `kind`, or `tell` where an alternative has a field `kind` itself."""
    return "tell" if any("kind" in getattr(arm, "__annotations__", {}) for arm in arms) else "kind"


FACTS: dict[str, type] = kinds(typing.get_args(Fact))

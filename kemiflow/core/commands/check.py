"""What is impossible is refused, with what was wrong and what would be right."""

from __future__ import annotations

from collections.abc import Iterable

from kemiflow.core.values import Refusal


def refuse(reason: str, **facts: object) -> Refusal:
    """Give a refusal with its facts as text."""
    return Refusal(reason=reason, facts={name: str(value) for name, value in facts.items()})


def known(what: str, value: str, among: Iterable[str]) -> Refusal | None:
    """Refuse a value that is not among the known ones, and say which ones are known."""
    names = tuple(among)
    if value in names:
        return None
    return refuse(f"unknown_{what}", **{what: value}, known=", ".join(names))


def first(*refusals: Refusal | None) -> Refusal | None:
    """Give the first refusal, or None when there is none."""
    return next((one for one in refusals if one), None)

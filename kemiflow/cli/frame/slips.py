"""What a person asked wrongly, found by the command line itself; worded by help.toml."""

from __future__ import annotations

from kemiflow.core.values import Refusal


class Slip(Exception):
    """A value of the command line that cannot be: a key of [slip] in help.toml, and its facts."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


class Refused(Exception):
    """What was asked is impossible: the refusal that the rules gave."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal

"""Why something is wrong: a row of faults.toml and the facts of its sentence."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

FINNISH = "fi"


class Weight(StrEnum):
    """How grave a finding is: an error stops the template from being used."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Reason:
    """A row of the table by its name, with the facts that its sentence names; `near` is what may have been meant."""

    code: str
    facts: tuple[tuple[str, object], ...] = ()
    near: str = ""

    @property
    def weight(self) -> Weight:
        """Give how grave it is."""
        return Weight(table()[self.code]["weight"])

    @property
    def wcag(self) -> str:
        """Give the criterion of WCAG 2.1 that it fails, or nothing."""
        return table()[self.code].get("wcag", "")

    def said(self, language: str = FINNISH) -> str:
        """Word it in Finnish or English; Finnish for any other language."""
        facts = {name: fact.said(language) if isinstance(fact, Reason) else fact for name, fact in self.facts}
        row = table()[self.code]
        words = row.get(language, row[FINNISH]).format(**facts)
        return words + (because("_near", meant=self.near).said(language) if self.near else "")

    def __str__(self) -> str:
        """Word it in Finnish."""
        return self.said()


class Unfit(ValueError):
    """A tag asks for what cannot be done with these facts; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Worded(str):
    """A message that is passed on by others and still knows its reason."""

    __slots__ = ("reason",)
    reason: Reason

    @classmethod
    def of(cls, reason: Reason) -> "Worded":
        """Make the message of a reason."""
        made = cls(reason)
        made.reason = reason
        return made


def because(code: str, *, near: str = "", **facts: object) -> Reason:
    """Give a reason by its row and facts."""
    return Reason(code, tuple(facts.items()), near)


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Read the one table of everything that can be wrong."""
    return tomllib.loads(files("kemiflow.word").joinpath("faults.toml").read_text(encoding="utf-8"))

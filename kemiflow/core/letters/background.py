"""What the caller tells of the matters behind a letter: decisions, moved days, earlier letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kemiflow.core.letters.memory import Told

Place = tuple[str, str]  # (case, duty)


@dataclass(frozen=True, kw_only=True)
class Change:
    """Something else that moved with a due day: a meeting, a session, the closing of an agenda at `hour`."""

    what: str
    before: date
    now: date
    hour: str = ""


@dataclass(frozen=True, kw_only=True)
class Move:
    """Why a due day moved, what moved with it, and a sentence on what stays."""

    reason: str = ""
    changes: tuple[Change, ...] = ()
    stays: str = ""


@dataclass(frozen=True, kw_only=True)
class Background:
    """Phrases in the reader's language, and days.

    `decisions`: by key, a phrase that goes on from "Taustalla on …" and may have sentences after it, without the last
    full stop. `moves` and `told` by (case, duty); `told` of a ruling is what its owner was told. `later`: by case,
    where late details could still go ("kaupunginhallituksen 27.11. asiaan"). `link`: where the reader answers.
    """

    link: str = ""

    decisions: Mapping[str, str] = field(default_factory=dict)
    moves: Mapping[Place, Move] = field(default_factory=dict)
    told: Mapping[Place, tuple[Told, ...]] = field(default_factory=dict)
    later: Mapping[str, str] = field(default_factory=dict)

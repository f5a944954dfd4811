"""What should happen in a matter, each with its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kemiflow.core.duty import Duty


@dataclass(frozen=True, kw_only=True)
class MakeDocument:
    """Render and archive a document; `about` names a body or decision when a step has several of a kind.

    A `frozen` one is made once: it is what was sent with the agenda.
    """

    day: date
    kind: str
    step: str
    round: int
    about: str | None = None
    frozen: bool = False


@dataclass(frozen=True, kw_only=True)
class BeginRound:
    """Ask all sectors for their projects, now that the decision stands."""

    day: date
    step: str
    round: int
    asked: tuple[str, ...]
    due: date


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Somebody owes something from a day."""

    day: date
    duty: Duty


@dataclass(frozen=True, kw_only=True)
class Watch:
    """Nothing is to be done, but on this day something changes: a window opens, a time limit ends."""

    day: date
    what: str
    step: str | None = None


Action = MakeDocument | BeginRound | Ask | Watch

"""Facts of a person's letters: decided, settled, answered, forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Covered:
    """One duty that a letter speaks of: which version of it, and which rung of the ladder.

    `superseded` are older rungs that were not said, and `reason` why: missed (no morning came in between), away
    (who owed it was absent), moved (the day moved before they were said).
    """

    case: str
    duty: str
    version: str
    rung: str
    due: date
    superseded: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class LetterDecided:
    """One letter of a day was decided; the record's key names it. `text` is the digest of its rendered bytes."""

    day: date
    kind: str
    covers: tuple[Covered, ...]
    subject: str
    text: str
    held: bool = False


class Fate(StrEnum):
    """How a letter ended."""

    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"
    CANCELLED = "cancelled"
    UNSENT = "unsent"  # it did not leave after all, and waits again


@dataclass(frozen=True, kw_only=True)
class LetterSettled:
    """A letter was handed over, failed, is unsure, was cancelled with a reason, or waits again."""

    letter: str
    fate: Fate
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    """A person's texts, letters and contact details were erased on the record's day.

    `drawn` are the digests of texts that were erased too though not the person's own: made from those, such as a
    document's facts, or naming the person.
    """

    texts: int
    drawn: tuple[str, ...] = ()


PersonFact = LetterDecided | LetterSettled | Forgotten

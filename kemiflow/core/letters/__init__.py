"""Which letters people get about their duties, when, and what those letters say."""

from kemiflow.core.letters.background import Background, Change, Move
from kemiflow.core.letters.content import content, letter_number
from kemiflow.core.letters.dates import earlier, entries
from kemiflow.core.letters.decide import absence_days, letters, next_letter_day, reachable, recipient
from kemiflow.core.letters.ladder import Rung, ruling_day, rungs
from kemiflow.core.letters.letter import Letter, LetterKind, Manner, Moved, Telling, letter_key
from kemiflow.core.letters.memory import Memory, Told, memory, told, told_owner

__all__ = [
    "Background",
    "Change",
    "Letter",
    "LetterKind",
    "Manner",
    "Memory",
    "Move",
    "Moved",
    "Rung",
    "Telling",
    "Told",
    "absence_days",
    "content",
    "earlier",
    "entries",
    "letter_key",
    "letter_number",
    "letters",
    "memory",
    "next_letter_day",
    "reachable",
    "recipient",
    "ruling_day",
    "rungs",
    "told",
    "told_owner",
]

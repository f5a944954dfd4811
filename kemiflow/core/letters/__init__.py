"""Which letters people get about their duties, when, and what those letters say."""

from kemiflow.core.letters.decide import letters, next_letter_day, reachable, recipient
from kemiflow.core.letters.ladder import Rung, ruling_day, rungs
from kemiflow.core.letters.letter import Letter, LetterKind, Manner, Moved, Telling, letter_key
from kemiflow.core.letters.memory import Memory, Told, memory, told

__all__ = [
    "Letter",
    "LetterKind",
    "Manner",
    "Memory",
    "Moved",
    "Rung",
    "Telling",
    "Told",
    "letter_key",
    "letters",
    "memory",
    "next_letter_day",
    "reachable",
    "recipient",
    "ruling_day",
    "rungs",
    "told",
]

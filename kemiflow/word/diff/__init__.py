"""Two documents side by side: what differs in words, and a copy that shows it as tracked changes."""

from kemiflow.word.diff.compare import Change, Difference, Fate, Piece, differences, focus
from kemiflow.word.diff.passages import Passage, passages
from kemiflow.word.diff.tracked import tracked

__all__ = ["Change", "Difference", "Fate", "Passage", "Piece", "differences", "focus", "passages", "tracked"]

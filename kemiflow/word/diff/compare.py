"""What differs between two documents: which passages, and in them which words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from kemiflow.word.diff.passages import Passage, passages
from kemiflow.word.opened import Opened

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
ALIKE = 0.5
# Above this many pairs, passages that were exchanged as a block are paired in their order
MOST_PAIRS = 4_000
MOST_WORDS = 20_000
# Letters of a passage shown before and after what changed in it
AROUND = 40


class Change(StrEnum):
    """What happened to a passage."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    STYLED = "styled"


class Fate(StrEnum):
    """What happened to some words of a passage."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Some words that stayed, came or went."""

    fate: Fate
    text: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One passage that is not the same: as it was, as it is, and what became of its words.

    `at` is the number of the passage of the second document that it is, or before which it was removed.
    """

    change: Change
    at: int
    before: Passage | None = None
    after: Passage | None = None
    pieces: tuple[Piece, ...] = ()


def differences(first: Opened, second: Opened) -> tuple[Difference, ...]:
    """Compare two documents, story by story, in the order of the second one."""
    old, new = passages(first), passages(second)
    found: list[Difference] = []
    for story in dict.fromkeys(one.story for one in (*new, *old)):
        places = [at for at, one in enumerate(new) if one.story == story]
        ours = [one for one in old if one.story == story]
        ends = [*places, places[-1] + 1 if places else len(new)]
        found += [replace(one, at=ends[one.at]) for one in compared(ours, [new[at] for at in places])]
    return tuple(found)


def compared(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Difference]:
    """Compare passages: the same words are the same passage wherever both have them in order."""
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in new], autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        left, right = (old_from, old_to), (new_from, new_to)
        same = kind == "equal"
        pairs = list(zip(range(*left), range(*right), strict=True)) if same else _paired(old, new, left, right)
        yield from _of_pairs(pairs, (old, new), left, right)


def words(before: str, after: str) -> tuple[Piece, ...]:
    """Compare two texts word by word."""
    one, other = WORDS.findall(before), WORDS.findall(after)
    if len(one) + len(other) > MOST_WORDS:
        return tuple(_pieces(before, after))
    found: list[Piece] = []
    for kind, one_from, one_to, other_from, other_to in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        gone, come = "".join(one[one_from:one_to]), "".join(other[other_from:other_to])
        found += [Piece(fate=Fate.KEPT, text=come)] if kind == "equal" else _pieces(gone, come)
    return tuple(found)


def focus(one: Difference) -> tuple[str, str]:
    """Give what a passage said and says around what changed in it, a few words before and after; else all of it."""
    if not one.pieces:
        return one.before.text if one.before else "", one.after.text if one.after else ""
    first = next(at for at, piece in enumerate(one.pieces) if piece.fate is not Fate.KEPT)
    last = max(at for at, piece in enumerate(one.pieces) if piece.fate is not Fate.KEPT)
    before = "".join(piece.text for piece in one.pieces[:first])
    behind = "".join(piece.text for piece in one.pieces[last + 1 :])
    middle = one.pieces[first : last + 1]
    gone, come = (
        "".join(piece.text for piece in middle if piece.fate is not fate) for fate in (Fate.ADDED, Fate.REMOVED)
    )
    head, tail = _end(before, AROUND), _end(behind[::-1], AROUND)[::-1]
    return f"{head}{gone}{tail}", f"{head}{come}{tail}"


def _end(text: str, most: int) -> str:
    """Give the last whole words of a text."""
    if len(text) <= most:
        return text
    cut = text[-most:]
    return "…" + cut[cut.find(" ") + 1 :] if " " in cut else "…" + cut


def _pieces(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece(fate=Fate.REMOVED, text=gone)
    if come:
        yield Piece(fate=Fate.ADDED, text=come)


def _of_pairs(
    pairs: list[tuple[int, int]],
    sides: tuple[Sequence[Passage], Sequence[Passage]],
    old: tuple[int, int],
    new: tuple[int, int],
) -> Iterator[Difference]:
    left, right = old[0], new[0]
    for one, other in (*pairs, (old[1], new[1])):
        yield from (Difference(change=Change.REMOVED, at=right, before=sides[0][gone]) for gone in range(left, one))
        yield from (Difference(change=Change.ADDED, at=come, after=sides[1][come]) for come in range(right, other))
        if (one, other) != (old[1], new[1]):
            yield from _of_pair(sides[0][one], sides[1][other], other)
        left, right = one + 1, other + 1


def _of_pair(before: Passage, after: Passage, at: int) -> Iterator[Difference]:
    if before.text != after.text:
        pieces = words(before.text, after.text)
        yield Difference(change=Change.CHANGED, at=at, before=before, after=after, pieces=pieces)
    elif before.style != after.style:
        yield Difference(change=Change.STYLED, at=at, before=before, after=after)


def _paired(
    old: Sequence[Passage], new: Sequence[Passage], left: tuple[int, int], right: tuple[int, int]
) -> list[tuple[int, int]]:
    """Pair the passages of a block that are most alike, without crossing."""
    rows, columns = left[1] - left[0], right[1] - right[0]
    if rows * columns > MOST_PAIRS:
        return [(left[0] + at, right[0] + at) for at in range(min(rows, columns))]
    alike = [[_alike(old[one].text, new[other].text) for other in range(*right)] for one in range(*left)]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            paired = alike[row][column] + best[row + 1][column + 1] if alike[row][column] else 0.0
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    return [(left[0] + row, right[0] + column) for row, column in _walked(alike, best)]


def _walked(alike: list[list[float]], best: list[list[float]]) -> Iterator[tuple[int, int]]:
    row = column = 0
    while row < len(alike) and column < len(alike[0]):
        here = best[row][column]
        if alike[row][column] and here == alike[row][column] + best[row + 1][column + 1]:
            yield row, column
            row, column = row + 1, column + 1
        elif here == best[row + 1][column]:
            row += 1
        else:
            column += 1


def _alike(before: str, after: str) -> float:
    """Give how much of two texts is the same, and 0 when they are rather two than one."""
    if before.startswith(after) or after.startswith(before):
        return 1.0
    matcher = SequenceMatcher(None, WORDS.findall(before), WORDS.findall(after), autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= ALIKE else 0.0

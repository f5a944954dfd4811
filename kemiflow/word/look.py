"""Long texts in the template's own styles: each block a paragraph, each look a run of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from xml.sax.saxutils import escape

from kemiflow.word.cleaning import clean
from kemiflow.word.frames import (
    ADDRESS,
    DEEPEST,
    NUMBER,
    Frame,
    Listing,
    Variant,
    frame,
    link_frame,
    listed_frame,
    plain_frame,
    run_frame,
    styled,
)
from kemiflow.word.lists import Lists
from kemiflow.word.markup import Element
from kemiflow.word.prose import Block, Piece, blocks
from kemiflow.word.styles import Styles
from kemiflow.word.text import Write

TYPED = {True: "1. ", False: "– "}


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a long text is written where one value stands: what is put around each kind of block and of piece.

    `above` is the level of the heading above; lists are known by `ordered` and depth.
    """

    plain: Frame
    headings: Mapping[int, Frame]
    listed: Mapping[tuple[bool, int], Listing]
    runs: Mapping[Variant, tuple[Frame, Write]]
    link: Frame
    above: int

    def written(self, text: str, lists: Lists) -> str:
        """Write a text."""
        numbers: dict[int, int] = {}
        made: list[str] = []
        level = self.above
        for block in blocks(clean(text)):
            level = self._level(block, level)
            head, tail = self._around(block, level, numbers, lists)
            made += (head, *map(self._piece, self._pieces(block)), tail)
        return "".join(made)

    def _level(self, block: Block, before: int) -> int:
        """Shift a heading below the one above, and leave no level out."""
        if not block.heading:
            return before
        wanted = min(self.above + block.heading, before + 1)
        return max((one for one in self.headings if one <= wanted), default=before)

    def _pieces(self, block: Block) -> tuple[Piece, ...]:
        if not block.marked or (block.ordered, min(block.depth, DEEPEST)) in self.listed:
            return block.pieces
        return (Piece(text=TYPED[block.ordered]), *block.pieces)

    def _around(self, block: Block, level: int, numbers: dict[int, int], lists: Lists) -> Frame:
        if block.heading:
            return self.headings.get(level, self.plain)
        listed = self.listed.get((block.ordered, min(block.depth, DEEPEST)))
        if listed is None:
            return self.plain
        if block.list_number not in numbers:
            numbers[block.list_number] = lists.begin(listed.model)
        head, tail = listed.item if block.marked else listed.more
        return head.replace(NUMBER, str(numbers[block.list_number])), tail

    def _piece(self, piece: Piece) -> str:
        (head, tail), write = self.runs[piece.bold, piece.italic, bool(piece.link)]
        shown = head + write(piece.text) + tail
        if not piece.link:
            return shown
        start, end = self.link
        return start.replace(ADDRESS, escape(piece.link)) + shown + end


def look_of(paragraph: Element, run: Element, styles: Styles, above: int) -> Look:
    """Make the look of a value that stands in a run, alone in its paragraph."""
    listed = {}
    for ordered, depth in product((True, False), range(1, DEEPEST + 1)):
        found = listed_frame(paragraph, styles, depth, ordered=ordered)
        if found is not None:
            listed[ordered, depth] = found
    both = (False, True)
    return Look(
        plain=plain_frame(paragraph),
        headings={level: frame(styled(paragraph, style)) for level, style in styles.headings().items()},
        listed=listed,
        runs={variant: run_frame(run, variant, styles) for variant in product(both, both, both)},
        link=link_frame(paragraph),
        above=above,
    )

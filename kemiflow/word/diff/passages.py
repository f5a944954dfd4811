"""A document as the passages that a person reads, each with its place: of the body, cells, headers, notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kemiflow.word.faults import Place
from kemiflow.word.markup import PPR, TC, VAL, Element, P, R, T, w
from kemiflow.word.opened import Opened

GONE = frozenset(w(name) for name in ("del", "moveFrom"))
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
FIXED = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011", w("softHyphen"): "\u00ad"}


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One paragraph with text: where it stands, what it says, its style, and its element."""

    place: Place
    text: str
    style: str
    in_cell: bool
    element: Element

    @property
    def story(self) -> str:
        """Name what it belongs to: the body, the headers, the footers, the notes."""
        return story_of(self.place.part)


def story_of(part: str) -> str:
    """Name the story of a part: all headers are one."""
    return re.sub(r"\d+", "", part)


def passages(document: Opened) -> tuple[Passage, ...]:
    """Give the passages in reading order: what was deleted under tracking is not read, what was inserted is."""
    return tuple(
        one for part, root in document.stories.items() for one in _of_story(part, root, document) if one.text.strip()
    )


def runs(paragraph: Element) -> Iterator[Element]:
    """Give the runs of a paragraph that are read, without those of paragraphs inside it."""
    for child in paragraph:
        if child.tag == R:
            yield child
        elif child.tag not in GONE and child.tag not in {P, PPR}:
            yield from runs(child)


def said(content: Element) -> str:
    """Give what one piece of a run says: a picture is its words."""
    if content.tag == T:
        return content.text or ""
    if content.tag == w("drawing"):
        shown = next(content.iter(DRAWING), None)
        return f"[{'' if shown is None else shown.get('descr') or ''}]"
    return FIXED.get(str(content.tag), "")


def _of_story(part: str, root: Element, document: Opened) -> Iterator[Passage]:
    heading = ""
    for number, paragraph in enumerate(root.iter(P), 1):
        text = "".join(said(piece) for run in runs(paragraph) for piece in run)
        yield Passage(
            place=Place(part=part, paragraph=number, heading=heading, text=text.strip()),
            text=text,
            style=_style(paragraph),
            in_cell=any(above.tag == TC for above in paragraph.iterancestors()),
            element=paragraph,
        )
        if document.styles.is_heading(paragraph):
            heading = text.strip() or heading


def _style(paragraph: Element) -> str:
    named = paragraph.find(f"{PPR}/{w('pStyle')}")
    return "" if named is None else named.get(VAL, "")

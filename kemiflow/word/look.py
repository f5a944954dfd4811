"""Long texts in the template's own styles: each block a paragraph, each look a run of its own."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import product
from xml.sax.saxutils import escape

from kemiflow.word.lists import Lists
from kemiflow.word.markup import PPR, RPR, Element, P, R, as_text, child_of, mark, text_in, w
from kemiflow.word.prose import Block, Piece, blocks
from kemiflow.word.styles import Styles
from kemiflow.word.text import Run, Write, clean, in_run

CONTENT, ADDRESS, NUMBER = "\ufdd0content\ufdd1", "\ufdd0address\ufdd1", "\ufdd0number\ufdd1"
TYPED = {True: "1. ", False: "– "}
DEEPEST = 3
INDENT = 454
# The order of Word's schema in w:rPr
ORDER = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"),
    *("emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern"),
    *("position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em"),
)
RANK = {w(name): place for place, name in enumerate(ORDER)}
Frame = tuple[str, str]
Variant = tuple[bool, bool, bool]


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a long text is written where one value stands: what is put around each kind of block and of piece.

    `above` is the level of the heading above; lists are known by `ordered` and depth, with their numbering's model.
    """

    plain: Frame
    headings: Mapping[int, Frame]
    listed: Mapping[tuple[bool, int], tuple[Frame, str]]
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
        (head, tail), model = listed
        if block.list_number not in numbers:
            numbers[block.list_number] = lists.begin(model)
        # Number 0 is none: what goes on in an item keeps its place and bears no mark
        return head.replace(NUMBER, str(numbers[block.list_number] if block.marked else 0)), tail

    def _piece(self, piece: Piece) -> str:
        (head, tail), write = self.runs[piece.bold, piece.italic, bool(piece.link)]
        shown = head + write(piece.text) + tail
        if not piece.link:
            return shown
        start, end = self.link
        return start.replace(ADDRESS, escape(piece.link)) + shown + end


def look_of(paragraph: Element, run: Element, styles: Styles, above: int) -> Look:
    """Make the look of a value that stands in a run, alone in its paragraph."""
    root = paragraph.getroottree().getroot()
    properties = paragraph.find(PPR)
    plain = _new(paragraph, P)
    if properties is not None:
        plain.append(_copied(properties))
    headings = {level: _frame(_styled(paragraph, style), root) for level, style in styles.headings().items()}
    listed = {}
    for ordered, depth in product((True, False), range(1, DEEPEST + 1)):
        made = _listed(paragraph, styles, depth, ordered=ordered)
        if made is not None:
            listed[ordered, depth] = (_frame(made[0], root), made[1])
    both = (False, True)
    runs = {one: _run(run, one, styles, root) for one in product(both, both, both)}
    link = _link(paragraph, root)
    return Look(plain=_frame(plain, root), headings=headings, listed=listed, runs=runs, link=link, above=above)


def _frame(element: Element, root: Element) -> Frame:
    place = mark("in")
    element.append(place)
    head, tail = as_text(element, root).split(as_text(place, root))
    return head, tail


def _new(like: Element, tag: str) -> Element:
    known = like.getroottree().getroot().nsmap
    return like.makeelement(tag, nsmap={prefix: uri for prefix, uri in known.items() if prefix})


def _copied(element: Element) -> Element:
    copy = deepcopy(element)
    copy.tail = None
    return copy


def _styled(like: Element, style: str) -> Element:
    made = _new(like, P)
    child_of(child_of(made, PPR), w("pStyle"), val=style)
    return made


def _listed(like: Element, styles: Styles, depth: int, *, ordered: bool) -> tuple[Element, str] | None:
    found = styles.list_style(ordered=ordered)
    if found is None:
        return None
    made = _styled(like, found.style)
    numbering = child_of(made[0], w("numPr"))
    level = min(depth, found.levels) - 1
    child_of(numbering, w("ilvl"), val=str(level))
    child_of(numbering, w("numId"), val=NUMBER)
    if depth > found.levels:
        child_of(made[0], w("ind"), left=str(INDENT * depth), hanging=str(INDENT))
    return made, found.model


def _run(like: Element, variant: Variant, styles: Styles, root: Element) -> tuple[Frame, Write]:
    bold, italic, link = variant
    run = _new(like, R)
    old = like.find(RPR)
    properties = child_of(run, RPR) if old is None else _copied(old)
    if old is not None:
        run.append(properties)
    for name in (*(("b", "bCs") if bold else ()), *(("i", "iCs") if italic else ())):
        _put(properties, name)
    if link and styles.hyperlink:
        _put(properties, "rStyle", styles.hyperlink)
    elif link:
        _put(properties, "u", "single")
    plain = _marked(run, root)
    _put(properties, "highlight", "yellow")
    gap = _marked(run, root)
    q = f"{run.prefix}:" if run.prefix else ""
    start, end = f'<{q}t xml:space="preserve">', f"</{q}t>"
    write = in_run(
        Run(
            line_break=f"{end}<{q}br/>{start}",
            tab=f"{end}<{q}tab/>{start}",
            gap_start=plain[1] + gap[0],
            gap_end=gap[1] + plain[0],
        )
    )
    return plain, write


def _marked(run: Element, root: Element) -> Frame:
    made = _copied(run)
    text_in(made, CONTENT)
    head, tail = as_text(made, root).split(CONTENT)
    return head, tail


def _put(properties: Element, name: str, value: str = "") -> None:
    for old in properties.findall(w(name)):
        properties.remove(old)
    later = [place for place, one in enumerate(properties) if RANK.get(str(one.tag), len(RANK)) > RANK[w(name)]]
    made = child_of(properties, w(name), later[0] if later else None)
    if value:
        made.set(w("val"), value)


def _link(like: Element, root: Element) -> Frame:
    """Make a link as a field, which needs no relationship of the part."""
    runs = [_new(like, R) for _ in range(4)]
    for run, kind in zip(runs, ("begin", None, "separate", "end"), strict=True):
        if kind:
            child_of(run, w("fldChar")).set(w("fldCharType"), kind)
        else:
            instruction = child_of(run, w("instrText"))
            instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            instruction.text = f' HYPERLINK "{ADDRESS}" '
    begin, instruct, separate, end = (as_text(run, root) for run in runs)
    return begin + instruct + separate, end

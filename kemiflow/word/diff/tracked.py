"""The second of two documents with tracked changes: accepted it is itself, rejected it says what the first said."""

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from kemiflow.word.diff.compare import Change, Difference, Fate
from kemiflow.word.diff.passages import Passage, passages, runs, story_of
from kemiflow.word.diff.runs import Marks, cut, retold, says, spoken
from kemiflow.word.markup import PPR, RPR, TBL, Element, P, child_of, w
from kemiflow.word.opened import Opened
from kemiflow.word.packing import join, kept, packed

NUMBERED = w("id")
STYLE = w("pStyle")
LAST = frozenset({w("sectPr"), w("pPrChange")})
OF_MARK = LAST | {RPR}


def tracked(second: Opened, found: Iterable[Difference]) -> bytes:
    """Write the second document with the differences in it, as `differences` found them against the first one.

    Formatting is not compared, except for the style of a paragraph. The trees of `second` are changed.
    """
    taken = [int(one.get(NUMBERED, "")) for root in second.stories.values() for one in root.iter("*") if _is_named(one)]
    copy = _Copy(second, Marks(free=max(taken, default=0) + 1))
    for one in found:
        copy.put(one)
    stories = {name: _written(root) for name, root in second.stories.items()}
    return join(
        [packed(part.name, stories[part.name]) if part.name in stories else kept(part) for part in second.parts]
    )


class _Copy:
    """The copy while the differences are put into it."""

    def __init__(self, second: Opened, marks: Marks) -> None:
        self.second, self.marks, self.read = second, marks, passages(second)
        self.laid: dict[tuple[int, str, bool], Element] = {}

    def put(self, one: Difference) -> None:
        match one:
            case Difference(change=Change.CHANGED, after=Passage() as after):
                _retell(after.element, one, self.marks)
            case Difference(change=Change.ADDED, after=Passage() as after):
                for run in list(runs(after.element)):
                    self.marks.wrap(run)
                _mark(after.element, self.marks.made("ins"))
            case Difference(change=Change.REMOVED, before=Passage() as before):
                self._lay(_gone(before.text, self._style(before), self.marks), before, one.at)
            case Difference(change=Change.STYLED, before=Passage() as before, after=Passage() as after):
                _restyle(after.element, self._style(before), self.marks)

    def _style(self, one: Passage) -> str:
        return one.style if self.second.styles.has(one.style) else ""

    def _lay(self, made: Element, before: Passage, at: int) -> None:
        """Put a passage that went where it stood: in a cell if it was in one, else between the blocks of its story."""
        place = (at, before.story, before.in_cell)
        if place in self.laid:
            self.laid[place].addnext(made)
        else:
            self._between(made, before, at)
        self.laid[place] = made

    def _between(self, made: Element, before: Passage, at: int) -> None:
        above = [one for one in self.read[:at] if one.story == before.story]
        below = [one for one in self.read[at:] if one.story == before.story]
        if below and below[0].in_cell is before.in_cell:
            below[0].element.addprevious(made)
        elif above and above[-1].in_cell and before.in_cell:
            above[-1].element.addnext(made)
        elif above:
            _block(above[-1].element).addnext(made)
        else:
            self._first(made, before.story)

    def _first(self, made: Element, story: str) -> None:
        """Put a passage before all others of its story, if the copy has such a story at all."""
        roots = [root for name, root in self.second.stories.items() if story_of(name) == story]
        for root in roots[:1]:
            body = root.find(w("body"))
            (root if body is None else body).insert(0, made)


def _is_named(element: Element) -> bool:
    return element.get(NUMBERED, "").isdecimal()


def _written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _retell(paragraph: Element, one: Difference, marks: Marks) -> None:
    """Mark the words that came, and lay those that went before what follows them."""
    ends: list[int] = [0]
    for piece in one.pieces:
        ends.append(ends[-1] + (0 if piece.fate is Fate.REMOVED else len(piece.text)))
    cut(paragraph, ends)
    waiting = list(runs(paragraph))
    anchor: Element | None = None
    at = 0
    for piece, end in zip(one.pieces, ends[1:], strict=True):
        if piece.fate is Fate.REMOVED:
            anchor = _after(paragraph, anchor, retold(piece.text, waiting[:1] or runs(paragraph), marks))
        while waiting and (at < end or not says(waiting[0])):
            run = waiting.pop(0)
            at += len(spoken(run))
            anchor = marks.wrap(run) if piece.fate is Fate.ADDED else run


def _after(paragraph: Element, anchor: Element | None, made: Element) -> Element:
    first = next(runs(paragraph), None)
    if anchor is not None:
        anchor.addnext(made)
    elif first is not None:
        first.addprevious(made)
    else:
        paragraph.append(made)
    return made


def _gone(text: str, style: str, marks: Marks) -> Element:
    paragraph = etree.Element(P)
    properties = child_of(paragraph, PPR)
    if style:
        child_of(properties, STYLE, val=style)
    paragraph.append(retold(text, (), marks))
    _mark(paragraph, marks.made("del"))
    return paragraph


def _mark(paragraph: Element, made: Element) -> None:
    """Put a mark on the end of a paragraph: it came or went with the paragraph."""
    properties = _properties(paragraph)
    of_end = properties.find(RPR)
    if of_end is None:
        place = next((number for number, one in enumerate(properties) if one.tag in LAST), len(properties))
        of_end = child_of(properties, RPR, place)
    if of_end.find(w("ins")) is None:
        of_end.insert(0, made)


def _properties(paragraph: Element) -> Element:
    found = paragraph.find(PPR)
    return child_of(paragraph, PPR, 0) if found is None else found


def _restyle(paragraph: Element, style: str, marks: Marks) -> None:
    properties = _properties(paragraph)
    if properties.find(w("pPrChange")) is not None:
        return
    change = marks.made("pPrChange")
    old = child_of(change, PPR)
    old.extend(deepcopy(one) for one in properties if one.tag not in {*OF_MARK, STYLE})
    if style:
        child_of(old, STYLE, 0, val=style)
    properties.append(change)


def _block(paragraph: Element) -> Element:
    """Give the table around a paragraph, the outermost one, else the paragraph."""
    tables = [one for one in paragraph.iterancestors() if one.tag == TBL]
    return tables[-1] if tables else paragraph

"""Pages of a bundle: each document begins on a new one, its paper is its own, head and foot are the frame's."""

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from kemiflow.word.bundle.sheet import NAMESPACES
from kemiflow.word.markup import PPR, Element, P, child_of, w

SECTION, TYPE = w("sectPr"), w("type")
REFERENCES = frozenset({w("headerReference"), w("footerReference"), w("titlePg"), w("pgNumType")})
PAPER = frozenset({w(name) for name in ("type", "pgSz", "pgMar", "pgBorders", "cols", "vAlign", "docGrid")})
# The order of Word's schema: what stands before w:pageBreakBefore in w:pPr
BEFORE_BREAK = frozenset({w(name) for name in ("pStyle", "keepNext", "keepLines")})
CHANGE = w("pPrChange")


@dataclass(kw_only=True)
class Sections:
    """The section that is open: how its pages are, and the frame's head and foot until they have been said."""

    open: Element
    references: list[Element]
    _said: list[object] | None = None  # of the open section, when it is known

    def begin(self, body: Element, before: Element) -> None:
        """Let a document's blocks begin on a new page after those before; its own last section is open then."""
        own = body.findall(SECTION)
        inner = [one for one in body.iter(SECTION) if one.getparent() is not body]
        last = own[-1] if own else deepcopy(self.open)
        for one in own:
            body.remove(one)
        first = inner[0] if inner else last
        for kind in first.findall(TYPE):
            first.remove(kind)
        said = _said(first)
        if said == (self._said or _said(self.open)):
            _break_page(body)
        else:
            self._close(before)
        if inner:
            self._say(inner[0])
        self.open, self._said = last, None if inner else said

    def end(self) -> Element:
        """Give the properties of the last section."""
        self._say(self.open)
        return self.open

    def _say(self, section: Element) -> None:
        section[0:0] = self.references
        self.references = []

    def _close(self, before: Element) -> None:
        last = before[-1] if len(before) else None
        if last is None or last.tag != P or last.find(f"{PPR}/{SECTION}") is not None:
            last = small_paragraph(self.open)
            before.append(last)
        found = last.find(PPR)
        properties = child_of(last, PPR, 0) if found is None else found
        change = properties.find(CHANGE)
        at = len(properties) if change is None else properties.index(change)
        self._say(self.open)
        properties.insert(at, self.open)


def sections(frame: Element) -> Sections:
    """Take the section of the frame's body out of it."""
    found = frame.findall(SECTION)
    last = found[-1] if found else etree.Element(SECTION, nsmap=NAMESPACES)
    for one in found:
        frame.remove(one)
    said = [one for one in last if one.tag in REFERENCES]
    for one in said:
        last.remove(one)
    return Sections(open=last, references=said)


def small_paragraph(near: Element) -> Element:
    """Make an empty paragraph, so low that nobody sees it."""
    made = near.makeelement(P)
    properties = child_of(made, PPR)
    child_of(properties, w("spacing"), before="0", after="0", line="20", lineRule="exact")
    return made


def only_paper(root: Element) -> None:
    """Leave of all sections nothing but their paper: no head and foot, no numbers of pages."""
    for section in root.iter(SECTION):
        for one in section.findall("*"):
            if one.tag not in PAPER:
                section.remove(one)
        section.attrib.clear()


def _said(section: Element) -> list[object]:
    """Give what makes up the paper, to be compared."""
    papers = sorted((one for one in section if one.tag in PAPER and one.tag != TYPE), key=lambda one: str(one.tag))
    return [(one.tag, sorted(one.items()), _said_inside(one)) for one in papers]


def _said_inside(element: Element) -> list[object]:
    return [(one.tag, sorted(one.items()), _said_inside(one)) for one in element]


def _break_page(body: Element) -> None:
    first = next((one for one in body if one.tag == P), None)
    if first is None or body.index(first) > 0:
        first = small_paragraph(body)
        body.insert(0, first)
    found = first.find(PPR)
    properties = child_of(first, PPR, 0) if found is None else found
    if properties.find(w("pageBreakBefore")) is None:
        earlier = [place for place, one in enumerate(properties, 1) if one.tag in BEFORE_BREAK]
        child_of(properties, w("pageBreakBefore"), max(earlier, default=0))

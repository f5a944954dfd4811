"""Numbers and names of which a bundle has each but once: bookmarks, changes, drawings, controls."""

import re
from dataclasses import dataclass, field

from kemiflow.word.bundle.sheet import DRAWING, MICROSOFT, NAMESPACES, having
from kemiflow.word.markup import Element, remove, w

START, END, NAME, KEY, ANCHOR = w("bookmarkStart"), w("bookmarkEnd"), w("name"), w("id"), w("anchor")
CHANGES = tuple(
    w(name)
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange"),
        *("sectPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
        *("permStart", "permEnd"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd"),
    )
)
DRAWN = (
    f"{{{DRAWING}/wordprocessingDrawing}}docPr",
    f"{{{DRAWING}/picture}}cNvPr",
    f"{{{MICROSOFT}/2010/wordprocessingShape}}cNvPr",
    f"{{{MICROSOFT}/2010/wordprocessingGroup}}cNvPr",
)
BOUND = tuple(w(name) for name in ("id", "dataBinding", "docPartObj"))
NUMBERED = having("w14:*")
PARA_ID, TEXT_ID = (f"{{{NAMESPACES['w14']}}}{name}" for name in ("paraId", "textId"))
SIMPLE, CODE, HYPERLINK = w("fldSimple"), w("instrText"), w("hyperlink")
INSTRUCTION = w("instr")
WORD = re.compile(r"[^\s\"\\]+")
LONGEST = 40


@dataclass(kw_only=True)
class Singles:
    """The numbers and names that are taken."""

    free: int = 1
    free_drawing: int = 1
    names: set[str] = field(default_factory=set)

    def take(self, root: Element) -> None:
        """Give everything in a part that must be single a number or name of its own."""
        renamed = self._bookmarks(root)
        if renamed:
            _point(root, renamed)
        for one in root.iter(*CHANGES):
            if one.get(KEY) is not None:
                one.set(KEY, self.number(f"{one.get(KEY)}"))
        for one in root.iter(*DRAWN):
            one.set("id", str(self.free_drawing))
            self.free_drawing += 1
        _free(root)

    def number(self, _: str = "") -> str:
        """Give the next number of a mark."""
        self.free += 1
        return str(self.free - 1)

    def name(self, wanted: str) -> str:
        """Give a name of a bookmark that no other has."""
        ways = (wanted, *(f"{wanted[: LONGEST - 8]}_{number}" for number in (len(self.names),)))
        name = next((one for one in ways if one.lower() not in self.names), f"_kf{len(self.names)}")
        self.names.add(name.lower())
        return name

    def _bookmarks(self, root: Element) -> dict[str, str]:
        numbers: dict[str, str] = {}
        renamed: dict[str, str] = {}
        for one in root.iter(START):
            own = one.get(NAME, "")
            name = self.name(own)
            if name != own:
                renamed[own] = name
            one.set(NAME, name)
            one.set(KEY, numbers.setdefault(one.get(KEY, ""), self.number()))
        for one in list(root.iter(END)):
            number = numbers.get(one.get(KEY, ""))
            remove(one) if number is None else one.set(KEY, number)
        return renamed


def _point(root: Element, renamed: dict[str, str]) -> None:
    """Let what points to a bookmark point to its new name."""
    for one in root.iter(HYPERLINK):
        anchor = one.get(ANCHOR)
        if anchor in renamed:
            one.set(ANCHOR, renamed[anchor])
    for one in root.iter(CODE):
        one.text = WORD.sub(lambda word: renamed.get(word.group(), word.group()), one.text or "")
    for one in root.iter(SIMPLE):
        code = one.get(INSTRUCTION, "")
        one.set(INSTRUCTION, WORD.sub(lambda word: renamed.get(word.group(), word.group()), code))


def _free(root: Element) -> None:
    """Let controls be bound to nothing, and paragraphs have no numbers of their own."""
    for properties in root.iter(w("sdtPr")):
        for one in properties.findall("*"):
            if one.tag in BOUND:
                properties.remove(one)
    if NAMESPACES["w14"] in root.nsmap.values():
        for one in NUMBERED(root):
            one.attrib.pop(PARA_ID, "")
            one.attrib.pop(TEXT_ID, "")

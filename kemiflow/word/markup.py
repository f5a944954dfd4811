"""XML as Word writes it: a parser that fetches and expands nothing, names, and pieces as text."""

import re

from lxml import etree
from lxml.etree import _Element, _ProcessingInstruction

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MARK = "kf"

Element = _Element
Instruction = _ProcessingInstruction

P, R, T, TR, TC, TBL, RPR, PPR = (f"{{{W}}}{name}" for name in ("p", "r", "t", "tr", "tc", "tbl", "rPr", "pPr"))
VAL = f"{{{W}}}val"


def w(name: str) -> str:
    """Give an element's or attribute's full name in Word's main namespace."""
    return f"{{{W}}}{name}"


def parse(data: bytes) -> Element:
    """Read XML without resolving entities or touching the network; lxml's errors pass through."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def mark(content: str) -> Instruction:
    """Make a processing instruction that stands for a piece of template source."""
    return etree.ProcessingInstruction(MARK, content)


def marks(node: Element) -> str | None:
    """Give what a mark stands for, or None when `node` is no mark."""
    return (node.text or "") if isinstance(node, Instruction) and node.target == MARK else None


def child_of(parent: Element, tag: str, at: int | None = None, **values: str) -> Element:
    """Make a child in Word's namespace, last or at a place; `values` are attributes in that namespace."""
    made = parent.makeelement(tag, {w(name): value for name, value in values.items()})
    parent.insert(len(parent) if at is None else at, made)
    return made


def text_in(run: Element, text: str) -> Element:
    """Put a text into a run, its spaces kept."""
    made = child_of(run, T)
    made.set(SPACE, "preserve")
    made.text = text
    return made


def as_text(element: Element, root: Element) -> str:
    """Write a piece without the namespace declarations that `root` already carries."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    for prefix, uri in root.nsmap.items():
        text = text.replace(f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"', "")
    return text


def whole(root: Element) -> str:
    """Write a part as one line, so that line numbers are free to number tags."""
    return re.sub(r"[\r\n]", " ", etree.tostring(root, encoding="unicode"))


def remove(element: Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)

"""Content controls and other things of which a document has each but once: what a template may not take along."""

from collections.abc import Iterable

from kemiflow.word.markup import Element, T, remove, w
from kemiflow.word.tags import STRAY

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
CONTROL, PROPERTIES = w("sdt"), w("sdtPr")
BOOKMARKS = frozenset({w("bookmarkStart"), w("bookmarkEnd")})
SINGLE = BOOKMARKS | {DRAWING, PROPERTIES}


def unbind(root: Element) -> None:
    """Let a control with tags show what is filled in: no placeholder, and no data that Word would put over it."""
    for control in root.iter(CONTROL):
        if STRAY.search("".join(one.text or "" for one in control.iter(T))):
            for properties in control.findall(PROPERTIES):
                for name in ("showingPlcHdr", "placeholder", "dataBinding"):
                    for one in properties.findall(w(name)):
                        properties.remove(one)


def free_copies(copied: Iterable[Element]) -> None:
    """Give what a loop repeats a number for each copy, or none where it can do without."""
    for element in copied:
        if element.tag == DRAWING:
            element.set("id", "\ufdd0id \ufdd1")
        elif element.tag == PROPERTIES:
            for one in element.findall(w("id")):
                element.remove(one)
        else:
            remove(element)

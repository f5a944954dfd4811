"""The markup that everything is gathered under: one set of namespaces, whoever wrote a document."""

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from kemiflow.word.markup import Element, W, remove, w

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MICROSOFT = "http://schemas.microsoft.com/office/word"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMESPACES = {
    "w": W,
    "r": f"{OFFICE}/relationships",
    "m": f"{OFFICE}/math",
    "mc": MC,
    "a": f"{DRAWING}/main",
    "pic": f"{DRAWING}/picture",
    "wp": f"{DRAWING}/wordprocessingDrawing",
    "wps": f"{MICROSOFT}/2010/wordprocessingShape",
    "wpg": f"{MICROSOFT}/2010/wordprocessingGroup",
    "wpc": f"{MICROSOFT}/2010/wordprocessingCanvas",
    "wp14": f"{MICROSOFT}/2010/wordprocessingDrawing",
    "w14": f"{MICROSOFT}/2010/wordml",
    "w15": f"{MICROSOFT}/2012/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
}
PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()}
IGNORABLE = f"{{{MC}}}Ignorable"
IGNORED = "w14 w15 wp14"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CHOICE = f"{{{MC}}}Choice"


def sheet(name: str) -> Element:
    """Make an empty part of Word's main namespace."""
    made = etree.Element(w(name), nsmap=NAMESPACES)
    made.set(IGNORABLE, IGNORED)
    return made


def head(name: str) -> bytes:
    """Give the text with which a part begins."""
    return DECLARATION + etree.tostring(sheet(name))[:-2] + b">"


def content(blocks: Iterable[Element], name: str) -> bytes:
    """Write blocks as they stand in a part of that name; they are taken out of where they stood."""
    made = sheet(name)
    made.extend(blocks)
    if not len(made):
        return b""
    return _within(etree.tostring(made, encoding="UTF-8", xml_declaration=False))


def inside(holder: Element, name: str) -> bytes:
    """Write what stands in an element as it stands in a part of that name; it may be taken out of there."""
    around = holder.nsmap
    if any(prefix is None or NAMESPACES.get(prefix) != uri for prefix, uri in around.items()):
        return content(list(holder), name)
    # All that is declared around it is declared in the bundle as well
    return _within(etree.tostring(holder, encoding="UTF-8", xml_declaration=False, with_tail=False))


def having(attribute: str) -> Callable[[Element], Iterator[Element]]:
    """Make what finds the elements of a part that have an attribute ("r:*")."""
    path = etree.XPath(f"//@{attribute}/..", namespaces=NAMESPACES)  # twice as fast as //*[@…]

    def found(root: Element) -> Iterator[Element]:
        result = path(root)
        return (one for one in result if isinstance(one, Element)) if isinstance(result, list) else iter(())

    return found


def _within(text: bytes) -> bytes:
    start = text.index(b">") + 1
    return b"" if text[start - 2 : start] == b"/>" else text[start : text.rindex(b"</")]


def understand(root: Element) -> None:
    """Leave out what a document lets readers ignore and we do not know, and the choices that need it."""
    ignored = {root.nsmap.get(prefix) for prefix in (root.get(IGNORABLE) or "").split()}
    for uri in sorted(one for one in ignored if one and one not in PREFIXES):
        etree.strip_attributes(root, f"{{{uri}}}*")
        etree.strip_elements(root, f"{{{uri}}}*", with_tail=False)
    for choice in list(root.iter(CHOICE)):
        needed = [PREFIXES.get(choice.nsmap.get(one) or "") for one in (choice.get("Requires") or "").split()]
        if None in needed:
            remove(choice)
        else:
            choice.set("Requires", " ".join(one for one in needed if one))

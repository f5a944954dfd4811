"""What a package holds that could run, fetch or unfold without end; nothing of it is opened."""

import re
from collections.abc import Iterator

from lxml import etree

from kemiflow.word.lost import lost
from kemiflow.word.markup import Element, parse
from kemiflow.word.package import CONTENT_TYPES, PackageRefused, Part, unpack
from kemiflow.word.reasons import because

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MOST_ELEMENTS = 400_000
ACTIVE = re.compile(r"vbaproject|/embeddings/|/activex/|/afchunk", re.IGNORECASE)
ACTIVE_LINKS = frozenset({"vbaproject", "oleobject", "package", "afchunk", "control"})
LINKS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


def read_package(data: bytes) -> tuple[Part, ...]:
    """Read all parts, [Content_Types].xml first.

    Errors: PackageRefused as in `unpack`, and for macros and embedded objects, a DOCTYPE, XML that is broken or has
    more than 400,000 elements in a part, and links out of the file that are no hyperlinks.
    """
    parts = unpack(data)
    for refused in objections(parts):
        raise refused
    return parts


def objections(parts: tuple[Part, ...]) -> Iterator[PackageRefused]:
    """Tell everything in the parts that is not allowed."""
    for part in parts:
        yield from active(part)
        unfit = unreadable(part)
        if unfit is not None:
            yield unfit
        else:
            yield from led_outside(part)
    if not any(unreadable(part) for part in parts if part.name.endswith(".rels")):
        yield from lost(parts)


def led_outside(part: Part) -> Iterator[PackageRefused]:
    """Tell of the links of a part that lead out of the file, or to what could run. Errors: PackageRefused."""
    if part.name.endswith(".rels"):
        for link in xml(part):
            yield from _of_link(link, part.name)


def active(part: Part) -> Iterator[PackageRefused]:
    """Tell whether a part could run, by its name."""
    if ACTIVE.search("/" + part.name):
        yield PackageRefused(because("macro"), part.name)


def unreadable(part: Part) -> PackageRefused | None:
    """Tell why the XML of a part cannot or must not be parsed, or None."""
    forbidden = forbids(part)
    return _broken(part) if forbidden is None and part.name.endswith((".xml", ".rels")) else forbidden


def forbids(part: Part) -> PackageRefused | None:
    """Tell, without parsing it, why the XML of a part must not be parsed, or None."""
    head = part.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:2]
    if part.name.endswith((".xml", ".rels")) and (head[:1] != b"<" or head[1:] == b"\0"):
        return PackageRefused(because("not_utf8"), part.name)
    if head[:1] == b"<" and b"<!doctype" in part.data.lower():
        return PackageRefused(because("doctype"), part.name)
    # An end tag counts as well
    if head[:1] == b"<" and part.data.count(b"<") > 2 * MOST_ELEMENTS:
        return PackageRefused(because("too_many_elements", limit=MOST_ELEMENTS), part.name)
    return None


def content_types(parts: tuple[Part, ...]) -> dict[str, str]:
    """Give the declared type of each part that has one of its own.

    Errors: PackageRefused when nothing is declared, or the main part is no Word document.
    """
    if not parts or parts[0].name != CONTENT_TYPES:
        raise PackageRefused(because("no_word"), CONTENT_TYPES)
    root = xml(parts[0])
    types = {one.get("PartName", "").lstrip("/"): one.get("ContentType", "") for one in root if one.get("PartName")}
    if MAIN not in types.values():
        raise PackageRefused(because("no_docx"), CONTENT_TYPES)
    return types


def xml(part: Part) -> Element:
    """Parse a part. Errors: PackageRefused when it is broken."""
    try:
        return parse(part.data)
    except etree.XMLSyntaxError as error:
        raise PackageRefused(because("not_xml", detail=error.msg), part.name) from error


def _broken(part: Part) -> PackageRefused | None:
    try:
        xml(part)
    except PackageRefused as refused:
        return refused
    return None


def _of_link(link: Element, part: str) -> Iterator[PackageRefused]:
    kind = (link.get("Type") or "").rsplit("/", 1)[-1].lower()
    target = link.get("Target") or ""
    if kind in ACTIVE_LINKS:
        yield PackageRefused(because("macro"), part)
    elif (link.get("TargetMode") or "").lower() == "external" and not (kind == "hyperlink" and LINKS.match(target)):
        yield PackageRefused(because("external", target=target, link=link.get("Id") or ""), part)

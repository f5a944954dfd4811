"""The pictures of one document while it is written, and the parts of the package that carry them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from kemiflow.word.markup import parse
from kemiflow.word.package import CONTENT_TYPES
from kemiflow.word.pictures import OFFICE, Picture, drawing

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONS = f"{PACKAGE}/relationships"
EMPTY = f'<Relationships xmlns="{RELATIONS}"/>'.encode()
DECLARED = {"png": "image/png", "jpeg": "image/jpeg"}


@dataclass(kw_only=True)
class Media:
    """Pictures by the name of their file, the links of each part to them, and the next free number of a drawing."""

    free: int
    pictures: dict[str, Picture] = field(default_factory=dict)
    links: dict[str, dict[str, str]] = field(default_factory=dict)

    def number(self) -> int:
        """Give a number that no other drawing of the document has."""
        self.free += 1
        return self.free - 1

    def drawn(self, picture: Picture, part: str) -> str:
        """Write a picture into a part."""
        self.pictures[picture.name] = picture
        links = self.links.setdefault(part, {})
        link = links.setdefault(picture.name, f"rIdKuva{len(links) + 1}")
        return drawing(picture, link, self.number())

    def parts(self, raw: Mapping[str, bytes]) -> dict[str, bytes]:
        """Give the parts to write anew or to add; `raw` holds the template's own links and content types."""
        if not self.pictures:
            return {}
        made = {CONTENT_TYPES: _declared(raw[CONTENT_TYPES], {one.ending for one in self.pictures.values()})}
        for part, links in self.links.items():
            name = relations_of(part)
            made[name] = _linked(raw.get(name, EMPTY), links)
        return {**made, **{f"word/media/{name}": one.data for name, one in sorted(self.pictures.items())}}


def relations_of(part: str) -> str:
    """Give the name of the part that holds another's links."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _declared(types: bytes, endings: set[str]) -> bytes:
    root = parse(types)
    known = {(one.get("Extension") or "").lower() for one in root}
    for ending in sorted(endings - known):
        made = root.makeelement(f"{{{PACKAGE}/content-types}}Default")
        made.set("Extension", ending)
        made.set("ContentType", DECLARED[ending])
        root.insert(0, made)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _linked(relations: bytes, links: Mapping[str, str]) -> bytes:
    root = parse(relations)
    for name, link in links.items():
        made = root.makeelement(f"{{{RELATIONS}}}Relationship")
        for key, value in (("Id", link), ("Type", f"{OFFICE}/image"), ("Target", f"media/{name}")):
            made.set(key, value)
        root.append(made)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

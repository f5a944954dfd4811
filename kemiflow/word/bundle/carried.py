"""What documents bring along beside their text: pictures and other parts, each once by its content, and links."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

from lxml import etree

from kemiflow.word.bundle.opened import Link, Opened
from kemiflow.word.bundle.sheet import OFFICE, having
from kemiflow.word.markup import Element, parse
from kemiflow.word.media import EMPTY, RELATIONS, relations_of
from kemiflow.word.package import Part
from kemiflow.word.packing import Entry, headed, packed

DEEPEST = 4
LINKING = having("r:*")
OFFICE_LINK = f"{{{OFFICE}/relationships}}"


@dataclass(kw_only=True)
class Carried:
    """Parts that were taken along, on a scratch file, with their headers, types and digests."""

    scratch: IO[bytes]
    entries: list[Entry] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    digests: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    def carry(self, opened: Opened, name: str, depth: int = 0) -> str:
        """Take a part along, with what it links to, and give its name in the bundle."""
        part = opened.parts[name]
        if name.endswith(".xml"):
            opened.tree(name)
        known = opened.links(name) if depth < DEEPEST else {}
        links = {key: self._target(opened, one, depth) for key, one in known.items()}
        said = repr(sorted((key, one.target) for key, one in links.items())).encode() if links else b""
        digest = hashlib.sha256(part.data + said).hexdigest()[:16]
        new = f"word/media/{digest}.{name.rpartition('.')[2].lower()}"
        if new not in self.digests:
            self._keep(part, new)
            self.types[new] = opened.kind_of(name)
            if links:
                self._add(relations_of(new), relations(links))
        return new

    def _target(self, opened: Opened, link: Link, depth: int) -> Link:
        if link.external or link.target not in opened.parts:
            return link
        return Link(kind=link.kind, target=self.carry(opened, link.target, depth + 1), external=False)

    def _keep(self, part: Part, new: str) -> None:
        facts = (part.method, part.crc, len(part.data))
        self._write(headed(new, facts, len(part.packed)), part.packed)
        self.digests[new] = hashlib.sha256(part.data).digest()

    def _add(self, name: str, data: bytes) -> None:
        made = packed(name, data)
        self._write(made, b"")
        self.digests[name] = hashlib.sha256(data).digest()

    def _write(self, entry: Entry, content: bytes) -> None:
        self.entries.append(entry)
        self.lengths.append(len(entry.local) + len(entry.packed) + len(content))
        self.scratch.write(entry.local + entry.packed + content)


@dataclass(kw_only=True)
class Links:
    """The links of one part of the bundle; the same target has one link."""

    carried: Carried
    own: dict[str, Link] = field(default_factory=dict)
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, root: Element, opened: Opened, name: str) -> None:
        """Let what stands in a document's part link from here; a link that leads nowhere is taken out."""
        theirs = opened.links(name)
        for holder in LINKING(root):
            for attribute in [str(one) for one in holder.attrib if str(one).startswith(OFFICE_LINK)]:
                link = theirs.get(holder.get(attribute, ""))
                if link is None or not (link.external or link.target in opened.parts):
                    del holder.attrib[attribute]
                else:
                    holder.set(attribute, self.link(link if link.external else self._inside(opened, link)))

    def link(self, link: Link) -> str:
        """Give the id of a link."""
        key = (link.kind, link.target)
        if key not in self.known:
            self.known[key] = f"rIdNippu{len(self.known) + 1}"
            self.own[self.known[key]] = link
        return self.known[key]

    def _inside(self, opened: Opened, link: Link) -> Link:
        return Link(kind=link.kind, target=self.carried.carry(opened, link.target), external=False)


def relations(links: Mapping[str, Link]) -> bytes:
    """Write the links of a part."""
    root = parse(EMPTY)
    for key, link in links.items():
        made = etree.SubElement(root, f"{{{RELATIONS}}}Relationship", Id=key, Type=link.kind)
        made.set("Target", link.target if link.external else f"/{link.target}")
        if link.external:
            made.set("TargetMode", "External")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

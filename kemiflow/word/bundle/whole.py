"""The bundle's file: the frame's parts, the text that was gathered, and what came along, with their digests."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from lxml import etree

from kemiflow.aside import aside
from kemiflow.word.bundle.binder import Binder
from kemiflow.word.bundle.carried import Links, relations
from kemiflow.word.bundle.opened import Link, Opened
from kemiflow.word.bundle.sheet import OFFICE, head
from kemiflow.word.bundle.spool import Spool
from kemiflow.word.compile import WORD
from kemiflow.word.markup import parse
from kemiflow.word.media import PACKAGE, relations_of
from kemiflow.word.package import CONTENT_TYPES, PackageRefused
from kemiflow.word.packing import Entry, directory, headed, kept, packed
from kemiflow.word.reasons import because
from kemiflow.word.template import digest_of

MOST_ENTRIES = 65_000
MOST_BYTES = 4_000_000_000
AT_ONCE = 1024 * 1024


@dataclass(kw_only=True)
class Whole:
    """The file while it is written: entries in their order, where each stands, and the digest so far."""

    file: IO[bytes]
    entries: list[Entry] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    digests: dict[str, bytes] = field(default_factory=dict)
    _at: int = 0
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def put(self, entry: Entry, digest: bytes) -> None:
        """Write an entry."""
        self._note(entry, digest)
        self._write(entry.local + entry.packed)

    def stream(self, text: Spool) -> None:
        """Write a part that was gathered."""
        facts = text.end()
        entry = headed(text.name, facts, text.scratch.tell())
        self.put(entry, text.digest)
        self._copy(text.scratch)

    def carry(self, made: Binder) -> None:
        """Write the parts that came along."""
        carried = made.links.carried
        at = self._at
        for entry, length in zip(carried.entries, carried.lengths, strict=True):
            self.entries.append(entry)
            self.places.append(at)
            at += length
        self.digests |= carried.digests
        self._copy(carried.scratch)

    def end(self) -> tuple[str, str]:
        """Write what stands at the end, and give the digests of the content and of the file."""
        if len(self.entries) > MOST_ENTRIES or self._at > MOST_BYTES:
            raise PackageRefused(because("bundle_too_big"))
        self._write(directory(self.entries, self.places, self._at))
        return digest_of(self.digests), self._digest.hexdigest()

    def _note(self, entry: Entry, digest: bytes) -> None:
        self.entries.append(entry)
        self.places.append(self._at)
        self.digests[entry.name.decode()] = digest

    def _copy(self, scratch: IO[bytes]) -> None:
        scratch.seek(0)
        while piece := scratch.read(AT_ONCE):
            self._write(piece)

    def _write(self, data: bytes) -> None:
        self.file.write(data)
        self._digest.update(data)
        self._at += len(data)


def written(path: Path, frame: Opened, made: Binder, text: Spool) -> tuple[str, str]:
    """Write the file beside its place, move it there, and give its digests. Errors: OSError, PackageRefused."""
    with aside(path) as file:
        return _filled(Whole(file=file), frame, made, text)


def _filled(whole: Whole, frame: Opened, made: Binder, text: Spool) -> tuple[str, str]:
    changed = dict(_changed(frame, made))
    for name, part in frame.parts.items():
        if name == text.name:
            whole.stream(text)
        elif name in changed:
            whole.put(packed(name, changed[name]), hashlib.sha256(changed[name]).digest())
        else:
            whole.put(kept(part), hashlib.sha256(part.data).digest())
    for name in [name for name in changed if name not in frame.parts]:
        whole.put(packed(name, changed[name]), hashlib.sha256(changed[name]).digest())
    whole.carry(made)
    return whole.end()


def _changed(frame: Opened, made: Binder) -> Iterator[tuple[str, bytes]]:
    """Give the parts of the frame that are written anew, and those that it lacks."""
    kinds = {"numbering": made.numbers.written(), **{kind: one.written() for kind, one in made.notes.items()}}
    added: dict[str, str] = {}
    for kind, content in kinds.items():
        part = frame.related(kind)
        if not content:
            continue
        name = f"word/{kind}.xml" if part is None else part.name
        if part is None:
            made.links.link(Link(kind=f"{OFFICE}/relationships/{kind}", target=name, external=False))
            added[name] = f"{WORD}{kind}+xml"
        yield name, head(kind) + content + f"</w:{kind}>".encode()
        if kind in made.notes and made.notes[kind].links.own:
            yield relations_of(name), _linked(frame, name, made.notes[kind].links)
    styles = frame.related("styles")
    if styles is not None and made.styles.brought:
        yield styles.name, etree.tostring(made.styles.root, xml_declaration=True, encoding="UTF-8", standalone=True)
    yield relations_of(frame.main), _linked(frame, frame.main, made.links)
    yield CONTENT_TYPES, _typed(frame, {**made.links.carried.types, **added})


def _linked(frame: Opened, name: str, links: Links) -> bytes:
    return relations({**frame.links(name), **links.own})


def _typed(frame: Opened, added: Mapping[str, str]) -> bytes:
    root = parse(frame.parts[CONTENT_TYPES].data)
    endings = {one.get("Extension", "").lower(): one.get("ContentType") for one in root if one.get("Extension")}
    for name, kind in added.items():
        ending = name.rpartition(".")[2]
        if ending not in endings:
            endings[ending] = kind
            root.insert(0, root.makeelement(f"{{{PACKAGE}/content-types}}Default", Extension=ending, ContentType=kind))
        elif endings[ending] != kind:
            made = root.makeelement(f"{{{PACKAGE}/content-types}}Override", PartName=f"/{name}", ContentType=kind)
            root.append(made)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

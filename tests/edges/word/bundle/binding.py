"""Small documents to be bound, and what is read back from a bundle."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docx import Document
from docx.document import Document as Opened

from kemiflow.word.bundle import Bundled, Piece, bind
from tests.edges.word.building import HEAD, OFFICE, PACKAGE, WORD, W, file, par, parts, zipped

RELATIONS: Final = "word/_rels/document.xml.rels"
TYPES: Final = "[Content_Types].xml"


@dataclass(frozen=True, kw_only=True)
class Read:
    """A bundle and what was told of it."""

    path: Path
    bundled: Bundled

    @property
    def document(self) -> Opened:
        return Document(str(self.path))

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.document.paragraphs]

    @property
    def names(self) -> list[str]:
        with zipfile.ZipFile(self.path) as archive:
            return archive.namelist()

    def part(self, name: str) -> str:
        with zipfile.ZipFile(self.path) as archive:
            return archive.read(name).decode()

    def all(self, pattern: str, part: str = "word/document.xml") -> list[str]:
        return re.findall(pattern, self.part(part))


def bound(folder: Path, *pieces: bytes, frame: bytes | None = None) -> Read:
    """Bind documents named a, b, c … behind a frame that says Kansi."""
    named = [Piece(name=f"{chr(ord('a') + number)}.docx", data=data) for number, data in enumerate(pieces)]
    path = folder / "nippu.docx"
    return Read(path=path, bundled=bind(frame or file(par("Kansi"), header=par("Otsake")), named, path))


def with_part(body: str, name: str, content: str, *, key: str = "rId20", ending: str = "") -> bytes:
    """Make a document that links to one part more ("footnotes")."""
    made = parts(body)
    kind = f"{WORD}.{name}+xml"
    made[f"word/{name}.xml"] = (
        f'{HEAD}<w:{name} xmlns:w="{W}" xmlns:r="{OFFICE}">{content}</w:{name}>'.encode() if not ending else b""
    )
    return zipped(linked(made, key, f"{OFFICE}/{name}", f"{name}.xml", kind))


def linked(made: dict[str, bytes], key: str, kind: str, target: str, type_: str = "") -> dict[str, bytes]:
    """Add a link of the document, and the type of its target."""
    outside = ' TargetMode="External"' if ":" in target else ""
    link = f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{outside}/></Relationships>'
    made[RELATIONS] = made[RELATIONS].replace(b"</Relationships>", link.encode())
    if type_:
        override = f'<Override PartName="/word/{target}" ContentType="{type_}"/></Types>'
        made[TYPES] = made[TYPES].replace(b"</Types>", override.encode())
    return made


__all__ = ["PACKAGE", "Read", "bound", "linked", "with_part"]

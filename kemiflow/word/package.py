"""A .docx as parts, read within limits; what could run, fetch or unpack without end is refused."""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from kemiflow.word.markup import Element, parse

MOST_PARTS = 200
MOST_BYTES_OF_A_PART = 20 * 1024 * 1024
MOST_BYTES = 50 * 1024 * 1024
CONTENT_TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ACTIVE = re.compile(r"vbaproject|/embeddings/|/activex/|/afchunk", re.IGNORECASE)
LINKS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
ENCRYPTED = 0x1
LOCAL_HEADER = 30


class PackageRefused(Exception):
    """A file is no .docx that may be opened; `part` names the part, if it is about one."""

    def __init__(self, reason: str, part: str = "") -> None:
        super().__init__(reason)
        self.part = part


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part as it was packed and as it reads."""

    name: str
    data: bytes
    packed: bytes
    method: int
    crc: int


def read_package(data: bytes) -> tuple[Part, ...]:
    """Read all parts, [Content_Types].xml first.

    Errors: PackageRefused for more than 200 parts, 20 MB in a part or 50 MB in all (counted as read), names that are
    unsafe or stand twice, macros and embedded objects, a DOCTYPE, and links out of the file that are no hyperlinks.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = _parts(archive, data)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, struct.error, zlib.error) as error:
        raise PackageRefused(f"tiedosto ei ole eheä .docx ({error})") from error
    for part in parts:
        _check(part)
    return tuple(sorted(parts, key=lambda part: part.name != CONTENT_TYPES))


def content_types(parts: tuple[Part, ...]) -> dict[str, str]:
    """Give the declared type of each part that has one of its own.

    Errors: PackageRefused when nothing is declared, or the main part is no Word document.
    """
    if not parts or parts[0].name != CONTENT_TYPES:
        raise PackageRefused("tiedosto ei ole Word-asiakirja", CONTENT_TYPES)
    root = _xml(parts[0])
    types = {one.get("PartName", "").lstrip("/"): one.get("ContentType", "") for one in root if one.get("PartName")}
    if MAIN not in types.values():
        raise PackageRefused("tiedosto ei ole tavallinen Word-asiakirja (.docx ilman makroja)", CONTENT_TYPES)
    return types


def _parts(archive: zipfile.ZipFile, data: bytes) -> list[Part]:
    entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
    if len(entries) > MOST_PARTS:
        raise PackageRefused(f"tiedostossa on {len(entries)} osaa, enintään {MOST_PARTS} sallitaan")
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise PackageRefused("tiedostossa on kaksi samannimistä osaa")
    parts: list[Part] = []
    left = MOST_BYTES
    for entry in entries:
        parts.append(_part(archive, entry, data, left))
        left -= len(parts[-1].data)
    return parts


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, data: bytes, left: int) -> Part:
    name = entry.filename
    if name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/") or ":" in name:
        raise PackageRefused("osan nimi ei kelpaa", name)
    if ACTIVE.search("/" + name):
        raise PackageRefused("makroja ja upotettuja tiedostoja ei sallita", name)
    if entry.flag_bits & ENCRYPTED or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise PackageRefused("osa on salattu tai pakattu tuntemattomalla tavalla", name)
    limit = min(left, MOST_BYTES_OF_A_PART)
    with archive.open(entry) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise PackageRefused("osa on purettuna liian suuri (enintään 20 Mt, kaikki yhteensä 50 Mt)", name)
    start = entry.header_offset + LOCAL_HEADER + sum(struct.unpack_from("<HH", data, entry.header_offset + 26))
    packed = data[start : start + entry.compress_size]
    return Part(name=name, data=content, packed=packed, method=entry.compress_type, crc=entry.CRC)


def _check(part: Part) -> None:
    head = part.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:2]
    if part.name.endswith((".xml", ".rels")) and (head[:1] != b"<" or head[1:] == b"\0"):
        raise PackageRefused("osa ei ole XML:ää UTF-8-merkistössä", part.name)
    if head[:1] == b"<" and b"<!doctype" in part.data.lower():
        raise PackageRefused("DOCTYPE-määrittelyä ei sallita", part.name)
    if part.name.endswith(".rels"):
        for link in _xml(part):
            _check_link(link, part.name)


def _check_link(link: Element, part: str) -> None:
    kind = (link.get("Type") or "").rsplit("/", 1)[-1]
    if kind.lower() in {"vbaproject", "oleobject", "package", "afchunk", "control"}:
        raise PackageRefused("makroja ja upotettuja tiedostoja ei sallita", part)
    if (link.get("TargetMode") or "").lower() != "external":
        return
    if kind != "hyperlink" or not LINKS.match(link.get("Target") or ""):
        raise PackageRefused(f"linkki tiedoston ulkopuolelle ei ole sallittu: {link.get('Target')}", part)


def _xml(part: Part) -> Element:
    try:
        return parse(part.data)
    except etree.XMLSyntaxError as error:
        raise PackageRefused(f"osa ei ole eheää XML:ää ({error.msg})", part.name) from error

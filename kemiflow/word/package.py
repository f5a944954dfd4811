"""A .docx as parts, unpacked within limits that are kept before and while it is read."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from kemiflow.word.foreign import told_apart
from kemiflow.word.reasons import Reason, because

MOST_PARTS = 200
MOST_BYTES_OF_A_PART = 20 * 1024 * 1024
MOST_BYTES = 50 * 1024 * 1024
MOST_RATIO = 200
# Below this size a part may be as repetitive as it likes
SMALL = 1024 * 1024
CONTENT_TYPES = "[Content_Types].xml"
ENCRYPTED = 0x1
UTF8 = 0x800
NAME = struct.Struct("<HH")
LOCAL, LOCAL_HEADER = b"PK\x03\x04", 30


class PackageRefused(Exception):
    """A file is no .docx that may be opened; `part` names the part, if it is about one."""

    def __init__(self, reason: Reason, part: str = "") -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.part = part


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part as it was packed and as it reads."""

    name: str
    data: bytes
    packed: bytes
    method: int
    crc: int


NOTHING: Mapping[str, Part] = {}


def unpack(data: bytes, known: Mapping[str, Part] = NOTHING) -> tuple[Part, ...]:
    """Read all parts, [Content_Types].xml first, whatever they hold; one packed as a known one is that one.

    Errors: PackageRefused for more than 200 parts, 20 MB in a part or 50 MB in all (counted as read), a part of more
    than 200 times its packed size, names that are unsafe or stand twice, and files that are no whole .docx.
    """
    foreign = told_apart(data)
    if foreign is not None:
        raise PackageRefused(foreign)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = _parts(archive, data, known)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, struct.error, zlib.error) as error:
        raise PackageRefused(because("damaged", detail=str(error))) from error
    return tuple(sorted(parts, key=lambda part: part.name != CONTENT_TYPES))


def _parts(archive: zipfile.ZipFile, data: bytes, known: Mapping[str, Part]) -> list[Part]:
    entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
    if len(entries) > MOST_PARTS:
        raise PackageRefused(because("too_many_parts", count=len(entries), limit=MOST_PARTS))
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise PackageRefused(because("part_twice"))
    parts: list[Part] = []
    left = MOST_BYTES
    for entry in entries:
        _check_entry(entry)
        start = _start(entry, data)
        same = known.get(entry.filename)
        if same is None or not _is(same, entry, data, start) or len(same.data) > left:
            same = _part(entry, data[start : start + entry.compress_size], left)
        parts.append(same)
        left -= len(same.data)
    return parts


def _is(part: Part, entry: zipfile.ZipInfo, data: bytes, start: int) -> bool:
    told = (part.method, part.crc, len(part.packed))
    return told == (entry.compress_type, entry.CRC, entry.compress_size) and data.startswith(part.packed, start)


def _start(entry: zipfile.ZipInfo, data: bytes) -> int:
    """Give where a part is packed. Errors: BadZipFile when it does not lie where the directory says."""
    at = entry.header_offset + LOCAL_HEADER
    sizes: tuple[int, int] = NAME.unpack_from(data, entry.header_offset + 26)
    name = data[at : at + sizes[0]].decode("utf-8" if entry.flag_bits & UTF8 else "cp437")
    if not data.startswith(LOCAL, entry.header_offset) or name != entry.orig_filename:
        raise zipfile.BadZipFile(f"File name in directory {entry.filename!r} and header {name!r} differ.")
    return at + sum(sizes)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/") or ":" in name:
        raise PackageRefused(because("part_name"), name)
    if entry.flag_bits & ENCRYPTED or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise PackageRefused(because("part_coded"), name)


def _part(entry: zipfile.ZipInfo, packed: bytes, left: int) -> Part:
    limit = min(left, MOST_BYTES_OF_A_PART)
    tight = max(SMALL, MOST_RATIO * entry.compress_size)
    content = _content(entry, packed, min(limit, tight) + 1)
    if len(content) > limit:
        raise PackageRefused(because("part_too_big"), entry.filename)
    if len(content) > tight:
        raise PackageRefused(because("part_too_tight", limit=MOST_RATIO), entry.filename)
    if zlib.crc32(content) != entry.CRC:
        raise zipfile.BadZipFile(f"Bad CRC-32 for file {entry.filename!r}")
    return Part(name=entry.filename, data=content, packed=packed, method=entry.compress_type, crc=entry.CRC)


def _content(entry: zipfile.ZipInfo, packed: bytes, most: int) -> bytes:
    """Unpack no more than so many bytes of a part. Errors: BadZipFile, zlib.error."""
    if entry.compress_type == zipfile.ZIP_STORED:
        return packed[:most]
    press = zlib.decompressobj(-zlib.MAX_WBITS)
    content = press.decompress(packed, most)
    if len(content) < most and not press.eof:
        raise zipfile.BadZipFile(f"Truncated file {entry.filename!r}")
    return content

"""Writing a .docx: the same bytes for the same parts, and parts that did not change copied as they were packed."""

import struct
import zlib
from dataclasses import dataclass

from kemiflow.word.package import Part

NEW_YEAR_1980 = 0x0021
UTF8_NAME = 0x800
DEFLATED = 8
LEVEL = 6

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")


@dataclass(frozen=True, slots=True)
class Entry:
    """One packed part with its two headers; the central one lacks only its place in the file."""

    local: bytes
    packed: bytes
    central: tuple[int, ...]
    name: bytes


def kept(part: Part) -> Entry:
    """Make an entry of a part as it was packed."""
    return _entry(part.name, part.packed, (part.method, part.crc, len(part.data)))


def packed(name: str, data: bytes) -> Entry:
    """Pack new content, always in the same way."""
    press = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _entry(name, press.compress(data) + press.flush(), (DEFLATED, zlib.crc32(data), len(data)))


def join(entries: list[Entry]) -> bytes:
    """Write the entries in their order; every date is 1.1.1980, as Word itself writes it."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for entry in entries:
        pieces += (entry.local, entry.packed)
        directory.append(CENTRAL.pack(b"PK\1\2", 20, 20, *entry.central, at) + entry.name)
        at += len(entry.local) + len(entry.packed)
    size = sum(map(len, directory))
    return b"".join((*pieces, *directory, END.pack(b"PK\5\6", 0, 0, len(entries), len(entries), size, at, 0)))


def _entry(name: str, content: bytes, facts: tuple[int, int, int]) -> Entry:
    method, crc, size = facts
    raw = name.encode()
    flags = 0 if raw.isascii() else UTF8_NAME
    middle = (flags, method, 0, NEW_YEAR_1980, crc, len(content), size, len(raw), 0)
    return Entry(LOCAL.pack(b"PK\3\4", 20, *middle) + raw, content, (*middle, 0, 0, 0, 0), raw)

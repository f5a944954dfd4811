"""Writing a .docx: the same bytes for the same parts, and parts that did not change copied as they were packed."""

import struct
import zlib
from dataclasses import dataclass
from itertools import accumulate

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
    pieces = [piece for entry in entries for piece in (entry.local, entry.packed)]
    *places, end = accumulate((len(entry.local) + len(entry.packed) for entry in entries), initial=0)
    return b"".join((*pieces, directory(entries, places, end)))


def headed(name: str, facts: tuple[int, int, int], length: int) -> Entry:
    """Make an entry without its content, from (method, CRC, size) and the length of what is packed."""
    method, crc, size = facts
    raw = name.encode()
    flags = 0 if raw.isascii() else UTF8_NAME
    middle = (flags, method, 0, NEW_YEAR_1980, crc, length, size, len(raw), 0)
    return Entry(LOCAL.pack(b"PK\3\4", 20, *middle) + raw, b"", (*middle, 0, 0, 0, 0), raw)


def directory(entries: list[Entry], places: list[int], at: int) -> bytes:
    """Write what stands at the end of the file: each entry again with its place, and where that begins."""
    pieces = [
        CENTRAL.pack(b"PK\1\2", 20, 20, *entry.central, place) + entry.name
        for entry, place in zip(entries, places, strict=True)
    ]
    size, count = sum(map(len, pieces)), len(entries)
    return b"".join((*pieces, END.pack(b"PK\5\6", 0, 0, count, count, size, at, 0)))


def _entry(name: str, content: bytes, facts: tuple[int, int, int]) -> Entry:
    made = headed(name, facts, len(content))
    return Entry(made.local, content, made.central, made.name)

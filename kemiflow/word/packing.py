"""Writing a .docx: the same bytes for the same parts, and parts that did not change copied as they were packed."""

import struct
import zlib
from functools import lru_cache
from typing import NamedTuple

from kemiflow.word.package import Part

NEW_YEAR_1980 = 0x0021
UTF8_NAME = 0x800
DEFLATED = 8
LEVEL = 6

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5HI")
PLACE = struct.Struct("<I")
END = struct.Struct("<4s4H2IH")


class Entry(NamedTuple):
    """One packed part with its two headers; the central one lacks only its place in the file and its name."""

    local: bytes
    packed: bytes
    central: bytes
    name: bytes


def kept(part: Part) -> Entry:
    """Make an entry of a part as it was packed."""
    return _entry(part.name, part.packed, (part.method, part.crc, len(part.data)))


def packed(name: str, data: bytes) -> Entry:
    """Pack new content, always in the same way."""
    return _entry(name, zlib.compress(data, LEVEL, -zlib.MAX_WBITS), (DEFLATED, zlib.crc32(data), len(data)))


def join(entries: list[Entry]) -> bytes:
    """Write the entries in their order; every date is 1.1.1980, as Word itself writes it."""
    pieces: list[bytes] = []
    listed: list[bytes] = []
    at = 0
    for entry in entries:
        pieces += (entry.local, entry.packed)
        listed += (entry.central, PLACE.pack(at), entry.name)
        at += len(entry.local) + len(entry.packed)
    return b"".join((*pieces, *listed, ending(len(entries), sum(map(len, listed)), at)))


def headed(name: str, facts: tuple[int, int, int], length: int, content: bytes = b"") -> Entry:
    """Make an entry from (method, CRC, size) and the length of what is packed, which may be written elsewhere."""
    method, crc, size = facts
    raw, flags = _named(name)
    middle = (flags, method, 0, NEW_YEAR_1980, crc, length, size, len(raw), 0)
    central = CENTRAL.pack(b"PK\1\2", 20, 20, *middle, 0, 0, 0, 0)
    return Entry(LOCAL.pack(b"PK\3\4", 20, *middle) + raw, content, central, raw)


def directory(entries: list[Entry], places: list[int], at: int) -> bytes:
    """Write what stands at the end of the file: each entry again with its place, and where that begins."""
    pieces = [
        piece
        for entry, place in zip(entries, places, strict=True)
        for piece in (entry.central, PLACE.pack(place), entry.name)
    ]
    return b"".join((*pieces, ending(len(entries), sum(map(len, pieces)), at)))


def ending(count: int, size: int, at: int) -> bytes:
    """Write the last words of the file: how many entries there are, how long their list is, where it begins."""
    return END.pack(b"PK\5\6", 0, 0, count, count, size, at, 0)


def _entry(name: str, content: bytes, facts: tuple[int, int, int]) -> Entry:
    return headed(name, facts, len(content), content)


@lru_cache(maxsize=256)
def _named(name: str) -> tuple[bytes, int]:
    raw = name.encode()
    return raw, 0 if raw.isascii() else UTF8_NAME

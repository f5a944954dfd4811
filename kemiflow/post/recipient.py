"""Whom a report of delivery speaks of: the address in a field of a recipient (RFC 3464 2.3, RFC 6533 3)."""

from __future__ import annotations

import re
import sys
from typing import Final

LONGEST: Final = 1_000  # characters; three and more of them may stand for one
_XTEXT: Final = re.compile(r"\+([0-9A-F]{2})")
_UNICODE: Final = re.compile(r"\\x\{([0-9A-F]{2,6})\}")


def recipient(field: str) -> tuple[str, ...]:
    """Give the readings of a field such as `rfc822; maija@kemi.example`, or nothing when it names no mail address.

    Not every sender encodes alike, so an address counts as it stands and decoded, from xtext (RFC 3461 4) or from
    the escapes of an address beyond ASCII (RFC 6533 3).
    """
    kind, _, told = field.partition(";")
    address = told.strip().removeprefix("<").removesuffix(">")
    if kind.strip().lower() not in {"rfc822", "utf-8"} or "@" not in address or len(address) > LONGEST:
        return ()
    return tuple(dict.fromkeys((address, _XTEXT.sub(_hexadecimal, address), _UNICODE.sub(_hexadecimal, address))))


def _hexadecimal(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if number <= sys.maxunicode else found[0]

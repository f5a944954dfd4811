"""Characters that are no text: controls other than tabs and line breaks, lone surrogates, noncharacters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# What a YAML file may not hold either (YAML 1.2.2, 5.1)
_UNREADABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SHOWN: Final = "\ufffd"


@dataclass(frozen=True, kw_only=True)
class Odd:
    """The first character of a text that is no text: its code (`U+0007`), and its place, counted from 1."""

    code: str
    place: int

    @property
    def facts(self) -> dict[str, str]:
        """Give both for a sentence."""
        return {"code": self.code, "place": str(self.place)}


def odd(text: str) -> Odd | None:
    """Find the first character that is no text, or None."""
    found = _UNREADABLE.search(text)
    return Odd(code=f"U+{ord(found[0]):04X}", place=found.start() + 1) if found else None


def without(text: str, instead: str = "") -> str:
    """Give a text without the characters that are no text, or with others instead of them."""
    return _UNREADABLE.sub(instead, text)

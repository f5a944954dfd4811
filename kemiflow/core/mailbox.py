"""When two spellings are one mail address."""

from __future__ import annotations

import unicodedata
from typing import Final

_DOMAIN: Final = 255  # RFC 1035 2.3.4; no longer one is brought into another form


def same_mailbox(one: str, other: str) -> bool:
    """Tell whether two addresses are one: the domain has no case (RFC 5321 2.4), and is looked up in ASCII (RFC 5890).

    What is no address is the same as nothing.
    """
    return "@" in one and "@" in other and _canonical(one) == _canonical(other)


def _canonical(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{unicodedata.normalize('NFC', local)}@{_looked_up(domain).lower().rstrip('.')}"


def _looked_up(domain: str) -> str:
    if domain.isascii() or len(domain) > _DOMAIN:
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain

"""Names and addresses as headers may hold them: nothing in them can become a header or a command of its own."""

from __future__ import annotations

import re
import unicodedata
from email.errors import MessageError
from email.headerregistry import Address
from typing import Final

# A dot-atom of letters beyond ASCII (RFC 6531 3.3)
_LOCAL: Final = re.compile(r"[^\s\x00-\x1f\x7f()<>\[\]:;@\\,.\"]+(\.[^\s\x00-\x1f\x7f()<>\[\]:;@\\,.\"]+)*")
LONGEST: Final = 254  # RFC 5321 4.5.3.1.3, without the angle brackets


class NoMailAddress(ValueError):
    """A person's address is none that a message can be sent to."""


def plain(text: str) -> str:
    """Give a text for a header: in one line, without characters that control anything."""
    spaced = "".join(" " if unicodedata.category(one) in {"Cc", "Zl", "Zp"} else one for one in text)
    return " ".join(spaced.split())


def address(name: str, email: str) -> Address:
    """Give a name with its address; a domain beyond ASCII is written as it is looked up (RFC 5890).

    Errors: NoMailAddress.
    """
    local, _, domain = email.rpartition("@")
    try:
        if len(email.encode()) > LONGEST:
            raise NoMailAddress(email)
        host = domain if domain.isascii() else domain.encode("idna").decode("ascii")
        found = _beyond_ascii(name, local, host) if not local.isascii() else _within_ascii(name, f"{local}@{host}")
    except (MessageError, ValueError, IndexError) as why:
        raise NoMailAddress(email) from why
    if not found.username or not found.domain:
        raise NoMailAddress(email)
    return found


def sendable(email: str) -> bool:
    """Tell whether a message can be sent to an address."""
    try:
        address("", email)
    except NoMailAddress:
        return False
    return True


def _within_ascii(name: str, email: str) -> Address:
    if plain(email) != email:
        raise NoMailAddress(email)
    return Address(plain(name), addr_spec=email)


def _beyond_ascii(name: str, local: str, host: str) -> Address:
    if not _LOCAL.fullmatch(local):
        raise NoMailAddress(local)
    return Address(plain(name), username=unicodedata.normalize("NFC", local), domain=host)

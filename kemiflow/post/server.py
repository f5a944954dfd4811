"""A relay as it is known and what it answers: values of SMTP, without its conversation."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

SHOWN: Final = 200
OK, GO_ON, LATER, LEAVING = 2, 3, 4, 421


class Safety(StrEnum):
    """How a connection is kept from other eyes."""

    STARTTLS = "starttls"
    TLS = "tls"  # from the first byte on
    NONE = "none"  # to a relay on this machine alone


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How many seconds each answer may take; the defaults are the least that RFC 5321 4.5.3.2 allows."""

    greeting: float = 300
    mail: float = 300
    recipient: float = 300
    data: float = 120
    block: float = 180
    dot: float = 600


@dataclass(frozen=True, kw_only=True)
class Server:
    """A relay: where it is, who we are to it, and by which certificates it is known."""

    host: str
    port: int = 587
    safety: Safety = Safety.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    certificates: Path | None = None  # of the authority that signed the relay's own; the system's when None
    hello: str = "localhost"
    patience: Patience = field(default_factory=Patience)


@dataclass(frozen=True)
class Reply:
    """What a server answered: three digits and words."""

    code: int
    text: str

    def __str__(self) -> str:
        """Give the answer in one line."""
        return f"{self.code} {self.text}"[:SHOWN]

    @property
    def good(self) -> bool:
        """Tell whether the server agrees."""
        return self.code // 100 in {OK, GO_ON}

    @property
    def later(self) -> bool:
        """Tell whether the server may agree another time."""
        return self.code // 100 == LATER

    @property
    def leaving(self) -> bool:
        """Tell whether the server closes the connection (RFC 5321 3.8)."""
        return self.code == LEAVING

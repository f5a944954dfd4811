"""The keys that sign the links in letters: a file of the home; the newest signs, the earlier ones still open."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from kemiflow.core.answers import Key, Ticket, opened, signed
from kemiflow.core.feed_address import FeedAddress, opened_feed, signed_feed
from kemiflow.core.signing import mark
from kemiflow.core.values import Refusal

LENGTH: Final = 32  # bytes, as long as the digest (RFC 2104 3)
KEPT: Final = 3
OWNER_ONLY: Final = 0o600
_LETTERS: Final = b"kemiflow letter 1\n"


class KeysBroken(Exception):
    """The file of keys does not hold names and secrets; nothing was written over it."""


class Links:
    """Links of one home; the file is made with the first link."""

    def __init__(self, path: Path) -> None:
        """Take the file's place; nothing is read yet."""
        self._path = path

    def sign(self, ticket: Ticket) -> str:
        """Give a ticket as the end of a link. Errors: KeysBroken, OSError."""
        return signed(ticket, self._keys()[0])

    def open(self, token: str, today: date) -> Ticket | Refusal:
        """Give the ticket of a link, or why it does not open. Errors: KeysBroken, OSError."""
        return opened(token, self._keys(), today)

    def feed(self, address: FeedAddress) -> str:
        """Give the end of a calendar's secret address. Errors: KeysBroken, OSError."""
        return signed_feed(address, self._keys()[0])

    def open_feed(self, token: str) -> FeedAddress | None:
        """Give whose calendar an address is, or None. Errors: KeysBroken, OSError."""
        return opened_feed(token, self._keys())

    def mark(self, person: str, letter: str) -> str:
        """Give the part of a letter's Message-ID that nobody can guess. Errors: KeysBroken, OSError."""
        return mark(_LETTERS, f"{person}\n{letter}", self._keys()[0])

    def check(self) -> None:
        """Refuse keys that cannot be read; none yet are no fault. Errors: KeysBroken, OSError."""
        if self._path.exists():
            self._keys()

    def rotate(self) -> tuple[str, ...]:
        """Sign with a new key from now on, and give the names of the keys that still open links, newest first."""
        keys = [_fresh(), *self._keys()][:KEPT]
        new = self._path.with_suffix(".new")
        _write(new, keys)
        new.replace(self._path)
        return tuple(key.name for key in keys)

    def _keys(self) -> Sequence[Key]:
        if not self._path.exists():
            self._make()
        lines = self._path.read_text(encoding="utf-8").splitlines()
        try:
            keys = [Key(name=name, secret=bytes.fromhex(told)) for name, told in (line.split() for line in lines)]
        except ValueError as why:
            raise KeysBroken(self._path) from why
        if not keys or any(len(key.secret) < LENGTH for key in keys):
            raise KeysBroken(self._path)
        return keys

    def _make(self) -> None:
        """Make the first key; of several who begin at once one wins, and all sign with it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        own = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        _write(own, [_fresh()])
        try:
            os.link(own, self._path)
        except FileExistsError:
            pass
        finally:
            own.unlink()


def _fresh() -> Key:
    return Key(name=secrets.token_hex(4), secret=secrets.token_bytes(LENGTH))


def _write(path: Path, keys: Sequence[Key]) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w", encoding="utf-8") as file:
        file.writelines(f"{key.name} {key.secret.hex()}\n" for key in keys)
        file.flush()
        os.fsync(file.fileno())

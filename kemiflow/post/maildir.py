"""A maildir: the messages that nobody has seen yet, and marking one as seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


class NoMaildir(OSError):
    """The folder holds no `cur`, `new` and `tmp`."""


class Unread:
    """The new messages of a maildir, by the names that the mail server gave them, oldest first."""

    def __init__(self, folder: Path) -> None:
        """Open a folder. Errors: NoMaildir."""
        if not all((folder / part).is_dir() for part in ("cur", "new", "tmp")):
            raise NoMaildir(f"{folder}")
        self._new, self._cur = folder / "new", folder / "cur"

    def __iter__(self) -> Iterator[str]:
        """Give the names that are there now."""
        return iter(sorted(path.name for path in self._new.iterdir() if path.is_file()))

    def read(self, name: str) -> bytes:
        """Give a message. Errors: OSError."""
        return (self._new / name).read_bytes()

    def seen(self, name: str) -> None:
        """Mark a message as seen, as every mail program understands it: it moves to `cur` with the flag S."""
        (self._new / name).rename(self._cur / f"{name}:2,S")

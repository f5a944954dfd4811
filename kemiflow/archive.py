"""The folder of documents: written whole or not at all, and what a person edited is never overwritten."""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kemiflow.aside import write_whole


@dataclass(frozen=True, kw_only=True)
class Folder:
    """Documents as files of one folder."""

    path: Path

    def put(self, name: str, data: bytes, *, earlier: Sequence[tuple[str, str]]) -> str:
        """Keep a document under a name, or beside what stands there if that is not ours to replace; give the name.

        `earlier` are the names and SHA-256 of its former versions: one that nobody touched makes way.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        ours = dict(earlier)
        kept = next(name for name in _names(name) if self._free(name, data, ours))
        if self.read(kept) != data:
            write_whole(self.path / kept, data)
        for old in ours:
            if old != kept and self._untouched(old, ours):
                (self.path / old).unlink()
        return kept

    def read(self, name: str) -> bytes | None:
        """Give a document's bytes, or None when the file is gone."""
        file = self.path / name
        return file.read_bytes() if file.is_file() else None

    def stamp(self, name: str) -> tuple[int, int] | None:
        """Give when a file was last written, in nanoseconds, and its size; None when it is gone."""
        try:
            found = (self.path / name).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    def names(self) -> tuple[str, ...]:
        """Name the files that lie in the folder."""
        return tuple(sorted(file.name for file in self.path.glob("[!.]*") if file.is_file()))

    def remove(self, name: str) -> None:
        """Take a document's file away, and the same document in other formats; it may be gone already."""
        for file in self.path.glob(f"{glob.escape(Path(name).stem)}.*"):
            file.unlink(missing_ok=True)

    def _free(self, name: str, data: bytes, ours: dict[str, str]) -> bool:
        there = self.read(name)
        return there is None or there == data or self._untouched(name, ours)

    def _untouched(self, name: str, ours: dict[str, str]) -> bool:
        there = self.read(name)
        return there is not None and hashlib.sha256(there).hexdigest() == ours.get(name)


def _names(name: str) -> list[str]:
    stem, dot, ending = name.rpartition(".")
    return [name, *(f"{stem}-v{number}{dot}{ending}" for number in range(2, 1000))]

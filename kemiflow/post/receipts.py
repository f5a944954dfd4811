"""Receipts: what the relay said yes to, noted at once where a killed sender leaves it behind."""

from __future__ import annotations

import os
from pathlib import Path

from kemiflow.app.kept import Parcel


class Receipts:
    """A folder with a file a day; a line is a letter that the relay took.

    A line is one write to a file that only grows, so that it outlives its writer's death at any moment. It is not
    forced to the disk, which would take as long as settling the letter: after a loss of power lines may be missing, and
    then a letter is unsure. A line that is there is true.
    """

    def __init__(self, folder: Path) -> None:
        """Keep where they lie; the folder is made with the first one."""
        self._folder = folder

    def note(self, parcel: Parcel) -> None:
        """Note that the relay took a letter."""
        self._folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._file(parcel), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, f"{parcel.message_id}\n".encode())
        finally:
            os.close(handle)

    def saw(self, parcel: Parcel) -> bool | None:
        """Tell that the relay took a letter; None when nothing was noted."""
        try:
            noted = self._file(parcel).read_text(encoding="utf-8").split("\n")
        except OSError:
            return None
        return True if parcel.message_id in noted[:-1] else None

    def _file(self, parcel: Parcel) -> Path:
        return self._folder / parcel.day.isoformat()

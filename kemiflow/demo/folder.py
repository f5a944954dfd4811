"""The folder of a demo: made, made anew, and told apart from a real installation."""

from __future__ import annotations

from pathlib import Path

from kemiflow.settings import DEMO
from kemiflow.wiring import BEATS, CLOCK, DATABASE, KEYS, USED

MARKER = DEMO
HISTORY = "history"
# Two demos are the same to the letter, links included; whoever reads this may answer for its invented people
OPEN_SECRET = b"an open secret of invented people"


class NotADemo(Exception):
    """The folder holds an installation that is no demo; it was left as it is."""


class NoFolder(Exception):
    """There is something else than a folder under that name."""


def clear(out: Path, sentence: str) -> None:
    """Make the folder ready for a demo: what an earlier one left goes, other files stay.

    `sentence` is written into the marker for whoever finds it. Errors: NotADemo, NoFolder, OSError.
    """
    if out.exists() and not out.is_dir():
        raise NoFolder(out)
    if not (out / MARKER).is_file() and any((out / name).exists() for name in (DATABASE, CLOCK, "city.yaml")):
        raise NotADemo(out)
    out.mkdir(parents=True, exist_ok=True)
    if (out / MARKER).is_file():
        _remove(out)
    (out / MARKER).write_text(sentence + "\n", encoding="utf-8")
    (out / KEYS).write_text(f"demo {OPEN_SECRET.hex()}\n", encoding="utf-8")


def _remove(out: Path) -> None:
    # The database goes before the marker is written anew: an interrupted demo is still a demo
    ours = [f"{DATABASE}*", BEATS, CLOCK, KEYS, "city.yaml", f"{HISTORY}.docx", f"{HISTORY}.json", "documents/*.docx"]
    for pattern in (*ours, f"{USED}/*.docx", "letters/*.eml"):
        for file in out.glob(pattern):
            file.unlink()

"""Letters laid into a folder as files that mail programs open: the post of a laptop and of the demo."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from urllib.parse import quote

from kemiflow.app.kept import Answer, Parcel
from kemiflow.app.letters.outgoing import Handed, Written
from kemiflow.aside import OWNER_ONLY, write_whole
from kemiflow.core.city import Person
from kemiflow.core.letters import Letter
from kemiflow.core.reach import Marks
from kemiflow.post.eml import Sender, addressee, compose, redirected
from kemiflow.post.page import Pages


class FolderPost:
    """A folder of letters; each is one file, whole or not there at all."""

    def __init__(self, folder: Path, sender: Sender | None = None, pages: Pages | None = None) -> None:
        """Take the folder, which is made with the first letter, from whom letters come, and how they look as pages."""
        self._folder = folder
        self._pages = pages
        self._sender = sender or Sender()

    def compose(
        self, letter: Letter, written: Written, person: Person, copies: Sequence[Person] = ()
    ) -> tuple[str, bytes]:
        """Give a letter's Message-ID and bytes, the same at every try. Errors: NoMailAddress."""
        return compose(
            letter, written, (person, *copies), self._sender, self._pages.page(written) if self._pages else ""
        )

    def addressee(self, parcel: Parcel) -> str:
        """Give the address to which a letter goes or went; empty when its bytes were erased."""
        return addressee(parcel)

    def redirected(self, parcel: Parcel, address: str) -> Parcel:
        """Give a letter that goes to another address instead. Errors: NoMailAddress."""
        return redirected(parcel, address)

    def hand_over(self, parcel: Parcel, at_dot: Callable[[], object]) -> Handed:
        """Lay a letter into the folder after `at_dot`; laid again it is the same file."""
        at_dot()
        try:
            self._lay(file_name(parcel), parcel.eml)
        except OSError as why:
            return Handed(answer=Answer.LATER, said=str(why))
        return Handed(answer=Answer.TAKEN)

    def saw(self, parcel: Parcel) -> bool:
        """Tell whether a letter lies in the folder."""
        return (self._folder / file_name(parcel)).is_file()

    def close(self) -> None:
        """Leave the folder as it is."""

    def _lay(self, name: str, data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._folder / name, data, OWNER_ONLY)
        _keep(self._folder)


def file_name(parcel: Parcel) -> str:
    """Name a letter's file by day, person and kind: 2023-09-29-maija-details_first.eml.

    A letter beside the one of the day has a key that says more than the day, and its file says it too.
    """
    kind = quote(parcel.kind or "letter", safe="")
    more = "".join(f"-{quote(part, safe='')}" for part in parcel.letter.split(f"{parcel.day.isoformat()}:")[1:])
    return f"{parcel.day.isoformat()}-{quote(parcel.person, safe='')}-{kind}{more}.eml"


def clear(folder: Path, known: Marks) -> int:
    """Take away the letters to a person and those that name the person; give how many."""
    own = re.compile(rf"\d{{4}}-\d\d-\d\d-{re.escape(quote(known.person, safe=''))}-[a-z_]+(-[a-z0-9_]+)?\.eml")
    files = [file for file in folder.glob("*.eml") if own.fullmatch(file.name) or known.speaks(_read(file))]
    for file in files:
        file.unlink()
    return len(files)


def _read(file: Path) -> str:
    """Give the heads and the text of a letter."""
    message = BytesParser(policy=default).parsebytes(file.read_bytes())
    body = message.get_body(("plain", "html"))
    return "\n".join([*map(str, message.values()), body.get_content() if body else ""])


def _keep(folder: Path) -> None:
    """Make the new name itself survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

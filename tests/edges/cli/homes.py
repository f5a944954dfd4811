"""A home as the command line makes it, on a clock that stands on the day after § 292, and a way to ask it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from kemiflow.cli import run

HERE: Final = Path(__file__).parent
MEETINGS: Final = "toimielin,päivä,sulkeutuu,talousarvio\nKH,2023-09-25,,\nKH,2023-11-27,,kyllä\nKV,2023-12-11,,kyllä\n"
PEOPLE: Final = """\
id,name,title,email,phone,language,roles
sanni,Sanni Malli,kaupunginsihteeri,sanni@kaupunki.example,,fi,secretary
matti,Matti Malli,elinvoimajohtaja,matti@kaupunki.example,,fi,director:vitality
maija,Maija Malli,kehittämispäällikkö,maija@kaupunki.example,,fi,preparer
"""
DECISION: Final = """\
how_changed: not_stated
gist: Valtuustolle järjestetään iltakoulu lokakuussa.
clauses:
  - {relation: replaced, effect: ordered, decided: Valtuustolle järjestetään iltakoulu lokakuussa.}
  - {relation: as_proposed, effect: proposed_onward}
orders:
  - {kind: session, body: council, window: lokakuun aikana, before: proposal}
"""


@dataclass(frozen=True, kw_only=True)
class Said:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    def json(self) -> object:
        """Read the plain data."""
        return json.loads(self.out)


@dataclass(frozen=True, kw_only=True)
class Asker:
    """A person at the command line of one home."""

    home: Path
    captured: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> Said:
        """Give a command."""
        self.captured.readouterr()
        status = run(["--home", str(self.home), *words])
        said = self.captured.readouterr()
        return Said(status=status, out=said.out, err=said.err)

    def file(self, name: str, text: str) -> str:
        """Write a file beside the home and give its name."""
        path = self.home.parent / name
        path.write_text(text, encoding="utf-8")
        return str(path)


def made(folder: Path) -> Path:
    """Make the home that every test copies: a city, its people and meetings, and one open matter."""
    home = folder / "home"
    home.mkdir()
    (home / "clock").write_text("2023-09-26T08:00:00+00:00\n", encoding="utf-8")
    files = {"people.csv": PEOPLE, "meetings.csv": MEETINGS}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    opened = ("--register-number", "691/00.01.02/2021", "--title", "Kaupunkistrategian päivittäminen")
    for words in (
        ["init"],
        ["people", "import", str(folder / "people.csv"), "--day", "2023-03-01"],
        ["meetings", "import", str(folder / "meetings.csv")],
        ["open", "strategia", *opened, "--preparer", "maija", "--day", "2023-03-01"],
    ):
        assert run(["--home", str(home), *words]) == 0
    return home


def copied(home: Path, to: Path) -> Path:
    """Copy a home."""
    shutil.copytree(home, to)
    return to

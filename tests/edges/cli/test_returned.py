"""What came back to the letters' address is read from standard input, files and a maildir."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.edges.cli.homes import Asker
from tests.edges.post.test_returned import answer, report


def folder(path: Path, **messages: bytes) -> Path:
    for part in ("cur", "new", "tmp"):
        (path / part).mkdir(parents=True)
    for name, data in messages.items():
        (path / "new" / name).write_bytes(data)
    return path


def test_a_report_of_no_letter_of_ours_is_said_so(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(report())))
    said = ask("letters", "returned", "-")
    assert (said.status, said.out.strip()) == (0, "stdin: Ei koske yhtäkään lähettämäämme kirjettä.")


def test_reports_of_a_mail_folder_are_marked_as_seen_and_letters_of_people_are_not(ask: Asker, tmp_path: Path) -> None:
    box = folder(tmp_path / "box", a1=report(), b2=answer(), c3=b"")
    assert ask("letters", "returned", "--maildir", str(box)).status == 0
    assert sorted(file.name for file in (box / "new").iterdir()) == ["b2", "c3"]
    assert [file.name for file in (box / "cur").iterdir()] == ["a1:2,S"]


def test_a_folder_without_mail_has_nothing_new(ask: Asker, tmp_path: Path) -> None:
    said = ask("letters", "returned", "--maildir", str(folder(tmp_path / "box")))
    assert (said.status, said.out.strip()) == (0, "Uusia viestejä ei ole.")


def test_a_folder_that_is_no_maildir_is_named(ask: Asker, tmp_path: Path) -> None:
    said = ask("letters", "returned", "--maildir", str(tmp_path / "elsewhere"))
    assert said.status == 2
    assert "elsewhere: ei ole postikansio" in said.err


def test_a_file_that_is_no_message_is_named(ask: Asker) -> None:
    said = ask("letters", "returned", ask.file("tyhja.eml", ""))
    assert said.status == 2
    assert "tyhja.eml: tiedosto ei ole sähköpostiviesti" in said.err


def test_nothing_named_is_told_what_to_name(ask: Asker) -> None:
    said = ask("letters", "returned")
    assert said.status == 2
    assert "--maildir" in said.err


def test_a_new_address_in_the_file_of_people_mends_a_dead_one(ask: Asker) -> None:
    assert ask("record", "address-dead", "--person", "matti", "--by", "sanni").status == 0
    row = "matti,Matti Malli,elinvoimajohtaja,{},,fi,director:vitality\n"
    head = "id,name,title,email,phone,language,roles\n"
    ask("people", "import", ask.file("vanha.csv", head + row.format("matti@kaupunki.example")), "--by", "sanni")
    assert "osoite ei toimi: Matti Malli" in ask("due").out
    said = ask(
        "people", "import", ask.file("uusi.csv", head + row.format("matti.malli@kaupunki.example")), "--by", "sanni"
    )
    assert said.status == 0
    assert "osoite ei toimi" not in ask("due").out

"""A person who is forgotten after the year is nowhere left but in decisions; what others said and got is left."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from kemiflow.cli import run
from kemiflow.word.spoken import spoken
from tests.year.lived import Year

OWNER = "Ismo Esimerkki"
PREPARER = "Heikki Esimerkki"
MINUTES = "poytakirja"


@pytest.fixture
def home(year: Year, tmp_path: Path) -> Path:
    return Path(shutil.copytree(year.home, tmp_path / "home"))


def forget(home: Path, person: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["--home", str(home), "people", "forget", person, "--yes", "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def letters(home: Path) -> dict[str, str]:
    """Give the letters that lie in the folder, decoded."""
    found = {}
    for file in (home / "letters").glob("*.eml"):
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        body = message.get_body(("plain",))
        found[file.name] = f"{message['To']} {message['Cc']} {body.get_content() if body else ''}"
    return found


def documents(home: Path) -> dict[str, str]:
    return {file.name: spoken(file.read_bytes()) or "" for file in (home / "documents").glob("*.docx")}


def naming(texts: dict[str, str], name: str) -> set[str]:
    return {file for file, text in texts.items() if name in text}


def kept_words(home: Path) -> dict[str, str]:
    """Give the texts of the journal by digest, those that are left."""
    with closing(sqlite3.connect(home / "kemiflow.db")) as database:
        return dict(database.execute("SELECT digest, text FROM texts WHERE text IS NOT NULL"))


def raw(home: Path) -> bytes:
    """Give all bytes of the database's files, also of pages that are free."""
    return b"".join(file.read_bytes() for file in sorted(home.glob("kemiflow.db*")))


def test_an_owner_is_nowhere_left_in_the_database_the_documents_or_the_letters(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert naming(letters(home), OWNER)
    assert re.search(OWNER.encode(), raw(home))
    forget(home, "ismo-esimerkki", capsys)
    assert naming(letters(home), OWNER) == naming(documents(home), OWNER) == set()
    for mark in (OWNER, "ismo.esimerkki@kaupunki.example"):
        assert mark.encode() not in raw(home)
    with closing(sqlite3.connect(home / "kemiflow.db")) as database:
        database.execute("VACUUM")
    assert OWNER.encode() not in raw(home)


def test_a_preparer_goes_from_working_papers_and_stays_in_nothing_but_public_decisions(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = naming(documents(home), PREPARER)
    assert before
    told = forget(home, "heikki-esimerkki", capsys)
    assert {str(name) for name in told["documents"]} == before
    assert naming(documents(home), PREPARER) == set()
    assert len([text for text in kept_words(home).values() if PREPARER in text]) == len(told["stayed"])


def test_what_others_said_and_got_is_left(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words, post, papers = kept_words(home), letters(home), documents(home)
    forget(home, "ismo-esimerkki", capsys)
    others = {digest for digest, text in words.items() if OWNER not in text}
    assert others == set(kept_words(home))
    assert set(letters(home)) == set(post) - naming(post, OWNER)
    assert set(documents(home)) == set(papers) - naming(papers, OWNER)


def test_the_journal_is_whole_after_forgetting_and_documents_say_so(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forget(home, "heikki-esimerkki", capsys)
    assert run(["--home", str(home), "verify"]) == 0
    capsys.readouterr()
    assert run(["--home", str(home), "documents", "verify", "--json"]) == 0
    remade = [one["remade"] for one in json.loads(capsys.readouterr().out)]
    assert {"forgotten", "same"} == set(remade)


def test_lists_say_at_once_what_is_left_to_say(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home.parent / "person.csv"
    file.write_text("id,name,title,email,phone,language,roles\nliisa,Liisa Löytänen,,liisa@x.example,,fi,\n", "utf-8")
    for words in (
        ["people", "import", str(file)],
        ["open", "liisa", "--register-number", "9/00.01.02/2024", "--title", "Liisa Löytäsen asia, Liisa Löytänen"],
    ):
        assert run(["--home", str(home), *words]) == 0
    told = forget(home, "liisa", capsys)
    assert told["texts"] == 1
    with closing(sqlite3.connect(home / "kemiflow.db")) as database:
        listed = database.execute("SELECT title FROM cases UNION ALL SELECT title || gist FROM decisions").fetchall()
    assert not any("liisa löyt" in title.casefold() for (title,) in listed)
    assert "Löytänen".encode() not in raw(home)
    assert run(["--home", str(home), "history", "liisa"]) == 0


def test_an_edited_document_that_names_the_person_goes_and_a_strangers_file_is_told_of(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = home / "documents"
    named = folder / min(name for name in naming(documents(home), PREPARER) if MINUTES not in name)
    (folder / "oma-muistiinpano.docx").write_bytes(named.read_bytes())
    told = forget(home, "heikki-esimerkki", capsys)
    assert not named.exists()
    assert told["unrecorded"] == ["oma-muistiinpano.docx"]
    assert (folder / "oma-muistiinpano.docx").exists()

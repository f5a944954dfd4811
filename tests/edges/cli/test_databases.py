"""The same commands on SQLite and on PostgreSQL: only a setting changes; backups go from each to each."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.edges.cli.homes import DECISION, Asker, made
from tests.postgres import Server

LIISA = """\
id,name,title,email,phone,language,roles
liisa,Liisa Malli,hallintosihteeri,liisa@kaupunki.example,,fi,board_secretary:vitality
"""
BEGUN = ("record", "begin", "strategia", "--step", "views", "--day", "2023-09-26")
Another = Callable[[str, str], Asker]


@pytest.fixture
def another(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Another]:
    """Give an empty home on a kind of database; from then on commands work on it."""
    places = []

    def give(kind: str, name: str) -> Asker:
        home = tmp_path / name / "home"
        home.parent.mkdir()
        if kind == "postgresql":
            places.append(postgres.empty(f"cli_{name}"))
            monkeypatch.setenv("KEMIFLOW_DATABASE", places[-1])
        else:
            monkeypatch.delenv("KEMIFLOW_DATABASE", raising=False)
        return Asker(home=home, captured=capsys)

    yield give
    for place in places:
        postgres.drop(place)


def lived(ask: Asker) -> None:
    """Live a little: a round begun, a walk, letters, a decision with an evening session, another walk."""
    made(ask.home.parent)
    decided = ("record", "decision", "strategia", "--step", "draft", "--day", "2023-09-25", "--section", "292")
    for words in (
        ("people", "import", ask.file("liisa.csv", LIISA), "--day", "2023-03-01"),
        BEGUN,
        ("walk",),
        ("remind",),
        (*decided, "--from", ask.file("decision.yaml", DECISION)),
        ("walk",),
        ("remind",),
        ("seal", "--seal", str(ask.home.parent / "seal.json")),
    ):
        said = ask(*words)
        assert said.status == 0, said.err


TOLD = (
    ("cases", "list", "--json"),
    ("cases", "show", "strategia", "--json"),
    ("history", "strategia", "--json"),
    ("forecast", "strategia", "--json"),
    ("due", "--json"),
    ("people", "list", "--json"),
    ("meetings", "list", "--json"),
)


def told(ask: Asker) -> dict[str, str]:
    """Give what a home tells."""
    said = {" ".join(words): ask(*words) for words in TOLD}
    assert {one.status for one in said.values()} == {0}
    return {name: one.out for name, one in said.items()}


def test_both_databases_tell_the_same_of_the_same_life(another: Another) -> None:
    lines = {}
    for kind in ("sqlite", "postgresql"):
        ask = another(kind, kind)
        lived(ask)
        assert (
            len(list((ask.home / "letters").glob("*.eml"))) == 2
        )  # the request for a statement, and the watchdog to the secretary
        lines[kind] = told(ask)
        seal = str(ask.home.parent / "seal.json")
        assert ask("verify", "--seal", seal).status == 0
        assert ask("rebuild").status == 0
        assert told(ask) == lines[kind]
        assert ask("people", "forget", "matti", "--yes").status == 0
        assert ask("verify", "--seal", seal).status == 0
        assert (ask.home / "kemiflow.db").exists() is (kind == "sqlite")
    assert lines["sqlite"] == lines["postgresql"]


@pytest.mark.parametrize(("first", "then"), [("sqlite", "postgresql"), ("postgresql", "sqlite")])
def test_a_backup_goes_from_each_database_to_the_other(another: Another, first: str, then: str) -> None:
    ask = another(first, "old")
    lived(ask)
    before, copy = told(ask), str(ask.home.parent / "copy.db")
    backed = ask("backup", copy)
    assert backed.status == 0, backed.err
    fresh = another(then, "new")
    restored = fresh("restore", copy)
    assert restored.status == 0, restored.err
    (fresh.home / "clock").write_bytes((ask.home / "clock").read_bytes())
    shutil.copytree(ask.home / "documents", fresh.home / "documents")  # a copy of the database holds no files
    assert told(fresh) == before
    assert fresh("verify", "--seal", str(ask.home.parent / "seal.json")).status == 0
    again = fresh("restore", copy)
    assert (again.status, "tyhjään" in again.err) == (2, True)
    assert fresh("init").status == 0
    assert fresh("walk").status == 0


def test_restored_letters_wait_until_they_are_let_go(ask: Asker, tmp_path: Path) -> None:
    assert ask("people", "import", ask.file("liisa.csv", LIISA), "--day", "2023-03-01").status == 0
    assert ask(*BEGUN).status == 0
    assert ask("walk").status == 0
    letters = ask.home / "letters"
    letters.write_text("no folder: letters cannot be laid down", encoding="utf-8")
    assert "lähti 0" in ask("remind").out
    letters.unlink()
    copy = str(tmp_path / "copy.db")
    assert ask("backup", copy).status == 0
    fresh = Asker(home=tmp_path / "fresh", captured=ask.captured)
    waiting = fresh("restore", copy, "--json").json()
    assert isinstance(waiting, dict)
    assert waiting["letters"] > 0
    (fresh.home / "clock").write_bytes((ask.home / "clock").read_bytes())
    assert fresh("remind").status == 0
    assert not (fresh.home / "letters").exists()
    assert fresh("letters", "release", "--json").json() == {"released": waiting["letters"], "had_left": 0}
    assert fresh("remind").status == 0
    assert len(list((fresh.home / "letters").glob("*.eml"))) == waiting["letters"]


def test_a_letter_that_left_after_the_backup_is_not_sent_again(ask: Asker, tmp_path: Path) -> None:
    assert ask("people", "import", ask.file("liisa.csv", LIISA), "--day", "2023-03-01").status == 0
    assert ask(*BEGUN).status == 0
    assert ask("walk").status == 0
    (ask.home / "letters").write_text("no folder", encoding="utf-8")
    assert "lähti 0" in ask("remind").out
    copy = str(tmp_path / "copy.db")
    assert ask("backup", copy).status == 0
    (ask.home / "letters").unlink()
    assert ask("letters", "list").status == 0
    with closing(sqlite3.connect(ask.home / "kemiflow.db")) as file:
        file.execute("UPDATE outbox SET lease = NULL")
        file.commit()
    assert "lähti 2" in ask("remind").out
    (ask.home / "kemiflow.db").unlink()
    assert ask("restore", copy).status == 0
    said = ask("letters", "release", "--yes")
    assert "oli jo lähtenyt" in said.out
    assert "jo lähteneitä oli 2" in said.out
    assert "lähti 0" in ask("remind").out
    assert ask("verify").status == 0


def test_a_backup_of_a_journal_that_does_not_verify_gets_no_name(ask: Asker, tmp_path: Path) -> None:
    with closing(sqlite3.connect(ask.home / "kemiflow.db")) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f'DROP TRIGGER "{name}"')
        file.execute("""UPDATE records SET "by" = 'joku' WHERE stream = 'case/strategia' AND seq = 1""")
        file.commit()
    said = ask("backup", str(tmp_path / "copy.db"))
    assert said.status == 2
    assert "case/strategia" in said.err
    assert not (tmp_path / "copy.db").exists()


def test_what_came_after_the_backup_is_named_by_the_seal_in_the_home(ask: Asker, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    assert ask("backup", copy).status == 0
    assert ask(*BEGUN).status == 0
    assert ask("seal", "--seal", str(ask.home / "seal.json")).status == 0
    (ask.home / "kemiflow.db").unlink()
    said = ask("restore", copy)
    assert said.status == 0
    assert "case/strategia" in said.out
    assert (ask.home / "seal-before-restore.json").exists()
    assert not (ask.home / "seal.json").exists()


def test_of_two_databases_none_is_guessed(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEMIFLOW_DATABASE", "postgresql://nobody@/none?host=/nowhere")
    said = ask("due")
    assert (said.status, "KEMIFLOW_DATABASE" in said.err) == (2, True)


def test_a_demo_stays_in_its_folder(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    (ask.home / "demo").write_text("Tämä on demo.\n", encoding="utf-8")
    monkeypatch.setenv("KEMIFLOW_DATABASE", "postgresql://nobody@/none?host=/nowhere")
    assert ask("cases", "list").status == 0


def test_a_server_that_is_away_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KEMIFLOW_DATABASE", "postgresql://kemi:secret@/none?host=/nowhere")
    said = Asker(home=tmp_path, captured=capsys)("due")
    assert said.status == 2
    assert len(said.err.splitlines()) == 1
    assert "/nowhere" in said.err
    assert "secret" not in said.err


def test_a_second_home_on_the_same_database_takes_over_its_settings(another: Another) -> None:
    ask = another("postgresql", "first")
    made(ask.home.parent)
    file = ask.home / "city.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("motion_months: 6", "motion_months: 5"), encoding="utf-8")
    assert ask("init").status == 0
    second = Asker(home=ask.home.parent.parent / "second", captured=ask.captured)
    assert "jo käytössä" in second("init").out
    assert (second.home / "city.yaml").read_bytes() == file.read_bytes()
    assert second("cases", "list", "--json").out == ask("cases", "list", "--json").out


def test_an_empty_database_is_no_home(another: Another) -> None:
    said = another("postgresql", "empty")("due")
    assert (said.status, "init" in said.err) == (2, True)

"""A world that is broken: one clear sentence, and nothing lost or doubled."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from kemiflow.cli.frame import errors
from tests.edges.cli.homes import DECISION, Asker, Said

# Root writes where nobody may: without this capability it is a user like any other
PLAIN_USER = ("setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()
CLOSE_IT = ("record", "closed", "strategia", "--reason", "Loppu.")


def program(home: Path, *words: str, through: Iterable[str] = ()) -> subprocess.Popen[str]:
    """Start the program as a user does."""
    command = [*through, sys.executable, "-m", "kemiflow", "--home", str(home), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ran(home: Path, *words: str, through: Iterable[str] = ()) -> Said:
    """Give how a command of the program ended."""
    with program(home, *words, through=through) as one:
        out, err = one.communicate(timeout=60)
    return Said(status=one.returncode, out=out, err=err)


def database(ask: Asker) -> Path:
    return ask.home / "kemiflow.db"


def test_no_home_is_said_with_what_helps(ask: Asker) -> None:
    said = Asker(home=ask.home.parent / "none", captured=ask.captured)("due")
    assert said.status == 2
    assert "init" in said.err


def test_a_newer_database_is_left_alone(ask: Asker) -> None:
    with closing(sqlite3.connect(database(ask))) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()
    said = ask("due")
    assert said.status == 2
    assert "uudempi" in said.err


def test_keys_of_links_that_cannot_be_read_are_named_by_the_doctor(ask: Asker) -> None:
    keys = ask.home / "answer.keys"
    keys.write_text("junk\n", encoding="utf-8")
    said = ask("doctor")
    assert said.status == 1
    assert f"Kirjeitä ei voi kirjoittaa. {keys}" in said.out
    keys.unlink()
    assert str(keys) not in ask("doctor").out


def test_another_file_is_no_database(ask: Asker) -> None:
    database(ask).write_text("tämä ei ole tietokanta, vaan tavallinen tekstitiedosto\n" * 20, encoding="utf-8")
    said = ask("due")
    assert said.status == 2
    assert "kemiflow.db" in said.err


def test_a_read_only_database_is_said_and_what_may_be_read_is_read(ask: Asker) -> None:
    database(ask).chmod(0o444)
    ask.home.chmod(0o555)
    refused, shown = (ran(ask.home, *words, through=PLAIN_USER) for words in (CLOSE_IT, ("history", "strategia")))
    ask.home.chmod(0o755)
    assert (refused.status, "kemiflow.db" in refused.err, len(refused.err.splitlines())) == (2, True, 1), refused.err
    assert (shown.status, "Asia avattiin" in shown.out) == (0, True), shown.err


def test_a_walk_of_a_read_only_home_says_for_each_matter_what_is_in_the_way(ask: Asker) -> None:
    database(ask).chmod(0o444)
    ask.home.chmod(0o555)
    said = ran(ask.home, "walk", through=PLAIN_USER)
    ask.home.chmod(0o755)
    assert (said.status, said.out) == (1, "")
    assert "kirjoitusoikeutta" in said.err
    assert "StoreReadOnly" not in said.err


def test_a_user_without_roots_powers_writes_what_may_be_written(ask: Asker) -> None:
    allowed = ran(ask.home, *CLOSE_IT, through=PLAIN_USER)
    assert (allowed.status, allowed.err) == (0, "")


def grown(home: Path, blocks: int) -> tuple[str, ...]:
    """Give a prefix under which no file grows beyond a number of KiB: a disk that is full for this program."""
    return ("prlimit", f"--fsize={(database_size(home) // 1024 + blocks) * 1024}", "--")


def database_size(home: Path) -> int:
    return (home / "kemiflow.db").stat().st_size


def test_on_a_full_disk_nothing_is_half_written_and_with_room_again_it_goes_on(ask: Asker) -> None:
    long = "Perustelu on pitkä. " * 20_000
    words = ("record", "closed", "strategia", "--reason", long[:120_000])
    full = ran(ask.home, *words, through=grown(ask.home, 8))
    assert (full.status, len(full.err.splitlines()), "levy" in full.err) == (2, 1, True), full.err
    assert ask("verify").status == 0
    kinds = [one["kind"] for one in cast("list[dict[str, object]]", ask("history", "strategia", "--json").json())]
    assert kinds == ["opened"]
    assert ran(ask.home, *words).status == 0


def test_a_locked_database_is_said(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kemiflow.store.opening.open_store.__kwdefaults__", {"create": True, "patience": 0.1})
    with closing(sqlite3.connect(database(ask), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        said = ask("record", "closed", "strategia", "--reason", "Loppu.")
        other.execute("ROLLBACK")
    assert said.status == 2
    assert "yritä" in said.err


def test_of_two_who_decide_at_once_one_is_refused_and_nothing_is_doubled(ask: Asker) -> None:
    file = ask.file("decision.yaml", DECISION)
    words = ("record", "decision", "strategia", "--step", "draft", "--day", "2023-09-25", "--section")
    both = [program(ask.home, *words, section, "--from", file) for section in ("292", "293")]
    said = [one.communicate(timeout=60) for one in both]
    assert sorted(one.returncode for one in both) == [0, 2], said
    assert not any("Traceback" in err for _, err in said)
    lines = cast("list[dict[str, object]]", ask("history", "strategia", "--json").json())
    assert [one["kind"] for one in lines].count("decision") == 1
    assert ask("verify").status == 0


def test_what_nobody_foresaw_is_one_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert errors.tell(RuntimeError("rivi\nja toinen")) == errors.OUR_MISTAKE
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "rivi ja toinen" in said


def test_a_change_behind_the_journals_back_is_named_in_the_last_line(ask: Asker) -> None:
    with closing(sqlite3.connect(database(ask))) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f'DROP TRIGGER "{name}"')
        file.execute("""UPDATE records SET "by" = 'joku' WHERE stream = 'case/strategia' AND seq = 1""")
        file.commit()
    said = ask("verify")
    assert said.status == 1
    assert said.out.splitlines()[-1].endswith("case/strategia 1 opened")


def test_a_file_that_is_no_seal_is_named(ask: Asker) -> None:
    other = ask.file("other.json", "minutes")
    said = ask("verify", "--seal", other)
    assert (said.status, said.err) == (2, f"{other}: tämä ei ole tarkiste, tai sitä on muutettu.\n")


def test_a_vanished_stream_is_found_by_a_seal_kept_elsewhere(ask: Asker) -> None:
    seal = ask.file("seal.json", "")
    assert ask("seal", "--seal", seal).status == 0
    assert ask("verify", "--seal", seal).status == 0
    with closing(sqlite3.connect(database(ask))) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f'DROP TRIGGER "{name}"')
        file.execute("DELETE FROM records WHERE stream = 'case/strategia'")
        file.commit()
    said = ask("verify", "--seal", seal)
    assert said.status == 1
    assert "case/strategia 1 opened" in said.out

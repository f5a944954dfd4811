"""At night the journal is verified and sealed; what was changed is named, and nothing is sealed over it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from flows.verify import verify
from kemiflow.wiring import DATABASE, SEAL
from tests.flows.runs import Ended, run


def tamper(home: Path, *statements: str) -> None:
    """Change the database past its triggers, as somebody with the file could."""
    with closing(sqlite3.connect(home / DATABASE)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for statement in (*(f"DROP TRIGGER {name}" for (name,) in triggers), *statements):
            connection.execute(statement)
        connection.commit()


def test_an_intact_journal_is_sealed(home: Path) -> None:
    assert run(verify) == Ended(type="COMPLETED", sentence="Kirjaukset ovat eheät. Ketjuja: 4.")
    first = (home / SEAL).read_bytes()
    assert run(verify).completed
    assert (home / SEAL).read_bytes() != first


def test_a_changed_record_is_named_and_nothing_is_sealed_over_it(home: Path) -> None:
    run(verify)
    sealed = (home / SEAL).read_bytes()
    tamper(home, "UPDATE records SET \"on\" = '2023-04-13' WHERE stream = 'case/aloite-1'")
    ended = run(verify)
    assert (ended.type, ended.sentence[:60]) == (
        "FAILED",
        "Kirjaukset eivät ole eheät: case/aloite-1 1 opened (changed)"[:60],
    )
    assert (home / SEAL).read_bytes() == sealed


def test_a_stream_that_vanished_is_named(home: Path) -> None:
    run(verify)
    tamper(home, "DELETE FROM records WHERE stream = 'case/aloite-3'")
    assert "case/aloite-3" in run(verify).sentence

"""At a terminal a person is asked before anything goes on, once more before letters go; silence is a no."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import cast

import pytest

from kemiflow.app.kept import JournalMoved
from kemiflow.cli.frame import errors
from tests.edges.cli.homes import Asker

APPROVE = ("approve", "strategia", "--reason", "Talousarvio ei odota.")


def at_terminal(home: Path, words: Sequence[str], *answers: str) -> tuple[int, str]:
    """Give a command at a terminal, answer what it asks, and give its status and all that was shown."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kemiflow", "--home", str(home), *words]
    environment = {**os.environ, "TERM": "dumb", "COLUMNS": "200"}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as program:
        os.close(theirs)
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        shown = b""
        with suppress(OSError):
            while piece := os.read(ours, 4096):
                shown += piece
    os.close(ours)
    return program.returncode, shown.decode()


def kinds(ask: Asker) -> list[str]:
    lines = cast("list[dict[str, str]]", ask("history", "strategia", "--json").json())
    return [line["kind"] for line in lines]


def test_no_is_a_no_and_leaves_everything_as_it_was(ask: Asker) -> None:
    status, shown = at_terminal(ask.home, APPROVE, "n")
    assert (status, "Tallennetaanko?" in shown, "Traceback" in shown) == (2, True, False), shown
    assert kinds(ask) == ["opened"]


def test_silence_is_a_no(ask: Asker) -> None:
    assert at_terminal(ask.home, APPROVE, "")[0] == 2
    assert kinds(ask) == ["opened"]


def test_yes_goes_on_and_letters_wait_for_a_second_yes(ask: Asker) -> None:
    status, shown = at_terminal(ask.home, APPROVE, "y", "n")
    assert (status, shown.count("[y/N]")) == (0, 2), shown
    assert "approval_started" in kinds(ask)
    assert "letters_released" not in kinds(ask)


def test_a_second_yes_lets_the_letters_go(ask: Asker) -> None:
    status, shown = at_terminal(ask.home, APPROVE, "y", "y")
    assert status == 0, shown
    assert "letters_released" in kinds(ask)


def test_forgetting_asks_first(ask: Asker) -> None:
    status, shown = at_terminal(ask.home, ("people", "forget", "matti"), "n")
    assert (status, "ei saa takaisin" in shown) == (2, True), shown
    assert "matti" in ask("people", "list").out


def test_nobody_is_forgotten_because_nobody_was_there_to_be_asked(ask: Asker) -> None:
    said = ask("people", "forget", "matti")
    assert (said.status, "--yes" in said.err) == (2, True), said
    assert "matti" in ask("people", "list").out


def test_that_others_were_faster_is_one_sentence_which_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert errors.tell(JournalMoved("case/strategia", 3, 4)) == errors.BAD
    said = capsys.readouterr().err
    assert (len(said.splitlines()), "strategia" in said, "uudelleen" in said) == (1, True, True), said

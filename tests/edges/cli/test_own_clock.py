"""A home with a clock of its own: its day is set by hand, and what is no time is said with its place."""

from __future__ import annotations

from datetime import date

import pytest

from kemiflow.clock import clock_of
from tests.edges.cli.homes import Asker


@pytest.mark.parametrize("told", ["2023-10-13", "2023-10-13T18:00", "2023-10-13T18:00:00+03:00", "20231013"])
def test_the_day_of_a_home_is_set_by_writing_it_into_its_clock(ask: Asker, told: str) -> None:
    (ask.home / "clock").write_text(told + "\n", encoding="utf-8")
    assert clock_of(ask.home / "clock").today() == date(2023, 10, 13)
    assert [ask(*words).status for words in (("due",), ("remind",), ("letters", "send"))] == [0, 0, 0]


@pytest.mark.parametrize("told", [b"", b"huomenna\n", b"2023-02-30\n", b"13.10.2023", b"\xff\xfe"])
def test_a_clock_that_holds_no_time_is_said_with_its_place(ask: Asker, told: bytes) -> None:
    (ask.home / "clock").write_bytes(told)
    said = ask("due")
    assert (said.status, said.out, len(said.err.splitlines())) == (2, "", 1)
    assert str(ask.home / "clock") in said.err

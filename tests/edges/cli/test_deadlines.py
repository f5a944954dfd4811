"""Time limits for anybody, as other programs read them."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from kemiflow.cli import run

Captured = pytest.CaptureFixture[str]
NOTIFICATION = ("deadlines", "notification", "--remedy", "appeal", "--channel", "member", "--start", "2023-12-14")


def told(words: Sequence[str], captured: Captured) -> object:
    assert run(words) == 0
    return json.loads(captured.readouterr().out)


@pytest.mark.parametrize("words", [("--json", *NOTIFICATION), (*NOTIFICATION, "--json")], ids=["before", "after"])
def test_plain_data_is_asked_for_before_or_after_the_command(words: Sequence[str], capsys: Captured) -> None:
    assert told(words, capsys) == {
        "deemed": "2023-12-21",
        "last": "2024-01-22",
        "shifted": True,
        "reason": "lauantai",
        "personal_data_removal_from": "2024-01-23",
    }


def test_the_notice_of_a_council_meeting_goes_out_four_days_before(capsys: Captured) -> None:
    words = ("deadlines", "notice", "--meeting", "2023-12-11", "--json")
    assert told(words, capsys) == {"legal_latest": "2023-12-07", "practical_latest": "2023-12-07"}


def test_a_notice_stays_online_for_fourteen_days(capsys: Captured) -> None:
    words = ("deadlines", "publication", "--published", "1.12.2023", "--json")
    assert told(words, capsys) == {"last_day_online": "2023-12-15", "personal_data_removal_from": "2023-12-16"}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (("deadlines", "notice", "--meeting", "2023-02-30"), "2023-02-30"),
        (("deadlines", "notice", "--meeting", "1950-01-01"), "1950"),
        (("deadlines", "notice", "--meeting", "2016-01-01"), "2016-01-01"),
        (("deadlines", "notice"), "--meeting"),
        (("deadlines", "notice", "--meting", "2023-12-11"), "--meting"),
        (("deadlines", "notis"), "notis"),
        (("deadlines", "notification", "--remedy", "none", "--channel", "member", "--start", "2023-12-14"), "none"),
        (("deadlines", "notification", "--remedy", "appeal", "--channel", "mail", "--start", "2023-12-14"), "mail"),
        (("deadlines", "notice", "--meeting", "2023-12-11", "liikaa"), "liikaa"),
    ],
)
def test_what_was_asked_wrongly_is_named_in_one_sentence(words: Sequence[str], value: str, capsys: Captured) -> None:
    assert run(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert value in said.err
    assert len(said.err.splitlines()) == 1

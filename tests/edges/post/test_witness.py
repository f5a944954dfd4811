"""Who saw whether a letter left: lines of a relay's log, copies in a journal mailbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from kemiflow.app.kept import Parcel
from kemiflow.post.witness import JournalFolder, RelayLog
from tests.core.letters_cast import day

OWN = "<letter.maija.2023-09-29@mallila.example>"
PARCEL = Parcel(
    person="maija",
    letter="letter:2023-09-29",
    day=day("29.9."),
    subject="",
    eml=b"",
    message_id=OWN,
    dot_at="2023-09-29T04:00:30.000000Z",
)
BEFORE = "2023-09-29T06:50:00+03:00 relay postfix/qmgr[1]: 3A0: from=<x@y.example>, size=1, nrcpt=1 (queue active)\n"
AFTER = "2023-09-29T07:20:00+03:00 relay postfix/qmgr[1]: 3B0: from=<x@y.example>, size=1, nrcpt=1 (queue active)\n"
NAMED = f"2023-09-29T07:00:30+03:00 relay postfix/cleanup[2]: 4XyZ1: message-id={OWN}\n"
QUEUED = "2023-09-29T07:00:31+03:00 relay postfix/qmgr[1]: 4XyZ1: from=<kirjeet@mallila.example>, size=9, nrcpt=1\n"
EXIM = f"2023-09-29 07:00:31 +0300 1q0-00-1 <= kirjeet@mallila.example H=x P=esmtps S=9 id={OWN.strip('<>')}\n"


@pytest.mark.parametrize(
    ("log", "seen"),
    [
        (BEFORE + NAMED + QUEUED, True),
        (BEFORE + EXIM, True),
        (BEFORE + NAMED + AFTER, False),  # read and never queued: the connection broke before the dot
        (BEFORE + AFTER, False),
        (BEFORE + NAMED, None),  # too early to tell
        (BEFORE, None),
        (AFTER, None),  # the log begins after the dot: an older one may tell
        ("Sep 29 07:00:31 relay postfix/qmgr[1]: 3A0: from=<>\n", None),
        ("", None),
        (BEFORE + QUEUED + NAMED.replace("maija", "matti") + AFTER, False),
    ],
)
def test_a_log_tells_what_the_relay_accepted_and_says_no_only_when_it_must_know(
    tmp_path: Path, log: str, seen: object
) -> None:
    (tmp_path / "mail.log").write_text(log, encoding="utf-8")
    assert RelayLog(tmp_path / "mail.log").saw(PARCEL) is seen


def test_a_log_that_cannot_be_read_tells_nothing(tmp_path: Path) -> None:
    assert RelayLog(tmp_path / "mail.log").saw(PARCEL) is None


@pytest.mark.parametrize("place", ["new", "cur"])
def test_a_copy_in_the_journal_mailbox_tells_that_the_letter_left(tmp_path: Path, place: str) -> None:
    (tmp_path / place).mkdir()
    (tmp_path / place / "1.kirje").write_bytes(f"Subject: x\r\nMessage-ID: {OWN}\r\n\r\nHei\r\n".encode())
    assert JournalFolder(tmp_path).saw(PARCEL) is True


def test_a_journal_mailbox_without_the_copy_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1.kirje").write_bytes(b"Subject: x\r\n\r\nHei\r\n")
    assert JournalFolder(tmp_path).saw(PARCEL) is None
    assert JournalFolder(tmp_path / "nowhere").saw(PARCEL) is None

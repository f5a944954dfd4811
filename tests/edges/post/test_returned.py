"""Reports of delivery and automatic answers are told from what people wrote, and name the letter they speak of."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.app.letters.returned import Returned, Sort
from kemiflow.post.returned import LARGEST, NoMessage, read

LETTER = "<letter.maija.2023-10-12@kaupunki.example>"
REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@posti.example>
To: kemiflow@kaupunki.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="raja"

--raja
Content-Type: text/plain; charset=utf-8

This is the mail system.
--raja
Content-Type: message/delivery-status

Reporting-MTA: dns; posti.example
Arrival-Date: Thu, 12 Oct 2023 07:00:03 +0300

Final-Recipient: rfc822; maija@kaupunki.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} No such mailbox

--raja
Content-Type: {quoted}

From: kemiflow <kemiflow@kaupunki.example>
Subject: Tiedot
Message-ID: {letter}

--raja--
"""


def report(action: str = "failed", status: str = "5.1.1", quoted: str = "message/rfc822") -> bytes:
    text = REPORT.format(action=action, status=status, quoted=quoted, letter=LETTER)
    return text.replace("\n", "\r\n").encode()


def answer(**fields: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = "maija@kaupunki.example"
    message["Subject"] = "Poissa 20.10. asti"
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    message.set_content("Olen lomalla.")
    return message.as_bytes()


@pytest.mark.parametrize("quoted", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_of_failure_names_the_letter_it_quotes_whole_or_in_part(quoted: str) -> None:
    assert read(report(quoted=quoted)) == Returned(sort=Sort.FAILED, letters=(LETTER,), status="5.1.1")


@pytest.mark.parametrize("status", ["5.1.1", "5.1.2", "5.1.10", "5.2.1", "5.4.4"])
def test_a_mailbox_that_is_not_there_is_a_dead_address(status: str) -> None:
    assert read(report(status=status)).dead


@pytest.mark.parametrize("status", ["5.2.2", "5.7.1", "5.3.4", "4.4.7", "5.0.0"])
def test_a_full_mailbox_or_a_policy_is_no_dead_address(status: str) -> None:
    assert read(report(status=status)).sort is Sort.FAILED
    assert not read(report(status=status)).dead


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_a_report_that_names_no_failure_is_a_notice(action: str) -> None:
    assert read(report(action=action, status="4.4.1")).sort is Sort.NOTICE


@pytest.mark.parametrize(
    "fields",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "Auto-Replied; owner-email=maija@kaupunki.example"},
        {"Auto_Submitted": "auto-generated"},
        {"X_Autoreply": "yes"},
        {"Precedence": "auto_reply"},
    ],
)
def test_an_automatic_answer_is_told_from_its_headers(fields: dict[str, str]) -> None:
    assert read(answer(In_Reply_To=LETTER, **fields)) == Returned(sort=Sort.AUTOMATIC, letters=(LETTER,))


@pytest.mark.parametrize("fields", [{}, {"Auto_Submitted": "no"}, {"X_Auto_Response_Suppress": "All"}])
def test_what_a_person_wrote_is_left_to_people(fields: dict[str, str]) -> None:
    assert read(answer(In_Reply_To=LETTER, **fields)).sort is Sort.WRITTEN


def test_the_letter_that_was_answered_comes_last() -> None:
    came = read(answer(References=f"<case.strategia@kaupunki.example> {LETTER}", Auto_Submitted="auto-replied"))
    assert came.letters[-1] == LETTER


@pytest.mark.parametrize("data", [b"", b"\r\n\r\nhei", b"x" * (LARGEST + 1)])
def test_what_is_no_message_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NoMessage):
        read(data)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    try:
        came = read(b"Subject: x\r\n" + data)
    except NoMessage:
        return
    assert came.sort in Sort


@given(cut=st.integers(min_value=0, max_value=len(report())), put=st.binary(max_size=40))
def test_no_damaged_report_breaks_the_reading(cut: int, put: bytes) -> None:
    whole = report()
    try:
        came = read(whole[:cut] + put + whole[cut + len(put) :])
    except NoMessage:
        return
    assert came.sort in Sort

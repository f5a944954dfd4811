"""Reports of delivery and automatic answers are told from what people wrote, and name the letter they speak of."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.app.letters.outgoing import Named
from kemiflow.app.letters.returned import Failure, Returned, Sort
from kemiflow.post.returned import MANY, read
from kemiflow.post.sparing import FIELD, FIELDS, LARGEST, LINES, PARTS, READ, NoMessage

LETTER = "<letter.maija.2023-10-12.0123456789abcdef0123@kaupunki.example>"
NAMED = Named(message_id=LETTER, person="maija", letter="letter:2023-10-12")
MAIJA = "maija@kaupunki.example"
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
    failure = Failure(addresses=(MAIJA,), status="5.1.1")
    assert read(report(quoted=quoted)) == Returned(sort=Sort.FAILED, letters=(NAMED,), failures=(failure,))


@pytest.mark.parametrize("quoted", ["message/global", "message/global-headers", "Message/Global"])
def test_a_report_about_an_address_beyond_ascii_is_read_like_any_other(quoted: str) -> None:
    plain = report(quoted=quoted).replace(b"message/delivery-status", b"message/global-delivery-status")
    told = plain.replace(b"rfc822; maija@kaupunki", "utf-8; äijä@kaupunki".encode())
    failure = Failure(addresses=("äijä@kaupunki.example",), status="5.1.1")
    assert read(told) == Returned(sort=Sort.FAILED, letters=(NAMED,), failures=(failure,))


@pytest.mark.parametrize("status", ["5.1.1", "5.1.2", "5.1.10", "5.2.1", "5.4.4"])
def test_a_mailbox_that_is_not_there_is_a_dead_address(status: str) -> None:
    assert [one.dead for one in read(report(status=status)).failures] == [True]


@pytest.mark.parametrize("status", ["5.2.2", "5.7.1", "5.3.4", "4.4.7", "5.0.0"])
def test_a_full_mailbox_or_a_policy_is_no_dead_address(status: str) -> None:
    assert [one.dead for one in read(report(status=status)).failures] == [False]


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
    assert read(answer(In_Reply_To=LETTER, **fields)) == Returned(sort=Sort.AUTOMATIC, letters=(NAMED,))


@pytest.mark.parametrize("fields", [{}, {"Auto_Submitted": "no"}, {"X_Auto_Response_Suppress": "All"}])
def test_what_a_person_wrote_is_left_to_people(fields: dict[str, str]) -> None:
    assert read(answer(In_Reply_To=LETTER, **fields)).sort is Sort.WRITTEN


def test_the_letter_that_was_answered_comes_last() -> None:
    came = read(answer(References=f"<case.strategia@kaupunki.example> {LETTER}", Auto_Submitted="auto-replied"))
    assert came.letters[-1] == NAMED


def test_the_letter_that_was_answered_comes_last_also_when_both_fields_name_it() -> None:
    before = "<letter.maija.2023-10-11.0123456789abcdef0123@kaupunki.example>"
    came = read(answer(In_Reply_To=LETTER, References=f"{before} {LETTER}", Auto_Submitted="auto-replied"))
    assert [one.message_id for one in came.letters] == [before, LETTER]


def test_of_many_letters_that_one_answer_names_the_newest_are_looked_up() -> None:
    many = " ".join(f"<{number}@x.example>" for number in range(500))
    came = read(answer(References=f"{many} {LETTER}", Auto_Submitted="auto-replied"))
    assert len(came.letters) == MANY
    assert came.letters[-1] == NAMED


@pytest.mark.parametrize(
    "field",
    [
        "Final-Recipient: rfc822;maija+tiedot@kaupunki.example",
        "Final-Recipient: RFC822; <maija+tiedot@kaupunki.example>",
        "Final-Recipient: rfc822; maija+2Btiedot@kaupunki.example",
        "Final-Recipient: rfc822; muu@muualla.example\nOriginal-Recipient: rfc822;maija+2Btiedot@Kaupunki.Example",
        "Final-Recipient: rfc822;\n maija+tiedot@kaupunki.example",
    ],
)
def test_a_recipient_is_known_however_the_report_writes_it(field: str) -> None:
    data = report().replace(f"Final-Recipient: rfc822; {MAIJA}".encode(), field.replace("\n", "\r\n").encode())
    assert [one.of("maija+tiedot@kaupunki.example") for one in read(data).failures] == [True]
    assert [one.of("maija@kaupunki.example") for one in read(data).failures] == [False]


@pytest.mark.parametrize("told", [r"m\x{E4}ij\x{E4}@kaupunki.example", "mäijä@kaupunki.example"])
def test_a_recipient_beyond_ascii_is_known_escaped_and_plain(told: str) -> None:
    data = report().replace(f"rfc822; {MAIJA}".encode(), f"utf-8; {told}".encode())
    assert [one.of("mäijä@kaupunki.example") for one in read(data).failures] == [True]


@pytest.mark.parametrize("told", ["x400; c=FI;a= ;p=Malli", "rfc822;", "rfc822; maija", "", "rfc822; @"])
def test_a_recipient_that_is_no_mail_address_is_nobody(told: str) -> None:
    data = report().replace(f"rfc822; {MAIJA}".encode(), told.encode())
    assert [one.of(MAIJA) or one.of("") for one in read(data).failures] == [False]


def test_each_recipient_has_a_status_of_its_own() -> None:
    other = "Final-Recipient: rfc822; kirjeloki@kaupunki.example\r\nAction: failed\r\nStatus: 5.2.2\r\n\r\nFinal-"
    came = read(report().replace(b"Final-", other.encode()))
    assert [(one.addresses, one.status) for one in came.failures] == [
        (("kirjeloki@kaupunki.example",), "5.2.2"),
        ((MAIJA,), "5.1.1"),
    ]


def costly(part: str, times: int) -> bytes:
    """Give a report with something many times over, before all that it says."""
    return report().replace(b"--raja\r\n", part.replace("\n", "\r\n").encode() * times + b"--raja\r\n", 1)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(costly("--raja\nContent-Type: text/plain\n\na\n", 60_000), id="parts"),
        pytest.param(costly("--raja\n\na\n", PARTS), id="parts that are just too many"),
        pytest.param(costly("--raja\nContent-Type: message/delivery-status\n\n" + "a: b\n\n" * PARTS, 1), id="groups"),
        pytest.param(b"a: b\r\n" * (FIELDS + 1) + report(), id="fields"),
        pytest.param(b"a: " + b"b " * FIELD + b"\r\n" + report(), id="a field"),
        pytest.param((b"a: " + b"b" * (FIELD - 1) + b"\r\n") * 20 + report(), id="fields that are long together"),
        pytest.param(b"Content-Type: text/plain;" + b" a=b;" * READ + b"\r\n\r\na", id="parameters"),
        pytest.param(costly("\n", LINES), id="lines"),
        pytest.param(b"Content-Type: message/rfc822\r\n\r\n" * 3_000, id="messages in messages"),
        pytest.param(
            costly(f"--raja\nContent-Type: text/rfc822-headers\n\nMessage-ID: {'(a)' * 5_000}\n\n", 40),
            id="quoted fields",
        ),
    ],
)
def test_a_message_that_would_cost_much_to_read_is_none(data: bytes) -> None:
    assert len(data) <= LARGEST
    began = process_time()
    with pytest.raises(NoMessage):
        read(data)
    assert process_time() - began < 2  # seconds; some took half a minute


def test_a_field_in_thousands_of_brackets_stops_nothing() -> None:
    data = report().replace(LETTER.encode(), b"(" * 15_000)
    assert read(data).letters == ()


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

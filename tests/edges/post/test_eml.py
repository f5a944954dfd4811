"""A letter as a message."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.app.world import Written
from kemiflow.core.city import Person
from kemiflow.core.letters import Letter
from kemiflow.post.eml import NoMailAddress, Sender, compose
from tests.core.letters_cast import MAIJA, MATTI, PEOPLE, Mailbox, day, duty

WRITTEN = Written(
    subject="Projektin tiedot 27.10. mennessä: Yrityspalvelujen yksi luukku", body="Hei Maija,\n\n– öljy\n—\n"
)
SENDER = Sender(name="Mallila", address="kirjeet@mallila.example", reply_to="kirjaamo@mallila.example")


def letter(today: str = "29.9.", cases: tuple[str, ...] = ("strategia",)) -> Letter:
    (found,) = Mailbox().walk([replace(duty(id=case), case=case) for case in cases], day(today))
    return found


def message(found: Letter | None = None, written: Written = WRITTEN, *copies: Person) -> EmailMessage:
    _, data = compose(found or letter(), written, PEOPLE[MAIJA], copies, SENDER)
    read = message_from_bytes(data, policy=default)
    assert isinstance(read, EmailMessage)
    return read


def test_a_letter_is_the_same_bytes_each_time() -> None:
    assert compose(letter(), WRITTEN, PEOPLE[MAIJA]) == compose(letter(), WRITTEN, PEOPLE[MAIJA])


def test_letters_of_two_days_are_other_messages() -> None:
    assert compose(letter("29.9."), WRITTEN, PEOPLE[MAIJA])[0] != compose(letter("2.10."), WRITTEN, PEOPLE[MAIJA])[0]


def test_the_message_id_comes_from_the_person_and_the_day() -> None:
    own, _ = compose(letter(), WRITTEN, PEOPLE[MAIJA], (), SENDER)
    assert own == message()["Message-ID"] == "<letter.maija.2023-09-29@mallila.example>"


def test_a_letter_is_dated_at_seven_in_the_morning_in_helsinki_in_summer_and_in_winter() -> None:
    assert message()["Date"] == "Fri, 29 Sep 2023 07:00:00 +0300"
    assert message(letter("6.11."))["Date"] == "Mon, 06 Nov 2023 07:00:00 +0200"


def test_a_letter_says_from_whom_to_whom_and_where_answers_go() -> None:
    read = message()
    assert [read[name] for name in ("From", "To", "Reply-To", "List-Id")] == [
        "Mallila <kirjeet@mallila.example>",
        "Maija Malli <maija@kemi.example>",
        "kirjaamo@mallila.example",
        "Mallila <letters.mallila.example>",
    ]


def test_a_letter_declines_automatic_answers_but_not_delivery_reports() -> None:
    read = message()
    assert (read["Auto-Submitted"], read["X-Auto-Response-Suppress"]) == ("auto-generated", "OOF, AutoReply")


def test_letters_of_one_matter_stay_together() -> None:
    assert message()["References"] == message(letter("20.10."))["References"] == "<case.strategia@mallila.example>"


def test_a_letter_of_two_matters_refers_to_both() -> None:
    two = letter(cases=("strategia", "aloite"))
    assert message(two)["References"] == "<case.aloite@mallila.example> <case.strategia@mallila.example>"


def test_a_copy_goes_to_the_owner() -> None:
    assert message(None, WRITTEN, PEOPLE[MATTI])["Cc"] == "Matti Malli <matti@kemi.example>"
    assert message()["Cc"] is None


def test_a_letter_is_text_alone() -> None:
    read = message()
    assert (read.get_content_type(), read.get_content_charset()) == ("text/plain", "utf-8")


@given(
    st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=120),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=400),
)
def test_every_subject_and_text_comes_through_whole(subject: str, body: str) -> None:
    read = message(None, Written(subject=subject, body=f"{body}\n"))
    assert read["Subject"] == subject
    assert read.get_content().splitlines() == f"{body}\n".splitlines()


def test_no_subject_brings_a_header_of_its_own() -> None:
    with pytest.raises(ValueError, match=r"linefeed|newline"):
        message(None, replace(WRITTEN, subject="Tiedot\nBcc: muu@kemi.example"))


@pytest.mark.parametrize(
    "email", ["", "maija", "maija@", "maija@kemi.example\nBcc: x@kemi.example", "mäijä@kemi.example"]
)
def test_an_address_that_is_none_is_a_fault(email: str) -> None:
    with pytest.raises(NoMailAddress):
        compose(letter(), WRITTEN, replace(PEOPLE[MAIJA], email=email))


def test_a_person_of_any_id_has_a_message_id_of_one_word() -> None:
    strange = replace(letter(), person="maija malli <ä>@x")
    own, _ = compose(strange, WRITTEN, PEOPLE[MAIJA])
    assert own == "<letter.maija%20malli%20%3C%C3%A4%3E%40x.2023-09-29@kemi.example>"

"""A letter as a message."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, message_from_string
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.app.kept import Parcel
from kemiflow.app.letters.address import NoMailAddress
from kemiflow.app.letters.outgoing import Enclosed, Written
from kemiflow.core.city import Person
from kemiflow.core.letters import Letter
from kemiflow.post.eml import Sender, compose, redirected
from tests.core.letters_cast import MAIJA, MATTI, PEOPLE, Mailbox, day, duty

WRITTEN = Written(
    subject="Projektin tiedot 27.10. mennessä: Yrityspalvelujen yksi luukku", body="Hei Maija,\n\n– öljy\n—\n"
)
SENDER = Sender(name="Mallila", address="kirjeet@mallila.example", reply_to="kirjaamo@mallila.example")


def letter(today: str = "29.9.", cases: tuple[str, ...] = ("strategia",)) -> Letter:
    (found,) = Mailbox().walk([replace(duty(id=case), case=case) for case in cases], day(today))
    return found


def message(found: Letter | None = None, written: Written = WRITTEN, *copies: Person) -> EmailMessage:
    _, data = compose(found or letter(), written, [PEOPLE[MAIJA], *copies], SENDER)
    read = message_from_bytes(data, policy=default)
    assert isinstance(read, EmailMessage)
    return read


def test_a_letter_is_the_same_bytes_each_time() -> None:
    assert compose(letter(), WRITTEN, [PEOPLE[MAIJA]], SENDER) == compose(letter(), WRITTEN, [PEOPLE[MAIJA]], SENDER)


def test_letters_of_two_days_are_other_messages() -> None:
    assert (
        compose(letter("29.9."), WRITTEN, [PEOPLE[MAIJA]], SENDER)[0]
        != compose(letter("2.10."), WRITTEN, [PEOPLE[MAIJA]], SENDER)[0]
    )


def test_the_message_id_comes_from_the_person_the_day_and_the_mark() -> None:
    written = replace(WRITTEN, mark="0123456789abcdef0123")
    own, _ = compose(letter(), written, [PEOPLE[MAIJA]], SENDER)
    assert own == message(None, written)["Message-ID"]
    assert own == "<letter.maija.2023-09-29.0123456789abcdef0123@mallila.example>"


def test_a_long_message_id_stays_in_one_line() -> None:
    written = replace(WRITTEN, mark="0123456789abcdef0123")
    own, data = compose(replace(letter(), person="maija-kaarina.pitkanimi-malli"), written, [PEOPLE[MAIJA]], SENDER)
    assert f"\r\nMessage-ID: {own}\r\n".encode() in data
    kept = Parcel(person=MAIJA, letter="letter:2023-09-29", day=day("29.9."), subject="", eml=data, message_id=own)
    sent = redirected(kept, "koe@kemi.example")
    assert f"\r\nMessage-ID: {sent.message_id}\r\n".encode() in sent.eml


@given(st.lists(st.sampled_from(["Påminnelse,", "projektets", "28.10:", "Tvåspråkiga", "tjänster", "på"]), min_size=1))
def test_a_subject_reads_as_it_was_written_however_it_is_folded(words: list[str]) -> None:
    subject = " ".join(words)
    assert message(None, replace(WRITTEN, subject=subject))["Subject"] == subject
    _, data = compose(letter(), replace(WRITTEN, subject=subject), [PEOPLE[MAIJA]], SENDER)
    assert max(len(line) for line in data.partition(b"\r\n\r\n")[0].splitlines()) <= 78


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


def test_without_a_page_a_letter_is_text_alone() -> None:
    read = message()
    assert (read.get_content_type(), read.get_content_charset()) == ("text/plain", "utf-8")


def test_a_letter_goes_on_from_the_earlier_ones() -> None:
    before = ("<letter.maija.2023-09-29@mallila.example>", "<letter.maija.2023-10-18@mallila.example>")
    read = message(letter("20.10."), replace(WRITTEN, earlier=before))
    assert read["In-Reply-To"] == "<letter.maija.2023-10-18@mallila.example>"
    assert read["References"].split() == [
        "<case.strategia@mallila.example>",
        "<letter.maija.2023-09-29@mallila.example>",
        "<letter.maija.2023-10-18@mallila.example>",
    ]


def test_a_letter_has_text_a_page_and_its_days_in_that_order_and_the_same_bytes_each_time() -> None:
    calendar = Enclosed(name="maarapaivat.ics", method="PUBLISH", data=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    written = replace(WRITTEN, enclosed=(calendar,))
    data = [compose(letter(), written, [PEOPLE[MAIJA]], SENDER, "<p>Hei Mäijä</p>")[1] for _ in range(2)]
    assert data[0] == data[1]
    read = message_from_bytes(data[0], policy=default)
    kinds = [part.get_content_type() for part in read.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    (attached,) = read.iter_attachments()
    assert attached.get_filename() == "maarapaivat.ics"
    assert dict(attached["Content-Type"].params)["method"] == "PUBLISH"
    assert attached.get_content().encode().replace(b"\r\n", b"\n") == calendar.data.replace(b"\r\n", b"\n")
    assert read["Content-Language"] == "fi"
    page = read.get_body(("html",))
    assert page
    assert page.get_content().strip() == "<p>Hei Mäijä</p>"


@given(
    st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=120),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=400),
)
def test_every_subject_and_text_comes_through_whole(subject: str, body: str) -> None:
    read = message(None, Written(subject=subject, body=f"{body}\n"))
    assert read["Subject"] == subject
    assert read.get_content().splitlines() == f"{body}\n".splitlines()


@pytest.mark.parametrize("bad", ["Tiedot\nBcc: muu@kemi.example", "Tiedot\r\n\r\nsisältö", "Tiedot\x00\x1b[2J\u2028x"])
def test_neither_a_subject_nor_a_name_brings_a_header_of_its_own(bad: str) -> None:
    _, data = compose(letter(), replace(WRITTEN, subject=bad), [replace(PEOPLE[MAIJA], name=bad)], SENDER)
    read = message_from_bytes(data, policy=default)
    assert read["Bcc"] is None
    assert read.keys() == message().keys()
    assert read["Subject"].startswith("Tiedot ")
    assert [one.addr_spec for one in read["To"].addresses] == ["maija@kemi.example"]


@given(st.text(max_size=80))
def test_whatever_the_name_the_letter_goes_to_one_address(name: str) -> None:
    _, data = compose(letter(), WRITTEN, [replace(PEOPLE[MAIJA], name=name)], SENDER)
    read = message_from_bytes(data, policy=default)
    assert [one.addr_spec for one in read["To"].addresses] == ["maija@kemi.example"]
    assert read.keys() == message().keys()


@pytest.mark.parametrize(
    "name", ['Maija "Mimmi" Malli', "Malli, Maija", "Mäijä Mälli, vt. johtaja", "Malli (elv)", "M\\M"]
)
def test_a_name_is_quoted_as_it_is(name: str) -> None:
    _, data = compose(letter(), WRITTEN, [replace(PEOPLE[MAIJA], name=name)], SENDER)
    (to,) = message_from_bytes(data, policy=default)["To"].addresses
    assert (to.display_name, to.addr_spec) == (name, "maija@kemi.example")


BAD = [
    *("", "maija", "maija@", "@kemi.example", "maija@kemi.example\nBcc: x@kemi.example", "maija malli@kemi.example"),
    *(
        "maija@kemi.example, muu@kemi.example",
        "<maija@kemi.example>",
        "mäijä malli@kemi.example",
        "mä..jä@kemi.example",
    ),
    *("maija@kemi.example>\r\nRCPT TO:<x@y.example", f"{'ä' * 200}@kemi.example", f"maija@{'ä' * 80}.example"),
]


@pytest.mark.parametrize("email", BAD)
def test_an_address_that_is_none_is_a_fault(email: str) -> None:
    with pytest.raises(NoMailAddress):
        compose(letter(), WRITTEN, [replace(PEOPLE[MAIJA], email=email)], SENDER)


@pytest.mark.parametrize(
    ("email", "written"),
    [
        ("maija@hämeenlinna.example", "maija@xn--hmeenlinna-q5a.example"),
        ('"maija malli"@kemi.example', '"maija malli"@kemi.example'),
        ("mäijä.mälli@kemi.example", "mäijä.mälli@kemi.example"),
        ("maija+tiedot@kemi.example", "maija+tiedot@kemi.example"),
    ],
)
def test_an_address_with_finnish_letters_or_quotes_is_written_as_mail_programs_read_it(
    email: str, written: str
) -> None:
    _, data = compose(letter(), WRITTEN, [replace(PEOPLE[MAIJA], email=email)], SENDER)
    (to,) = message_from_string(data.decode(), policy=default)["To"].addresses
    assert to.addr_spec == written


def test_a_letter_to_a_test_address_goes_there_alone_and_says_to_whom_it_was_meant() -> None:
    own, data = compose(letter(), WRITTEN, [PEOPLE[MAIJA], PEOPLE[MATTI]], SENDER)
    kept = Parcel(person=MAIJA, letter="letter:2023-09-29", day=day("29.9."), subject="", eml=data, message_id=own)
    sent = redirected(kept, "koe@kemi.example")
    read = message_from_bytes(sent.eml, policy=default)
    assert [read["To"], read["Cc"]] == ["koe@kemi.example", None]
    assert read["Subject"].startswith("[Maija Malli <maija@kemi.example>] Projektin tiedot")
    assert read["Message-ID"] == sent.message_id != own


def test_a_person_of_any_id_has_a_message_id_of_one_word() -> None:
    strange = replace(letter(), person="maija malli <ä>@x")
    own, _ = compose(strange, WRITTEN, [PEOPLE[MAIJA]], SENDER)
    assert own == "<letter.maija%20malli%20%3C%C3%A4%3E%40x.2023-09-29@mallila.example>"

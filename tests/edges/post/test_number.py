"""A letter's number says openly whose it is, and holds a mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.app.letters.outgoing import Named
from kemiflow.post.number import message_id, named

MARK = "0123456789abcdef0123"
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)


@given(WORDS, WORDS)
def test_a_number_is_read_as_it_was_made(person: str, rest: str) -> None:
    number = message_id(person, f"letter:{rest}", "mallila.example", MARK)
    assert named(number) == Named(message_id=number, person=person, letter=f"letter:{rest}")


@pytest.mark.parametrize(
    "number",
    [
        message_id("maija", "letter:2023-09-29", "mallila.example"),
        f"<letter.maija.2023-09-29.{MARK[:-1]}@mallila.example>",
        f"<letter.maija%00.2023-09-29.{MARK}@mallila.example>",
        f"<redirected.letter.maija.2023-09-29.{MARK}@mallila.example>",
        "<abc@muualla.example>",
        "",
    ],
)
def test_a_number_without_a_mark_or_of_others_says_nothing(number: str) -> None:
    assert named(number) == Named(message_id=number)

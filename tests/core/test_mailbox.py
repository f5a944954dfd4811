"""Two spellings of one mail address, and two addresses."""

from __future__ import annotations

import pytest

from kemiflow.core.mailbox import same_mailbox


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("maija@kemi.example", "maija@Kemi.EXAMPLE"),
        ("maija@kemi.example", "maija@kemi.example."),
        ("maija@hämeenlinna.example", "maija@XN--hmeenlinna-q5a.example"),
        ("ma\u0308ija@kemi.example", "m\u00e4ija@kemi.example"),
    ],
)
def test_the_domain_has_no_case_and_one_form(one: str, other: str) -> None:
    assert same_mailbox(one, other)
    assert same_mailbox(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("maija@kemi.example", "matti@kemi.example"),
        ("maija@kemi.example", "maija@muu.example"),
        ("maija", "maija"),
        ("", ""),
        ("", "@"),
        (f"maija@{'ä' * 80}.example", "maija@kemi.example"),
    ],
)
def test_another_reader_or_host_is_another_address(one: str, other: str) -> None:
    assert not same_mailbox(one, other)
    assert not same_mailbox(other, one)

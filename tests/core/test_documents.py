"""Each kind of document gives its facts as plain values under names of its own."""

import dataclasses
from collections import Counter
from datetime import date
from typing import get_args

from kemiflow.core import documents
from kemiflow.core.documents import KINDS, NAMES, BoardItem, Document, Summary, SummaryRow, facts_of

CLASSES = [one for name in documents.__all__ if dataclasses.is_dataclass(one := getattr(documents, name))]


def test_every_kind_of_document_has_a_template_name() -> None:
    assert set(KINDS) == set(get_args(Document))
    assert len(set(KINDS.values())) == len(KINDS)


def test_every_field_has_a_finnish_name_and_no_two_of_a_kind_share_one() -> None:
    for one in CLASSES:
        names = Counter(NAMES[field.name] for field in dataclasses.fields(one))
        assert max(names.values()) == 1, one


def test_no_name_is_given_for_a_field_that_nobody_has() -> None:
    assert set(NAMES) == {field.name for one in CLASSES for field in dataclasses.fields(one)}


def test_facts_are_plain_values_all_the_way_down() -> None:
    document = Summary(title="T", register_number="1", date=date(2023, 6, 9), rows=(SummaryRow(giver="A", remark="x"),))
    assert facts_of(document)["rivit"] == [
        {"tunnus": "–", "antaja": "A", "huomio": "x", "ratkaisu": "–", "perustelu": "–", "paikka": "–"}
    ]


def test_what_is_not_known_stays_none_or_empty() -> None:
    facts = facts_of(BoardItem(title="T", register_number="1", body="KH", date=date(2023, 9, 25)))
    assert (facts["pykälä"], facts["asianro"], facts["päätös"], facts["esittelijä"]) == (None, None, [], "")

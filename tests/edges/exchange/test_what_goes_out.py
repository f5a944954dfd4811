"""Tables that no spreadsheet takes for formulas, and values that JSON can hold."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.core.days import Window
from kemiflow.core.values import Effect, Text
from kemiflow.exchange.jsonable import NotPlain, plain
from kemiflow.exchange.tables import to_csv
from tests.edges.exchange.shelf import kemi

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)


def cells(table: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline=""), delimiter=";"))


@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=4))
def test_no_cell_of_any_table_begins_like_a_formula(rows: list[list[str]]) -> None:
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in cells(to_csv(rows)) for cell in row)


@given(words=CELLS.filter(lambda word: word[:1].isalpha()))
def test_plain_words_come_back_as_they_were(words: str) -> None:
    assert cells(to_csv([["a", words]])) == [["a", words]]


def test_numbers_stay_numbers_and_nothing_is_an_empty_cell() -> None:
    assert to_csv([["=1+1", -5, None, date(2023, 9, 25)]]) == "\ufeff'=1+1;-5;;2023-09-25\r\n"


def test_values_of_the_core_become_plain_data() -> None:
    october = Window(first=date(2023, 10, 1), last=date(2023, 10, 31))
    assert plain({Effect.NOTED: (Text(text="x"), Text(text=None), october)}) == {
        "noted": ["x", None, {"first": "2023-10-01", "last": "2023-10-31"}]
    }


def test_a_whole_city_can_be_written_as_json() -> None:
    assert json.loads(json.dumps(plain(kemi())))["quiet"] == ["2023-12-27", "2023-12-28", "2023-12-29"]


def test_what_has_no_form_in_json_is_a_broken_world() -> None:
    with pytest.raises(NotPlain, match="object"):
        plain([object()])

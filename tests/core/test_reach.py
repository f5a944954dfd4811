"""How far forgetting reaches: a person is found by name, address and telephone, and nobody else is."""

from __future__ import annotations

import pytest

from kemiflow.core.city import Person
from kemiflow.core.reach import Marks, marks_of, stays
from kemiflow.core.records.case import CaseClosed
from kemiflow.core.values import Text
from tests.core.forecast_city import BOARD_292

ISMO = Person(id="ismo", name="Ismo Malli", email="ismo@kaupunki.example", phone="040 123 4567")
MARKS = marks_of("ismo", [ISMO, Person(id="eeva", name="Eeva Malli")])


@pytest.mark.parametrize(
    "text",
    [
        "Vastuuhenkilö on Ismo Malli.",
        "ISMO MALLI",
        "Kysy Ismo Mallilta, hän tietää.",
        "Malli, Ismo (poissa)",
        "To: ismo@kaupunki.example",
        "puh. 040 123 4567",
    ],
)
def test_a_person_is_found_by_name_address_and_telephone(text: str) -> None:
    assert MARKS.speaks(text)


@pytest.mark.parametrize("text", ["Eeva Malli", "Ismo Mallinen", "Jarismo Malli", "ismo", "xismo@kaupunki.example", ""])
def test_other_people_are_not_taken_for_the_person(text: str) -> None:
    assert not MARKS.speaks(text)


def test_a_name_that_two_people_bear_and_a_post_are_no_names_to_look_for() -> None:
    twins = [ISMO, Person(id="ismo2", name="Ismo Malli", email="toinen@kaupunki.example")]
    assert marks_of("ismo", twins).names == ("ismo@kaupunki.example", "040 123 4567")
    post = Person(id="manager", name="Kaupunginjohtaja", phone="100")
    assert marks_of("manager", [post]).names == ()


def test_of_somebody_unknown_nothing_is_found() -> None:
    assert not marks_of("nobody", [ISMO]).speaks("nobody")
    assert Marks(person="nobody").pattern is None


def test_decisions_of_bodies_stay_and_other_records_do_not() -> None:
    assert stays(BOARD_292.fact)
    assert not stays(CaseClosed(reason=Text(text="Ismo Malli ehdotti.")))

"""Minutes are read for what they say, and nothing is guessed."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kemiflow.exchange.minutes import read_minutes, same

MINUTES = """Kaupunginhallitus 25.09.2023 § 292
691/00.01.02/2021

Päätösehdotus
1. Luonnos merkitään tiedoksi.
2. Strategia tuodaan valtuustoon talousarvion yhteydessä.

Päätös
Valtuustolle järjestetään asiasta
iltakoulu lokakuussa.

2. Strategia tuodaan valtuustoon talousarvion yhteydessä.

Tiedoksi
Toimialat
"""


def test_section_day_and_the_paragraphs_of_the_decision_are_found() -> None:
    found = read_minutes(MINUTES)
    assert (found.section, found.day) == (292, date(2023, 9, 25))
    assert found.decided == (
        "Valtuustolle järjestetään asiasta iltakoulu lokakuussa.",
        "Strategia tuodaan valtuustoon talousarvion yhteydessä.",
    )
    assert not found.as_proposed


def test_numbered_clauses_are_parted_without_an_empty_line() -> None:
    assert read_minutes("Päätös\n1. Yksi.\n2. Kaksi\njatkuu.").decided == ("Yksi.", "Kaksi jatkuu.")


def test_the_last_decision_of_a_chain_is_the_decision() -> None:
    chain = "Päätös\nVanha.\n\nTiedoksi\nx\n\nKaupunginvaltuusto\nPäätös\nPäätösehdotus hyväksyttiin yksimielisesti."
    found = read_minutes(chain)
    assert found.decided == ("Päätösehdotus hyväksyttiin yksimielisesti.",)
    assert found.as_proposed


def test_text_without_headings_is_the_decision_itself() -> None:
    assert read_minutes("Asia jätettiin pöydälle.").decided == ("Asia jätettiin pöydälle.",)


def test_what_is_not_there_is_not_guessed() -> None:
    found = read_minutes("Päätös\nAsia palautettiin.")
    assert (found.section, found.day) == (None, None)
    assert read_minutes("Kokous 31.02.2023\nPäätös\nx").day is None


def test_clauses_are_the_same_whatever_their_dress() -> None:
    assert same("1. Luonnos  merkitään tiedoksi.", "luonnos merkitään tiedoksi")
    assert not same("Luonnos merkitään tiedoksi.", "Luonnosta ei merkitä tiedoksi.")


@given(st.text())
def test_no_text_at_all_stops_the_reading(text: str) -> None:
    found = read_minutes(text)
    assert all(one.strip() for one in found.decided)

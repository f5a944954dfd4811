"""Finnish inflections are found, and other words are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.core.stems import finds

TITLES = {
    "strategia": "Kaupunkistrategian päivittäminen",
    "strategian": "Uusi strategia 2026",
    "talousarvio": "Talousarvion laadintaohje",
    "iltakoulut": "Valtuuston iltakoulussa esitellään",
    "lautakunta": "Lautakunnan lausunto",
    "projektit": "Projektien vastuuhenkilöt",
    "kokous": "Kokouksen pöytäkirja",
    "päivitys": "Päivityksen luonnos",
    "valtuusto iltakoulu": "Valtuustolle järjestetään iltakoulu",
    "lausunto": "Lautakunnan lausunnon antaminen",
    "lausunnon": "Pyydetään lausuntoja",
    "kunta": "Kuntien yhteinen kunnanhallitus",
    "hanke": "Hankkeen rahoitus",
    "hankkeet": "Hanke hyväksyttiin",
    "lupa": "Luvan hakeminen",
    "luvut": "Tunnusluku",
    "tieto": "Tiedon hallinta",
    "hallitus": "Kaupunginhallituksen päätös",
    "hallituksen": "Kaupunginhallitus päätti",
    "päätös": "Päätöksen perustelut",
    "päivittäminen": "Strategian päivittämisen aikataulu",
    "päivittämisen": "Strategian päivittäminen",
    "kaupunki": "Kaupungin tilinpäätös",
    "sopimusten": "Sopimus tontista",
    "tontit": "Tontin vuokraus",
    "päiväkoti": "Päiväkodin rakentaminen",
    "KH 292": "KH 25.9.2023 § 292",
}


@pytest.mark.parametrize(("query", "title"), TITLES.items())
def test_an_inflection_is_found(query: str, title: str) -> None:
    assert finds(query, title)


@pytest.mark.parametrize("query", ["vesihuolto", "strategia vesihuolto", "hallintosääntö", "kau", "tiem"])
def test_another_word_is_not_found(query: str) -> None:
    assert not finds(query, "Kaupunkistrategian päivittäminen")


@given(st.text())
def test_no_query_at_all_stops_the_search(query: str) -> None:
    assert finds(query, query) in {True, False}
    assert finds("", query)

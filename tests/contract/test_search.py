"""Decisions are found by inflected words, newest first, page by page, and by nobody who may not read them."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kemiflow.app.kept import CaseRow, Derived
from kemiflow.app.lists.wanted import Wanted
from kemiflow.core.stems import finds
from kemiflow.core.values import Publicity
from kemiflow.store.engine import MEMORY
from kemiflow.store.found import MOST_WORDS
from kemiflow.store.opening import Store, open_store
from tests.contract.decisions import REST, listed, row_of
from tests.contract.drafts import AT, DAY
from tests.postgres import Server

EVERYBODY = frozenset({Publicity.PUBLIC})
SWORN = frozenset(Publicity)
WORDS = ("lausunto", "lausunnon", "strategia", "Kaupunkistrategian", "kunta", "lautakunnan", "292", "vesihuolto", "ei")


def found(store: Store, words: str, reads: frozenset[Publicity] = EVERYBODY) -> list[str]:
    return [row.case for _, row in store.lists.decisions(Wanted(words=words, reads=reads))]


@pytest.mark.parametrize(
    "words", ["strategia", "STRATEGIAN luonnokset", "kaupunki", "lausunto", "lausuntoja", "292", ""]
)
def test_inflections_and_parts_of_compounds_are_found(store: Store, words: str) -> None:
    listed(store, row_of("a", "Kaupunkistrategian luonnoksesta annetun lausunnon § 292"))
    assert found(store, words) == ["a"]


@pytest.mark.parametrize("words", ["vesihuolto", "strategia vesihuolto", "29", "2920", '"', "strateg% OR x", "*"])
def test_other_words_are_not_found_and_signs_ask_for_nothing_else(store: Store, words: str) -> None:
    listed(store, row_of("a", "Kaupunkistrategian luonnoksesta annetun lausunnon § 292"))
    assert found(store, words) == ([] if any(sign.isalnum() for sign in words) else ["a"])


def test_the_newest_come_first_and_pages_together_are_the_whole(store: Store) -> None:
    rows = [row_of(f"c{n}", "Lausunto", DAY + timedelta(days=n % 7)) for n in range(25)]
    listed(store, *rows)
    pages, before = [], None
    while page := store.lists.decisions(Wanted(words="lausunnot", before=before, limit=10)):
        pages.append([row for _, row in page])
        before = page[-1][0]
    assert [len(page) for page in pages] == [10, 10, 5]
    whole = [row for page in pages for row in page]
    assert {row.case for row in whole} == {row.case for row in rows}
    assert [row.on for row in whole] == sorted((row.on for row in rows), reverse=True)


def test_a_secret_word_is_found_by_those_who_may_read_it_alone(store: Store) -> None:
    listed(store, row_of("a", "Salainen kaupanhinta", level=Publicity.CONFIDENTIAL), row_of("b", "Kaupan lausunto"))
    assert found(store, "kaupanhinta") == []
    assert found(store, "kauppa") == ["b"]
    assert found(store, "kaupanhinta", SWORN) == ["a"]


def test_body_and_days_narrow_a_search(store: Store) -> None:
    listed(store, row_of("a", "Lausunto", DAY), row_of("b", "Lausunto", DAY + timedelta(days=9)))
    for wanted, expected in (
        (Wanted(words="lausunto", first=DAY + timedelta(days=1)), ["b"]),
        (Wanted(words="lausunto", last=DAY), ["a"]),
        (Wanted(words="lausunto", body="city_board"), ["b", "a"]),
        (Wanted(words="lausunto", body="council"), []),
        (Wanted(body="city_board", last=DAY), ["a"]),
    ):
        assert [row.case for _, row in store.lists.decisions(wanted)] == expected


def test_what_a_decision_no_longer_says_finds_nothing(store: Store) -> None:
    listed(store, row_of("a", "Strategia"))
    with store.journal.transaction(AT) as unit:
        unit.derive(Derived(row=CaseRow(case="a", wake_on=REST, last_seq=1), decisions=(row_of("a", "Vesihuolto"),)))
    assert (found(store, "strategia"), found(store, "vesihuolto")) == ([], ["a"])


def test_a_word_that_was_erased_stands_in_no_table_and_in_no_file(store: Store) -> None:
    listed(store, row_of("a", "Revontulet"), row_of("b", "Strategia"))
    with store.journal.transaction(AT) as unit:
        unit.derive(Derived(row=CaseRow(case="a", wake_on=REST, last_seq=1)))
    store.swept()
    with store.engine.begin() as connection:
        kept = connection.exec_driver_sql("SELECT word FROM words").scalars().all()
    assert "repontulet" not in kept
    assert "strategia" in kept
    if hasattr(store.place, "read_bytes"):
        assert b"repontulet" not in store.place.read_bytes()
    assert found(store, "strategia") == ["b"]


def test_a_word_with_more_inflections_than_are_looked_for_still_finds(store: Store) -> None:
    many = " ".join(f"strategia{number:04}" for number in range(MOST_WORDS + 50))
    listed(store, row_of("a", many), row_of("b", "strategia"))
    assert sorted(found(store, "strategia")) == ["a", "b"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), min_size=1, max_size=6),
    query=st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join),
)
def test_both_databases_find_the_same_as_reading_everything(texts: list[str], query: str, postgres: Server) -> None:
    rows = [row_of(f"c{n}", text, date(2023, 1, 1) + timedelta(days=n)) for n, text in enumerate(texts)]
    read = [row.case for row in reversed(rows) if finds(query, row.gist)]
    for place in (MEMORY, postgres.fresh()):
        store = open_store(place)
        listed(store, *rows)
        assert found(store, query) == read
        store.close()
        if place != MEMORY:
            postgres.drop(place)

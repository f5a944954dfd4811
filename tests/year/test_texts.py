"""What people read of the year, word for word and by rule; each golden text was read as a secretary reads it."""

import re
from collections.abc import Iterator

import pytest

from tests.year.lived import Year, golden_of, kept

BANNER = "[ESIMERKKI – ei Kemin kaupungin asiakirja]"
PROPOSED = "Kaupunginhallitus merkitsee kaupunkistrategian päivitysluonnoksen tiedoksi ja antaa evästyksensä"
NOTED = re.compile(
    r"luonno\w*[^.\n]{0,40}\btiedoksi|tiedoksi[^.\n]{0,40}luonno|evästy|merkittiin tiedoksi", re.IGNORECASE
)
LEFT_OVER = re.compile(r"\bNone\b|§ –|\{\{|\}\}|\{%|\bnull\b|\[\]|<\w+[ >.]|\.\.(?!\.)|  (?=\w)")
LISTED = re.compile(r"-(asia|poytakirja|taytantoonpano)\.txt$")
DECIDED = "## Päätös\n"


@pytest.fixture(scope="session")
def texts(year: Year) -> dict[str, str]:
    return golden_of(year)


def documents(texts: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if name.startswith("documents/")}


def noted(text: str) -> Iterator[str]:
    """Give the lines that speak of noting the draft or of guidance, the board's proposal apart."""
    return (line for line in text.splitlines() if NOTED.search(line.replace(PROPOSED, "")))


def test_the_year_leaves_the_texts_that_were_proof_read(texts: dict[str, str]) -> None:
    assert sorted(texts) == sorted(kept())


@pytest.mark.parametrize("name", kept())
def test_each_text_reads_word_for_word_as_it_was_read_before(texts: dict[str, str], name: str) -> None:
    assert texts.get(name) == kept()[name]


def test_nobody_reads_that_the_draft_was_noted_or_guidance_given(texts: dict[str, str]) -> None:
    assert {name: found for name, text in texts.items() if (found := list(noted(text)))} == {}


def test_a_noted_draft_would_be_seen() -> None:
    assert list(noted(f"Päätös\nLuonnos merkittiin tiedoksi.\n{PROPOSED}")) == ["Luonnos merkittiin tiedoksi."]


def test_what_was_proposed_of_the_draft_stands_before_the_decision(texts: dict[str, str]) -> None:
    minutes = [
        text for name, text in documents(texts).items() if name.endswith("2023-09-25-kaupunginhallitus-poytakirja.txt")
    ]
    chained = [text for name, text in documents(texts).items() if "kaupunginvaltuusto" in name]
    assert len(minutes) + len(chained) == 3
    for text in (*minutes, *chained):
        proposal, _, decision = text.partition(DECIDED)
        assert PROPOSED in proposal
        assert "iltakoulu lokakuussa" in decision.splitlines()[0]


def test_nothing_is_left_of_templates_or_of_what_nobody_knows(texts: dict[str, str]) -> None:
    read = {name: text for name, text in texts.items() if name not in {"history_keys.txt", "story.txt"}}
    assert {name: found[0] for name, text in read.items() if (found := LEFT_OVER.search(_without_heads(text)))} == {}


@pytest.mark.parametrize("text", ["§ None", "Mittarit.. Mittareita", "{{ otsikko }}", "Lista: []"])
def test_what_is_left_over_would_be_seen(text: str) -> None:
    assert LEFT_OVER.search(text)


def test_an_item_that_was_listed_has_no_yellow_gap(texts: dict[str, str]) -> None:
    listed = {name: text for name, text in texts.items() if LISTED.search(name)}
    assert len(listed) == 8
    assert [name for name, text in listed.items() if "[TÄYDENNÄ" in text] == []


def test_each_document_bears_the_banner(texts: dict[str, str]) -> None:
    papers = documents(texts)
    assert len(papers) == 26
    assert [name for name, text in papers.items() if not text.startswith(BANNER + "\n")] == []


def test_a_letter_tells_what_the_decision_behind_it_held_and_which_days_stay(texts: dict[str, str]) -> None:
    first = texts["letters/2023-09-29-maija-malli-details_first.txt"]
    assert "§ 292 (691/00.01.02/2021). Tiivistelmä: Valtuustolle järjestetään asiasta iltakoulu lokakuussa." in first
    moved = texts["letters/2023-10-18-maija-malli-moved.txt"]
    assert "Kaupunginhallituksen 27.11. ja valtuuston 11.12. kokoukset pysyvät ennallaan." in moved


def test_history_is_read_in_finnish(texts: dict[str, str]) -> None:
    assert "(ehdotuksesta poiketen, annettiin toimeksianto)" in texts["history.txt"]
    assert not re.search(r"\([a-z_]+, [a-z_]+\)", texts["history.txt"])


def test_one_person_gets_one_letter_a_day(year: Year) -> None:
    who_and_when = [path.stem.rpartition("-")[0] for path in year.letters]
    assert len(who_and_when) == len(set(who_and_when)) == 104


def _without_heads(text: str) -> str:
    return re.sub(r"(?m)^(From|To|Cc|Date): .*$|^\d{4}-\d\d-\d\d  |^    |^Sait tämän.*$", "", text)

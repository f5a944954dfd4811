"""What the secretary asks about the year's letters: the very text of any day, why each went, the log, the proof."""

import json
from pathlib import Path

import pytest

from kemiflow.demo import CASE
from kemiflow.wiring import Home
from tests.edges.cli.homes import Asker
from tests.year.lived import Year, kept
from tests.year.reading import LINK, document_text

LATE = "maija-malli/2023-11-06"


@pytest.fixture
def ask(home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asker:
    monkeypatch.setenv("KEMIFLOW_LANGUAGE", "fi")
    return Asker(home=home.path, captured=capsys)


def told(ask: Asker, *words: str) -> str:
    """Give what a command said that went well."""
    said = ask(*words)
    assert (said.status, said.err) == (0, "")
    return said.out


def test_a_preview_of_a_past_day_is_the_very_text_that_went_out(ask: Asker) -> None:
    (letter,) = json.loads(told(ask, "letters", "preview", "--day", "2023-11-06", "--person", "maija-malli", "--json"))
    golden = kept()["letters/2023-11-06-maija-malli-details_late.txt"].partition("\n\n")[2]
    assert LINK.sub(r"\1…", letter["body"]).rstrip() == golden.partition("\n[text/calendar")[0].rstrip()


def test_a_letter_is_explained(ask: Asker) -> None:
    assert told(ask, "letters", "why", LATE).splitlines() == [
        f"{LATE}: Ehtii vielä 8.11. klo 12 mennessä: Yrityspalvelujen yksi luukku (lähetetty)",
        "  projektin tiedot, strategia yksi-luukku:1: muistutus myöhästymisestä. Määräpäivä oli silloin 3.11.2023.",
    ]


def test_a_letter_that_is_not_there_is_one_sentence(ask: Asker) -> None:
    said = ask("letters", "why", "maija-malli/2023-01-01")
    assert (said.status, said.err.count("\n")) == (2, 1)


def test_the_log_has_each_letter_of_the_year_once(ask: Asker, year: Year) -> None:
    logged = json.loads(told(ask, "letters", "log", "--json"))
    assert len(logged) == len({(one["person"], one["letter"]) for one in logged}) == len(year.letters)
    assert {one["fate"] for one in logged} == {"sent"}


def test_the_proof_tells_of_a_project_from_its_first_letter_to_the_ruling(ask: Asker) -> None:
    proved = {one["what"]: one for one in json.loads(told(ask, "letters", "proof", CASE, "--json"))}
    luukku = proved["projektin tiedot: Yrityspalvelujen yksi luukku"]
    assert luukku["who"] == ["Maija Malli", "Matti Malli"]
    assert luukku["letters"][0] == "29.9.2023 ensimmäinen kirje, Maija Malli (yhdistettyjä muistutuksia: 1)"
    assert "7.11.2023 ratkaisupyyntö, Matti Malli" in luukku["letters"]
    assert luukku["rulings"] == ["7.11.2023 uusi päivä 8.11.2023 (Matti Malli)"]


def test_the_proof_in_word_reads_as_it_was_read_before(ask: Asker, tmp_path: Path) -> None:
    told(ask, "letters", "proof", CASE, "--word", str(tmp_path / "todiste.docx"), "--day", "2024-01-31")
    golden = Path(__file__).parent / "golden_proof.txt"
    assert document_text(tmp_path / "todiste.docx") == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("--person", "ei-ole"), ("--day", "32.1.2024")])
def test_a_preview_that_cannot_be_is_one_sentence(ask: Asker, words: tuple[str, ...]) -> None:
    said = ask("letters", "preview", *words)
    assert (said.status, said.err.count("\n")) == (2, 1)

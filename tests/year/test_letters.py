"""What the secretary asks about the year's letters: the very text of any day, why each went, the log, the proof."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kemiflow.demo import CASE
from kemiflow.wiring import Home
from tests.year.lived import Year, kept
from tests.year.reading import LINK, document_text

LATE = "maija-malli/2023-11-06"


def asked(home: Home, *words: str) -> str:
    command = [sys.executable, "-m", "kemiflow", "--home", str(home.path), *words]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def test_a_preview_of_a_past_day_is_the_very_text_that_went_out(home: Home) -> None:
    told = json.loads(asked(home, "letters", "preview", "--day", "2023-11-06", "--person", "maija-malli", "--json"))
    (letter,) = told
    golden = kept()["letters/2023-11-06-maija-malli-details_late.txt"].partition("\n\n")[2]
    assert LINK.sub(r"\1…", letter["body"]).rstrip() == golden.partition("\n[text/calendar")[0].rstrip()


def test_a_letter_is_explained(home: Home) -> None:
    told = asked(home, "letters", "why", LATE)
    assert told.splitlines() == [
        f"{LATE}: Ehtii vielä 8.11. klo 12 mennessä: Yrityspalvelujen yksi luukku (lähetetty)",
        "  projektin tiedot, strategia yksi-luukku:1: muistutus myöhästymisestä. Määräpäivä oli silloin 3.11.2023.",
    ]


def test_a_letter_that_is_not_there_is_one_sentence(home: Home) -> None:
    command = [sys.executable, "-m", "kemiflow", "--home", str(home.path), "letters", "why", "maija-malli/2023-01-01"]
    told = subprocess.run(command, capture_output=True, check=False, text=True)
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)


def test_the_log_has_each_letter_of_the_year_once(home: Home, year: Year) -> None:
    logged = json.loads(asked(home, "letters", "log", "--json"))
    assert len(logged) == len({(one["person"], one["letter"]) for one in logged}) == len(year.letters)
    assert {one["fate"] for one in logged} == {"sent"}


def test_the_proof_tells_of_a_project_from_its_first_letter_to_the_ruling(home: Home) -> None:
    proved = {one["what"]: one for one in json.loads(asked(home, "letters", "proof", CASE, "--json"))}
    luukku = proved["projektin tiedot: Yrityspalvelujen yksi luukku"]
    assert luukku["who"] == ["Maija Malli", "Matti Malli"]
    assert luukku["letters"][0] == "29.9.2023 ensimmäinen kirje, Maija Malli (yhdistettyjä muistutuksia: 1)"
    assert "7.11.2023 ratkaisupyyntö, Matti Malli" in luukku["letters"]
    assert luukku["rulings"] == ["7.11.2023 uusi päivä 8.11.2023 (Matti Malli)"]


def test_the_proof_in_word_reads_as_it_was_read_before(home: Home, tmp_path: Path) -> None:
    asked(home, "letters", "proof", CASE, "--word", str(tmp_path / "todiste.docx"), "--day", "2024-01-31")
    golden = Path(__file__).parent / "golden_proof.txt"
    assert document_text(tmp_path / "todiste.docx") == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("--person", "ei-ole"), ("--day", "32.1.2024")])
def test_a_preview_that_cannot_be_is_one_sentence(home: Home, words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "kemiflow", "--home", str(home.path), "letters", "preview", *words]
    told = subprocess.run(command, capture_output=True, check=False, text=True)
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)

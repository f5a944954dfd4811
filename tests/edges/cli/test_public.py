"""The public version of a history at the command line, and the secretary's line when names must go."""

from __future__ import annotations

from typing import cast

import pytest

from tests.edges.cli.homes import DECISION, Asker

SECTION = ("--step", "draft", "--day", "2023-09-25", "--section", "292")
NAMED = DECISION.replace("järjestetään iltakoulu lokakuussa.\nclauses", "järjestää iltakoulun Maija Malli.\nclauses")


@pytest.fixture
def told(ask: Asker) -> Asker:
    """Give a home in which § 292 names somebody, may be appealed against, and was published on 2.10."""
    assert "Maija Malli" in NAMED
    file = ask.file("decision.yaml", f"{NAMED}remedy: appeal\n")
    assert ask("record", "decision", "strategia", *SECTION, "--from", file).status == 0
    (ask.home / "clock").write_text("2023-11-09T08:00:00+00:00\n", encoding="utf-8")
    for words in (["minutes-checked"], ["published", "--channel", "member"]):
        day = "2023-09-27" if words == ["minutes-checked"] else "2023-10-02"
        assert ask("record", words[0], "strategia", "--step", "draft", *words[1:], "--day", day).status == 0
    return ask


def version(ask: Asker, day: str) -> dict[str, object]:
    return cast("dict[str, object]", ask("history", "strategia", "--public", "--day", day, "--json").json())


def test_the_public_version_names_people_until_the_time_for_a_remedy_has_ended(told: Asker) -> None:
    said = told("history", "strategia", "--public", "--day", "2023-11-08").out
    assert "Julkinen versio, tilanne 8.11.2023." in said
    assert "nimet on poistettava verkosta 9.11.2023 alkaen" in said
    assert "järjestää iltakoulun Maija Malli" in said
    assert "Vaatii sinulta" not in said
    said = told("history", "strategia", "--public", "--day", "2023-11-09").out
    assert "Julkinen versio, tilanne 9.11.2023." in said
    assert "järjestää iltakoulun [nimi poistettu muutoksenhakuajan päätyttyä]" in said
    assert "Malli" not in said


def test_as_json_it_has_its_day_and_no_ids_of_persons(told: Asker) -> None:
    before, after = version(told, "2023-11-08"), version(told, "2023-11-09")
    assert (before["as_of"], before["remove_names_from"]) == ("2023-11-08", "2023-11-09")
    assert (after["as_of"], after["remove_names_from"]) == ("2023-11-09", None)
    assert "Maija Malli" in str(before)
    assert "Malli" not in str(after)
    for one in cast("list[dict[str, object]]", after["lines"]):
        assert not {"by", "key", "letters"} & set(one)
    assert not {"sanni", "maija", "matti"} & set(str(after).replace("'", " ").split())


def test_the_history_itself_keeps_everything(told: Asker) -> None:
    assert "Maija Malli" in told("history", "strategia").out


def test_a_day_before_the_matter_was_opened_is_told_in_a_sentence(told: Asker) -> None:
    said = told("history", "strategia", "--public", "--day", "2023-02-01")
    assert said.status == 2
    assert "ei ollut vielä avattu" in said.err


def test_due_tells_the_secretary_from_that_day_for_fourteen_days(told: Asker) -> None:
    line = "§ 292: muutoksenhakuaika päättyi 8.11. – poista henkilötiedot kaupungin verkkosivuilta"
    assert told("walk").status == 0
    said = told("due").out
    assert line in said
    row = next(one for one in said.splitlines() if line in one)
    assert "to 9.11." in row
    assert "myöhässä" not in row
    for day, shown in (("2023-11-22", True), ("2023-11-23", False)):
        (told.home / "clock").write_text(f"{day}T08:00:00+00:00\n", encoding="utf-8")
        assert told("walk").status == 0
        assert (line in told("due").out) is shown

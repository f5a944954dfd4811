"""A home from the command line: set up, filled, walked, kept."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from tests.edges.cli.homes import PEOPLE, Asker


def test_a_city_file_is_never_overwritten_and_its_edits_are_adopted(ask: Asker) -> None:
    file = ask.home / "city.yaml"
    assert "käytössä" in ask("init").out
    edited = file.read_text(encoding="utf-8").replace("motion_months: 6", "motion_months: 5")
    file.write_text(edited, encoding="utf-8")
    assert "otettiin käyttöön" in ask("init").out
    assert file.read_text(encoding="utf-8") == edited
    assert cast("dict[str, object]", ask("city", "show", "--json").json())["motion_months"] == 5


def test_a_home_gets_commented_settings_of_the_post_and_keeps_its_own(ask: Asker) -> None:
    post = ask.home / "post.toml"
    commented = post.read_text(encoding="utf-8")
    assert '# host = "' in commented
    (ask.home / "city.yaml").unlink()
    post.write_text('host = "relay.example"\n', encoding="utf-8")
    (ask.home / "kemiflow.db").rename(ask.home / "elsewhere.db")
    assert ask("init").status == 0
    assert post.read_text(encoding="utf-8") == 'host = "relay.example"\n'


def test_another_installation_is_refused(ask: Asker) -> None:
    (ask.home / "city.yaml").unlink()
    said = ask("init")
    assert said.status == 2
    assert "toinen asennus" in said.err


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_the_home_is_named_before_or_after_the_command(ask: Asker, *, before: bool) -> None:
    elsewhere = Asker(home=ask.home.parent / "none", captured=ask.captured)
    assert elsewhere("cases", "list", "--json").status == 2
    named = ("--home", str(ask.home))
    words = (*named, "cases", "list") if before else ("cases", "list", *named)
    assert elsewhere(*words, "--json").status == 0


def test_the_home_and_the_person_may_come_from_the_surroundings(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEMIFLOW_BY", "matti")
    refused = ask("record", "closed", "strategia", "--reason", "Loppu.")
    assert (refused.status, "matti" in refused.err) == (2, True)
    assert ask("--by", "sanni", "record", "closed", "strategia", "--reason", "Loppu.").status == 0


def test_people_come_with_their_roles_once(ask: Asker) -> None:
    file = ask.file("people.csv", PEOPLE)
    assert cast("dict[str, int]", ask("people", "import", file, "--json").json()) == {"people": 3, "roles": 0}
    people = cast("list[dict[str, object]]", ask("people", "list", "--json").json())
    assert {str(one["id"]): one["roles"] for one in people}["matti"] == ["director:vitality"]


def test_a_forgotten_person_is_gone_and_the_journal_is_whole(ask: Asker) -> None:
    assert ask("people", "forget", "matti", "--yes").status == 0
    assert "matti" not in ask("people", "list").out
    assert ask("verify").status == 0


def test_a_meeting_keeps_its_name_when_it_moves(ask: Asker) -> None:
    assert ask("meetings", "move", "council-2023-12-11", "--to", "18.12.2023").status == 0
    coming = cast("list[dict[str, object]]", ask("meetings", "list", "--json").json())
    (moved,) = (one for one in coming if one["id"] == "council-2023-12-11")
    assert (moved["day"], moved["moved_from"]) == ("2023-12-18", "2023-12-11")
    assert ask("meetings", "cancel", "council-2023-12-11", "--reason", "Ei asioita.").status == 0


def test_a_past_day_is_seen_with_the_calendar_of_that_day(ask: Asker) -> None:
    assert ask("meetings", "move", "city_board-2023-11-27", "--to", "28.11.2023").status == 0

    def board(day: str) -> object:
        told = cast("dict[str, list[dict[str, object]]]", ask("forecast", "strategia", "--day", day, "--json").json())
        return {one["step"]: one["proposed"] for one in told["steps"]}["draft"]

    assert board("2023-09-25") == "2023-11-27"
    assert board("2023-09-26") == "2023-11-28"


def test_a_walk_makes_documents_once(ask: Asker) -> None:
    assert ask("record", "begin", "strategia", "--step", "views", "--day", "2023-04-14").status == 0
    first = cast("dict[str, list[dict[str, object]]]", ask("walk", "--json").json())
    assert first["walked"][0]["made"]
    assert list((ask.home / "documents").glob("*.docx"))
    again = cast("dict[str, list[dict[str, object]]]", ask("walk", "strategia", "--json").json())
    assert again["walked"][0]["made"] == []


def test_the_secretarys_list_opens_the_documents_and_tells_what_went_by_itself(ask: Asker) -> None:
    assert ask("record", "begin", "strategia", "--step", "views", "--day", "2023-08-14").status == 0
    assert "Meni tänään itsestään" not in ask("due").out
    assert ask("walk").status == 0
    said = ask("due").out
    assert "Meni tänään itsestään: laadittuja asiakirjoja 8." in said
    shown = [line.split(": ", 1)[1] for line in said.splitlines() if line.startswith("   Asiakirja: ")]
    assert shown
    assert all(Path(file).is_file() for file in shown)
    listed = cast("list[dict[str, list[str]]]", ask("due", "--json").json())
    assert {Path(file).name for file in shown} == {name for one in listed for name in one["documents"]}


def test_a_walk_from_the_shell_is_noted_and_a_missing_one_is_named_by_the_doctor(ask: Asker) -> None:
    clock = ask.home / "clock"
    assert ask("walk").status == 0
    assert "Aamuajoa ei ole ajettu" not in ask("doctor").out
    assert ask("walk", "--dry-run").status == 0
    clock.write_text("2023-10-02T09:00:00\n", encoding="utf-8")
    assert "Aamuajoa ei ole ajettu 26.9.2023 jälkeen" in ask("doctor").out
    assert ask("walk", "--all").status == 0
    assert "Aamuajoa ei ole ajettu" not in ask("doctor").out


def test_the_doctor_names_own_templates_and_definitions_that_cannot_be_used(ask: Asker) -> None:
    templates, processes = ask.home / "templates" / "word", ask.home / "processes"
    for folder in (templates, processes):
        folder.mkdir(parents=True)
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    (templates / "history.docx").write_bytes(locked)
    (templates / "summary.docx").mkdir()
    (templates / "~$history.docx").write_bytes(b"Word has it open")
    (processes / "own.yaml").write_text("id: own\n", encoding="utf-8")
    said = ask("doctor")
    assert said.status == 1
    assert "history.docx: oma malli ei kelpaa" in said.out
    assert "summary.docx: oma malli ei kelpaa" in said.out
    assert "~$" not in said.out
    assert "own.yaml:1" in said.out


def test_what_is_forgotten_again_counts_for_nothing(ask: Asker) -> None:
    first, second = (
        cast("dict[str, object]", ask("people", "forget", "maija", "--yes", "--json").json()) for _ in range(2)
    )
    assert first["person"] == "maija"
    assert (second["texts"], second["letters"], second["documents"]) == (0, 0, [])


def test_a_demo_goes_into_the_home_that_is_named(ask: Asker) -> None:
    said = ask("demo", "--until", "2023-03-02")
    assert said.status == 2
    assert str(ask.home) in said.err


def test_a_dry_walk_tells_what_would_be_made_and_makes_nothing(ask: Asker) -> None:
    assert ask("record", "begin", "strategia", "--step", "views", "--day", "2023-04-14").status == 0
    told = cast("dict[str, list[dict[str, object]]]", ask("walk", "--all", "--dry-run", "--json").json())
    assert told["walked"][0]["made"]
    assert not (ask.home / "documents").exists()


@pytest.mark.parametrize("command", ["walk", "remind"])
def test_only_a_home_with_its_own_clock_is_walked_on_another_day(ask: Asker, command: str) -> None:
    assert ask(command, "--day", "2023-09-27").status == 0
    (ask.home / "clock").unlink()
    refused = ask(command, "--day", "2023-09-28")
    assert refused.status == 2
    assert "28.9.2023" in refused.err
    assert ask(command, "--day", "2023-09-28", "--dry-run").status == 0


def test_lists_are_made_again_as_they_were(ask: Asker) -> None:
    assert ask("walk").status == 0
    before = ask("due", "--json").out
    assert ask("rebuild").status == 0
    assert ask("due", "--json").out == before


def test_a_backup_is_a_database_and_replaces_none(ask: Asker) -> None:
    copy = ask.home.parent / "copy.db"
    assert ask("backup", str(copy)).status == 0
    assert ask("backup", str(copy)).status == 2


def test_several_remarks_are_resolved_by_one_file_or_none_of_them(ask: Asker) -> None:
    statement = "remarks:\n  - {id: ELV-1, question: 1, text: Yksi.}\n  - {id: ELV-2, question: 2, text: Kaksi.}\n"
    assert ask("record", "begin", "strategia", "--step", "views", "--day", "2023-04-14").status == 0
    given = ("record", "statement", "strategia", "--step", "views", "--body", "vitality", "--day", "2023-05-16")
    assert ask(*given, "--from", ask.file("statement.yaml", statement)).status == 0
    bad = "- {remark: ELV-1, resolution: taken}\n- {remark: ELV-9, resolution: noted}\n"
    before = ask("verify").out
    refused = ask("record", "remarks", "strategia", "--from", ask.file("bad.yaml", bad))
    assert (refused.status, ask("verify").out) == (2, before)
    good = bad.replace("ELV-9", "ELV-2")
    told = ask("record", "remarks", "strategia", "--from", ask.file("good.yaml", good), "--json").json()
    assert len(cast("list[object]", told)) == 2

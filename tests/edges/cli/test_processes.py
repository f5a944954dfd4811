"""Definitions at the command line: compared, drawn, and in force for a running matter."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from kemiflow.settings import processes_dir
from tests.edges.cli.homes import Asker

STRATEGY = (processes_dir() / "strategy_update.yaml").read_text(encoding="utf-8")


@pytest.fixture
def longer(ask: Asker) -> str:
    """Give the file of a definition that gives more time to answer."""
    return ask.file(
        "longer.yaml", STRATEGY.replace("answer_days: 47", "answer_days: 60").replace("version: 1", "version: 2")
    )


def test_two_definitions_are_compared_by_meaning(ask: Asker, longer: str) -> None:
    same = ask.file("same.yaml", STRATEGY.replace("\n\n", "\n# huomautus\n\n"))
    assert ask("process", "diff", "strategy_update", same).out == "Määritelmät tarkoittavat samaa.\n"
    told = ask("process", "diff", "strategy_update", longer).out.splitlines()
    assert told == ["~ views, vastausaika päivinä: 47 → 60", "~ hearing, vastausaika päivinä: 47 → 60"]


def test_every_field_that_can_differ_has_its_words(ask: Asker) -> None:
    said = ask("process", "diff", "strategy_update", "council_motion")
    assert (said.status, said.err) == (0, "")
    motion = (processes_dir() / "council_motion.yaml").read_text(encoding="utf-8")
    other = motion.replace("id: reply_preparation", "id: views").replace("[reply_preparation]", "[views]")
    assert (
        "views"
        in ask(
            "process",
            "diff",
            "council_motion",
            ask.file("other.yaml", other.replace("step: reply_preparation", "step: views")),
        ).out
    )


def test_a_running_matter_keeps_its_definition_until_it_is_moved(ask: Asker, longer: str) -> None:
    (ask.home / "processes").mkdir()
    (ask.home / "processes" / "strategy_update.yaml").write_bytes(Path(longer).read_bytes())
    begin = ("record", "begin", "strategia", "--step", "views", "--day", "2023-09-26")
    shown = ("process", "migrate", "strategia", "--to", "strategy_update", "--reason", "Lisää aikaa.")
    seen = ask(*shown, "--what-if")
    assert seen.status == 0
    assert "47 → 60" in seen.out
    assert "views: pysyy" in seen.out
    before = ask("history", "strategia", "--json").out
    assert ask("verify").status == 0
    assert ask("history", "strategia", "--json").out == before
    moved = ask(*shown, "--json")
    assert cast("dict[str, object]", moved.json())["moved"] is True
    assert "uuteen määritelmään" in ask("history", "strategia").out
    again = ask(*shown, "--yes")
    assert (again.status, "jo tämän määritelmän" in again.err) == (2, True)
    assert ask(*begin).status == 0
    assert ask("walk").status == 0
    due = cast("dict[str, list[dict[str, object]]]", ask("cases", "show", "strategia", "--json").json())["steps"]
    assert next(one["due"] for one in due if one["step"] == "views") == "2023-11-25"
    assert ask("verify").status == 0


def test_a_move_that_cannot_be_is_refused_in_one_sentence(ask: Asker) -> None:
    assert ask("record", "begin", "strategia", "--step", "views", "--day", "2023-09-26").status == 0
    said = ask("process", "migrate", "strategia", "--to", "council_motion", "--reason", "Vahinko.")
    assert said.status == 2
    assert "views" in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize(("form", "sign"), [("text", "[>] "), ("mermaid", ":::here"), ("svg", 'class="here"')])
def test_a_matter_is_drawn_with_its_place(ask: Asker, form: str, sign: str) -> None:
    assert sign in ask("process", "draw", "--case", "strategia", "--format", form).out
    assert sign not in ask("process", "draw", "strategy_update", "--format", form).out


def test_a_drawing_goes_into_a_file_and_wants_one_thing_to_draw(ask: Asker) -> None:
    out = ask.home.parent / "kulku.svg"
    assert ask("process", "draw", "strategy_update", "--format", "svg", "--out", str(out)).status == 0
    assert out.read_text(encoding="utf-8").startswith("<svg ")
    assert ask("process", "draw").status == 2
    assert ask("process", "draw", "strategy_update", "--case", "strategia").status == 2
    assert ask("process", "draw", "strategy_update", "--format", "png").status == 2

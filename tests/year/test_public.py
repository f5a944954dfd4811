"""The year's public version: of all the people of the city nobody is named once every time for a remedy has ended."""

import json
from datetime import date
from pathlib import Path

import pytest

from kemiflow.app import gather
from kemiflow.app.look import Look
from kemiflow.core.history import published
from kemiflow.core.history.public import Public, public
from kemiflow.demo import CASE
from kemiflow.wiring import Home
from tests.year.reading import FINNISH, document_text

ENDED = date(2024, 2, 2)  # the last minutes came out on 18.1. and stay online for 14 days
PRESENTER = "Matti Ruotsalainen"


def version(home: Home, day: date) -> Public:
    look = Look(home.world, gather.city(home.world), FINNISH, CASE, day)
    return public(look.lines, look.telling)


def forms(home: Home, day: date, folder: Path) -> dict[str, str]:
    made = version(home, day)
    paper = folder / "julkinen.docx"
    paper.write_bytes(home.world.papers.render(published.annex(made)).data)
    rows = "\n".join(" ".join(row) for row in published.rows(made))
    told = json.dumps(published.as_data(made), ensure_ascii=False)
    return {"word": document_text(paper), "json": told, "csv": rows}


def test_at_the_end_no_form_names_anybody_of_the_city(home: Home, tmp_path: Path) -> None:
    people = [one for one in home.world.people.all() if " " in one.name]  # the others are posts
    assert len(people) > 20
    for form, told in forms(home, ENDED, tmp_path).items():
        named = [one.id for one in people for mark in (one.id, one.name, one.email) if mark and mark in told]
        assert named == [], form
        assert PRESENTER not in told, form


@pytest.mark.parametrize(("day", "named"), [(date(2023, 10, 12), 1), (date(2023, 10, 13), 0)])
def test_section_292_keeps_its_presenters_name_for_fourteen_days_online(
    home: Home, tmp_path: Path, day: date, named: int
) -> None:
    told = forms(home, day, tmp_path)
    assert told["json"].count(PRESENTER) == told["word"].count(PRESENTER) == named
    assert ("nimet on poistettava verkosta 13.10.2023 alkaen" in told["word"]) == bool(named)
    assert "Kaupunginjohtaja" in told["json"]
    assert "Julkinen versio, tilanne" in told["word"]

"""A project's measures are drawn over time, and the same values stand in a table and go to programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from kemiflow.core.records.project import MeasureValue, ProgressReported
from kemiflow.core.values import OwnView, Text
from kemiflow.web.projects.course import number_in
from kemiflow.web.site import Site
from tests.app.home import at, founded, tell
from tests.core.test_plan import STORY
from tests.web.served import browser, program, served, site_for, token

LAST = STORY[-1][0]


@pytest.mark.parametrize(
    ("text", "number"),
    [("30 pv", 30), ("12,5 %", 12.5), ("noin 1 200 kpl", 1200), ("−3", -3), ("ei vielä", None), ("<b>7</b>", 7)],
)
def test_numbers_are_read_as_people_write_them(text: str, number: float | None) -> None:
    assert number_in(text) == number


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with founded(tmp_path_factory.mktemp("course") / "home") as home:
        for on, fact in STORY:
            tell(home, fact, on)
        for week, value in enumerate(("30 pv", "<script>24", "18,5 pv", "ei mitattu")):
            on = LAST + timedelta(weeks=week)
            values = (MeasureValue(measure="Lupa-aika", day=on, value=value),)
            report = ProgressReported(project="P1", view=OwnView.ON_TRACK, words=Text(text="Etenee."), values=values)
            tell(home, report, on, by="anni")
        at(home, date(2023, 11, 20))
        yield site_for(home)


def test_a_measure_is_drawn_and_the_table_says_the_same(site: Site) -> None:
    with served(site) as address, browser(address, site, "sanni") as client:
        page = client.get("/projektit/s/P1").text
    drawn = re.findall(r'<circle class="day"[^>]*><title>([^<]*)</title>', page)
    table = re.findall(r'<tr><td class="nowrap">([^<]*)</td><td>([^<]*)</td></tr>', page)
    assert drawn == [f"{day}: {value}" for day, value in table]
    assert [value for _, value in table] == ["30 pv", "&lt;script&gt;24", "18,5 pv"]
    assert len(re.findall(r'<line class="course"', page)) == 2


def test_programs_read_projects_and_documents(site: Site) -> None:
    with served(site) as address, program(address, token(site, "sanni")) as client:
        (project,) = client.get("/matters/s/projects").json()["items"]
        assert (project["id"], project["owner"], project["view"]) == ("P1", "anni", "on_track")
        assert [one["value"] for one in project["values"]] == ["30 pv", "<script>24", "18,5 pv", "ei mitattu"]
        assert client.get("/matters/s/documents").json() == {"items": [], "next": None}
        assert client.get("/matters/kissa/projects").status_code == 404

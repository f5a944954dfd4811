"""Decisions of all matters are found on the site and by programs, and secret ones by those who may read them alone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import httpx
import pytest

from kemiflow.app import walk
from kemiflow.core.city import Person
from kemiflow.core.records.city import RoleGiven
from kemiflow.core.values import Effect, Publicity, Relation, Role, Text
from kemiflow.web.site import Site
from tests.app.home import at, found, open_strategy, opened, tell, tell_city
from tests.core.course import clause, decision
from tests.web.conftest import only
from tests.web.forms import sentence
from tests.web.served import browser, program, site_for, token

PAGE = "/paatokset"
DAYS = [date(2023, 9, 4 + number) for number in range(23)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path: Path = tmp_path_factory.mktemp("search") / "home"
    found(path)
    with opened(path) as home:
        home.store.people.put(Person(id=only(Role.OWNER), name="Omistaja", email="o@kaupunki.example"))
        tell_city(home, date(2023, 3, 1), RoleGiven(person=only(Role.OWNER), role=Role.OWNER))
        made = decision("draft", "city_board", clause(Relation.REPLACED, Effect.ORDERED))
        for number, on in enumerate(DAYS):
            case = f"m{number:02}"
            open_strategy(home, case)
            gist = Text(text=f"Lautakunnan lausunnon nojalla järjestetään iltakoulu {number}.")
            secret = Text(text="Kauppahinta on miljoona.", publicity=Publicity.CONFIDENTIAL, ground="JulkL 24 §")
            at(home, on)
            tell(home, replace(made, section=100 + number, gist=secret if number == 3 else gist), on, case)
            walk.walk(home.world, case, on)
        yield site_for(home)


def headings(page: str) -> list[str]:
    return re.findall(r"<h3>(.*?)</h3>", page)


def test_inflected_words_are_found_newest_first_and_page_by_page(client: httpx.Client) -> None:
    first = client.get(PAGE, params={"haku": "lausunto iltakoulut"}).text
    assert len(headings(first)) == 20
    assert headings(first)[0].startswith("26.9.2023 · Kaupunginhallitus § 122")
    link = re.search(r'rel="next" href="([^"]+)"', first)
    assert link
    rest = client.get(link[1].replace("&amp;", "&")).text
    assert [one.split(" · ")[0] for one in headings(rest)] == ["5.9.2023", "4.9.2023"]
    assert 'rel="next"' not in rest


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 20),
        ("haku=vesihuolto", 0),
        ("haku=lausunto&alku=2023-09-25", 2),
        ("haku=lausunto&loppu=2023-09-04", 1),
        ("toimielin=council", 0),
        ("haku=104&toimielin=city_board", 1),
        ("haku=%3Cscript%3E", 0),
        ("haku=lausunto&ennen=kissa", 20),
        ("ennen=0", 0),
    ],
)
def test_words_body_and_days_narrow_the_search(client: httpx.Client, query: str, count: int) -> None:
    page = client.get(f"{PAGE}?{query}")
    assert page.status_code == 200
    assert len(headings(page.text)) == count
    assert "<script>" not in page.text


def test_a_day_that_is_none_is_told_in_a_sentence(client: httpx.Client) -> None:
    answer = client.get(f"{PAGE}?alku=31.2.2023")
    assert (answer.status_code, "ei kelpaa päiväksi" in sentence(answer)) == (400, True)


def test_a_secret_gist_is_found_and_read_by_those_who_may_alone(site: Site, address: str) -> None:
    for person, seen in (("sanni", True), (only(Role.OWNER), False)):
        with browser(address, site, person) as client:
            page = client.get(f"{PAGE}?haku=kauppahinta").text
            every = client.get(f"{PAGE}?loppu=2023-09-07").text
        assert (headings(page) != []) == seen
        assert ("miljoona" in every) == seen
        assert ("Salassa pidettävä" in every) != seen


def test_a_secret_gist_stands_on_the_page_of_those_who_may_read_it_and_in_no_file(site: Site, address: str) -> None:
    for person, seen in (("sanni", True), (only(Role.OWNER), False), ("sanni", True)):
        with browser(address, site, person) as client:
            page = client.get("/asiat/m03/historia").text
            files = [client.get(f"/asiat/m03/historia/{kind}").content for kind in ("csv", "json")]
            word = zipfile.ZipFile(io.BytesIO(client.get("/asiat/m03/historia/word").content))
        assert ("miljoona" in page) == seen
        assert ("Salassa pidettävä" in page) != seen
        assert not any(b"miljoona" in one for one in files)
        assert b"miljoona" not in word.read("word/document.xml")


def test_programs_find_the_same(site: Site, address: str) -> None:
    with program(address, token(site, "sanni")) as client:
        asked: dict[str, str | int] = {"words": "lausunnot", "limit": 15}
        first = client.get("/decisions", params=asked).json()
        rest = client.get("/decisions", params=asked | {"after": first["next"]}).json()
        assert [one["section"] for one in first["items"] + rest["items"]] == [n for n in range(122, 99, -1) if n != 103]
        assert rest["next"] is None
        assert client.get("/decisions", params={"words": "kauppahinta"}).json()["items"][0]["gist"] != ""
    with program(address, token(site, only(Role.OWNER))) as client:
        assert client.get("/decisions", params={"words": "kauppahinta"}).json()["items"] == []

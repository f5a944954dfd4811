"""The public version on the site: the same to every reader, in every form, and without names once they must go."""

from __future__ import annotations

import csv
import io
import json
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
from kemiflow.core.limits import Channel, Remedy
from kemiflow.core.records.city import RoleGiven
from kemiflow.core.records.decision import MinutesChecked, MinutesPublished, Motion
from kemiflow.core.values import Effect, Publicity, Relation, Role, Text
from kemiflow.web.site import Site
from tests.app.home import at, found, open_strategy, opened, tell, tell_city
from tests.core.course import clause, decision
from tests.web.conftest import only
from tests.web.forms import sentence
from tests.web.served import browser, site_for

PAGE = "/asiat/s/historia/julkinen"
BEFORE = "?paiva=2023-11-08"
GROUND = "JulkL 24.1 § 17 k"
GONE = "[nimi poistettu muutoksenhakuajan päätyttyä]"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give a site on the day on which the names of § 292 must go."""
    path: Path = tmp_path_factory.mktemp("public") / "home"
    found(path)
    with opened(path) as home:
        home.store.people.put(Person(id=only(Role.OWNER), name="Omistaja", email="o@kaupunki.example"))
        tell_city(home, date(2023, 3, 1), RoleGiven(person=only(Role.OWNER), role=Role.OWNER))
        open_strategy(home)
        secret = Text(text="Kauppahinta on miljoona.", publicity=Publicity.CONFIDENTIAL, ground=GROUND)
        made = decision("draft", "city_board", clause(Relation.REPLACED, Effect.ORDERED))
        motion = Motion(by="matti", seconded="elli", text=Text(text="Iltakoulu pidetään."), fate="hyväksyttiin")
        told = replace(
            made,
            section=292,
            clauses=(replace(made.clauses[0], proposed=secret),),
            gist=Text(text="Iltakoulun järjestää Maija Malli."),
            motions=(motion,),
            remedy=Remedy.APPEAL,
        )
        key = tell(home, told, date(2023, 9, 25)).records[0].key
        tell(home, MinutesChecked(decision=key), date(2023, 9, 27))
        tell(home, MinutesPublished(decision=key, channel=Channel.MEMBER), date(2023, 10, 2))
        at(home, date(2023, 11, 9))
        walk.walk(home.world, "s", date(2023, 11, 9))
        yield site_for(home)


def shown(client: httpx.Client, query: str = "") -> str:
    """Give what the page says, apart from the frame that names its reader."""
    found = re.search(r"<main.*?</main>", client.get(f"{PAGE}{query}").text, re.DOTALL)
    assert found
    return found[0]


def files(client: httpx.Client, query: str = "") -> dict[str, bytes]:
    word = zipfile.ZipFile(io.BytesIO(client.get(f"{PAGE}/word{query}").content))
    told = {kind: client.get(f"{PAGE}/{kind}{query}").content for kind in ("csv", "json")}
    return {**told, "word": word.read("word/document.xml")}


def test_the_history_leads_to_its_public_version_and_that_to_its_forms(client: httpx.Client) -> None:
    assert f'<a href="{PAGE}">Julkinen versio</a>' in client.get("/asiat/s/historia").text
    past = client.get("/asiat/s/historia?paiva=2023-11-08").text
    assert f'<a href="{PAGE}{BEFORE}">Julkinen versio</a>' in past
    page = shown(client, BEFORE)
    for kind in ("word", "csv", "json"):
        assert f'href="{PAGE}/{kind}{BEFORE}"' in page


def test_before_the_day_the_page_names_people_and_says_until_when(client: httpx.Client) -> None:
    page = shown(client, BEFORE)
    assert "Julkinen versio, tilanne 8.11.2023." in page
    assert "§ 292: nimet on poistettava verkosta 9.11.2023 alkaen." in page
    assert "Iltakoulun järjestää Maija Malli." in page
    assert "Matti Malli" in page
    for name, told in files(client, BEFORE).items():
        assert "Maija Malli" in told.decode(), name
        assert "nimet on poistettava verkosta 9.11.2023 alkaen" in told.decode(), name


def test_from_that_day_on_no_form_names_anybody(client: httpx.Client) -> None:
    for name, told in {"page": shown(client).encode(), **files(client)}.items():
        assert "Malli" not in told.decode(), name
        assert GONE in told.decode(), name
        assert "Julkinen versio, tilanne 9.11.2023." in told.decode(), name


def test_whoever_may_read_secret_parts_sees_the_same_as_whoever_may_not(site: Site, address: str) -> None:
    seen = []
    for person in ("sanni", only(Role.OWNER)):
        with browser(address, site, person) as reader:
            whole = reader.get("/asiat/s/historia").text
            assert ("miljoona" in whole) == (person == "sanni")
            seen.append((shown(reader, BEFORE), shown(reader), files(reader, BEFORE), files(reader)))
    assert seen[0] == seen[1]
    for told in (seen[0][0].encode(), *seen[0][2].values()):
        assert "miljoona" not in told.decode()
    assert f"Salassa pidettävä ({GROUND})" in seen[0][0]


def test_letters_authors_ids_and_what_is_asked_do_not_belong_to_it(client: httpx.Client) -> None:
    page = shown(client, BEFORE)
    for words in ("Vaatii sinulta", "Kirjeet", "Eheyden", "Sanni"):
        assert words not in page
    lines = json.loads(client.get(f"{PAGE}/json{BEFORE}").content)["lines"]
    assert not [one for one in lines if {"by", "key", "letters", "known_at"} & set(one)]


def test_the_table_begins_with_the_day_and_goes_on_with_a_head(client: httpx.Client) -> None:
    rows = list(csv.reader(io.StringIO(client.get(f"{PAGE}/csv").content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "Julkinen versio, tilanne 9.11.2023."
    assert rows[1] == ["Päivä", "Toimielin tai vaihe", "Tapahtuma", "Tulos"]
    assert rows[2][0] == "2023-03-01"


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("?paiva=2022-01-01", 404, "ei ollut vielä avattu"),
        ("?paiva=2099-01-01", 400, "vasta tulossa"),
    ],
)
def test_a_day_that_cannot_be_is_told_in_a_sentence(client: httpx.Client, query: str, status: int, said: str) -> None:
    for form in ("", "/word", "/csv", "/json"):
        answer = client.get(f"{PAGE}{form}{query}")
        assert (answer.status_code, said in sentence(answer)) == (status, True)


def test_the_secretarys_week_says_that_names_must_go_and_leads_there(site: Site, address: str) -> None:
    line = "Kaupunginhallitus § 292: muutoksenhakuaika päättyi 8.11. – poista henkilötiedot kaupungin verkkosivuilta"
    with browser(address, site, "sanni") as reader:
        week = reader.get("/").text.partition("Tällä viikolla")[2].partition("Ei kiireellistä")[0]
    task = next(one for one in week.split("<li") if line in one)
    assert f'href="{PAGE}"' in task
    assert "Julkinen versio" in task
    assert "myöhässä" not in task
    with browser(address, site, only(Role.OWNER)) as reader:
        assert line not in reader.get("/").text


@pytest.mark.parametrize(("language", "said"), [("sv", "Offentlig version, läget"), ("en", "Public version, as of")])
def test_it_is_told_in_swedish_and_english(site: Site, address: str, language: str, said: str) -> None:
    with browser(address, site, "sanni") as reader:
        reader.post("/kieli", data={"language": language})
        assert said in shown(reader)

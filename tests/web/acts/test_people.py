"""People come by a sheet, all or none, and go by being forgotten, with what that means shown first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from kemiflow.app import gather
from kemiflow.core.city import Person
from kemiflow.core.records.case import DeviationNoted
from kemiflow.core.values import Role, Text
from kemiflow.web.site import Site
from tests.app.home import at, found, open_strategy, opened, tell
from tests.web.forms import sentence
from tests.web.served import site_for

PAGE = "/yllapito/ihmiset"
HEAD = "id,name,title,email,phone,language,roles\n"
GOOD = HEAD + "uusi,Uusi Ihminen,Suunnittelija,uusi@kaupunki.example,040 1234567,fi,preparer\n"
TODAY = date(2023, 3, 2)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    found(tmp_path)
    with opened(tmp_path) as home:
        home.store.people.put(Person(id="liisa", name="Liisa Löytänen", email="liisa@kaupunki.example"))
        open_strategy(home)
        at(home, TODAY)
        tell(home, DeviationNoted(kind="other", step="draft", reason=Text(text="Liisa Löytänen vetäytyi.")), TODAY)
        yield site_for(home)


def bring(client: httpx.Client, sheet: str) -> httpx.Response:
    return client.post(PAGE, data={"once": "tuonti"}, files={"file": ("ihmiset.csv", sheet.encode(), "text/csv")})


def test_a_sheet_brings_people_with_their_roles(site: Site, client: httpx.Client) -> None:
    assert bring(client, GOOD).headers["location"] == f"{PAGE}?sanottu=people"
    city = gather.city(site.home.world)
    assert city.people["uusi"].phone == "040 1234567"
    assert (Role.PREPARER, None) in city.roles("uusi", TODAY)
    assert "Uusi Ihminen" in client.get(PAGE).text


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (GOOD + "toinen,,,ei-osoite,,fi,\n", "ihmiset.csv:3: email"),
        (GOOD + "toinen,Toinen,,toinen@kaupunki.example,,fi,keisari\n", "keisari"),
        ("", "tyhjä"),
        ("kissa;koira\n1;2\n", "id"),
    ],
)
def test_a_sheet_with_a_fault_brings_nobody_and_says_where_it_is(
    site: Site, client: httpx.Client, sheet: str, said: str
) -> None:
    answer = bring(client, sheet)
    assert answer.status_code == 422
    assert said in sentence(answer).casefold()
    assert "uusi" not in gather.city(site.home.world).people


def test_what_forgetting_means_is_shown_before_anything_is_erased(site: Site, client: httpx.Client) -> None:
    shown = client.get(f"{PAGE}/liisa/unohda").text
    assert "Liisa Löytänen" in shown
    assert "<dt>Tekstejä</dt><dd>1</dd>" in shown
    assert "vetäytyi" in client.get("/asiat/s/historia").text
    assert site.home.store.verify() == ()
    refused = client.post(f"{PAGE}/liisa/unohda", data={"once": "a", "name": "joku muu"})
    assert (refused.status_code, site.home.world.people.get("liisa") is None) == (422, False)


def test_a_person_is_forgotten_once_the_name_is_typed(site: Site, client: httpx.Client) -> None:
    told = client.post(f"{PAGE}/liisa/unohda", data={"once": "a", "name": "liisa löytänen"})
    assert "Henkilö on unohdettu" in told.text
    assert len(site.memo) == 0
    assert site.home.world.people.get("liisa") is None
    assert "Löytänen" not in client.get("/asiat/s/historia").text
    assert client.get(f"{PAGE}/liisa/unohda").status_code == 404
    assert site.home.store.verify() == ()


def test_nobody_forgets_oneself(site: Site, client: httpx.Client) -> None:
    assert "Omia tietoja ei voi unohtaa itse" in client.get(f"{PAGE}/sanni/unohda").text
    assert client.post(f"{PAGE}/sanni/unohda", data={"once": "b", "name": "Sanni Malli"}).status_code == 404
    assert site.home.world.people.get("sanni")

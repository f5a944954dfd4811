"""Acts around matters: one is opened, an item copied, somebody is away, held letters go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import httpx
import pytest

from kemiflow.app import gather, walk
from kemiflow.app.kept import Parcel, Posting
from kemiflow.core.identifiers import name_of
from kemiflow.web.site import Site
from tests.app.home import at, founded, tell
from tests.core.test_plan import STORY
from tests.web.forms import sentence
from tests.web.served import browser, site_for

TODAY = date(2023, 10, 9)
MATTER = {"title": "Kemin sataman yleissuunnitelma", "number": "12/10.02.03/2023", "process": "strategy_update"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with founded(tmp_path_factory.mktemp("acts") / "home") as home:
        for on, fact in STORY:
            tell(home, fact, on)
        at(home, TODAY)
        walk.walk(home.world, "s", TODAY)
        yield site_for(home)


def sent(client: httpx.Client, path: str, **fields: str) -> httpx.Response:
    return client.post(path, data={"once": f"{path}{sorted(fields.items())}", **fields})


def test_a_matter_is_opened_under_a_name_made_from_its_title(client: httpx.Client) -> None:
    answer = sent(client, "/uusi-asia", **MATTER, preparer="maija")
    assert answer.headers["location"] == "/asiat/kemin-sataman-yleissuunnitelma?sanottu=opened"
    page = client.get(answer.headers["location"]).text
    for words in ("Asia on avattu.", "12/10.02.03/2023", "Maija Malli"):
        assert words in page
    assert MATTER["title"] in client.get("/asiat").text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Otsikko"),
        ({"number": " "}, "Diaarinumero"),
        ({"process": "kissa"}, "Käsittelyn vaiheet"),
        ({"preparer": "kissa"}, "Vastuuvalmistelija"),
        ({"name": "§§§"}, "Lyhyt nimi"),
        ({"name": "s"}, "s"),
    ],
)
def test_what_is_wrong_with_a_new_matter_is_said_and_what_was_typed_stays(
    client: httpx.Client, changed: dict[str, str], said: str
) -> None:
    answer = sent(client, "/uusi-asia", **(MATTER | {"number": "99/2023"} | changed))
    assert answer.status_code == 422
    assert said in sentence(answer)
    assert changed.get("title", MATTER["title"]) in answer.text


def test_a_definition_that_is_not_sound_hides_no_other(client: httpx.Client, site: Site) -> None:
    own = site.home.path / "processes"
    own.mkdir()
    (own / "rikki.yaml").write_text("process: [", encoding="utf-8")
    try:
        assert sent(client, "/uusi-asia", **(MATTER | {"process": "rikki", "name": "rikki"})).status_code == 422
        page = client.get("/uusi-asia")
        assert (page.status_code, "rikki" in page.text, "strategy_update" in page.text) == (200, False, True)
    finally:
        (own / "rikki.yaml").unlink()
        own.rmdir()


def test_names_of_matters_are_letters_figures_and_lines() -> None:
    assert name_of("Äkäslompolon tieyhteys: ÖSTRA!") == "akaslompolon-tieyhteys-ostra"
    assert name_of("../../etc/passwd") == "etc-passwd"
    assert len(name_of("a" * 300)) == 40


def test_an_item_is_copied_part_by_part(client: httpx.Client) -> None:
    link = re.search(r'href="(/asiat/s/kopioi/[^"]+)"', client.get("/asiat/s").text)
    assert link
    page = client.get(link[1]).text
    parts = dict(re.findall(r'<textarea id="(\w+)" class="copied" readonly[^>]*>([^<]*)', page))
    assert "trategia" in parts["title"]
    assert "antoi kaupunginhallitukselle seuraavan lausunnon:" in parts["decision"]
    assert "proposal" not in parts
    assert client.get("/asiat/s/kopioi/kissa").status_code == 404


def test_everybody_tells_of_an_absence_of_the_own_and_of_no_other(site: Site, address: str) -> None:
    with browser(address, site, "anni") as client:
        answer = sent(client, "/tili/poissaolo", first="2023-10-16", last="20.10.2023", deputy="maija", away="sanni")
        assert answer.headers["location"] == "/tili?sanottu=absence"
        assert "16.10.2023–20.10.2023, sijainen Maija Malli" in client.get("/tili").text
        for last in ("kissa", "2023-10-15"):
            assert sent(client, "/tili/poissaolo", first="2023-10-16", last=last).status_code == 422
    assert [one.person for one in gather.city(site.home.world).absences] == ["anni"]


def held(site: Site, *days: int) -> None:
    for day in days:
        on = date(2023, 10, day)
        parcel = Parcel(
            person="anni",
            letter=f"letter:{on}",
            day=on,
            subject="Kirje",
            eml=b"x",
            message_id=f"<{on}>",
            state=Posting.HELD,
        )
        with site.home.world.journal.transaction(site.home.world.now()) as unit:
            unit.enqueue(parcel)


def test_held_letters_go_one_by_one_or_all_when_the_secretary_says_so(site: Site, client: httpx.Client) -> None:
    held(site, 2, 3, 4)
    outbox = site.home.world.outbox
    assert "Pidätetyt kirjeet" in client.get("/kirjeet").text
    assert sent(client, "/kirjeet/vapautus", letter="anni/2023-10-02").status_code == 303
    assert [one.day.day for one in outbox.letters(Posting.HELD)] == [3, 4]
    assert sent(client, "/kirjeet/vapautus").status_code == 303
    assert list(outbox.letters(Posting.HELD)) == []
    assert len(list(outbox.letters(Posting.PENDING))) == 3


def test_only_the_secretary_lets_letters_go(site: Site, address: str) -> None:
    held(site, 6)
    with browser(address, site, "maija") as client:
        assert sent(client, "/kirjeet/vapautus").status_code == 403
    assert len(list(site.home.world.outbox.letters(Posting.HELD))) == 1

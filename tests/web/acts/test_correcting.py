"""A mistake is mended on the page: the record stays, the history reads as corrected, and the reason with it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from kemiflow.app import gather
from kemiflow.core.records import Corrected
from kemiflow.core.records.case import PreparerNamed
from kemiflow.core.records.step import RoundBegun, StatementGiven
from kemiflow.core.values import Text
from kemiflow.web.site import Site
from tests.app.home import at, founded, tell
from tests.web.forms import fields, send, sentence
from tests.web.served import browser, served, site_for


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with founded(tmp_path / "home") as home:
        asked = (Text(text="Mikä?"),)
        begun = RoundBegun(step="views", round=1, asked=("vitality",), questions=asked, due=date(2023, 5, 31))
        tell(home, begun, date(2023, 4, 14))
        given = StatementGiven(step="views", round=1, body="vitality", day=date(2023, 5, 16), section=14, remarks=())
        tell(home, given, date(2023, 5, 16))
        at(home, date(2023, 5, 20))
        yield site_for(home)


def path_of(site: Site, kind: type) -> str:
    seq = next(one.seq for one in gather.matter(site.home.world, "s").records if isinstance(one.fact, kind))
    return f"/asiat/s/korjaus/{seq}"


def test_a_section_is_mended_and_both_stay_readable(client: httpx.Client, site: Site) -> None:
    path = path_of(site, StatementGiven)
    assert path in client.get("/asiat/s/kirjaukset").text
    typed = {**fields(client.get(path).text), "section": "41", "correction": "Pykälä oli väärin."}
    done = client.post(path, data=typed)
    assert done.status_code == 303, sentence(done)
    page = client.get("/asiat/s/historia").text
    assert "Elinvoimalautakunta § 41" in page or "§ 41" in page
    assert "Pykälä oli väärin." in page
    told = [one.fact for one in gather.matter(site.home.world, "s").records]
    assert [one.section for one in told if isinstance(one, StatementGiven)] == [14]
    assert len([one for one in told if isinstance(one, Corrected)]) == 1


def test_a_correction_needs_its_reason_and_a_day_that_has_been(client: httpx.Client, site: Site) -> None:
    path = path_of(site, StatementGiven)
    typed = {**fields(client.get(path).text), "section": "41"}
    assert "Täytä kohta" in sentence(client.post(path, data=typed))
    late = {**typed, "correction": "x", "on": "2099-01-01"}
    assert "Tulevaa ei kirjata" in sentence(client.post(path, data=late))


@pytest.mark.parametrize("seq", ["0", "999", "x", "-1"])
def test_a_record_that_is_none_cannot_be_mended(client: httpx.Client, seq: str) -> None:
    assert client.get(f"/asiat/s/korjaus/{seq}").status_code == 404


def test_nobody_mends_what_they_may_not_tell(site: Site) -> None:
    with served(site) as address, browser(address, site, "elli") as clerk:
        assert clerk.get(path_of(site, RoundBegun)).status_code == 403
        assert clerk.get(path_of(site, StatementGiven)).status_code == 200


def test_the_record_that_is_mended_does_not_look_like_something_just_saved(client: httpx.Client, site: Site) -> None:
    page = client.get(path_of(site, StatementGiven)).text
    assert "<blockquote>" in page
    assert 'role="status"' not in page


def test_a_person_is_chosen_by_name_and_nobody_else_is_taken(client: httpx.Client, site: Site) -> None:
    send(client, "/asiat/s/toimi/valmistelija", person="maija")
    path = path_of(site, PreparerNamed)
    page = client.get(path).text
    assert '<option value="maija" selected>Maija Malli</option>' in page
    typed = {**fields(page), "correction": "Väärä henkilö."}
    assert "Valitse luettelosta" in sentence(client.post(path, data={**typed, "person": "Maija Mali"}))
    assert client.post(path, data={**typed, "person": "sanni"}).status_code == 303

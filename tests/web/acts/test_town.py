"""The city's pages: a meeting is moved with its consequences in sight, people are let in, templates are checked."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from kemiflow.core.records.city import AbsenceTold, MeetingCancelled, MeetingMoved, MeetingSet, RoleEnded, RoleGiven
from kemiflow.core.streams import CITY
from kemiflow.core.values import Role
from kemiflow.settings import templates_dir
from kemiflow.web.site import Site
from tests.app.home import at, founded
from tests.core.course import MEETINGS
from tests.web.acts.told import facts
from tests.web.forms import fields, send, sentence
from tests.web.served import site_for

DAY = date(2023, 4, 14)
MEETING = next(one for one in MEETINGS if one.body == "city_board" and one.day > DAY)
MOVE = f"/kokoukset/{MEETING.id}/siirto"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with founded(tmp_path / "home") as home:
        at(home, DAY)
        yield site_for(home)


def test_moving_a_meeting_shows_what_follows_and_moves_only_then(client: httpx.Client, site: Site) -> None:
    typed = {**fields(client.get(MOVE).text, MOVE), "day": "2023-12-20"}
    shown = client.post(MOVE, data={**typed, "teko": "nayta"})
    assert shown.status_code == 200, sentence(shown)
    assert "Tästä seuraa" in shown.text
    assert facts(site, MeetingMoved, CITY) == []
    done = client.post(MOVE, data={**fields(shown.text, MOVE), "teko": "siirra"})
    assert done.status_code == 303
    assert "Kokous on siirretty." in client.get(done.headers["location"]).text
    assert len(facts(site, MeetingMoved, CITY)) == 1


def test_a_meeting_is_cancelled(client: httpx.Client, site: Site) -> None:
    path = f"/kokoukset/{MEETING.id}/peruutus"
    assert client.post(path, data={"once": "a", "reason": "Ei asioita"}).status_code == 303
    assert len(facts(site, MeetingCancelled, CITY)) == 1
    assert client.get(MOVE).status_code == 404


def test_meetings_come_from_a_file_and_what_is_wrong_is_told_by_line(client: httpx.Client, site: Site) -> None:
    before = len(facts(site, MeetingSet, CITY))
    good = b"body,day,time\nKH,11.12.2023,16.00\n"
    bad = b"body,day,time\nKH,31.2.2023,16.00\nEI,11.12.2023,16.00\n"
    refused = client.post("/kokoukset", data={"once": "a"}, files={"file": ("k.csv", bad, "text/csv")})
    assert refused.status_code == 422
    assert "k.csv:2" in refused.text
    assert "k.csv:3" in refused.text
    for once, more in (("b", 1), ("c", 1)):
        done = client.post("/kokoukset", data={"once": once}, files={"file": ("k.csv", good, "text/csv")})
        assert done.status_code == 303, sentence(done)
        assert len(facts(site, MeetingSet, CITY)) == before + more


def test_an_invitation_is_shown_once_and_lets_its_person_in(client: httpx.Client, site: Site) -> None:
    page = client.post("/yllapito/kutsu", data={"once": "a", "person": "anni"}).text
    link = page.partition('<pre tabindex="0">')[2].partition("</pre>")[0]
    assert "/kutsu/" in link
    assert "Anni Malli" in httpx.get(link).text
    assert site.door.accounts.sessions("anni") == ()


def test_roles_and_absences_are_told(client: httpx.Client, site: Site) -> None:
    given = {"person": "anni", "role": "owner", "scope": "vitality", "until": ""}
    assert client.post("/yllapito/rooli", data={"once": "a", **given}).status_code == 303
    assert facts(site, RoleGiven, CITY)[-1] == RoleGiven(person="anni", role=Role.OWNER, scope="vitality")
    ended = {"once": "b", "person": "anni", "role": "owner|vitality"}
    assert client.post("/yllapito/rooli-paattyy", data=ended).status_code == 303
    assert len(facts(site, RoleEnded, CITY)) == 1
    away = {"away": "matti", "first": "2023-07-03", "last": "2023-07-31", "deputy": "anni"}
    assert client.post("/yllapito/poissaolo", data={"once": "c", **away}).status_code == 303
    assert len(facts(site, AbsenceTold, CITY)) == 1
    turned = client.post("/yllapito/poissaolo", data={"once": "d", **away, "first": "2023-08-31"})
    assert turned.status_code == 422
    assert "ennen ensimmäistä" in sentence(turned)


def test_a_role_that_is_none_is_refused(client: httpx.Client, site: Site) -> None:
    before = len(facts(site, RoleGiven, CITY))
    for role in ("machine", "king"):
        refused = client.post("/yllapito/rooli", data={"once": role, "person": "anni", "role": role})
        assert refused.status_code == 422
    assert len(facts(site, RoleGiven, CITY)) == before


def upload(client: httpx.Client, once: str, data: bytes, act: str = "tarkista") -> httpx.Response:
    form = {"once": once, "kind": "summary", "teko": act}
    return client.post("/yllapito/pohjat", data=form, files={"file": ("../../x.docx", data, "application/zip")})


def test_a_template_is_checked_and_only_a_sound_one_is_used(client: httpx.Client, site: Site) -> None:
    sound = (templates_dir() / "word" / "summary.docx").read_bytes()
    own = site.home.path / "templates" / "word"
    assert "ei ole huomautettavaa" in upload(client, "a", sound).text
    assert not own.exists()
    broken = upload(client, "b", b"no package at all", "kayttoon")
    assert broken.status_code == 422
    assert not own.exists()
    assert upload(client, "c", sound, "kayttoon").status_code == 303
    assert [one.name for one in own.iterdir()] == ["summary.docx"]


@pytest.mark.parametrize(
    "path", ["/yllapito", "/yllapito/vaiheet", "/yllapito/asetukset", "/kirjeet", "/kirjeet/tulossa"]
)
def test_every_page_of_keeping_opens(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_a_definition_that_cannot_be_followed_is_named_beside_the_others(client: httpx.Client, site: Site) -> None:
    own = site.home.path / "processes"
    own.mkdir()
    (own / "oma.yaml").write_text("name: oma\n", encoding="utf-8")
    page = client.get("/yllapito/vaiheet")
    assert page.status_code == 200
    assert "oma.yaml ei kelpaa" in page.text
    assert "Kaupunkistrategian päivittäminen" in page.text


HUGE = "9" * 5000


@pytest.mark.parametrize(
    ("path", "typed", "place"),
    [
        ("rooli", {"role": "auditor"}, "person"),
        ("rooli", {"person": "maija"}, "role"),
        ("poissaolo", {"first": "2024-01-01", "last": "2024-01-02"}, "away"),
        ("rooli", {"person": "maija", "role": "auditor", "until": "31.2.2024"}, "until"),
        ("rooli", {"person": "maija", "role": "auditor", "scope": "ei-ole"}, "scope"),
        ("poissaolo", {"away": "maija", "first": "2024-01-01", "last": "2024-01-02", "deputy": "maija"}, "away"),
    ],
)
def test_what_is_wrong_with_a_role_or_an_absence_is_said_beside_its_field(
    client: httpx.Client, site: Site, path: str, typed: dict[str, str], place: str
) -> None:
    before = site.home.world.journal.head("city")
    refused = client.post(f"/yllapito/{path}", data={"once": f"{path}{place}", **typed})
    assert refused.status_code == 422
    assert f'id="{place}-virhe"' in refused.text
    assert site.home.world.journal.head("city") == before


def test_a_closing_day_that_is_none_is_not_taken_for_the_usual_one(client: httpx.Client) -> None:
    refused = client.post(
        MOVE, data={**fields(client.get(MOVE).text, MOVE), "day": "2023-12-20", "closes": "32.1.2024"}
    )
    assert refused.status_code == 422
    assert 'id="closes-virhe"' in refused.text


def test_a_person_is_not_forgotten_by_a_wrong_name_which_stays_to_be_mended(client: httpx.Client, site: Site) -> None:
    refused = client.post("/yllapito/ihmiset/maija/unohda", data={"once": "1", "name": "Maija Mali"})
    assert refused.status_code == 422
    assert 'id="name-virhe"' in refused.text
    assert 'value="Maija Mali"' in refused.text
    assert site.home.world.people.get("maija")


def test_a_file_that_is_none_is_told_beside_its_field(client: httpx.Client) -> None:
    for path, data in (("/yllapito/ihmiset", b"a;b"), ("/kokoukset", b"a;b")):
        page = client.post(path, data={"once": path}, files={"file": ("a.csv", data, "text/csv")})
        assert page.status_code == 422
        assert 'id="file-virhe"' in page.text


@pytest.mark.parametrize("path", ["/asiat/s/asiakirja/" + "0" * 7 + HUGE, f"/asiat/s/korjaus/{HUGE}"])
def test_a_number_without_end_names_no_page(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_form_from_a_place_without_end_is_a_stale_one(client: httpx.Client) -> None:
    assert send(client, "/asiat/s/toimi/liitos", register_number="1", seq=HUGE).status_code == 409


@pytest.mark.parametrize("number", ["00000000100000000", "000000001" + HUGE, "0"])
def test_a_number_is_not_read_by_its_beginning(client: httpx.Client, number: str) -> None:
    refused = send(client, "/asiat/s/toimi/listalla?vaihe=draft", item_number=number)
    assert refused.status_code == 422
    assert "Kirjoita kokonaisluku" in sentence(refused)


def test_a_title_that_is_too_long_is_told_beside_its_field_and_stays(client: httpx.Client) -> None:
    refused = send(client, "/uusi-asia", title="a" * 501, number="1")
    assert refused.status_code == 422
    assert 'id="title-virhe"' in refused.text
    assert "a" * 501 in refused.text


def test_nothing_is_chosen_for_who_only_presses_the_button(client: httpx.Client) -> None:
    page = client.get("/yllapito/ihmiset").text
    assert fields(page, "/yllapito/rooli")["person"] == [""]
    assert fields(page, "/yllapito/rooli")["role"] == [""]
    assert fields(page, "/yllapito/poissaolo")["away"] == [""]

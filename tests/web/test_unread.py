"""Characters that are no text: no form, address or program brings one in, and nobody loses what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import quote

import httpx
import pytest

from kemiflow.app.people.accounts import invite
from kemiflow.core.answers import Ticket
from kemiflow.core.records.project import ProjectNamed
from kemiflow.core.records.step import DayConfirmed, RoundBegun
from kemiflow.web import ROUTES
from kemiflow.web.form import odd_typed
from kemiflow.web.site import Site
from tests.app.home import at, founded, heads, tell
from tests.core.course import MEETINGS
from tests.web.forms import fields, sentence
from tests.web.served import program, site_for, token

TODAY = date(2023, 9, 28)
HELD = next(one for one in MEETINGS if one.body == "city_board" and one.day <= TODAY)
AHEAD = next(one for one in MEETINGS if one.body == "city_board" and one.day > TODAY)
SAID = "ei ole tekstiä. Se on otettu pois"
# What a form may not hold, and the code that the sentence names: NUL, BEL, ESC, DEL, a C1 control, a noncharacter
ODD = {"\0": "0000", "\x07": "0007", "\x1b": "001B", "\x7f": "007F", "\x9b": "009B", "\uffff": "FFFF"}
# Forms in which nobody types: a character that is no text comes from no page of this site
UNTYPED = {
    "/kieli",
    "/kirjeet/selvitys",
    "/kirjeet/vapautus",
    "/kokoukset",
    "/ulos",
    "/yllapito/ihmiset",
    "/yllapito/istunnot",
    "/yllapito/kutsu",
    "/yllapito/pohjat",
    "/yllapito/rooli-paattyy",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with founded(tmp_path_factory.mktemp("unread") / "home") as home:
        tell(home, DayConfirmed(step="draft", round=1, meeting=HELD.id, day=HELD.day), date(2023, 8, 1))
        begun = RoundBegun(step="projects", round=1, asked=("vitality",), questions=(), due=date(2023, 10, 27))
        tell(home, begun, TODAY)
        own = ProjectNamed(
            project="luukku", sector="vitality", title="Luukku", goal="Yksi luukku", owner="anni", deputy=None
        )
        tell(home, own, TODAY)
        at(home, TODAY, 15)
        yield site_for(home)


OPENING = {"number": "1/2023", "process": "strategy_update", "title": "Kevyt li\0ikenne", "name": "kevyt"}


@pytest.mark.parametrize("character", ODD)
def test_a_form_with_what_is_no_text_is_refused_at_its_field_and_kept(
    client: httpx.Client, site: Site, character: str
) -> None:
    before = heads(site.home)
    typed = {**fields(client.get("/uusi-asia").text), **OPENING, "title": f"Kevyt li{character}ikenne\t"}
    refused = client.post("/uusi-asia", data=typed)
    assert refused.status_code == 422
    assert f"9. merkki (U+{ODD[character]}) {SAID}" in sentence(refused)
    assert 'id="title-virhe"' in refused.text
    assert fields(refused.text)["title"] == ["Kevyt liikenne"]
    assert fields(refused.text)["number"] == ["1/2023"]
    assert heads(site.home) == before


def test_saved_again_the_form_is_taken(client: httpx.Client, site: Site) -> None:
    refused = client.post("/uusi-asia", data={**fields(client.get("/uusi-asia").text), **OPENING})
    done = client.post("/uusi-asia", data=fields(refused.text))
    assert (done.status_code, done.headers["location"]) == (303, "/asiat/kevyt?sanottu=opened")
    assert {one.case: one.title for one in site.home.world.lists.cases()}["kevyt"] == "Kevyt liikenne"


def test_bytes_that_are_no_character_are_told_too(client: httpx.Client) -> None:
    """A lone surrogate in UTF-8 (RFC 3629, 3) and bytes that are no UTF-8 arrive as U+FFFD, as from a browser."""
    once = fields(client.get("/uusi-asia").text)["once"][0]
    for wrong in ("%ED%A0%80", "%FF"):
        refused = client.post(
            "/uusi-asia",
            content=f"once={once}&title=a{wrong}b",
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
        assert (refused.status_code, f"2. merkki (U+FFFD) {SAID}" in refused.text) == (422, True)
        assert fields(refused.text)["title"] == ["ab"]


def test_a_lone_surrogate_of_another_encoding_is_told(client: httpx.Client) -> None:
    once = fields(client.get("/uusi-asia").text)["once"][0]
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (("once", once), ("title", "a\\ud800b"))
    ]
    refused = client.post(
        "/uusi-asia",
        content="".join((*parts, "--x--\r\n")),
        headers={"Content-Type": "multipart/form-data; boundary=x; charset=unicode_escape"},
    )
    assert (refused.status_code, f"2. merkki (U+D800) {SAID}" in refused.text) == (422, True)


def test_tabs_line_breaks_and_letters_of_any_script_are_text() -> None:
    assert odd_typed("a\tb\nc\x85åäö Ω 漢 \U0001f6b2 \u2028") is None


def test_the_first_of_several_is_named() -> None:
    first = odd_typed("ab\ufffd\x00")
    assert first is not None
    assert first.facts == {"code": "U+FFFD", "place": "3"}


PLACES = {
    "/asiat/s/toimi/kohta?vaihe=proposal": "preparation",
    "/asiat/s/toimi/tiedot?koskee=luukku": "measure",
    "/asiat/s/korjaus/1": "register_number",
    "/asiat/s/hyvaksyminen": "reason",
    f"/kokoukset/{AHEAD.id}/siirto": "reason",
    "/yllapito/ihmiset/anni/unohda": "name",
}


@pytest.mark.parametrize("path", PLACES)
def test_every_page_says_it_at_the_field_and_keeps_the_rest(client: httpx.Client, site: Site, path: str) -> None:
    name, before = PLACES[path], heads(site.home)
    action = path.partition("?")[0]
    page = client.get(path)
    assert page.status_code == 200, sentence(page)
    refused = client.post(action, data={**fields(page.text, action), name: "näin \x1bei\nkäy"})
    assert refused.status_code == 422, sentence(refused)
    assert f"6. merkki (U+001B) {SAID}" in refused.text
    assert f'id="{name}-virhe"' in refused.text
    kept = fields(refused.text, action) or fields(refused.text)
    assert kept[name][0].split() == ["näin", "ei", "käy"]
    assert heads(site.home) == before


def test_a_cancelled_meetings_reason_is_asked_again_where_it_was_typed(client: httpx.Client, site: Site) -> None:
    before, path = heads(site.home), f"/kokoukset/{AHEAD.id}/peruutus"
    refused = client.post(path, data={"once": "p", "reason": "ei\0 asioita"})
    assert refused.status_code == 422
    assert 'id="syy-virhe"' in refused.text
    assert fields(refused.text, path)["reason"] == ["ei asioita"]
    assert heads(site.home) == before


def test_a_decision_keeps_all_that_was_typed(client: httpx.Client, site: Site) -> None:
    path, before = "/asiat/s/paatos/draft", heads(site.home)
    typed = fields(client.get(path).text)
    minutes = client.post(path, data={**typed, "teko": "vertaa", "minutes": "Päätös\n\x0c1. Näin."})
    assert minutes.status_code == 422
    assert f"Pöytäkirjan teksti: 8. merkki (U+000C) {SAID}" in sentence(minutes)
    assert fields(minutes.text)["minutes"][0].strip() == "Päätös\n1. Näin."
    compared = client.post(path, data={**fields(minutes.text), "teko": "vertaa"})
    assert compared.status_code == 200, sentence(compared)
    clause = {**fields(compared.text), "teko": "tallenna", "kohta-1-decided": "Toi\0sin", "gist": "Toisin."}
    refused = client.post(path, data=clause)
    assert refused.status_code == 422
    assert f"Kohta 1: 4. merkki (U+0000) {SAID}" in sentence(refused)
    assert fields(refused.text)["kohta-1-decided"][0].strip() == "Toisin"
    assert fields(refused.text)["gist"][0].strip() == "Toisin."
    assert heads(site.home) == before


def test_minutes_from_a_file_are_read_without_it_only_after_a_look(client: httpx.Client) -> None:
    path = "/asiat/s/paatos/draft"
    data = {**fields(client.get(path).text), "teko": "vertaa"}
    refused = client.post(path, data=data, files={"file": ("pk.txt", "Päätös\n1. Näin.\x0c".encode())})
    assert refused.status_code == 422
    assert "16. merkki (U+000C)" in sentence(refused)
    assert fields(refused.text)["minutes"][0].strip() == "Päätös\n1. Näin."


def test_what_is_recorded_behind_a_letters_link_is_text(client: httpx.Client, site: Site) -> None:
    last = TODAY + timedelta(days=45)
    ticket = Ticket(person="anni", case="s", duty="details:luukku:1", due=date(2023, 10, 27), last=last)
    path, before = f"/vastaa/{site.home.world.links.sign(ticket)}", heads(site.home)
    typed = {"way": "details", "details-measure": "Aika\x1b", "details-baseline": "5 päivää"}
    refused = client.post(path, data=typed)
    assert refused.status_code == 422
    assert f"Mittari: 5. merkki (U+001B) {SAID}" in sentence(refused)
    assert 'value="Aika"' in refused.text
    assert 'value="5 päivää"' in refused.text
    assert heads(site.home) == before


def test_no_door_opens_by_what_is_no_text(client: httpx.Client, site: Site) -> None:
    wrong = client.post("/kirjaudu", data={"name": "sanni", "password": "kolme kuusta\0 ja talvi", "to": "/asiat"})
    assert wrong.status_code == 422
    assert 'id="password-virhe"' in wrong.text
    assert "kolme kuusta" not in wrong.text
    assert site.door.accounts.tries("name:sanni", site.door.now() - timedelta(hours=1)) == 0
    path = f"/kutsu/{invite(site.door, 'maija')}"
    refused = client.post(path, data={"password": "kolme kuusta\x1b talvi", "again": "kolme kuusta\x1b talvi"})
    assert (refused.status_code, 'id="again-virhe"' in refused.text) == (422, True)
    assert site.door.accounts.password("maija") is None


@pytest.mark.parametrize("path", ["/tili/poissaolo", "/yllapito/poissaolo"])
def test_days_and_choices_too(client: httpx.Client, site: Site, path: str) -> None:
    before = heads(site.home)
    refused = client.post(path, data={"once": path, "first": "2023-10-01\0", "last": "2023-10-02", "away": "anni"})
    assert (refused.status_code, "11. merkki (U+0000)" in refused.text) == (422, True)
    assert heads(site.home) == before


def test_in_a_form_without_a_field_to_type_in_it_is_an_error(client: httpx.Client) -> None:
    refused = client.post("/yllapito/istunnot", data={"once": "x", "person": "anni\0"})
    assert (refused.status_code, "5. merkki (U+0000)" in sentence(refused)) == (400, True)
    assert client.post("/uusi-asia", data={"once": "y", "ti\0tle": "a"}).status_code == 400


def test_whoever_adds_a_form_to_type_in_says_how_it_is_shown_again() -> None:
    without = {one.path for one in ROUTES if one.method == "POST" and one.again is None}
    assert without == UNTYPED


def test_an_address_with_it_names_no_page_and_asks_for_nothing(client: httpx.Client) -> None:
    assert client.get(f"/asiat/{quote(chr(0))}").status_code == 404
    asked = client.get("/paatokset", params={"haku": "ilta\0koulu"})
    assert (asked.status_code, "5. merkki (U+0000)" in sentence(asked)) == (400, True)


@pytest.mark.parametrize("escaped", ["\\u0000", "\\u001b", "\\ud800"])
def test_the_interface_for_programs_answers_with_the_place(client: httpx.Client, site: Site, escaped: str) -> None:
    before = heads(site.home)
    shown = escaped[2:].upper()
    told = {
        "fact.person": f'{{"kind": "preparer_named", "fact": {{"person": "ma{escaped}ija"}}}}',
        "fact": f'{{"kind": "preparer_named", "fact": {{"pe{escaped}rson": "maija"}}}}',
        "reason": f'{{"kind": "preparer_named", "reason": "x{escaped}", "fact": {{"person": "maija"}}}}',
    }
    with program(str(client.base_url).rstrip("/"), token(site, "sanni")) as caller:
        for field, body in told.items():
            answer = caller.post("/matters/s/records", content=body, headers={"Content-Type": "application/json"})
            assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json"), body
            if "d800" in escaped and field == "reason":
                continue  # pydantic refuses it before we see it, with a sentence of its own
            assert answer.json()["reason"] == "broken"
            assert [(one["field"], f"(U+{shown})" in one["text"]) for one in answer.json()["errors"]] == [(field, True)]
        strange = f'{{"kind": "preparer_named", "x{escaped}": 1}}'
        answer = caller.post("/matters/s/records", content=strange, headers={"Content-Type": "application/json"})
        assert answer.status_code == 422
        assert caller.get("/decisions", params={"q": "a\x00"}).status_code == 422
        assert caller.get(f"/matters/{quote(chr(27))}").status_code == 404
    assert heads(site.home) == before


PLACES_OF_PROGRAMS = {
    "/city/records": {"kind": "absence_told", "fact": {"person": "anni\x1b"}},
    "/matters/s/approval": {"what_if": True, "reason": "siksi\x1b"},
}


@pytest.mark.parametrize("path", PLACES_OF_PROGRAMS)
def test_every_place_where_programs_tell_something_is_guarded(client: httpx.Client, site: Site, path: str) -> None:
    before = heads(site.home)
    with program(str(client.base_url).rstrip("/"), token(site, "sanni")) as caller:
        answer = caller.post(path, json=PLACES_OF_PROGRAMS[path], headers={"Accept-Language": "sv"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert [one["text"] for one in answer.json()["errors"]] == [
        f"Tecken {6 if 'approval' in path else 5} (U+001B) är inte text. Skriv det på nytt utan det."
    ]
    assert heads(site.home) == before


def test_what_is_deeper_than_calls_may_go_is_gone_through(client: httpx.Client, site: Site) -> None:
    deep = "[" * 400 + '"\\u0000"' + "]" * 400
    body = f'{{"kind": "preparer_named", "fact": {{"person": {deep}}}}}'
    with program(str(client.base_url).rstrip("/"), token(site, "sanni")) as caller:
        answer = caller.post("/matters/s/records", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, "(U+0000)" in answer.text) == (422, True)

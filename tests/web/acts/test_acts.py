"""What people tell through forms: recorded once, refused in words, and nothing that was typed is lost."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kemiflow.core.records.step import ItemWritten, RoundBegun, SessionCancelled, StatementGiven
from kemiflow.web.site import Site
from tests.app.home import at, founded, tell
from tests.core.course import ORDERS_292, SECTION_292, decision
from tests.web.acts.told import facts
from tests.web.forms import fields, send, sentence
from tests.web.served import browser, site_for

ROUND = "/asiat/s/toimi/kierros?vaihe=views"
ITEM = "/asiat/s/toimi/kohta?vaihe=draft"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with founded(tmp_path / "home") as home:
        at(home, date(2023, 4, 14))
        yield site_for(home)


def test_a_round_is_begun_from_a_form_that_knows_whom_to_ask(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client:
        done = send(client, ROUND, due="31.5.2023")
        assert done.status_code == 303, sentence(done)
        assert "Kirjattu." in client.get(done.headers["location"]).text
    (begun,) = facts(site, RoundBegun)
    assert isinstance(begun, RoundBegun)
    assert begun.asked == ("vitality", "wellbeing", "education", "technical")
    assert begun.due == date(2023, 5, 31)


def test_a_statement_is_cut_into_numbered_remarks(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client:
        send(client, ROUND, due="2023-05-31")
        at(site.home, date(2023, 5, 16))
        told = "2. Mittareille lähtöarvot.\n\nYksi yhteinen\nluukku yrityksille."
        path = "/asiat/s/toimi/lausunto?vaihe=views&koskee=vitality"
        assert send(client, path, section="41", remarks=told).status_code == 303
    (given,) = facts(site, StatementGiven)
    assert isinstance(given, StatementGiven)
    assert [(one.id, one.question, str(one.text)) for one in given.remarks] == [
        ("ELV-1", 2, "Mittareille lähtöarvot."),
        ("ELV-2", None, "Yksi yhteinen luukku yrityksille."),
    ]


def test_a_session_is_cancelled_for_another_day_or_for_good(site: Site, address: str) -> None:
    at(site.home, date(2023, 9, 26))
    tell(site.home, decision("draft", "city_board", *SECTION_292, orders=ORDERS_292), date(2023, 9, 25))
    cancel = "/asiat/s/toimi/peruttu?vaihe=session_1"
    with browser(address, site, "sanni") as client:
        assert "Uusi päivä sovitaan" not in client.get(cancel).text
        day = {"day": "16.10.2023", "time": "17.00", "place": "Valtuustosali", "organiser": "sanni"}
        assert send(client, "/asiat/s/toimi/iltakoulu?vaihe=session_1", **day).status_code == 303
        for afterwards in ("another_day", "not_held"):
            done = send(client, cancel, afterwards=afterwards, reason="Sali on varattu.")
            assert done.status_code == 303, sentence(done)
        assert client.get(cancel).status_code != 200
    told = facts(site, SessionCancelled)
    assert [one.for_good for one in told if isinstance(one, SessionCancelled)] == [False, True]


def test_a_form_that_is_sent_twice_is_recorded_once(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client:
        typed = {**fields(client.get(ITEM).text), "proposal": "Kaupunginhallitus hyväksyy."}
        twice = [client.post("/asiat/s/toimi/kohta", data=typed) for _ in range(2)]
    assert [one.status_code for one in twice] == [303, 303]
    assert twice[0].headers["location"] == twice[1].headers["location"]
    assert len(facts(site, ItemWritten)) == 1


def test_a_refused_form_may_be_mended_and_sent_again(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client:
        typed = {**fields(client.get(ROUND).text), "due": "ei päivä"}
        refused = client.post("/asiat/s/toimi/kierros", data=typed)
        assert refused.status_code == 422
        assert "Kirjoita päivä muodossa" in sentence(refused)
        again = client.post("/asiat/s/toimi/kierros", data={**typed, "due": "2023-05-31"})
        assert again.status_code == 303


def test_a_stale_page_shows_what_others_recorded_and_keeps_what_was_typed(site: Site, address: str) -> None:
    with browser(address, site, "maija") as slow, browser(address, site, "sanni") as quick:
        typed = {**fields(slow.get(ITEM).text), "proposal": "Oma pitkä ehdotus."}
        send(quick, ROUND, due="2023-05-31")
        stale = slow.post("/asiat/s/toimi/kohta", data=typed)
        assert stale.status_code == 409
        assert "kirjattu muuta sen jälkeen" in stale.text
        assert "Oma pitkä ehdotus." in stale.text
        assert facts(site, ItemWritten) == []
        kept = fields(stale.text)
        assert slow.post("/asiat/s/toimi/kohta", data=kept).status_code == 303
    assert len(facts(site, ItemWritten)) == 1


SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def test_a_script_in_every_field_stays_words(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client:
        typed = {
            name: [SCRIPT] if name not in {"once", "seq", "vaihe", "koskee"} else value
            for name, value in fields(client.get(ITEM).text).items()
        }
        assert client.post("/asiat/s/toimi/kohta", data=typed).status_code == 303
        for path in ("/asiat/s", ITEM, "/"):
            page = client.get(path).text
            assert "<script>alert" not in page
            assert "<img src=x" not in page
        assert "&lt;script&gt;" in client.get(ITEM).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"due": ""}, "Täytä kohta"),
        ({"due": "2023-02-30"}, "muodossa"),
        ({"asked": ["nobody"]}, "Valitse luettelosta"),
        ({"questions": ""}, "Täytä kohta"),
        ({"on": "31.12.2024"}, "Tulevaa ei kirjata"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(
    site: Site, address: str, typed: dict[str, str | list[str]], said: str
) -> None:
    with browser(address, site, "sanni") as client:
        refused = send(client, ROUND, **typed)
    assert refused.status_code == 422
    assert said in sentence(refused)
    assert facts(site, RoundBegun) == []


def test_a_field_that_is_far_too_long_is_refused(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client:
        whole = send(client, ITEM, preparation="a" * 200_001)
        assert (whole.status_code, len(fields(whole.text)["preparation"][0])) == (422, 200_001)
        assert "Teksti on liian pitkä: " in sentence(whole)
        long = send(client, ITEM, proposal_lead="a" * 501)
        assert long.status_code == 422
        assert "liian pitkä" in sentence(long)


@pytest.mark.parametrize(
    "path", ["/asiat/..%2f..%2fkemiflow.db", "/asiat/s/asiakirja/..%2f..%2fkemiflow.db", "/asiat/x"]
)
def test_an_address_leads_to_no_file(site: Site, address: str, path: str) -> None:
    with browser(address, site, "sanni") as client:
        assert client.get(path).status_code == 404


def test_a_form_without_its_key_is_not_taken(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client:
        refused = client.post("/asiat/s/toimi/kierros", data={"vaihe": "views"})
        assert refused.status_code == 400


def test_what_accept_refuses_of_this_body_is_refused_on_the_page_too(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client, browser(address, site, "elli") as clerk:
        send(client, ROUND, due="2023-05-31")
        own = "/asiat/s/toimi/lausunto?vaihe=views&koskee=vitality"
        other = "/asiat/s/toimi/lausunto?vaihe=views&koskee=wellbeing"
        assert clerk.get(own).status_code == 200
        assert clerk.get(other).status_code == 403
        forged = {**fields(clerk.get(own).text), "koskee": "wellbeing"}
        assert clerk.post("/asiat/s/toimi/lausunto", data=forged).status_code == 403
        page = clerk.get("/asiat/s").text
        assert "koskee=vitality" in page
        assert "koskee=wellbeing" not in page
    assert facts(site, StatementGiven) == []


def test_what_must_be_chosen_is_not_chosen_beforehand(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client:
        page = client.get("/asiat/s/toimi/huomio?koskee=ELV-1").text
        assert fields(page, "/asiat/s/toimi/huomio")["resolution"] == [""]
        refused = send(client, "/asiat/s/toimi/huomio?koskee=ELV-1")
        assert refused.status_code == 422
        assert 'id="resolution-virhe"' in refused.text
        named = client.get("/asiat/s/toimi/valmistelija").text
        assert fields(named, "/asiat/s/toimi/valmistelija")["person"] == ["maija"]

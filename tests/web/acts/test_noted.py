"""Events of security are noted, one line each, and no line holds what opens a door."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from kemiflow.app.people.accounts import invite
from kemiflow.web.site import Site
from tests.app.home import found, opened
from tests.web.served import browser, program, site_for

SENTENCE = "kolme kuusta ja pitkä talvi"
Lines = Callable[[], list[dict[str, str]]]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    found(tmp_path / "home")
    with opened(tmp_path / "home") as home:
        yield site_for(home)


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Lines:
    caplog.set_level(logging.INFO, "kemiflow.security")
    return lambda: [json.loads(one.message) for one in caplog.records if one.name == "kemiflow.security"]


def told(lines: Lines) -> list[tuple[str, str, str]]:
    return [(one["what"], one.get("person", ""), one.get("why", one.get("how", ""))) for one in lines()]


def test_who_came_in_or_did_not_is_noted(site: Site, address: str, lines: Lines) -> None:
    token = invite(site.door, "sanni")
    httpx.post(f"{address}/kutsu/{token}", data={"password": SENTENCE, "again": SENTENCE})
    for name, password in (("sanni", "väärä salasana"), ("kuka\nINFO: ", "x"), ("sanni", SENTENCE)):
        httpx.post(f"{address}/kirjaudu", data={"name": name, "password": password})
    assert told(lines) == [
        ("signed_in", "sanni", "invitation"),
        ("not_let_in", "sanni", "wrong_password"),
        ("not_let_in", "", "wrong_password"),
        ("signed_in", "sanni", "password"),
    ]
    assert {one["from"] for one in lines()} == {"127.0.0.1"}
    assert all(one["at"].endswith("+00:00") for one in lines())
    assert lines()[0]["route"] == "POST /kutsu/{token}"
    whole = json.dumps(lines())
    assert [secret for secret in (token, SENTENCE, "väärä", "kuka") if secret in whole] == []


def test_what_is_done_with_accounts_is_noted(site: Site, address: str, lines: Lines) -> None:
    site.door.accounts.change("sanni", site.door.hasher.hash(SENTENCE), site.door.now())
    with browser(address, site, "sanni") as client:
        client.post("/tili/muut", data={"once": "a", "own": "väärin"})
        client.post("/tili/muut", data={"once": "b", "own": SENTENCE})
        client.post("/yllapito/kutsu", data={"once": "c", "person": "maija"})
        client.post("/yllapito/istunnot", data={"once": "d", "person": "maija"})
        client.post("/ulos")
    assert [(one["what"], one.get("of", "")) for one in lines()] == [
        ("not_proved", ""),
        ("sessions_ended", "sanni"),
        ("invited", "maija"),
        ("sessions_ended", "maija"),
        ("signed_out", ""),
    ]
    assert {one["person"] for one in lines()} == {"sanni"}


def test_a_changed_password_is_noted(site: Site, address: str, lines: Lines) -> None:
    site.door.accounts.change("sanni", site.door.hasher.hash(SENTENCE), site.door.now())
    with browser(address, site, "sanni") as client:
        new = "neljä mäntyä ja lyhyt kesä"
        client.post("/tili/salasana", data={"once": "a", "old": SENTENCE, "new": new, "again": new})
    assert told(lines) == [("password_changed", "sanni", "")]


def test_what_is_refused_at_the_gates_is_noted(site: Site, address: str, lines: Lines) -> None:
    with browser(address, site, "anni") as client:
        client.get("/yllapito")
        client.post("/kieli", data={"language": "sv"}, headers={"Sec-Fetch-Site": "cross-site"})
        client.post("/kieli", data={"language": "s\0v"})
        client.get("/ei-ole")
    with program(address, "kf_guessed") as caller:
        caller.get("/matters")
    assert told(lines) == [
        ("denied", "anni", "not_yours"),
        ("denied", "anni", "foreign_form"),
        ("form_refused", "anni", "unreadable"),
        ("denied", "", "no_token"),
    ]


def test_a_mistake_of_ours_is_noted_and_told_in_full_elsewhere(
    site: Site, address: str, lines: Lines, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("hush")

    with browser(address, site, "sanni") as client:
        monkeypatch.setattr(type(site.home.world.lists), "decisions", broken)
        answer = client.get("/paatokset")
    assert (answer.status_code, "hush" in answer.text) == (500, False)
    assert told(lines) == [("failed", "sanni", "RuntimeError")]
    assert [one.exc_text is not None for one in caplog.records if one.name == "kemiflow.web"] == [True]


def test_the_address_is_the_nearest_proxys_word_and_not_the_callers(site: Site, address: str) -> None:
    """A proxy on this machine is believed about where a request came from; what the caller wrote before it is not."""
    told = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}
    httpx.post(f"{address}/kirjaudu", data={"name": "sanni", "password": "x"}, headers=told)
    since = site.door.now().replace(year=2020)
    assert site.door.accounts.tries("from:203.0.113.7", since) == 1
    assert site.door.accounts.tries("from:198.51.100.1", since) == 0


def test_served_by_the_command_lines_go_to_standard_error() -> None:
    program = (
        "from kemiflow.web import noted; noted.write(); noted.LOG.info('a'); import logging; "
        "logging.getLogger('kemiflow.security.other').info('b')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == "INFO: a\nINFO: b\n"

"""What was typed is not lost: when the session has ended, when a language is chosen, when a field is wrong."""

from __future__ import annotations

import httpx
import pytest

from kemiflow.web.site import Site
from tests.web.conftest import NOBODY
from tests.web.forms import fields, sentence
from tests.web.served import browser

LINKING = "/asiat/s/toimi/liitos"


def test_a_form_that_comes_after_its_session_is_kept_and_sent_again(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client:
        filled = {**fields(client.get(LINKING).text, LINKING), "register_number": ' 7 "<b>" \n'}
        with httpx.Client(base_url=address) as out:
            kept = out.post(LINKING, data=filled)
            assert kept.status_code == 401
            assert "Istuntosi on päättynyt" in kept.text
            assert 'target="_blank"' in kept.text
            again = {
                name: [one.removeprefix("\n") for one in many] for name, many in fields(kept.text, LINKING).items()
            }
        sent = client.post(LINKING, data=again)
        assert sent.headers["location"] == "/asiat/s?sanottu=recorded"
        assert "7 &#34;&lt;b&gt;&#34;" in client.get("/asiat/s").text


def test_a_password_is_not_said_again(address: str) -> None:
    out = httpx.post(f"{address}/tili/salasana", data={"once": "1", "old": "vanha salasana", "new": "uusi salasana"})
    assert out.status_code == 401
    assert "salasana" not in sentence(out)
    assert "vanha" not in out.text


def test_after_signing_in_the_page_is_asked_for_as_it_was(address: str) -> None:
    asked = "/asiat/s/toimi/kohta?vaihe=proposal&koskee=a%26b"
    sent = httpx.get(address + asked)
    assert dict(httpx.URL(sent.headers["location"]).params) == {"sivu": asked}


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/tili/poissaolo", "/tili"),
        ("/kokoukset/ei-ole/peruutus", "/kokoukset"),
        ("/asiat/s/toimi/ei-ole", "/asiat/s"),
        ("/asiat/s/toimi/paata", "/asiat/s/toimi/paata?koskee=a"),
    ],
)
def test_a_language_is_chosen_where_a_form_was_refused(site: Site, address: str, path: str, to: str) -> None:
    with browser(address, site, "sanni") as client:
        refused = client.post(path, data={"once": path, "koskee": "a", "seq": "0"})
        assert f'name="to" value="{to}"' in refused.text


def test_a_language_is_chosen_without_losing_what_was_asked(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client:
        page = client.get("/paatokset?haku=a%26b&toimielin=council&sanottu=recorded")
        assert 'name="to" value="/paatokset?haku=a%26b&amp;toimielin=council"' in page.text


def test_a_page_with_errors_says_so_in_its_title_and_takes_the_focus_there(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client:
        right = client.get("/uusi-asia")
        assert "autofocus" not in right.text
        wrong = client.post("/uusi-asia", data=fields(right.text, "/uusi-asia"))
        assert "<title>Virhe: " in wrong.text
        assert 'tabindex="-1" autofocus' in wrong.text


def test_nobody_without_a_role_is_shown_what_was_sent(site: Site, address: str) -> None:
    with browser(address, site, NOBODY) as client:
        refused = client.post(LINKING, data={"once": "1", "register_number": "9/2023"})
        assert refused.status_code == 403
        assert "9/2023" not in refused.text

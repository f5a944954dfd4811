"""The frame of every page: what it tells browsers, which forms it takes, and how it says that something went wrong."""

import re
import socket

import httpx
import pytest

from kemiflow.web.configuration import Configuration
from kemiflow.web.entry.cookies import inside
from kemiflow.web.site import Site
from kemiflow.web.size import LARGEST
from tests.web.served import browser, served, site_for


def test_every_answer_forbids_scripts_frames_and_referrers(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client:
        for path in ("/", "/kirjaudu", "/ei-ole", "/healthz"):
            headers = client.get(path).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "object-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert headers["referrer-policy"] == "no-referrer"
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"] == "no-store"


def test_no_page_has_a_script_or_a_style_of_its_own(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client:
        for path in ("/", "/asiat", "/tili", "/kirjaudu"):
            text = client.get(path, follow_redirects=True).text
            assert re.findall(r"<script|<style|\sstyle=|\son\w+=|javascript:", text) == []


def test_the_stylesheet_lies_under_the_digest_of_its_content_and_may_be_kept_for_ever(address: str) -> None:
    page = httpx.get(f"{address}/kirjaudu").text
    path = re.search(r'href="(/style/[0-9a-f]{16}\.css)" integrity="sha256-', page)
    assert path
    sheet = httpx.get(address + path[1])
    assert "immutable" in sheet.headers["cache-control"]
    assert "--city" in sheet.text
    assert httpx.get(f"{address}/style/0000000000000000.css").status_code == 404


def test_a_form_from_another_site_is_refused_by_what_the_browser_says(address: str) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    refused = httpx.post(f"{address}/kieli", data={"language": "sv"}, headers=foreign)
    assert refused.status_code == 403
    assert "toiselta sivustolta" in refused.text
    older = httpx.post(f"{address}/kieli", data={"language": "sv"}, headers={"Origin": "https://muu.example"})
    assert older.status_code == 403


def test_a_form_from_the_own_page_is_taken(address: str) -> None:
    own = httpx.post(f"{address}/kieli", data={"language": "sv"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert own.status_code == 303
    assert "SameSite=lax" in own.headers["set-cookie"]
    assert httpx.post(f"{address}/kieli", data={"language": "sv"}, headers={"Origin": address}).status_code == 303


def test_a_chosen_language_is_spoken(address: str) -> None:
    with httpx.Client(base_url=address, follow_redirects=True) as client:
        swedish = client.post("/kieli", data={"language": "sv", "to": "/kirjaudu"})
        assert '<html lang="sv">' in swedish.text
        assert "Logga in" in swedish.text


@pytest.mark.parametrize("path", ["//muu.example", "/\\muu.example", "https://muu.example", "\\", "/a\nb"])
def test_nothing_leads_to_another_site(path: str) -> None:
    assert inside(path) == "/"
    assert inside("/asiat/s") == "/asiat/s"


def test_only_hosts_that_the_site_knows_are_answered(address: str) -> None:
    assert httpx.get(f"{address}/healthz", headers={"Host": "muu.example"}).status_code == 421
    assert httpx.get(f"{address}/healthz").text == "ok\n"


def test_a_page_that_is_not_there_says_so_in_one_sentence(address: str) -> None:
    missing = httpx.get(f"{address}/ei/ole")
    assert missing.status_code == 404
    assert '<p class="lead">Sivua ei ole.</p>' in missing.text


def test_an_upload_of_a_gigabyte_is_refused_before_it_is_sent(address: str) -> None:
    host, _, port = address.removeprefix("http://").partition(":")
    told = f"POST /kirjaudu HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: {10**9}\r\n"
    with socket.create_connection((host, int(port)), timeout=30) as raw:
        raw.sendall(f"{told}Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n".encode())
        assert raw.recv(4096).startswith(b"HTTP/1.1 413")


def test_a_body_that_hides_its_size_is_cut_off(address: str) -> None:
    fields = (b"f%d=" % number + b"a" * 500_000 + b"&" for number in range(LARGEST // 500_000 + 2))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert httpx.post(f"{address}/kirjaudu", content=fields, headers=headers).status_code == 413


def test_behind_tls_browsers_are_told_to_stay_there(site: Site) -> None:
    tls = Configuration(address="https://kemiflow.kaupunki.example")
    with served(site_for(site.home, tls)) as address:
        answer = httpx.get(f"{address}/kirjaudu")
        assert "max-age=63072000" in answer.headers["strict-transport-security"]
        chosen = httpx.post(f"{address}/kieli", data={"language": "fi"})
        assert "Secure" in chosen.headers["set-cookie"]


def test_without_tls_nothing_is_said_of_it(address: str) -> None:
    assert "strict-transport-security" not in httpx.get(f"{address}/healthz").headers


def test_ready_says_whether_the_city_can_be_read(address: str) -> None:
    assert httpx.get(f"{address}/readyz").json() == {"ready": True}


def test_neither_trace_nor_folders_nor_the_source_are_there(address: str) -> None:
    assert httpx.request("TRACE", f"{address}/kirjaudu").status_code == 405
    for path in ("/style/", "/style", "/.git/config", "/kemiflow.db", "/web.toml", "/%2e%2e/web.toml", "/templates/"):
        assert httpx.get(address + path).status_code == 404, path


def test_an_address_and_a_form_are_two_things(address: str) -> None:
    chosen = httpx.post(f"{address}/kieli?language=en", data={"language": ["sv", "fi"]})
    assert "language=sv" in chosen.headers["set-cookie"]


def test_what_was_asked_for_stands_encoded_in_links(site: Site, address: str) -> None:
    asked = {"toimielin": '"><script>&menneet=1', "menneet": "1"}
    with browser(address, site, "sanni") as client:
        page = client.get("/kokoukset", params=asked).text
    assert "<script" not in page
    assert 'href="/kokoukset?toimielin=%22%3E%3Cscript%3E%26menneet%3D1"' in page

"""The city's own accounts, proved against a real OpenID Connect provider on loopback."""

import base64
import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import oidc_provider_mock
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from kemiflow.web.configuration import Configuration, ConfigurationWrong, OpenId, read_configuration
from kemiflow.web.entry.openid import ENDPOINTS
from kemiflow.web.site import Site
from tests.app.home import found, opened
from tests.web.forms import sentence
from tests.web.served import served, site_for

# The provider runs in this process, and uses what its own library means to drop
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def site(tmp_path: Path, provider: str) -> Iterator[Site]:
    found(tmp_path / "home")
    with opened(tmp_path / "home") as home:
        openid = OpenId(issuer=provider.replace("127.0.0.1", "localhost"), client_id="kemiflow", client_secret="s")
        yield site_for(home, Configuration(openid=openid))


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    with served(site) as address, httpx.Client(base_url=address, timeout=30) as browser:
        yield browser


def signed(client: httpx.Client, email: str) -> httpx.Response:
    """Go to the provider, sign in there, and come back."""
    asked = client.get("/kirjaudu/kaupunki").headers["location"]
    return httpx.post(asked, data={"sub": email})


def test_a_person_of_the_city_comes_in_with_the_citys_account(client: httpx.Client) -> None:
    assert 'href="/kirjaudu/kaupunki"' in client.get("/kirjaudu").text
    back = client.get(signed(client, "sanni@kaupunki.example").headers["location"])
    assert back.status_code == 303, sentence(back)
    assert client.get("/").status_code == 200
    assert set(client.cookies) == {"kemiflow"}


def test_an_account_that_is_nobodys_here_stays_out(client: httpx.Client) -> None:
    back = client.get(signed(client, "muu@kaupunki.example").headers["location"])
    assert back.status_code == 403
    assert "ei ole käyttäjää" in sentence(back)


def test_the_request_carries_a_challenge_a_state_and_a_nonce(client: httpx.Client) -> None:
    asked = parse_qs(urlsplit(client.get("/kirjaudu/kaupunki").headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[name][0]) > 40 for name in ("state", "nonce", "code_challenge"))


def test_another_browsers_answer_is_not_taken(client: httpx.Client, site: Site) -> None:
    mine = signed(client, "sanni@kaupunki.example").headers["location"]
    with served(site) as address, httpx.Client(base_url=address) as other:
        assert other.get(f"/kirjaudu/paluu?{urlsplit(mine).query}").status_code == 400
    client.get("/kirjaudu/kaupunki")
    assert client.get(mine).status_code == 400


KEY, ANOTHER = (RSAKey.generate_key(2048, {"kid": name}) for name in ("one", "two"))
ISSUER, FUTURE = "https://login.example", 4_000_000_000
GOOD: dict[str, object] = {
    "iss": ISSUER,
    "aud": "k",
    "exp": FUTURE,
    "nonce": "n",
    "email": "sanni@kaupunki.example",
    "sub": "1",
}
SECRET = OctKey.import_key(str(KEY.as_dict(private=False)["n"]))
# What may not be believed of an id token (OpenID Connect Core 1.0, 3.1.3.7), by its fault
UNBELIEVED: dict[str, tuple[dict[str, object], str, RSAKey | OctKey]] = {
    "another nonce": ({**GOOD, "nonce": "m"}, "RS256", KEY),
    "no nonce": ({name: value for name, value in GOOD.items() if name != "nonce"}, "RS256", KEY),
    "another audience": ({**GOOD, "aud": "other"}, "RS256", KEY),
    "another issuer": ({**GOOD, "iss": "https://evil.example"}, "RS256", KEY),
    "run out": ({**GOOD, "exp": 1_000_000_000}, "RS256", KEY),
    "not yet": ({**GOOD, "nbf": FUTURE - 1}, "RS256", KEY),
    "another key": (GOOD, "RS256", ANOTHER),
    "the public key as a secret": (GOOD, "HS256", SECRET),
}


def believed(site: Site, monkeypatch: pytest.MonkeyPatch, token: str) -> int:
    """Come back from a provider that gives an id token, and give the status."""
    about = {"issuer": ISSUER, **dict.fromkeys(ENDPOINTS, f"{ISSUER}/x")}
    keys = {"keys": [KEY.as_dict(private=False)]}

    def answer(url: str, body: object) -> httpx.Response:
        return httpx.Response(200, json=body, request=httpx.Request("GET", url))

    own = Configuration(openid=OpenId(issuer=ISSUER, client_id="k", client_secret="s"))
    with served(site_for(site.home, own)) as address, httpx.Client(base_url=address) as browser:
        browser.cookies.set("kemiflow-openid", "s.n.v")
        with monkeypatch.context() as patched:
            told = lambda url, **_: answer(url, about if "well-known" in url else keys)  # noqa: E731
            patched.setattr("kemiflow.web.entry.openid.httpx.get", told)
            patched.setattr("kemiflow.web.entry.openid.httpx.post", lambda url, **_: answer(url, {"id_token": token}))
            return browser.get("/kirjaudu/paluu?state=s&code=c").status_code


@pytest.mark.parametrize("fault", UNBELIEVED)
def test_an_id_token_is_believed_only_when_all_of_it_is_right(
    site: Site, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    claims, algorithm, key = UNBELIEVED[fault]
    forged = jwt.encode({"alg": algorithm, "kid": "one"}, claims, key, algorithms=[algorithm])
    assert believed(site, monkeypatch, forged) == 502


def test_an_id_token_without_a_signature_is_not_believed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    head, body = (base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=") for one in ({"alg": "none"}, GOOD))
    assert believed(site, monkeypatch, f"{head.decode()}.{body.decode()}.") == 502


def test_a_right_id_token_is_believed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert believed(site, monkeypatch, jwt.encode({"alg": "RS256", "kid": "one"}, GOOD, KEY)) == 303


def test_a_code_is_good_once(client: httpx.Client) -> None:
    back = signed(client, "sanni@kaupunki.example").headers["location"]
    kept = dict(client.cookies)
    assert client.get(back).status_code == 303
    client.cookies.update(kept)
    assert client.get(back).status_code == 502


def test_a_provider_that_is_away_is_told_in_a_sentence(site: Site) -> None:
    assert site.configuration.openid
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        away = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        other = replace(site.configuration, openid=replace(site.configuration.openid, issuer=away))
        with served(site_for(site.home, other)) as address:
            refused = httpx.get(f"{address}/kirjaudu/kaupunki")
            assert httpx.get(f"{address}/healthz").status_code == 200
    assert (refused.status_code, "ei onnistunut" in sentence(refused)) == (502, True)


def test_a_provider_of_another_name_without_tls_or_that_redirects_is_refused(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("hush", encoding="utf-8")
    told = '[openid]\nissuer = "http://login.example"\nclient_id = "k"\nclient_secret_file = "secret"\n'
    (tmp_path / "web.toml").write_text(told, encoding="utf-8")
    with pytest.raises(ConfigurationWrong, match=r"login\.example: https"):
        read_configuration(tmp_path)
    plain = dict.fromkeys(ENDPOINTS, "http://login.example/x")
    safe = dict.fromkeys(ENDPOINTS, "https://login.example/x")
    answers = {
        "https://one.example": httpx.Response(200, json={"issuer": "https://two.example", **safe}),
        "https://one.example/": httpx.Response(200, json={"issuer": "https://one.example", **safe}),
        "https://lacking.example": httpx.Response(200, json={"issuer": "https://lacking.example"}),
        "https://list.example": httpx.Response(200, json=[]),
        "https://tls.example": httpx.Response(200, json={"issuer": "https://tls.example", **plain}),
        "https://right.example": httpx.Response(200, json={"issuer": "https://right.example", **safe}),
        "https://moved.example": httpx.Response(302, headers={"Location": "https://other.example/"}),
    }

    def get(url: str, timeout: int) -> httpx.Response:
        assert timeout
        answer = answers[issuer]
        assert url == f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        answer.request = httpx.Request("GET", url)
        return answer

    assert site.configuration.openid
    for issuer in answers:
        openid = replace(site.configuration.openid, issuer=issuer)
        with monkeypatch.context() as patched, served(site_for(site.home, Configuration(openid=openid))) as address:
            asking = httpx.get
            patched.setattr("kemiflow.web.entry.openid.httpx.get", get)
            status = asking(f"{address}/kirjaudu/kaupunki").status_code
            assert status == (303 if issuer == "https://right.example" else 502), issuer


def test_settings_are_read_and_what_is_wrong_is_named(tmp_path: Path) -> None:
    assert read_configuration(tmp_path) == Configuration()
    told = '[openid]\nissuer = "https://login.example/v2"\nclient_id = "k"\nclient_secret_file = "secret"\n'
    (tmp_path / "web.toml").write_text(f'address = "https://kemiflow.kaupunki.example/"\n{told}', encoding="utf-8")
    with pytest.raises(ConfigurationWrong, match="client_secret_file"):
        read_configuration(tmp_path)
    (tmp_path / "secret").write_text("hush\n", encoding="utf-8")
    read = read_configuration(tmp_path)
    assert read.openid
    assert (read.openid.client_secret, read.tls, read.cookie) == ("hush", True, "__Host-kemiflow")
    assert read.knows("kemiflow.kaupunki.example:443")
    (tmp_path / "web.toml").write_text("adress = 1\n", encoding="utf-8")
    with pytest.raises(ConfigurationWrong, match="adress"):
        read_configuration(tmp_path)

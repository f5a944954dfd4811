"""Who gets in: invitations good once, passwords, tries that are counted, sessions that end."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import httpx
import pytest

from kemiflow.app.people.accounts import IDLE, INVITED, LONGEST, WHOLE, begin, invite
from kemiflow.app.people.tries import MOST_FROM_ADDRESS, MOST_TRIES
from kemiflow.web.passwords import Argon2
from kemiflow.web.site import Site
from tests.app.home import found, opened
from tests.web.forms import fields
from tests.web.served import TRUST, browser, served, site_for

SENTENCE = "kolme kuusta ja pitkä talvi"
ANOTHER = "neljä mäntyä ja lyhyt kesä"
# A frequent one, one made of frequent ones, runs, what is near the service, its city and its person
EASY = (
    "aaaaaaaaaaaaaa",
    "manchesterunited",
    "Passwordpassword1",
    "123456789012",
    "qwertyuiop123",
    "Salasana2023!",
    "kemiflow2026!",
    "sanni malli 12",
)


class Watch:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def own_site(tmp_path: Path, watch: Watch) -> Iterator[Site]:
    found(tmp_path / "home")
    with opened(tmp_path / "home") as home:
        site = site_for(home)
        yield replace(site, door=replace(site.door, now=watch.now))


@pytest.fixture
def at(own_site: Site) -> Iterator[str]:
    with served(own_site) as address:
        yield address


def sign_in(at: str, password: str, name: str = "sanni", to: str = "") -> httpx.Response:
    return httpx.post(f"{at}/kirjaudu", data={"name": name, "password": password, "to": to}, verify=TRUST)


def take(at: str, token: str, password: str = SENTENCE, again: str | None = None) -> httpx.Response:
    return httpx.post(f"{at}/kutsu/{token}", data={"password": password, "again": again or password}, verify=TRUST)


def test_an_invitation_lets_a_person_choose_a_password_once(own_site: Site, at: str) -> None:
    token = invite(own_site.door, "sanni")
    assert "Sanni" in httpx.get(f"{at}/kutsu/{token}").text
    assert take(at, token).status_code == 303
    assert take(at, token).status_code == 404
    assert sign_in(at, SENTENCE).status_code == 303


def test_an_invitation_ends_after_a_week(own_site: Site, at: str, watch: Watch) -> None:
    token = invite(own_site.door, "sanni")
    watch.time += INVITED
    assert httpx.get(f"{at}/kutsu/{token}").status_code == 404
    assert take(at, token).status_code == 404


def test_a_newer_invitation_replaces_the_older(own_site: Site, at: str) -> None:
    older, newer = invite(own_site.door, "sanni"), invite(own_site.door, "sanni")
    assert take(at, older).status_code == 404
    assert take(at, newer).status_code == 303


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("lyhyt", "lyhyt", "vähintään 12"),
        *((easy, easy, "helppo") for easy in EASY),
        (SENTENCE, "muu", "samat"),
    ],
)
def test_a_password_that_is_no_good_is_refused_and_the_link_stays(
    own_site: Site, at: str, password: str, again: str, said: str
) -> None:
    token = invite(own_site.door, "sanni")
    refused = take(at, token, password, again)
    assert refused.status_code == 422
    assert said in refused.text
    assert take(at, token).status_code == 303


def test_a_wrong_password_an_unknown_name_and_no_account_read_the_same(own_site: Site, at: str) -> None:
    take(at, invite(own_site.door, "sanni"))
    told = {re.sub(r'value="[^"]*"', "", sign_in(at, "väärin", name).text) for name in ("sanni", "maija", "ei-ketään")}
    assert len(told) == 1
    assert "Osoite tai salasana on väärin." in told.pop()


def test_tries_are_counted_and_let_go_after_a_quarter_of_an_hour(own_site: Site, at: str, watch: Watch) -> None:
    take(at, invite(own_site.door, "sanni"))
    assert [sign_in(at, "väärin").status_code for _ in range(MOST_TRIES)] == [401] * MOST_TRIES
    assert sign_in(at, SENTENCE).status_code == 429
    watch.time += timedelta(minutes=15, seconds=1)
    assert sign_in(at, SENTENCE).status_code == 303


def test_tries_that_come_at_once_are_counted_one_after_another(own_site: Site, at: str) -> None:
    take(at, invite(own_site.door, "sanni"))
    together = Barrier(4 * MOST_TRIES)

    def guess(number: int) -> int:
        together.wait()
        return sign_in(at, f"väärin {number}").status_code

    with ThreadPoolExecutor(4 * MOST_TRIES) as pool:
        codes = sorted(pool.map(guess, range(4 * MOST_TRIES)))
    assert codes == [401] * MOST_TRIES + [429] * 3 * MOST_TRIES


def test_an_address_and_an_id_name_one_person_whose_tries_are_counted_together(own_site: Site, at: str) -> None:
    take(at, invite(own_site.door, "sanni"))
    email = next(one.email for one in own_site.home.world.people.all() if one.id == "sanni")
    codes = [sign_in(at, "väärin", name).status_code for name in ("sanni", email, email.upper()) * 2]
    assert codes == [401] * MOST_TRIES + [429]


def test_colleagues_behind_one_address_do_not_lock_each_other_out(own_site: Site, at: str) -> None:
    take(at, invite(own_site.door, "sanni"))
    for number in range(MOST_FROM_ADDRESS - 1):
        assert sign_in(at, "väärin", f"muu {number}").status_code == 401
    assert sign_in(at, SENTENCE).status_code == 303
    assert sign_in(at, "väärin", "yksi vielä").status_code == 401
    assert sign_in(at, SENTENCE).status_code == 429


@pytest.mark.parametrize(("steps", "step"), [(1, IDLE), (8, WHOLE / 8)])
def test_a_session_ends_unused_or_old(own_site: Site, at: str, watch: Watch, steps: int, step: timedelta) -> None:
    with browser(at, own_site, "sanni") as client:
        assert client.get("/").status_code == 200
        statuses = []
        for _ in range(steps):
            watch.time += step + timedelta(seconds=1)
            statuses.append(client.get("/").status_code)
    assert statuses[-1] == 303
    assert all(status == 200 for status in statuses[:-1])


def test_a_session_is_renewed_by_use(own_site: Site, at: str, watch: Watch) -> None:
    with browser(at, own_site, "sanni") as client:
        for _ in range(4):
            watch.time += IDLE - timedelta(minutes=1)
            assert client.get("/").status_code == 200


def test_signing_out_ends_the_session_on_the_server(own_site: Site, at: str) -> None:
    with browser(at, own_site, "sanni") as client:
        kept = dict(client.cookies)
        out = client.post("/ulos")
        assert out.status_code == 303
        assert "cache" in out.headers["clear-site-data"]
        assert httpx.get(f"{at}/", cookies=kept).status_code == 303


def test_good_passwords_of_any_kind_are_taken(own_site: Site, at: str) -> None:
    for password in (SENTENCE, ANOTHER, "x7!kQz0pLw3v", "å" * 3 + " Ω漢字 ja muuta", "pitkä lause " * 16):
        assert take(at, invite(own_site.door, "sanni"), password).status_code == 303, password


def test_a_password_counts_to_its_last_letter_as_it_was_typed(own_site: Site, at: str) -> None:
    longest = (SENTENCE * 20)[:LONGEST]
    take(at, invite(own_site.door, "sanni"), longest)
    wrong = (longest + "x", longest[:-1], longest.upper(), longest + " ")
    assert [sign_in(at, one).status_code for one in wrong] == [401] * len(wrong)
    assert sign_in(at, longest).status_code == 303


def test_a_person_ends_sessions_elsewhere_and_only_the_own_ones(own_site: Site, at: str) -> None:
    other = begin(own_site.door, "sanni", "demo")
    foreign = begin(own_site.door, "maija", "demo")
    with browser(at, own_site, "sanni") as client:
        stolen = client.post("/tili/istunto", data={"once": "a", "session": foreign.session.digest})
        assert stolen.status_code == 404
        assert client.post("/tili/muut", data={"once": "b"}).status_code == 303
        assert client.get("/tili").status_code == 200
    accounts = own_site.door.accounts
    assert accounts.session(other.session.digest) is None
    assert accounts.session(foreign.session.digest) is not None


def chosen(once: str, old: str, new: str, again: str | None = None) -> dict[str, str]:
    return {"once": once, "old": old, "new": new, "again": again or new}


def test_a_password_is_changed_by_whoever_knows_it_and_all_other_sessions_end(own_site: Site, at: str) -> None:
    take(at, invite(own_site.door, "sanni"))
    other, pending = begin(own_site.door, "sanni", "openid"), invite(own_site.door, "sanni")
    with httpx.Client(base_url=at) as client:
        client.post("/kirjaudu", data={"name": "sanni", "password": SENTENCE})
        before = dict(client.cookies)
        page = client.get("/tili").text
        assert 'autocomplete="current-password"' in page
        assert page.count('autocomplete="new-password"') == 2
        done = client.post("/tili/salasana", data=chosen("a", SENTENCE, ANOTHER))
        assert done.status_code == 303
        assert dict(client.cookies) != before
        assert "Salasana on vaihdettu." in client.get(done.headers["location"]).text
        assert [one.how for one in own_site.door.accounts.sessions("sanni")] == ["password"]
        assert httpx.get(f"{at}/", cookies=before).status_code == 303
    assert own_site.door.accounts.session(other.session.digest) is None
    assert httpx.get(f"{at}/kutsu/{pending}").status_code == 404
    assert sign_in(at, SENTENCE).status_code == 401
    assert sign_in(at, ANOTHER).status_code == 303


NO_GOOD = {
    "Nykyinen salasana on väärin.": ("old", "väärin", ANOTHER, ANOTHER),
    "vähintään 12": ("new", SENTENCE, "lyhyt", "lyhyt"),
    "liian helppo": ("new", SENTENCE, "manchesterunited", "manchesterunited"),
    "samat": ("new", SENTENCE, ANOTHER, ANOTHER + " "),
    "27. merkki (U+0000)": ("new", SENTENCE, ANOTHER + "\0", ANOTHER),
}


@pytest.mark.parametrize("said", NO_GOOD)
def test_a_change_that_is_no_good_changes_nothing(own_site: Site, at: str, said: str) -> None:
    field, old, new, again = NO_GOOD[said]
    take(at, invite(own_site.door, "sanni"))
    before = {one.digest for one in own_site.door.accounts.sessions("sanni")}
    with browser(at, own_site, "sanni") as client:
        refused = client.post("/tili/salasana", data=chosen("a", old, new, again))
        assert refused.status_code == 422
        assert said in refused.text
        assert f'id="{field}-virhe"' in refused.text
        assert ANOTHER not in refused.text
        assert client.get("/tili").status_code == 200
    assert before < {one.digest for one in own_site.door.accounts.sessions("sanni")}
    assert sign_in(at, SENTENCE).status_code == 303


@pytest.mark.parametrize(
    ("language", "said"), [("fi", "Vaihda salasana"), ("sv", "Byt lösenord"), ("en", "Change the")]
)
def test_the_password_is_changed_in_three_languages(own_site: Site, at: str, language: str, said: str) -> None:
    take(at, invite(own_site.door, "sanni"))
    with browser(at, own_site, "sanni") as client:
        client.post("/kieli", data={"language": language, "to": "/tili"})
        assert said in client.get("/tili").text
        refused = client.post("/tili/salasana", data=chosen("a", "väärin", ANOTHER))
        told = {"fi": "Nykyinen salasana on väärin.", "sv": "Det nuvarande lösenordet är fel.", "en": "is wrong."}
        assert told[language] in refused.text


def test_a_stolen_session_guesses_no_further_than_the_door(own_site: Site, at: str, watch: Watch) -> None:
    take(at, invite(own_site.door, "sanni"))
    with browser(at, own_site, "sanni") as client:
        tried = [client.post("/tili/salasana", data=chosen(str(n), "väärin", ANOTHER)).text for n in range(MOST_TRIES)]
        assert all("Nykyinen salasana on väärin." in one for one in tried)
        barred = client.post("/tili/salasana", data=chosen("x", SENTENCE, ANOTHER))
        assert "Liian monta yritystä" in barred.text
        watch.time += timedelta(minutes=15, seconds=1)
        assert client.post("/tili/salasana", data=chosen("y", SENTENCE, ANOTHER)).status_code == 303


def test_who_has_no_password_here_has_none_to_change(own_site: Site, at: str) -> None:
    with browser(at, own_site, "maija") as client:
        assert "/tili/salasana" not in client.get("/tili").text
        assert client.post("/tili/salasana", data=chosen("a", "", ANOTHER)).status_code == 404
    assert own_site.door.accounts.password("maija") is None


@pytest.mark.parametrize("path", ["/tili/istunto", "/tili/muut"])
def test_sessions_end_only_when_the_password_is_typed_again(own_site: Site, at: str, path: str) -> None:
    take(at, invite(own_site.door, "sanni"))
    other = begin(own_site.door, "sanni", "openid")
    with browser(at, own_site, "sanni") as client:
        typed = {**fields(client.get("/tili").text, "/tili/istunto"), "session": other.session.digest}
        assert typed["own"] == [""]
        for password in ("", "väärin"):
            refused = client.post(path, data={**typed, "own": password})
            assert (refused.status_code, 'id="own-virhe"' in refused.text) == (422, True)
            assert f'value="{other.session.digest}" checked' in refused.text
        assert own_site.door.accounts.session(other.session.digest) is not None
        assert client.post(path, data={**typed, "own": SENTENCE}).status_code == 303
        assert client.get("/tili").status_code == 200
    assert own_site.door.accounts.session(other.session.digest) is None


def test_a_session_to_end_is_chosen_first(own_site: Site, at: str) -> None:
    other = begin(own_site.door, "maija", "openid")
    with browser(at, own_site, "maija") as client:
        typed = fields(client.get("/tili").text, "/tili/istunto")
        assert "own" not in typed
        refused = client.post("/tili/istunto", data=typed)
        assert (refused.status_code, "Valitse ensin" in refused.text) == (422, True)
        assert client.post("/tili/istunto", data={**typed, "session": other.session.digest}).status_code == 303
    assert own_site.door.accounts.session(other.session.digest) is None


def test_a_new_password_ends_all_sessions(own_site: Site, at: str) -> None:
    earlier = begin(own_site.door, "sanni", "demo")
    take(at, invite(own_site.door, "sanni"))
    assert own_site.door.accounts.session(earlier.session.digest) is None


def test_who_is_forgotten_is_out(own_site: Site, at: str) -> None:
    take(at, invite(own_site.door, "maija"))
    with browser(at, own_site, "maija") as client:
        assert client.get("/tili").status_code == 200
        with own_site.home.store.journal.transaction(own_site.home.world.now()) as unit:
            unit.forget("maija", on=own_site.home.clock.today(), by="sanni")
        assert client.get("/tili").status_code == 303
    assert own_site.door.accounts.password("maija") is None


def test_after_signing_in_one_is_where_one_was_going(own_site: Site, at: str) -> None:
    take(at, invite(own_site.door, "sanni"))
    asked = httpx.get(f"{at}/asiat")
    assert asked.headers["location"] == "/kirjaudu?sivu=/asiat"
    assert sign_in(at, SENTENCE, to="/asiat").headers["location"] == "/asiat"
    assert sign_in(at, SENTENCE, to="//muu.example").headers["location"] == "/"


def test_passwords_are_kept_as_rfc_9106_advises() -> None:
    kept = Argon2().hash(SENTENCE)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert Argon2().matches(SENTENCE, kept)
    assert Argon2().hash(SENTENCE) != kept


def test_what_is_kept_gives_nobody_a_way_in(own_site: Site, at: str) -> None:
    token = invite(own_site.door, "sanni")
    let = begin(own_site.door, "sanni", "demo")
    kept = (own_site.home.path / "kemiflow.db").read_bytes()
    assert token.encode() not in kept
    assert let.token.encode() not in kept
    take(at, token)
    assert SENTENCE.encode() not in (own_site.home.path / "kemiflow.db").read_bytes()

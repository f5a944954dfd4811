"""What did not leave is named on the command line, with its reason, by `letters send`, `remind` and `doctor` alike."""

from __future__ import annotations

from typing import Any, cast

import pytest

from kemiflow.app.letters.delivery import LEASE
from kemiflow.core.city import Person
from kemiflow.wiring import open_home
from tests.app.mornings import settings
from tests.edges.cli.homes import Asker, Said
from tests.edges.post.relay import PARTING, Relay, running

ANNI = "anni@kaupunki.example"
SEND, REMIND = ("letters", "send"), ("remind",)
TOO_LONG = f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.example"


@pytest.fixture
def letters(letters: Asker, relay: Relay) -> Asker:
    """Give the home, and a relay in its settings."""
    settings(letters.home, relay)
    return letters


@pytest.fixture
def alone(letters: Asker) -> Asker:
    """Give the same home, whose relay is away."""
    with running() as gone:
        pass
    settings(letters.home, gone)
    return letters


def facts(said: Said) -> dict[str, Any]:
    return cast("dict[str, Any]", said.json())


@pytest.mark.parametrize("words", [SEND, REMIND])
def test_a_relay_that_is_away_is_told_once(alone: Asker, words: tuple[str, ...]) -> None:
    said = alone(*words)
    assert said.status == 1
    (line,) = said.err.splitlines()
    assert line.startswith("Postipalvelin ei ota nyt kirjeitä vastaan: [Errno")
    assert line.endswith("Kirjeitä odottaa 2; ne lähtevät seuraavalla lähetyksellä.")


@pytest.mark.parametrize("words", [SEND, REMIND])
def test_plain_data_name_what_waits_and_why(alone: Asker, words: tuple[str, ...]) -> None:
    said = alone(*words, "--json")
    found = facts(said)
    assert (said.status, found["sent"], len(found["failed"])) == (1, 0, 2)
    assert {one["why"] for one in found["failed"]} == {found["closed"]}


@pytest.mark.parametrize("words", [SEND, REMIND])
def test_a_refused_letter_is_named_with_the_relays_answer(letters: Asker, relay: Relay, words: tuple[str, ...]) -> None:
    relay.by_address[ANNI] = f"550 5.1.1 no such user{PARTING}"
    said = letters(*words)
    assert (said.status, said.err.count("anni/2023-04-14"), "550 5.1.1 no such user" in said.err) == (1, 1, True)
    assert "1." in said.out


@pytest.mark.parametrize("words", [SEND, REMIND])
def test_a_letter_that_was_put_off_is_named_in_plain_data_and_by_the_doctor(
    letters: Asker, relay: Relay, words: tuple[str, ...]
) -> None:
    relay.by_address[ANNI] = "450 4.2.0 greylisted"
    said = letters(*words, "--json")
    assert (said.status, facts(said)["sent"]) == (1, 1)
    assert facts(said)["failed"] == [{"name": "anni/2023-04-14", "why": "450 4.2.0 greylisted"}]
    told = letters("doctor").out
    assert "anni letter:2023-04-14" in told
    assert "450 4.2.0 greylisted" in told


def test_one_whose_address_takes_no_letter_is_named_and_the_others_get_theirs(letters: Asker, relay: Relay) -> None:
    home = open_home(letters.home)
    home.store.people.put(Person(id="elli", name="Elli", email=TOO_LONG))
    home.close()
    dry = letters("letters", "send", "--dry-run")
    assert (dry.status, dry.out.splitlines()[0].partition(":")[0], "elli" in dry.err) == (1, "anni", True)
    said = letters("letters", "send")
    assert (said.status, said.out, "elli" in said.err) == (1, "Kirjeitä lähti 1.\n", True)
    assert relay.recipients == [[ANNI]]


def decided(letters: Asker, relay: Relay) -> None:
    """Decide the day's letters at an hour at which none may leave, and let them leave from then on."""
    settings(letters.home, relay, 'hours_from = "22.00"\nhours_until = "5.00"\n')
    said = letters("remind")
    assert (said.status, "--now" in said.out, relay.taken) == (0, True, [])
    settings(letters.home, relay)


@pytest.mark.parametrize(("language", "words"), [("fi", "ei ole vielä yritetty"), ("en", "has not been tried yet")])
def test_a_letter_that_nobody_tried_says_so_in_words(
    letters: Asker, relay: Relay, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    decided(letters, relay)
    monkeypatch.setenv("KEMIFLOW_LANGUAGE", language)
    said = letters("letters", "send", "--limit", "1")
    assert (said.status, words in said.err, "pending" in said.err) == (1, True, False)


def test_letters_in_another_senders_hands_are_named_with_the_end_of_its_lease(letters: Asker, relay: Relay) -> None:
    decided(letters, relay)
    home = open_home(letters.home)
    home.world.outbox.claim("dead", now=home.world.now(), lease=LEASE)
    home.close()
    said = letters("letters", "send")
    assert (said.status, relay.recipients) == (1, [["elli@kaupunki.example"]])
    assert said.err == "anni/2023-04-14 on toisen lähettäjän käsissä, enintään 14.4.2023 klo 9.10.00 asti.\n"


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ('port = "2525"', ["port on luku", "port = 2525", "post.toml"]),
        ('from_address = "kemi flow@kemi.example"', ["from_address", "kemi flow@kemi.example", "post.toml"]),
    ],
)
def test_a_setting_of_the_post_that_is_wrong_is_told_so_that_one_sees_how(
    letters: Asker, setting: str, words: list[str]
) -> None:
    (letters.home / "post.toml").write_text(f'host = "127.0.0.1"\n{setting}\n', encoding="utf-8")
    said = letters("letters", "send")
    assert (said.status, [word for word in words if word not in said.err]) == (2, [])

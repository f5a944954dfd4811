"""Letters are sent from the command line: some, to a test address, and those of which nobody knows are settled."""

from __future__ import annotations

import json

from tests.app.mornings import settings
from tests.edges.cli.homes import Asker
from tests.edges.post.relay import CUT_AFTER, running


def test_a_dry_run_lists_what_would_leave_and_writes_nothing(letters: Asker) -> None:
    said = letters("letters", "send", "--dry-run")
    assert (said.status, said.out.splitlines()[-1]) == (0, "Lähdössä olisi 2 kirjettä. Mitään ei lähetetty.")
    assert letters("letters", "list", "--json").json() == []


def test_letters_are_sent_once(letters: Asker) -> None:
    assert letters("letters", "send").out == "Kirjeitä lähti 2.\n"
    assert letters("letters", "send").out == "Kirjeitä lähti 0.\n"
    assert len(list((letters.home / "letters").glob("*.eml"))) == 2


def test_no_more_letters_leave_than_are_asked_for(letters: Asker) -> None:
    assert letters("letters", "send", "--limit", "1").out == "Kirjeitä lähti 1.\n"
    assert letters("letters", "send", "--only", "ruling").out == "Kirjeitä lähti 0.\n"


def test_an_unknown_kind_is_named_with_the_known_ones(letters: Asker) -> None:
    said = letters("letters", "send", "--only", "rulings")
    assert said.status == 2
    assert "ruling" in said.err


def test_a_trial_goes_to_the_test_address_and_is_not_recorded(letters: Asker) -> None:
    with running() as relay:
        settings(letters.home, relay)
        said = letters("letters", "send", "--redirect-to", "koe@kemi.example")
    assert said.out == "Koeosoitteeseen koe@kemi.example lähti 2 kirjettä. Mitään ei kirjattu.\n"
    assert relay.recipients == [["koe@kemi.example"]] * 2
    assert letters("letters", "list", "--json").json() == []


def test_a_test_address_that_is_none_is_named(letters: Asker) -> None:
    said = letters("letters", "send", "--redirect-to", "koe")
    assert said.status == 2
    assert "”koe” ei ole sähköpostiosoite" in said.err


def test_an_unsure_letter_is_listed_and_settled(letters: Asker) -> None:
    with running() as relay:
        settings(letters.home, relay)
        relay.says("DOT", CUT_AFTER)
        said = letters("letters", "send")
        assert said.status == 1
        assert "letters unsure" in said.err
    unsure = json.loads(letters("letters", "unsure", "--json").out)[0]
    assert unsure["name"] in letters("letters", "unsure").out
    assert letters("letters", "settle", unsure["name"], "sent", "--by", "sanni").status == 0
    assert letters("letters", "unsure").out == "Kaikista kirjeistä tiedetään, lähtivätkö ne.\n"
    again = letters("letters", "settle", unsure["name"], "sent", "--by", "sanni")
    assert again.status == 2
    assert "tiedetään jo" in again.err


def test_a_letter_that_is_none_is_named(letters: Asker) -> None:
    said = letters("letters", "settle", "maija/2023-01-01", "sent", "--by", "sanni")
    assert said.status == 2
    assert "maija/2023-01-01" in said.err


def test_settings_that_cannot_be_followed_stop_a_command_with_one_sentence(letters: Asker) -> None:
    (letters.home / "post.toml").write_text('host = "x"\npassword = "salaisuus"\n', encoding="utf-8")
    said = letters("letters", "send")
    assert said.status == 2
    assert "salasanaa ei kirjoiteta asetuksiin" in said.err
    assert "salaisuus" not in said.err


def test_a_relay_that_is_away_keeps_the_letters_and_says_so(letters: Asker) -> None:
    with running() as gone:
        pass
    settings(letters.home, gone)
    said = letters("letters", "send")
    assert said.status == 1
    assert "refused" in said.err
    assert said.out == "Kirjeitä lähti 0.\n"

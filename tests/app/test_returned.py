"""A letter that came back is told of once, names its person, and never harms by being forged or repeated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import sqlalchemy as sa

from kemiflow.app import gather, walk
from kemiflow.app.kept import Posting
from kemiflow.app.letters import delivery, remind
from kemiflow.app.letters.delivery import Errand
from kemiflow.app.letters.outgoing import Named
from kemiflow.app.letters.returned import UNDER_WAY, Failure, Returned, Sort, Taken, take
from kemiflow.app.submit import Asking
from kemiflow.core.records.city import AbsenceTold, AddressMended
from kemiflow.core.records.person import Fate, LetterSettled
from kemiflow.core.records.step import RoundBegun
from kemiflow.core.values import Refusal
from kemiflow.post.number import message_id, named
from kemiflow.store.tables import outbox
from kemiflow.wiring import Home
from tests.app.home import at, founded, tell, tell_city

APRIL = date(2023, 4, 14)
VIEWS = RoundBegun(step="views", round=1, asked=("vitality",), questions=(), due=date(2023, 5, 31))
SANNI = Asking(by="sanni", today=APRIL)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """Make a home from which one letter has left, to Elli."""
    with founded(tmp_path) as one:
        tell(one, VIEWS, APRIL)
        walk.walk(one.world, "s", APRIL)
        for person in remind.due(one.world, APRIL):
            remind.remind(one.world, person, APRIL)
        delivery.send(one.world, Errand(owner="sender", today=APRIL))
        yield one


ELLI = "elli@kaupunki.example"
OTHER = "kirjeloki@kaupunki.example"
OLD = "<letter.elli.2023-04-14@kemi.example>"


def number(home: Home) -> str:
    return next(home.world.outbox.letters(Posting.SENT)).message_id


def came(home: Home, sort: Sort = Sort.FAILED, status: str = "5.1.1", to: str = ELLI) -> Returned:
    return about(number(home), sort, status, to)


def about(told: str, sort: Sort = Sort.FAILED, status: str = "5.1.1", to: str = ELLI) -> Returned:
    return Returned(sort=sort, letters=(named(told),), failures=(Failure(addresses=(to,), status=status),))


def grow_old(home: Home) -> None:
    """Leave the letter as an earlier program left it: under a number without a mark."""
    with home.store.engine.begin() as connection:
        connection.execute(sa.update(outbox).values(message_id=OLD))


def taken(home: Home, message: Returned, asking: Asking = SANNI) -> Taken:
    told = take(home.world, message, asking)
    assert not isinstance(told, Refusal), told
    return told[0]


def test_a_letter_to_a_mailbox_that_is_gone_fails_and_its_address_is_dead(home: Home) -> None:
    assert taken(home, came(home)) is Taken.ADDRESS_DEAD
    assert gather.city(home.world).dead == {"elli"}
    settled = home.world.journal.read("person/elli")[-1].fact
    assert settled == LetterSettled(letter=settled_letter(home), fate=Fate.FAILED, reason="5.1.1")
    assert [one.state for one in home.world.outbox.letters()] == [Posting.FAILED]


def settled_letter(home: Home) -> str:
    return next(home.world.outbox.letters()).letter


def test_a_letter_to_a_full_mailbox_fails_and_the_address_lives(home: Home) -> None:
    assert taken(home, came(home, status="5.2.2")) is Taken.LETTER_FAILED
    assert not gather.city(home.world).dead
    assert [one.state for one in home.world.outbox.letters()] == [Posting.FAILED]


def test_the_same_report_twice_says_nothing_new(home: Home) -> None:
    message = came(home)
    taken(home, message)
    heads = [home.world.journal.head(stream) for stream in ("city", "person/elli")]
    assert taken(home, message) is Taken.LETTER_FAILED
    assert [home.world.journal.head(stream) for stream in ("city", "person/elli")] == heads


def test_a_report_of_a_letter_that_nobody_sent_changes_nothing(home: Home) -> None:
    assert taken(home, about("<letter.elli.2023-04-15@kemi.example>")) is Taken.NOT_OURS
    assert not gather.city(home.world).dead


@pytest.mark.parametrize("mark", ["", "0123456789abcdef0123", "0" * 20])
def test_who_was_not_sent_a_letter_cannot_say_that_it_came_back(home: Home, mark: str) -> None:
    forged = about(message_id("elli", settled_letter(home), "kemi.example", mark))
    assert taken(home, forged) is Taken.NOT_OURS
    assert taken(home, replace(forged, sort=Sort.AUTOMATIC)) is Taken.NOT_OURS
    assert not gather.city(home.world).dead
    assert not gather.city(home.world).hinted
    assert [one.state for one in home.world.outbox.letters()] == [Posting.SENT]


def test_a_report_about_a_copy_says_nothing_of_the_letter(home: Home) -> None:
    before = home.world.journal.head("city")
    assert taken(home, came(home, to=OTHER)) is Taken.OTHER_ADDRESS
    assert taken(home, replace(came(home), failures=())) is Taken.OTHER_ADDRESS
    assert home.world.journal.head("city") == before
    assert [one.state for one in home.world.outbox.letters()] == [Posting.SENT]


def test_of_many_recipients_the_status_of_the_reader_counts(home: Home) -> None:
    both = (Failure(addresses=(OTHER,), status="5.1.1"), Failure(addresses=(OTHER, ELLI), status="5.2.2"))
    assert taken(home, replace(came(home), failures=both)) is Taken.LETTER_FAILED
    assert not gather.city(home.world).dead
    assert next(home.world.outbox.letters()).reason == "5.2.2"


def test_a_late_report_kills_no_address_that_is_new(home: Home) -> None:
    known = home.world.people.get("elli")
    assert known
    home.store.people.put(replace(known, email="elli.uusi@kaupunki.example"))
    assert taken(home, came(home)) is Taken.LETTER_FAILED
    assert not gather.city(home.world).dead
    assert [one.state for one in home.world.outbox.letters()] == [Posting.FAILED]


def test_a_report_that_comes_again_kills_no_address_that_was_mended(home: Home) -> None:
    message = came(home)
    taken(home, message)
    at(home, date(2023, 4, 17))
    tell_city(home, date(2023, 4, 17), AddressMended(person="elli"))
    assert taken(home, message, replace(SANNI, today=date(2023, 4, 17))) is Taken.LETTER_FAILED
    assert not gather.city(home.world).dead


def test_the_keys_may_turn_while_a_letter_is_under_way(home: Home) -> None:
    message = came(home)
    for _ in range(3):
        home.world.links.rotate()
    assert taken(home, message) is Taken.ADDRESS_DEAD


def test_a_letter_of_an_earlier_program_is_found_and_believed_for_a_while(home: Home) -> None:
    grow_old(home)
    assert taken(home, about(OLD, to=OTHER)) is Taken.OTHER_ADDRESS
    late = replace(SANNI, today=APRIL + UNDER_WAY + timedelta(days=1))
    assert taken(home, about(OLD), late) is Taken.NOTHING
    beside = Named(message_id="<x@y.example>", person="elli", letter=settled_letter(home))
    assert taken(home, replace(about(OLD), letters=(named(OLD), beside)), late) is Taken.NOTHING
    assert not gather.city(home.world).dead
    assert taken(home, about(OLD)) is Taken.ADDRESS_DEAD


def test_a_letter_goes_on_from_the_numbers_under_which_the_earlier_ones_left(home: Home) -> None:
    grow_old(home)
    home.world.links.rotate()
    later = next(day for day in (APRIL + timedelta(days=n) for n in range(1, 60)) if reminded(home, day))
    parcel = next(home.world.outbox.letters(person="elli", day=later))
    kept = home.world.outbox.find("elli", parcel.letter)
    assert kept
    head = message_from_bytes(kept.eml, policy=default)
    assert head["In-Reply-To"] == OLD
    assert head["Message-ID"] == kept.message_id
    assert named(kept.message_id).letter == parcel.letter


def reminded(home: Home, day: date) -> bool:
    at(home, day)
    walk.walk(home.world, "s", day)
    if "elli" in remind.due(home.world, day):
        remind.remind(home.world, "elli", day)
    return bool(list(home.world.outbox.letters(person="elli", day=day)))


@pytest.mark.parametrize("sort", [Sort.NOTICE, Sort.WRITTEN])
def test_a_notice_and_a_letter_of_a_person_change_nothing(home: Home, sort: Sort) -> None:
    before = home.world.journal.head("city")
    taken(home, came(home, sort=sort))
    assert home.world.journal.head("city") == before
    assert [one.state for one in home.world.outbox.letters()] == [Posting.SENT]


def test_an_automatic_answer_is_a_hint_until_the_absence_is_told(home: Home) -> None:
    assert taken(home, came(home, sort=Sort.AUTOMATIC)) is Taken.AWAY
    assert gather.city(home.world).hinted == {"elli": APRIL}
    tell_city(home, APRIL, AbsenceTold(person="elli", first=APRIL, last=date(2023, 4, 21)))
    assert not gather.city(home.world).hinted


def test_an_automatic_answer_is_no_answer_to_the_duty(home: Home) -> None:
    before = home.world.lists.open_duties("elli")
    head = home.world.journal.head("case/s")
    taken(home, came(home, sort=Sort.AUTOMATIC))
    walk.walk(home.world, "s", APRIL)
    assert home.world.journal.head("case/s") == head
    assert home.world.lists.open_duties("elli") == before


def test_one_letter_is_answered_automatically_once(home: Home) -> None:
    taken(home, came(home, sort=Sort.AUTOMATIC))
    before = home.world.journal.head("city")
    assert taken(home, came(home, sort=Sort.AUTOMATIC)) is Taken.AWAY
    assert home.world.journal.head("city") == before


def test_an_address_that_was_mended_is_written_to_again(home: Home) -> None:
    taken(home, came(home))
    at(home, date(2023, 4, 17))
    tell_city(home, date(2023, 4, 17), AddressMended(person="elli"))
    assert not gather.city(home.world).dead


def test_somebody_without_the_right_kills_no_address(home: Home) -> None:
    told = take(home.world, came(home), Asking(by="elli", today=APRIL))
    assert isinstance(told, Refusal)
    assert [one.state for one in home.world.outbox.letters()] == [Posting.SENT]

"""A letter that came back is told of once, names its person, and never harms by being forged or repeated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kemiflow.app import gather, walk
from kemiflow.app.kept import Posting
from kemiflow.app.letters import delivery, remind
from kemiflow.app.letters.delivery import Errand
from kemiflow.app.letters.returned import Returned, Sort, Taken, take
from kemiflow.app.submit import Asking
from kemiflow.core.records.city import AbsenceTold, AddressMended
from kemiflow.core.records.person import Fate, LetterSettled
from kemiflow.core.records.step import RoundBegun
from kemiflow.core.values import Refusal
from kemiflow.wiring import Home
from tests.app.home import at, found, open_strategy, opened, tell, tell_city

APRIL = date(2023, 4, 14)
VIEWS = RoundBegun(step="views", round=1, asked=("vitality",), questions=(), due=date(2023, 5, 31))
SANNI = Asking(by="sanni", today=APRIL)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """Make a home from which one letter has left, to Elli."""
    found(tmp_path)
    with opened(tmp_path) as one:
        open_strategy(one)
        tell(one, VIEWS, APRIL)
        walk.walk(one.world, "s", APRIL)
        for person in remind.due(one.world, APRIL):
            remind.remind(one.world, person, APRIL)
        delivery.send(one.world, Errand(owner="sender", today=APRIL))
        yield one


def number(home: Home) -> str:
    return next(home.world.outbox.letters(Posting.SENT)).message_id


def came(home: Home, sort: Sort = Sort.FAILED, status: str = "5.1.1") -> Returned:
    return Returned(sort=sort, letters=(number(home),), status=status)


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
    forged = Returned(sort=Sort.FAILED, letters=("<letter.elli.2023-04-15@kemi.example>",), status="5.1.1")
    assert taken(home, forged) is Taken.NOT_OURS
    assert not gather.city(home.world).dead


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

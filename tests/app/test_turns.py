"""Every letter gets its turn: what one person's address does to a relay keeps no other's letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from kemiflow.app import morning
from kemiflow.app.ails import ails
from kemiflow.app.kept import Posting
from kemiflow.app.letters import posting
from kemiflow.app.letters.delivery import LEASE, Errand, within
from kemiflow.core.city import Person
from kemiflow.core.days import HELSINKI
from tests.app.home import at, clock, opened
from tests.app.mornings import APRIL, lived, parcels
from tests.edges.post.handing import parcel
from tests.edges.post.relay import CUT, PARTING, Relay

LEAVING = f"421 4.7.0 too many errors{PARTING}"
ASKING = "530 5.7.0 authenticate first"
TOO_LONG = f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.example"


def states(home: Path) -> dict[str, tuple[Posting, int]]:
    return {one.person: (one.state, one.attempt) for one in parcels(home)}


def enqueue(home: Path, *numbers: int) -> list[str]:
    """Put letters without duties in, and give their addresses."""
    letters = [replace(parcel(number), day=APRIL) for number in numbers]
    with opened(home) as one, one.world.journal.transaction(one.world.now()) as unit:
        for letter in letters:
            unit.enqueue(letter)
    return [f"{one.person}@kemi.example" for one in letters]


def sent(home: Path, hour: int, minute: int = 0) -> morning.Morning[morning.Sent]:
    own = clock()
    own.set(APRIL, hour)
    own.time += timedelta(minutes=minute)
    with opened(home, own) as one:
        return morning.send(one.world, Errand(owner="sender", today=APRIL))


@pytest.mark.parametrize("said", [LEAVING, ASKING])
def test_one_address_at_which_the_relay_leaves_keeps_no_other_letter(home: Path, relay: Relay, said: str) -> None:
    relay.by_address["anni@kaupunki.example"] = said
    lived(home, APRIL)
    assert states(home) == {"anni": (Posting.PENDING, 1), "elli": (Posting.SENT, 1)}
    lived(home, APRIL, 9)
    assert states(home)["anni"] == (Posting.PENDING, 2)


def test_three_such_addresses_end_a_run_and_the_next_one_begins_with_the_others(home: Path, relay: Relay) -> None:
    for address in enqueue(home, *range(1, 6))[:3]:
        relay.by_address[address] = LEAVING
    first = sent(home, 8)
    assert (first.done[0].count, first.done[0].closed) == (0, LEAVING)
    assert [one.attempt for one in parcels(home)] == [1, 1, 1, 0, 0]
    sent(home, 8, 30)
    assert [one.state for one in parcels(home)] == [Posting.PENDING] * 3 + [Posting.SENT] * 2


def test_a_relay_that_cuts_at_every_dot_leaves_three_letters_unsure_and_the_others_waiting(
    home: Path, relay: Relay
) -> None:
    enqueue(home, *range(1, 7))
    relay.says("DOT", *[CUT] * 6)
    found = sent(home, 8)
    assert [one.state for one in parcels(home)] == [Posting.UNSURE] * 3 + [Posting.PENDING] * 3
    assert (len(found.done[0].unsure), len(found.failed)) == (3, 3)


def test_a_refused_letter_is_named_with_what_the_relay_said(home: Path, relay: Relay) -> None:
    (address,) = enqueue(home, 1)
    relay.by_address[address] = f"550 5.1.1 no such user{PARTING}"
    (refused,) = sent(home, 8).done[0].refused
    assert str(refused).startswith("maija1/2023-09-29 (550 5.1.1 no such user")


def test_a_letter_in_another_senders_hands_is_named_with_the_end_of_its_lease(home: Path, relay: Relay) -> None:
    enqueue(home, 1)
    with opened(home) as one:
        at(one, APRIL, 8)
        one.world.outbox.claim("dead", now=one.world.now(), lease=LEASE)
    found = sent(home, 8, 5)
    ((name, until),) = found.done[0].elsewhere
    assert (name, datetime.fromisoformat(until).astimezone(HELSINKI).time()) == ("maija1/2023-09-29", time(8, 10))
    assert relay.taken == []
    assert sent(home, 8, 11).done[0].count == 1


def test_a_letter_that_nobody_tried_says_so_in_no_code(home: Path) -> None:
    enqueue(home, 1, 2)
    with opened(home) as one:
        at(one, APRIL, 8)
        (left,) = morning.send(one.world, Errand(owner="sender", today=APRIL, limit=1)).failed
    assert (left.name, type(left.error)) == ("maija2/2023-09-29", morning.Untried)


def test_todays_letters_that_were_tried_and_wait_ail_with_what_the_post_said(home: Path, relay: Relay) -> None:
    for address in enqueue(home, 1, 2):
        relay.by_address[address] = "450 4.2.0 greylisted"
    sent(home, 8)
    with opened(home) as one:
        at(one, APRIL, 9)
        (ail,) = [one for one in ails(one.world, APRIL) if one.code.startswith("letters")]
    assert (ail.code, ail.facts["count"], ail.facts["why"]) == ("letters_waiting", "2", "450 4.2.0 greylisted")


def test_a_person_whose_address_takes_no_letter_is_named_and_the_others_get_theirs(home: Path, relay: Relay) -> None:
    with opened(home) as one:
        at(one, APRIL, 8)
        one.store.people.put(Person(id="elli", name="Elli", email=TOO_LONG))
        errand = Errand(owner="x", today=APRIL)
        found = posting.waiting(one.world, errand)
        assert ([each.person for each in found.done], [each.name for each in found.failed]) == (["anni"], ["elli"])
        assert [each.name for each in posting.send_some(one.world, errand).failed] == ["elli"]
    assert relay.recipients == [["anni@kaupunki.example"]]


@pytest.mark.parametrize(
    ("begin", "end", "open_at"),
    [(8, 16, {8, 12}), (20, 6, {0, 5, 20, 23}), (6, 6, {0, 5, 6, 8, 12, 16, 20, 23}), (0, 6, {0, 5})],
)
def test_hours_that_end_before_they_begin_pass_midnight(begin: int, end: int, open_at: set[int]) -> None:
    hours = time(begin), time(end)
    assert {one for one in (0, 5, 6, 8, 12, 16, 20, 23) if within(hours, time(one))} == open_at

"""A relay that leaves at one letter: the letter rests, the next one is tried; one that leaves at all is left alone."""

from __future__ import annotations

import pytest

from kemiflow.app.kept import Answer
from kemiflow.app.letters.outgoing import Handed
from kemiflow.post.relay import RelayPost
from tests.edges.post.handing import answers, hand, parcel
from tests.edges.post.relay import CUT, PARTING, Relay

LEAVING = "421 4.3.2 closing"
ASKING = "530 5.7.0 authenticate first"
REFUSED = f"550 5.1.1 no such user{PARTING}"


@pytest.mark.parametrize("verb", ["RCPT", "DATA", "DOT"])
@pytest.mark.parametrize("said", [LEAVING, ASKING])
def test_a_letter_at_which_the_relay_leaves_rests_and_the_next_one_leaves_over_a_new_connection(
    relay: Relay, post: RelayPost, verb: str, said: str
) -> None:
    relay.says(verb, said)
    assert hand(post, parcel(1)) == Handed(answer=Answer.LATER, said=said)
    assert hand(post, parcel(2)).answer is Answer.TAKEN
    assert relay.connections == 2


@pytest.mark.parametrize("said", [LEAVING + PARTING, ASKING, CUT])
def test_after_three_such_letters_in_a_row_the_relay_is_left_alone(relay: Relay, post: RelayPost, said: str) -> None:
    relay.says("RCPT", said, said, said)
    handed = [hand(post, parcel(number)) for number in range(3)]
    assert [(one.answer, one.ends) for one in handed] == [(Answer.LATER, False)] * 2 + [(Answer.LATER, True)]
    assert not hand(post, parcel(4)).ends


@pytest.mark.parametrize("well", ["250 OK", "550 5.1.1 no such user", "450 4.2.0 greylisted"])
def test_a_letter_that_is_answered_between_shows_that_the_relay_is_well(
    relay: Relay, post: RelayPost, well: str
) -> None:
    relay.by_address = {f"maija{number}@kemi.example": LEAVING for number in (0, 1, 3, 4)}
    if not well.startswith("250"):
        relay.by_address["maija2@kemi.example"] = well
    assert not any(hand(post, parcel(number)).ends for number in range(5))


@pytest.mark.parametrize("verb", ["RCPT", "DOT"])
def test_a_refusal_is_heard_from_a_relay_that_closes_behind_it(relay: Relay, post: RelayPost, verb: str) -> None:
    relay.says(verb, REFUSED)
    assert hand(post, parcel(1)) == Handed(answer=Answer.REFUSED, said=REFUSED)
    assert hand(post, parcel(2)).answer is Answer.TAKEN


def test_a_refusal_is_heard_from_a_relay_that_falls_silent_at_rset(relay: Relay, post: RelayPost) -> None:
    relay.says("RCPT", "450 4.2.0 greylisted")
    relay.says("RSET", CUT)
    assert answers(post, 2) == [Answer.LATER, Answer.TAKEN]


def test_after_three_silences_at_the_dot_the_relay_is_left_alone(relay: Relay, post: RelayPost) -> None:
    relay.says("DOT", CUT, CUT, CUT)
    handed = [hand(post, parcel(number)) for number in range(3)]
    assert [(one.answer, one.ends) for one in handed] == [(Answer.SILENT, False)] * 2 + [(Answer.SILENT, True)]

"""Letters handed to a real relay: what each of its answers means, and what a broken connection does not do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kemiflow.app.kept import Answer, ParcelMoved
from kemiflow.app.letters.outgoing import Handed
from kemiflow.post.pace import Pace
from kemiflow.post.relay import RelayPost, Route
from kemiflow.post.server import Patience, Safety, Server
from tests.edges.post.handing import ONCE, QUICK, SENDER, answers, hand, parcel, route
from tests.edges.post.relay import CUT, CUT_AFTER, PASSWORD, USER, Relay, certificate, eml_of, running


def test_a_letter_arrives_as_it_was_composed(relay: Relay, post: RelayPost) -> None:
    one = parcel()
    assert hand(post, one) == Handed(answer=Answer.TAKEN)
    (taken,) = relay.taken
    assert (taken.mail_from, taken.rcpt_tos) == ("kirjeet@mallila.example", ["maija1@kemi.example"])
    assert taken.content == one.eml


def test_ten_letters_go_over_one_connection(relay: Relay, post: RelayPost) -> None:
    assert answers(post, 10) == [Answer.TAKEN] * 10
    assert (len(relay.taken), relay.connections) == (10, 1)


def test_a_connection_carries_no_more_letters_than_the_relay_likes(relay: Relay) -> None:
    post = RelayPost(replace(route(relay), letters=3), ONCE)
    assert answers(post, 7) == [Answer.TAKEN] * 7
    post.close()
    assert relay.connections == 3


@pytest.mark.parametrize("safety", [Safety.STARTTLS, Safety.TLS])
def test_a_relay_with_tls_and_a_password_takes_letters(tmp_path: Path, safety: Safety) -> None:
    trusted = certificate(tmp_path)
    with running(safety=safety, folder=tmp_path) as relay:
        post = RelayPost(secured(relay, safety, trusted), ONCE)
        assert answers(post, 2) == [Answer.TAKEN] * 2
        post.close()
    assert (relay.logged_in, len(relay.taken)) == (1, 2)


def secured(
    relay: Relay, safety: Safety, trusted: Path | None, *, host: str = "127.0.0.1", password: str = PASSWORD
) -> Route:
    server = Server(
        host=host,
        port=relay.port,
        safety=safety,
        user=USER,
        password=password,
        certificates=trusted,
        patience=QUICK,
    )
    return Route(server=server, sender=SENDER)


def test_a_wrong_password_closes_the_door_and_is_told_to_nobody(tmp_path: Path) -> None:
    trusted = certificate(tmp_path)
    with running(safety="starttls", folder=tmp_path) as relay:
        post = RelayPost(secured(relay, Safety.STARTTLS, trusted, password="väärä sana"), ONCE)
        handed = hand(post, parcel())
    assert handed.answer is Answer.CLOSED
    assert handed.said.startswith("535")
    assert "väärä" not in handed.said + repr(secured(relay, Safety.TLS, trusted, password="väärä sana"))
    assert relay.taken == []


@pytest.mark.parametrize("safety", [Safety.STARTTLS, Safety.TLS])
def test_a_relay_that_nobody_vouches_for_gets_neither_letter_nor_password(tmp_path: Path, safety: Safety) -> None:
    certificate(tmp_path)
    with running(safety=safety, folder=tmp_path) as relay:
        handed = hand(RelayPost(secured(relay, safety, None), ONCE), parcel())
    assert handed.answer is Answer.CLOSED
    assert "certificate" in handed.said
    assert (relay.logged_in, relay.taken) == (0, [])


def test_a_relay_of_another_name_gets_neither_letter_nor_password(tmp_path: Path) -> None:
    trusted = certificate(tmp_path, "other.example")
    with running(safety="starttls", folder=tmp_path) as relay:
        handed = hand(RelayPost(secured(relay, Safety.STARTTLS, trusted, host="localhost"), ONCE), parcel())
    assert (handed.answer, relay.taken) == (Answer.CLOSED, [])


def test_a_relay_without_starttls_gets_nothing_in_the_open(relay: Relay) -> None:
    handed = hand(RelayPost(secured(relay, Safety.STARTTLS, None), ONCE), parcel())
    assert (handed.answer, relay.taken) == (Answer.CLOSED, [])


def test_a_relay_that_is_down_closes_the_door() -> None:
    with running() as gone:
        pass
    handed = hand(RelayPost(route(gone), ONCE), parcel())
    assert handed.answer is Answer.CLOSED


def test_greylisting_puts_one_letter_off_and_no_other(relay: Relay, post: RelayPost) -> None:
    relay.says("RCPT", "450 4.2.0 greylisted")
    assert answers(post, 3) == [Answer.LATER, Answer.TAKEN, Answer.TAKEN]
    assert relay.connections == 1


def test_an_address_that_is_refused_stops_no_other(relay: Relay, post: RelayPost) -> None:
    relay.by_address["maija1@kemi.example"] = "550 5.1.1 no such user"
    assert answers(post, 10) == [Answer.TAKEN, Answer.REFUSED, *[Answer.TAKEN] * 8]
    assert hand(post, parcel(1)).said == "550 5.1.1 no such user"
    assert relay.connections == 1


@pytest.mark.parametrize("verb", ["DATA", "DOT"])
@pytest.mark.parametrize(
    ("said", "answer"),
    [("451 4.3.0 later", Answer.LATER), ("452 4.3.1 full", Answer.LATER), ("554 5.6.0 spam", Answer.REFUSED)],
)
def test_a_letter_that_is_turned_away_at_data_is_put_off_or_refused(
    relay: Relay, post: RelayPost, verb: str, said: str, answer: Answer
) -> None:
    relay.says(verb, said)
    assert answers(post, 2) == [answer, Answer.TAKEN]
    assert len(relay.taken) == 1


@pytest.mark.parametrize("verb", ["EHLO", "MAIL"])
def test_421_closes_the_door_before_a_recipient_is_named(relay: Relay, post: RelayPost, verb: str) -> None:
    relay.says(verb, "421 4.3.2 closing", "421 4.3.2 closing")
    assert answers(post, 1) == [Answer.CLOSED]
    assert relay.taken == []


@pytest.mark.parametrize("said", ["550 5.7.1 sender refused", "451 4.3.0 busy", "530 5.7.0 authenticate first"])
def test_a_sender_that_is_refused_is_everybodys_trouble(relay: Relay, post: RelayPost, said: str) -> None:
    relay.says("MAIL", said)
    assert hand(post, parcel()) == Handed(answer=Answer.CLOSED, said=said)


def test_a_letter_that_is_too_large_is_its_own_trouble(relay: Relay, post: RelayPost) -> None:
    relay.says("MAIL", "552 5.3.4 too large")
    assert answers(post, 2) == [Answer.REFUSED, Answer.TAKEN]


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
def test_a_connection_cut_before_the_dot_puts_the_letter_off_and_the_next_one_leaves(
    relay: Relay, post: RelayPost, verb: str
) -> None:
    relay.says(verb, CUT)
    assert answers(post, 2) == [Answer.LATER, Answer.TAKEN]
    assert len(relay.taken) == 1


def test_a_connection_that_is_cut_again_and_again_closes_the_door(relay: Relay, post: RelayPost) -> None:
    relay.says("RCPT", CUT, CUT, CUT)
    ends = [hand(post, parcel(number)).ends for number in range(4)]
    assert ends == [False, False, True, False]


def test_a_connection_cut_while_it_is_made_ready_closes_the_door(relay: Relay, post: RelayPost) -> None:
    relay.says("EHLO", CUT, CUT)
    assert answers(post, 1) == [Answer.CLOSED]


def test_a_connection_that_went_stale_between_two_letters_is_made_anew(relay: Relay, post: RelayPost) -> None:
    hand(post, parcel(1))
    relay.says("MAIL", CUT)
    assert hand(post, parcel(2)).answer is Answer.TAKEN
    assert relay.connections == 2


@pytest.mark.parametrize("how", [CUT, CUT_AFTER])
def test_a_connection_cut_after_the_dot_leaves_nobody_knowing(relay: Relay, post: RelayPost, how: str) -> None:
    relay.says("DOT", how)
    assert hand(post, parcel(1)).answer is Answer.SILENT
    assert len(relay.taken) == (how == CUT_AFTER)
    assert hand(post, parcel(2)).answer is Answer.TAKEN


def test_an_answer_to_the_dot_that_is_none_leaves_nobody_knowing(relay: Relay, post: RelayPost) -> None:
    relay.says("DOT", "hello there")
    assert hand(post, parcel(1)).answer is Answer.SILENT


def test_an_answer_to_the_dot_that_does_not_come_in_its_time_leaves_nobody_knowing(relay: Relay) -> None:
    relay.slow = 1.0
    post = RelayPost(route(relay, replace(QUICK, dot=0.2)), ONCE)
    assert hand(post, parcel(1)).answer is Answer.SILENT


def test_a_slow_relay_is_waited_for(relay: Relay, post: RelayPost) -> None:
    relay.slow = 1.0
    assert hand(post, parcel(1)).answer is Answer.TAKEN


def test_the_relays_own_times_are_those_of_the_standard() -> None:
    assert (Patience().greeting, Patience().mail, Patience().recipient) == (300, 300, 300)
    assert (Patience().data, Patience().block, Patience().dot) == (120, 180, 600)


def test_a_letter_whose_moment_has_passed_is_not_sent_and_the_next_one_is(relay: Relay, post: RelayPost) -> None:
    def passed() -> None:
        raise ParcelMoved

    with pytest.raises(ParcelMoved):
        hand(post, parcel(1), passed)
    assert hand(post, parcel(2)).answer is Answer.TAKEN
    assert relay.recipients == [["maija2@kemi.example"]]


def test_the_relay_has_nothing_before_the_dot_is_decided(relay: Relay, post: RelayPost) -> None:
    seen: list[int] = []
    hand(post, parcel(), lambda: seen.append(len(relay.taken)))
    assert (seen, len(relay.taken)) == ([0], 1)


def test_a_copy_that_is_refused_is_told_of_and_the_letter_leaves(relay: Relay, post: RelayPost) -> None:
    relay.by_address["matti@kemi.example"] = "550 5.1.1 no such user"
    handed = hand(post, parcel(1, copy=True))
    assert handed == Handed(answer=Answer.TAKEN, said="matti@kemi.example: 550 5.1.1 no such user")
    assert relay.recipients == [["maija1@kemi.example"]]


def test_the_journal_mailbox_gets_a_copy_that_nobody_sees(relay: Relay) -> None:
    post = RelayPost(replace(route(relay), journal="kirjeloki@mallila.example"), ONCE)
    hand(post, parcel(1))
    post.close()
    (taken,) = relay.taken
    assert taken.rcpt_tos == ["maija1@kemi.example", "kirjeloki@mallila.example"]
    assert b"kirjeloki" not in eml_of(taken)


def test_an_address_beyond_ascii_goes_to_a_relay_that_takes_it(relay: Relay, post: RelayPost) -> None:
    assert hand(post, parcel(email="mäijä@hämeenlinna.example")).answer is Answer.TAKEN
    assert relay.recipients == [["mäijä@xn--hmeenlinna-q5a.example"]]
    assert "SMTPUTF8" in relay.taken[0].mail_options


def test_a_relay_that_takes_ascii_alone_refuses_an_address_beyond_it_in_a_clear_sentence() -> None:
    with running(Relay(utf8=False)) as relay:
        post = RelayPost(route(relay), ONCE)
        handed = hand(post, parcel(email="mäijä@kemi.example"))
        assert hand(post, parcel(2)).answer is Answer.TAKEN
        post.close()
    assert handed == Handed(answer=Answer.REFUSED, said="mäijä@kemi.example: the relay takes ASCII addresses only")


@pytest.mark.parametrize("said", ["553 5.6.7 Non-ASCII addresses not permitted", "555 MAIL FROM parameters not known"])
def test_a_relay_that_offers_to_take_more_than_ascii_and_then_does_not_stops_no_other_letter(
    relay: Relay, post: RelayPost, said: str
) -> None:
    relay.says("MAIL", said)
    assert hand(post, parcel(email="mäijä@kemi.example")) == Handed(answer=Answer.REFUSED, said=said)
    assert hand(post, parcel(2)).answer is Answer.TAKEN


def test_a_relay_that_lets_nobody_in_is_closed_whatever_the_address(relay: Relay, post: RelayPost) -> None:
    relay.says("MAIL", "554 5.7.1 Access denied")
    assert hand(post, parcel(email="mäijä@kemi.example")).answer is Answer.CLOSED


def test_letters_leave_no_faster_than_the_relay_likes(relay: Relay) -> None:
    now, rests = [0.0], []

    def rest(span: float) -> None:
        rests.append(span)
        now[0] += span

    post = RelayPost(route(relay), Pace(30, lambda: now[0], rest))
    assert answers(post, 3) == [Answer.TAKEN] * 3
    post.close()
    assert rests == [2.0, 2.0]

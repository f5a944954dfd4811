"""Letters on their way: put off, refused, withdrawn, unsure; and what a week without a relay does not do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kemiflow.app import gather, morning
from kemiflow.app.kept import AlreadyRecorded, Answer, JournalMoved, Posting
from kemiflow.app.letters import posting, remind, settling
from kemiflow.app.letters.delivery import Errand, pause, send
from kemiflow.core.city import Person
from kemiflow.core.days import is_working
from kemiflow.core.records.person import Fate, LetterDecided, LetterSettled
from kemiflow.core.records.project import OwnerNamed, ProjectNamed
from kemiflow.core.records.step import RoundBegun
from kemiflow.wiring import Home
from tests.app.home import at, clock, opened, tell
from tests.app.mornings import APRIL, lived, parcels, settings
from tests.core.course import statement
from tests.edges.post.relay import CUT, CUT_AFTER, Relay, eml_of, running

MONDAY = date(2023, 4, 17)
SEPTEMBER = date(2023, 9, 29)
PROJECTS = RoundBegun(step="projects", round=1, asked=("vitality",), questions=(), due=date(2023, 10, 27))
LUUKKU = ProjectNamed(project="luukku", sector="vitality", title="Luukku", goal="Yksi", owner="kaisa", deputy=None)


def fates(home: Path, person: str) -> list[str]:
    with opened(home) as one:
        facts = [record.fact for record in one.world.journal.read(f"person/{person}")]
    return [fact.fate if isinstance(fact, LetterSettled) else "decided" for fact in facts]


def test_letters_leave_and_are_settled(home: Path, relay: Relay) -> None:
    lived(home, APRIL)
    assert [one.state for one in parcels(home)] == [Posting.SENT, Posting.SENT]
    assert len(relay.taken) == 2
    assert fates(home, "elli") == ["decided", Fate.SENT]


def test_a_refused_letter_is_shown_stops_no_other_and_is_told_again_the_next_morning(home: Path, relay: Relay) -> None:
    relay.says("RCPT", "550 5.1.1 no such user")
    lived(home, APRIL)
    states = {one.person: (one.state, one.reason) for one in parcels(home)}
    assert sorted(state for state, _ in states.values()) == [Posting.FAILED, Posting.SENT]
    (failed,) = [person for person, (state, _) in states.items() if state is Posting.FAILED]
    assert states[failed][1] == "550 5.1.1 no such user"
    lived(home, MONDAY)
    assert [one.state for one in parcels(home) if one.person == failed] == [Posting.FAILED, Posting.SENT]


def test_a_greylisted_letter_is_tried_again_after_growing_pauses_and_no_sooner(home: Path, relay: Relay) -> None:
    relay.by_address.update(dict.fromkeys(addresses(home), "450 4.2.0 greylisted"))
    lived(home, APRIL)
    assert [(one.state, one.attempt) for one in parcels(home)] == [(Posting.PENDING, 1)] * 2
    assert lived(home, APRIL).failed
    assert [one.attempt for one in parcels(home)] == [1, 1]
    lived(home, APRIL, 9)
    assert [one.attempt for one in parcels(home)] == [2, 2]
    relay.by_address.clear()
    lived(home, APRIL, 14)
    assert [one.state for one in parcels(home)] == [Posting.SENT] * 2
    assert len(relay.taken) == 2


def addresses(home: Path) -> list[str]:
    with opened(home) as one:
        return [person.email for person in one.world.people.all()]


def test_pauses_double_up_to_four_hours() -> None:
    minutes = [pause(attempt) // timedelta(minutes=1) for attempt in range(1, 12)]
    assert minutes == [2, 4, 8, 16, 32, 64, 128, 240, 240, 240, 240]


def test_a_relay_that_closes_ends_the_run_and_the_next_one_goes_on(home: Path, relay: Relay) -> None:
    relay.says("MAIL", "421 4.3.2 closing")
    lived(home, APRIL)
    assert [(one.state, one.attempt) for one in parcels(home)] == [(Posting.PENDING, 0)] * 2
    assert relay.connections == 1
    lived(home, APRIL)
    assert [one.state for one in parcels(home)] == [Posting.SENT] * 2


def test_a_week_without_a_relay_loses_nothing_and_ends_in_one_letter_a_person(home: Path) -> None:
    with running() as gone:
        settings(home, gone)
    days = [day for n in range(8) if is_working(day := APRIL + timedelta(days=n))]
    for day in days[:-1]:
        assert lived(home, day).failed
    assert len([one for one in parcels(home) if one.state is Posting.PENDING]) == 2
    with running() as back:
        settings(home, back)
        lived(home, days[-1])
        assert sorted(len(people) for people in back.recipients) == [1, 1]
        lived(home, days[-1])
        assert len(back.taken) == 2
    whole = {one.name: (one.state, one.reason) for one in parcels(home) if one.person == "elli"}
    assert whole.pop(f"elli/{days[-1]}") == (Posting.SENT, None)
    assert set(whole.values()) == {(Posting.CANCELLED, "outdated")}
    with opened(home) as one:
        decided = [record.fact for record in one.world.journal.read("person/elli")]
    first, *_, last = [fact for fact in decided if isinstance(fact, LetterDecided)]
    assert {(cover.case, cover.duty) for cover in last.covers} == {(cover.case, cover.duty) for cover in first.covers}


def test_a_letter_that_was_answered_while_it_waited_does_not_leave(home: Path, relay: Relay) -> None:
    relay.by_address.update(dict.fromkeys(addresses(home), "450 4.2.0 greylisted"))
    lived(home, APRIL)
    with opened(home) as one:
        for body in ("vitality", "wellbeing"):
            tell(one, statement("views", body, APRIL), APRIL)
    relay.by_address.clear()
    lived(home, APRIL, 15)
    assert {(one.state, one.reason) for one in parcels(home)} == {(Posting.CANCELLED, "answered")}
    assert relay.taken == []


@pytest.mark.parametrize("how", [CUT, CUT_AFTER])
def test_a_letter_of_which_nobody_knows_is_listed_and_never_sent_by_guess(home: Path, relay: Relay, how: str) -> None:
    relay.says("DOT", how)
    sent = lived(home, APRIL).done[0]
    (name,) = sent.unsure
    before = len(relay.taken)
    lived(home, APRIL, 14)
    lived(home, MONDAY)
    assert len(relay.taken) == before
    with opened(home) as one:
        assert [parcel.name for parcel in posting.unsure(one.world, MONDAY)] == [name]


@pytest.mark.parametrize(("sent", "state"), [(True, Posting.SENT), (False, Posting.PENDING)])
def test_a_person_settles_what_nobody_knew(home: Path, relay: Relay, *, sent: bool, state: Posting) -> None:
    relay.says("DOT", CUT)
    (name,) = lived(home, APRIL).done[0].unsure
    with opened(home) as one:
        at(one, APRIL, 9)
        settled = posting.settle(one.world, name, Errand(owner="sanni", today=APRIL), sent=sent)
        with pytest.raises(posting.LetterSure):
            posting.settle(one.world, name, Errand(owner="sanni", today=APRIL), sent=sent)
        records = one.world.journal.read(f"person/{settled.person}")
    assert [one.state for one in parcels(home) if one.name == name] == [state]
    assert (records[-1].by, fates(home, settled.person)[-1]) == ("sanni", Fate.SENT if sent else Fate.UNSENT)
    lived(home, APRIL, 10)
    assert len(relay.taken) == (1 if sent else 2)


def test_a_letter_that_goes_again_is_the_same_message(home: Path, relay: Relay) -> None:
    relay.says("DOT", CUT_AFTER)
    (name,) = lived(home, APRIL).done[0].unsure
    with opened(home) as one:
        at(one, APRIL, 9)
        posting.settle(one.world, name, Errand(owner="sanni", today=APRIL), sent=False)
    lived(home, APRIL, 10)
    (number,) = [one.message_id for one in parcels(home) if one.name == name]
    first, second = (eml_of(one) for one in relay.taken if number.encode() in eml_of(one))
    assert first == second


def test_a_letter_to_an_owner_who_was_changed_meanwhile_does_not_leave(home: Path, relay: Relay) -> None:
    with opened(home) as one:
        tell(one, PROJECTS, SEPTEMBER)
        tell(one, LUUKKU, SEPTEMBER)
    relay.by_address["kaisa@kaupunki.example"] = "450 4.2.0 greylisted"
    lived(home, SEPTEMBER)
    with opened(home) as one:
        tell(one, OwnerNamed(project="luukku", owner="sulo", deputy=None), SEPTEMBER)
    relay.by_address.clear()
    lived(home, SEPTEMBER, 15)
    states = {one.person: (one.state, one.reason) for one in parcels(home) if one.day == SEPTEMBER}
    assert states["kaisa"] == (Posting.CANCELLED, "answered")
    assert states["sulo"] == (Posting.SENT, None)


def test_the_relays_log_settles_what_nobody_knew(home: Path, relay: Relay) -> None:
    relay.says("DOT", CUT_AFTER)
    (name,) = lived(home, APRIL).done[0].unsure
    settings(home, relay, 'relay_log = "mail.log"\n')
    (unsure,) = [one for one in parcels(home) if one.name == name]
    log = f"2023-04-14T08:00:00+03:00 x postfix/cleanup[1]: A1: message-id={unsure.message_id}\n"
    (home / "mail.log").write_text(f"{log}2023-04-14T08:00:00+03:00 x postfix/qmgr[1]: A1: from=<a@b.example>\n")
    lived(home, APRIL, 9)
    assert [(one.state, one.reason) for one in parcels(home) if one.name == name] == [(Posting.SENT, "witness")]


def test_outside_its_hours_and_on_quiet_days_the_post_rests(home: Path, relay: Relay) -> None:
    settings(home, relay, 'hours_from = "8.00"\nhours_until = "16.00"\n')
    assert lived(home, APRIL, 7).done[0].resting
    assert relay.taken == []
    assert not lived(home, APRIL, 8).done[0].resting
    assert len(relay.taken) == 2
    assert lived(home, APRIL + timedelta(days=1), 9).done[0].resting


def test_a_trial_goes_to_the_test_address_alone_and_leaves_no_trace(home: Path, relay: Relay) -> None:
    with opened(home) as one:
        at(one, APRIL, 8)
        before = one.world.journal.streams()
        tried = posting.redirect(one.world, Errand(owner="x", today=APRIL), "koe@kemi.example")
        assert ([one.answer for one in tried.done].count(Answer.TAKEN), one.world.journal.streams()) == (2, before)
        assert list(one.world.outbox.letters()) == []
    assert relay.recipients == [["koe@kemi.example"]] * 2
    lived(home, APRIL)
    assert len(relay.taken) == 4


def test_some_letters_are_sent_by_kind_and_number(home: Path, relay: Relay) -> None:
    with opened(home) as one:
        at(one, APRIL, 8)
        none = Errand(owner="x", today=APRIL, only=frozenset({"ruling"}))
        assert posting.waiting(one.world, none).done == ()
        posting.send_some(one.world, none)
        assert list(one.world.outbox.letters()) == []
        first = Errand(owner="x", today=APRIL, limit=1)
        assert len(posting.waiting(one.world, first).done) == 1
        posting.send_some(one.world, first)
        assert [parcel.state for parcel in one.world.outbox.letters()] == [Posting.SENT]
        posting.send_some(one.world, Errand(owner="x", today=APRIL, only=frozenset({"statement_request"})))
    assert len(relay.taken) == 2


def test_a_letter_taken_after_it_was_given_up_is_recorded_as_sent(home: Path, relay: Relay) -> None:
    """A sender that waits for ten minutes at the dot meets the verdict of another one."""
    with opened(home) as one:
        at(one, APRIL, 8)
        morning.remind_shard(one.world, APRIL)
        relay.on_data = lambda: _given_up(home)
        send(one.world, Errand(owner="slow", today=APRIL, limit=1))
    assert Posting.SENT in [parcel.state for parcel in parcels(home)]
    assert Posting.UNSURE not in [parcel.state for parcel in parcels(home)]


def _given_up(home: Path) -> None:
    own = clock()
    own.set(APRIL, 12)
    with opened(home, own) as other:
        settling.reconcile(other.world, APRIL)


def test_a_person_with_an_address_that_is_none_is_named_and_the_others_get_their_letters(
    home: Path, relay: Relay
) -> None:
    with opened(home) as one:
        at(one, APRIL, 8)
        elli = one.world.people.get("elli")
        assert elli
        _broken(one, Person(id="elli", name=elli.name, email="elli malli"))
        decided = morning.remind_shard(one.world, APRIL)
        assert [failed.name for failed in decided.failed] == ["elli"]
        morning.send(one.world, Errand(owner="x", today=APRIL))
    assert len(relay.taken) == 1


def _broken(home: Home, person: Person) -> None:
    home.store.people.put(person)


def test_when_one_person_was_decided_meanwhile_the_others_are_decided_all_the_same(home: Path) -> None:
    with opened(home) as one:
        at(one, APRIL, 8)
        ready = [remind.prepare(one.world, person, APRIL, gather.city(one.world)) for person in ("anni", "elli")]
        assert remind.remind(one.world, "elli", APRIL)
        remind.put(one.world, ready[:1], APRIL)
        assert ready[1].fact
        with pytest.raises((JournalMoved, AlreadyRecorded)):
            remind.put(one.world, [replace(ready[1], fact=replace(ready[1].fact, subject="Muuta"))], APRIL)
        assert [parcel.person for parcel in one.world.outbox.letters()] == ["anni", "elli"]

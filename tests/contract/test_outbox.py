"""A letter in hand is sent by one, never again by guess after its dot, and never lost before it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kemiflow.app.kept import AlreadyRecorded, Parcel, ParcelMoved, Posting
from kemiflow.core.city import Person
from kemiflow.store.appending import moment
from kemiflow.store.opening import Store, open_store
from tests.contract.drafts import AT, DAY

LEASE = timedelta(seconds=60)
LATER = AT + timedelta(seconds=61)


def parcel(number: int = 1, person: str = "anna", eml: bytes = b"Hei") -> Parcel:
    letter = f"letter:{number}"
    return Parcel(
        person=person, letter=letter, day=DAY, subject="Aihe", eml=eml, message_id=f"<{number}.{person}@kemi.example>"
    )


def bytes_of(store: Store, person: str, number: int) -> bytes:
    found = store.outbox.find(person, f"letter:{number}")
    assert found
    return found.eml


def put(store: Store, *parcels: Parcel) -> None:
    with store.journal.transaction(AT) as unit:
        for one in parcels:
            unit.enqueue(one)


def commit(store: Store, one: Parcel) -> Parcel:
    return store.outbox.commit(one, now=AT, lease=LEASE)


def settle(store: Store, one: Parcel, state: Posting) -> None:
    with store.journal.transaction(AT) as unit:
        unit.settle(one, state)


def test_a_letter_goes_from_waiting_to_sent(store: Store) -> None:
    put(store, parcel())
    (mine,) = store.outbox.claim("me", now=AT, lease=LEASE)
    settle(store, commit(store, mine), Posting.SENT)
    assert [one.state for one in store.outbox.letters()] == [Posting.SENT]
    assert store.outbox.claim("me", now=LATER, lease=LEASE) == ()


def test_numbers_of_a_persons_letters_come_oldest_first_and_of_nobody_else(store: Store) -> None:
    second = replace(parcel(2), day=DAY + timedelta(days=1))
    put(store, second, parcel(1), parcel(1, "matti"), parcel(3))
    wanted = ["letter:2", "letter:1", "letter:9"]
    assert store.outbox.numbers("anna", wanted) == ("<1.anna@kemi.example>", "<2.anna@kemi.example>")
    assert store.outbox.numbers("anna", []) == ()


def test_the_same_letter_is_put_in_once_and_another_is_refused(store: Store) -> None:
    put(store, parcel(), parcel())
    assert len(list(store.outbox.letters())) == 1
    with pytest.raises(AlreadyRecorded):
        put(store, parcel(eml=b"Muuta"))


def test_a_letter_that_one_sender_has_is_not_taken_by_another(store: Store) -> None:
    put(store, parcel(1), parcel(2))
    assert [one.letter for one in store.outbox.claim("me", now=AT, lease=LEASE)] == ["letter:1"]
    assert [one.letter for one in store.outbox.claim("you", now=AT, lease=LEASE, limit=5)] == ["letter:2"]


def test_a_sender_that_went_silent_before_the_dot_loses_the_letter_to_another(store: Store) -> None:
    put(store, parcel())
    (mine,) = store.outbox.claim("me", now=AT, lease=LEASE)
    (yours,) = store.outbox.claim("you", now=LATER, lease=LEASE)
    assert (yours.attempt, yours.owner) == (2, "you")
    with pytest.raises(ParcelMoved):
        commit(store, mine)
    commit(store, yours)


def test_a_sender_that_went_silent_at_the_dot_is_never_guessed_about(store: Store) -> None:
    put(store, parcel())
    committing = commit(store, store.outbox.claim("me", now=AT, lease=LEASE)[0])
    assert store.outbox.silent(now=AT) == ()
    assert store.outbox.claim("you", now=LATER, lease=LEASE) == ()
    assert store.outbox.silent(now=LATER) == (committing,)
    settle(store, committing, Posting.UNSURE)
    with pytest.raises(ParcelMoved):
        settle(store, committing, Posting.SENT)
    (unsure,) = store.outbox.letters(Posting.UNSURE)
    settle(store, unsure, Posting.SENT)


def test_a_letter_given_back_rests_until_its_time(store: Store) -> None:
    put(store, parcel())
    (mine,) = store.outbox.claim("me", now=AT, lease=LEASE)
    store.outbox.release(mine, retry=AT + LEASE, reason="451")
    assert store.outbox.claim("me", now=AT, lease=LEASE) == ()
    (again,) = store.outbox.claim("me", now=LATER, lease=LEASE)
    assert (again.attempt, again.eml) == (2, mine.eml)


def test_a_letter_that_nobody_looked_at_goes_back_as_if_untried(store: Store) -> None:
    put(store, parcel())
    (mine,) = store.outbox.claim("me", now=AT, lease=LEASE)
    store.outbox.put_back(mine, reason="421")
    (again,) = store.outbox.claim("you", now=AT, lease=LEASE)
    assert (again.attempt, again.reason) == (1, "421")


def test_only_letters_of_the_wanted_kinds_are_taken(store: Store) -> None:
    put(store, replace(parcel(1), kind="ruling"), replace(parcel(2), kind="task"))
    taken = store.outbox.claim("me", now=AT, lease=LEASE, limit=5, only={"task"})
    assert [one.letter for one in taken] == ["letter:2"]
    assert [one.letter for one in store.outbox.claim("me", now=AT, lease=LEASE, limit=5)] == ["letter:1"]


def test_letters_of_earlier_days_are_outdated_unless_somebody_has_them_in_hand(store: Store) -> None:
    put(store, parcel(1), parcel(2), parcel(3))
    store.outbox.claim("me", now=AT, lease=LEASE)
    store.outbox.release(store.outbox.claim("me", now=AT, lease=LEASE)[0], retry=LATER, reason="451")
    assert store.outbox.outdated(DAY, now=AT) == ()
    tomorrow = DAY + timedelta(days=1)
    assert [one.letter for one in store.outbox.outdated(tomorrow, now=AT)] == ["letter:2", "letter:3"]
    assert [one.letter for one in store.outbox.outdated(tomorrow, now=LATER)] == ["letter:1", "letter:2", "letter:3"]


def test_a_letter_at_its_dot_says_since_when(store: Store) -> None:
    put(store, parcel())
    commit(store, store.outbox.claim("me", now=AT, lease=LEASE)[0])
    (silent,) = store.outbox.silent(now=LATER)
    assert silent.dot_at == moment(AT)


def test_a_restored_installation_sends_nothing_by_itself_and_what_is_let_go(store: Store, tmp_path: Path) -> None:
    put(store, parcel(1), parcel(2), parcel(3))
    commit(store, store.outbox.claim("me", now=AT, lease=LEASE)[0])
    store.outbox.claim("me", now=AT, lease=LEASE)
    store.backup(tmp_path / "backup.db")
    restored = open_store(tmp_path / "backup.db")
    assert [one.state for one in restored.outbox.letters()] == [Posting.UNSURE, Posting.HELD, Posting.HELD]
    assert restored.outbox.claim("me", now=LATER, lease=LEASE) == ()
    held = restored.outbox.find("anna", "letter:3")
    assert held
    restored.outbox.let_go(held)
    assert [one.letter for one in restored.outbox.claim("me", now=LATER, lease=LEASE)] == ["letter:3"]
    restored.close()


def test_a_forgotten_person_gets_no_letter_and_leaves_none(store: Store) -> None:
    store.people.put(
        Person(id="anna", name="Anna Esimerkki", email="anna@kemi.example"), Person(id="bo", name="Bo Malli")
    )
    put(store, parcel(1), parcel(2, "bo"))
    with store.journal.transaction(AT) as unit:
        erased = unit.forget("anna", on=DAY, by="sanni")
    assert [one.letter for one in erased.cancelled] == ["letter:1"]
    assert [(one.person, one.state) for one in store.outbox.letters()] == [
        ("anna", Posting.CANCELLED),
        ("bo", Posting.PENDING),
    ]
    assert [bytes_of(store, "anna", 1), bytes_of(store, "bo", 2)] == [b"", b"Hei"]
    assert store.people.get("anna") is None
    assert [person.id for person in store.people.all()] == ["bo"]
    assert store.journal.head("person/anna") == 1

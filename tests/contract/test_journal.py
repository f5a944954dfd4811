"""The journal appends in order, once only, and gives back what was told."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kemiflow.app.kept import AlreadyRecorded, JournalMoved
from kemiflow.core.records import Draft, Fact
from kemiflow.core.records.case import CaseClosed, MatterLinked
from kemiflow.core.records.person import Covered, LetterDecided
from kemiflow.core.values import Text
from kemiflow.store.canonical import UnfitForRecord
from kemiflow.store.journal import DefinitionMissing
from kemiflow.store.opening import Store
from kemiflow.store.reading import RecordUnreadable
from tests.contract.conftest import KINDS
from tests.contract.drafts import AT, DAY, draft, facts, link, opening, private
from tests.contract.tampering import tampered


def test_what_was_appended_is_read_in_order(store: Store) -> None:
    appended = store.journal.append([opening(), link(1), link(2)], at=AT, expect={"case/a": 0})
    assert store.journal.read("case/a") == appended
    assert [record.seq for record in appended] == [1, 2, 3]
    assert (store.journal.head("case/a"), store.journal.head("case/b")) == (3, 0)


def test_a_few_streams_are_read_as_one_by_one(store: Store) -> None:
    store.journal.append([opening("a"), private("a"), opening("b"), link(1, "b")], at=AT)
    each = {stream: store.journal.read(stream) for stream in ("case/a", "case/b")}
    assert store.journal.read_each(["case/b", "case/c", "case/a"]) == each


def test_streams_are_named_in_order_by_what_they_begin_with(store: Store) -> None:
    store.journal.append(
        [opening("b"), opening("a"), draft("city", "x", MatterLinked(role="r", register_number="1"))], at=AT
    )
    assert store.journal.streams() == ("case/a", "case/b", "city")
    assert store.journal.streams("case/") == ("case/a", "case/b")


def test_who_was_written_to_about_a_case_is_found(store: Store) -> None:
    def told(person: str, *cases: str) -> Draft:
        covers = tuple(Covered(case=case, duty="d", version="v", rung="r", due=DAY) for case in cases)
        fact = LetterDecided(day=DAY, kind="k", covers=covers, subject="s", text="t")
        return draft(f"person/{person}", "letter", fact)

    store.journal.append([told("a", "x"), told("b", "xx", "y_"), told("c", "y"), told("d", "x", "y")], at=AT)
    store.journal.append([draft("case/x", "k", MatterLinked(role='"case":"x"', register_number="1"))], at=AT)
    assert store.journal.written_about("x") == ("person/a", "person/d")
    assert store.journal.written_about("y_") == ("person/b",)
    assert store.journal.written_about("%") == ()


def test_texts_are_left_out_when_nobody_asks_for_them(store: Store) -> None:
    store.journal.append([private()], at=AT)
    (record,) = store.journal.read("case/a", with_texts=False)
    assert isinstance(record.fact, CaseClosed)
    assert record.fact.reason.text is None
    assert record.fact.reason.subject == "liisa"


def test_a_request_repeated_writes_nothing_again(store: Store) -> None:
    store.journal.append([opening(), link(1)], at=AT, expect={"case/a": 0})
    assert store.journal.append([opening(), link(1)], at=AT, expect={"case/a": 0}) == ()
    assert store.journal.head("case/a") == 2


def test_a_repeated_request_with_something_new_writes_what_is_new(store: Store) -> None:
    store.journal.append([opening()], at=AT)
    (record,) = store.journal.append([opening(), link(1)], at=AT, expect={"case/a": 1})
    assert (record.key, record.seq) == ("link:1", 2)


def test_another_fact_under_a_key_is_refused_and_nothing_is_written(store: Store) -> None:
    store.journal.append([opening()], at=AT)
    with pytest.raises(AlreadyRecorded, match="case/a: opened"):
        store.journal.append([link(1), opening(title="Toinen")], at=AT)
    assert store.journal.head("case/a") == 1


def test_the_same_fact_on_another_day_is_another_fact(store: Store) -> None:
    store.journal.append([opening()], at=AT)
    with pytest.raises(AlreadyRecorded):
        store.journal.append([draft("case/a", "opened", opening().fact, DAY + timedelta(days=1))], at=AT)


def test_two_facts_under_one_key_of_one_request_are_refused(store: Store) -> None:
    with pytest.raises(AlreadyRecorded):
        store.journal.append([opening(), opening(title="Toinen")], at=AT)
    assert store.journal.streams() == ()


def test_who_has_not_read_the_last_record_reads_again(store: Store) -> None:
    store.journal.append([opening(), link(1)], at=AT)
    with pytest.raises(JournalMoved, match="case/a: expected 1, found 2"):
        store.journal.append([link(2)], at=AT, expect={"case/a": 1})
    store.journal.append([link(2)], at=AT, expect={"case/a": 2})
    assert store.journal.head("case/a") == 3


def test_a_stream_that_is_only_read_may_be_expected_too(store: Store) -> None:
    store.journal.append([draft("city", "x", MatterLinked(role="r", register_number="1"))], at=AT)
    with pytest.raises(JournalMoved, match="city: expected 0, found 1"):
        store.journal.append([opening()], at=AT, expect={"city": 0, "case/a": 0})
    assert store.journal.streams() == ("city",)


def test_time_never_runs_backwards_in_a_stream(store: Store) -> None:
    store.journal.append([opening()], at=AT)
    (later,) = store.journal.append([link(1)], at=AT - timedelta(hours=1))
    assert later.at == AT


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        store.journal.append([opening()], at=AT.replace(tzinfo=None))


def _broken_off(store: Store) -> None:
    with store.journal.transaction(AT) as unit:
        unit.append([opening()])
        unit.adopt("prosessi")
        raise ZeroDivisionError


def test_a_unit_of_work_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        _broken_off(store)
    assert store.journal.streams() == ()
    with store.engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM texts").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM definitions").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM cases").scalar() == 0


def test_text_that_is_not_unicode_is_refused(store: Store) -> None:
    with pytest.raises(UnfitForRecord, match="case/a, link"):
        store.journal.append([draft("case/a", "link", MatterLinked(role="\ud800", register_number="1"))], at=AT)


def test_a_text_with_a_sign_that_no_database_keeps_is_refused(store: Store) -> None:
    with pytest.raises(UnfitForRecord, match="NUL"):
        store.journal.append([opening(title="Strategia\0")], at=AT)


def test_a_definition_is_kept_once_and_given_back(store: Store) -> None:
    with store.journal.transaction(AT) as unit:
        digest = unit.adopt("prosessi: päätös\n")
        assert unit.adopt("prosessi: päätös\n") == digest
    assert store.journal.definition(digest) == "prosessi: päätös\n"
    with pytest.raises(DefinitionMissing):
        store.journal.definition("0" * 64)


CHANGES = (
    "UPDATE records SET body = '{}'",
    "DELETE FROM records",
    "UPDATE definitions SET text = 'toinen'",
    "DELETE FROM definitions",
    "UPDATE texts SET text = 'toinen'",
    "UPDATE texts SET text = NULL",
    "UPDATE texts SET publicity = 'staff'",
    "UPDATE texts SET text = NULL, nonce = NULL, forgotten_on = '2023-01-01', subject = 'x'",
    "DELETE FROM texts",
)
REPLACED = (
    "INSERT OR REPLACE INTO records SELECT stream, seq, key, kind, version, '{}', \"on\", at, by, digest FROM records",
    "REPLACE INTO definitions SELECT digest, 'toinen' FROM definitions",
    "REPLACE INTO texts SELECT stream, digest, nonce, 'x', publicity, ground, subject, NULL FROM texts",
)
TRUNCATED = tuple(f"TRUNCATE {table}" for table in ("records", "definitions", "texts", "records, texts"))


@pytest.mark.parametrize(
    ("kind", "statement"),
    [
        *((kind, change) for kind in KINDS for change in CHANGES),
        *(("sqlite", change) for change in REPLACED),
        *(("postgresql", change) for change in TRUNCATED),
        *(("postgresql", f"SET session_replication_role = replica; {change}") for change in (*CHANGES, *TRUNCATED)),
    ],
)
def test_the_database_refuses_to_change_what_was_told(store: Store, statement: str) -> None:
    with store.journal.transaction(AT) as unit:
        unit.append([opening()])
        unit.adopt("prosessi")
    before = store.journal.read("case/a")
    with pytest.raises(sa.exc.IntegrityError, match=r"append-only|only erased"), store.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    assert store.journal.read("case/a") == before


def test_an_erased_text_cannot_be_written_again(store: Store) -> None:
    store.journal.append([private()], at=AT)
    with store.journal.transaction(AT) as unit:
        unit.forget("liisa", on=DAY, by="anna")
    with pytest.raises(sa.exc.IntegrityError, match="only erased"), store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE texts SET text = 'x'")


def test_a_record_of_a_newer_program_is_named_by_its_place(store: Store) -> None:
    store.journal.append([opening(), link(1), opening("b")], at=AT)
    with tampered(store) as database:
        database.exec_driver_sql("UPDATE records SET kind = 'case_sold' WHERE seq = 2")
    assert list(store.journal.read_each(["case/a", "case/b"])) == ["case/b"]
    with pytest.raises(RecordUnreadable, match="case/a, record 2: kind case_sold") as raised:
        store.journal.read("case/a")
    assert (raised.value.stream, raised.value.seq) == ("case/a", 2)


def test_a_lost_text_is_named_by_its_record(store: Store) -> None:
    store.journal.append([opening()], at=AT)
    with tampered(store) as database:
        database.exec_driver_sql("DELETE FROM texts")
    with pytest.raises(RecordUnreadable, match="case/a, record 1"):
        store.journal.read("case/a")


# The fixture is a maker: each example has a store of its own
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(facts(), min_size=1, max_size=8), cut=st.integers(0, 8))
def test_any_facts_form_a_sound_chain_that_replays_as_told(
    another: Callable[[], Store], told: list[Fact], cut: int
) -> None:
    store = another()
    drafts = [draft("case/a" if number % 3 else "city", f"k{number}", fact) for number, fact in enumerate(told)]
    live = [*store.journal.append(drafts[:cut], at=AT), *store.journal.append(drafts[cut:], at=AT)]
    read = [*store.journal.read("case/a"), *store.journal.read("city")]
    assert sorted(read, key=lambda record: int(record.key[1:])) == live
    assert [finding for finding in store.verify() if finding.stream == "case/a"] == []
    store.close()


@pytest.mark.parametrize("kind", ["sqlite"])
def test_sqlite_keeps_its_own_settings_on_every_connection(store: Store) -> None:
    expected = {"foreign_keys": 1, "recursive_triggers": 1, "synchronous": 2, "secure_delete": 1, "busy_timeout": 5000}
    with store.engine.begin() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
    assert found == expected


def test_the_tests_run_on_a_sqlite_that_knows_strict_statements() -> None:
    assert sqlite3.sqlite_version_info >= (3, 37)


def test_erased_words_are_read_as_nothing(store: Store) -> None:
    store.journal.append([private()], at=AT)
    with store.journal.transaction(AT) as unit:
        unit.forget("liisa", on=DAY, by="anna")
    (record,) = store.journal.read("case/a")
    assert isinstance(record.fact, CaseClosed)
    assert record.fact.reason == Text(text=None, publicity=record.fact.reason.publicity, subject="liisa")

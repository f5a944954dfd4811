"""Lists are derived: they wake what changed, forget what is stale, and can be dropped and made again."""

from datetime import date, timedelta

from kemiflow.app.kept import CaseRow, Derived, DutyRow
from kemiflow.core.records import Record
from kemiflow.core.records.city import AddressDead
from kemiflow.store.journal import Journal
from kemiflow.store.list_tables import DERIVED
from kemiflow.store.opening import Store
from tests.contract.decisions import row_of
from tests.contract.drafts import AT, DAY, draft, link, opening

REST = date(2030, 1, 1)


def derived(case: str, last: int, city: int = 0, wake_on: date = REST) -> Derived:
    duty = DutyRow(case=case, duty="d1", person="anna", kind="statement", due=DAY, next_on=DAY)
    row = CaseRow(case=case, title="Asia", wake_on=wake_on, city_seq=city, last_seq=last)
    return Derived(row=row, duties=(duty,), watches=frozenset({"person:bo"}), decisions=(row_of(case),))


def derive(store: Store, *cases: Derived) -> None:
    with store.journal.transaction(AT) as unit:
        unit.derive(*cases)


def everything(store: Store) -> list[list[tuple[object, ...]]]:
    with store.engine.begin() as connection:
        return [sorted(map(tuple, connection.execute(table.select())), key=str) for table in DERIVED]


def test_a_case_is_due_from_the_moment_it_is_opened(store: Store) -> None:
    store.journal.append([opening("b"), opening("a")], at=AT)
    assert store.lists.due_cases(DAY) == ("a", "b")
    assert store.lists.due_cases(DAY, after="a") == ("b",)
    assert store.lists.due_cases(DAY, limit=1) == ("a",)


def test_a_walked_case_rests_until_its_day(store: Store) -> None:
    store.journal.append([opening()], at=AT)
    derive(store, derived("a", 1))
    assert store.lists.due_cases(REST - timedelta(days=1)) == ()
    assert store.lists.due_cases(REST) == ("a",)


def test_a_walk_that_had_not_read_the_last_record_changes_nothing(store: Store) -> None:
    store.journal.append([opening(), link(1)], at=AT)
    derive(store, derived("a", 1))
    assert store.lists.due_cases(DAY) == ("a",)
    assert store.lists.open_duties() == ()


def test_a_record_in_a_case_wakes_it(store: Store) -> None:
    store.journal.append([opening()], at=AT)
    derive(store, derived("a", 1))
    store.journal.append([link(1)], at=AT)
    assert store.lists.due_cases(DAY) == ("a",)


def test_a_fact_of_the_city_wakes_those_who_watch_its_thing_and_no_others(store: Store) -> None:
    watching = Journal(store.engine, touched=lambda _: ["person:bo"])
    watching.append([opening("a"), opening("b")], at=AT)
    other = derived("b", 1)
    derive(store, derived("a", 1), Derived(row=other.row))
    watching.append([draft("city", "dead", AddressDead(person="bo"))], at=AT)
    assert store.lists.due_cases(DAY) == ("a",)


def test_a_walk_that_had_not_seen_the_city_move_is_walked_again(store: Store) -> None:
    store.journal.append([opening()], at=AT)
    store.journal.append([draft("city", "dead", AddressDead(person="bo"))], at=AT)
    derive(store, derived("a", 1, city=0))
    assert store.lists.due_cases(DAY) == ("a",)
    derive(store, derived("a", 1, city=1))
    assert store.lists.due_cases(DAY) == ()


def test_what_is_derived_can_be_dropped_and_made_again(store: Store) -> None:
    store.journal.append([opening("a"), opening("b"), link(1, "b")], at=AT)
    derive(store, derived("a", 1), derived("b", 2))
    before = everything(store)
    store.lists.drop()
    assert everything(store) == [[], [], [], [], [], [], []]

    def again(case: str, records: tuple[Record, ...]) -> Derived:
        return derived(case, len(records))

    assert store.lists.rebuild(store.journal, again, AT) == 2
    assert everything(store) == before


def test_persons_and_duties_are_found_over_all_cases(store: Store) -> None:
    store.journal.append([opening("a"), opening("b")], at=AT)
    derive(store, derived("a", 1), derived("b", 1))
    assert store.lists.persons_due(DAY) == ("anna",)
    assert store.lists.persons_due(DAY - timedelta(days=1)) == ()
    assert [duty.case for duty in store.lists.open_duties("anna")] == ["a", "b"]
    assert store.lists.open_duties("bo") == ()

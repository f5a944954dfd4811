"""A case goes on with its lists in one unit of work: once only, and only from where it was read."""

from datetime import timedelta

import pytest

from kemiflow.app.kept import Advance, JournalMoved
from kemiflow.core.records import Draft
from kemiflow.store.opening import Store
from tests.contract.drafts import AT, DAY, link, opening
from tests.contract.test_lists import REST, derived, everything


def step(drafts: list[Draft], seq: int, case: str = "a") -> Advance:
    return Advance(drafts=tuple(drafts), seq=seq, lines=derived(case, seq + len(drafts)))


def advance(store: Store, drafts: list[Draft], seq: int) -> None:
    with store.journal.transaction(AT) as unit:
        unit.advance(step(drafts, seq))


def test_records_and_lists_are_written_together(store: Store) -> None:
    store.journal.append([opening()], at=AT)
    advance(store, [link(1), link(2)], 1)
    assert store.journal.head("case/a") == 3
    assert store.lists.due_cases(REST - timedelta(days=1)) == ()
    assert [duty.duty for duty in store.lists.open_duties()] == ["d1"]


def test_the_same_again_writes_nothing_twice(store: Store) -> None:
    store.journal.append([opening()], at=AT)
    advance(store, [link(1)], 1)
    before = everything(store)
    advance(store, [link(1)], 1)
    assert store.journal.head("case/a") == 2
    assert everything(store) == before


def test_whoever_read_less_than_there_is_writes_nothing(store: Store) -> None:
    store.journal.append([opening(), link(1)], at=AT)
    with pytest.raises(JournalMoved):
        advance(store, [link(2)], 1)
    assert store.journal.head("case/a") == 2
    assert store.lists.due_cases(DAY) == ("a",)
    assert store.lists.open_duties() == ()


def test_lists_alone_of_a_case_that_moved_are_passed_over(store: Store) -> None:
    store.journal.append([opening(), link(1)], at=AT)
    advance(store, [], 1)
    assert store.lists.due_cases(DAY) == ("a",)


def test_lines_that_are_the_same_stay_and_others_are_replaced(store: Store) -> None:
    store.journal.append([opening()], at=AT)
    advance(store, [], 1)
    before = everything(store)
    advance(store, [], 1)
    assert everything(store) == before
    with store.journal.transaction(AT) as unit:
        unit.advance(Advance(drafts=(), seq=1, lines=derived("a", 1, wake_on=DAY)))
    assert store.lists.due_cases(DAY) == ("a",)
    assert [duty.duty for duty in store.lists.open_duties()] == ["d1"]


def test_several_cases_go_on_together(store: Store) -> None:
    store.journal.append([opening("a"), opening("b"), opening("c"), link(1, "c")], at=AT)
    with store.journal.transaction(AT) as unit:
        unit.advance(step([link(1, "a")], 1), step([], 1, "b"), step([], 1, "c"))
    assert [store.journal.head(f"case/{case}") for case in "abc"] == [2, 1, 2]
    assert store.lists.due_cases(DAY) == ("c",)


def test_when_one_of_several_has_moved_none_of_them_goes_on(store: Store) -> None:
    store.journal.append([opening("a"), opening("b"), link(1, "b")], at=AT)
    before = everything(store)
    with pytest.raises(JournalMoved), store.journal.transaction(AT) as unit:
        unit.advance(step([link(1, "a")], 1), step([link(2, "b")], 1, "b"))
    assert store.journal.head("case/a") == 1
    assert everything(store) == before

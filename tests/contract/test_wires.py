"""A wire to PostgreSQL that is cut at every message, on the way there and back: nothing is lost, nothing is doubled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count, takewhile
from pathlib import Path

import pytest

from kemiflow.app.kept import CaseRow, Derived, JournalLost
from kemiflow.core.city import Person
from kemiflow.core.records.city import AddressDead
from kemiflow.store.opening import Store, open_store
from tests.contract.drafts import AT, DAY, draft, link, opening, private
from tests.contract.test_outbox import LEASE, parcel, put
from tests.lossy import Wire, wire
from tests.postgres import Server

pytestmark = pytest.mark.parametrize("kind", ["postgresql"])
MUCH_LATER = AT + 10 * LEASE


@pytest.fixture
def lossy(postgres: Server, tmp_path: Path) -> Iterator[Wire]:
    if postgres.folder is None:
        pytest.skip("the server was named by a URL: there is no socket to put a wire to")
    with wire(postgres.folder, tmp_path / "wire") as made:
        yield made


def append(far: Store, number: int) -> None:
    far.journal.append([opening(f"a{number}"), link(1, f"a{number}"), private(f"a{number}", "bo")], at=AT)


def send(far: Store, number: int) -> None:
    with far.journal.transaction(AT) as unit:
        unit.append([opening(f"s{number}")])
        unit.enqueue(parcel(number))


def introduce(far: Store, number: int) -> None:
    far.people.put(Person(id=f"p{number}", name="Bo Malli"))


def adopt(far: Store, number: int) -> None:
    with far.journal.transaction(AT) as unit:
        digest = unit.adopt(f"asetukset {number}")
        unit.append([draft("city", f"dead:{digest}", AddressDead(person="bo"))])


def derive(far: Store, number: int) -> None:
    with far.journal.transaction(AT) as unit:
        unit.derive(Derived(row=CaseRow(case=f"a{number}", last_seq=3, wake_on=DAY, phase="luonnos")))


Work = Callable[[Store, int], None]
WORKS: tuple[Work, ...] = (append, send, introduce, adopt, derive)


@pytest.mark.parametrize("after", [False, True], ids=["there", "back"])
def test_wherever_the_wire_is_cut_the_same_again_leaves_all_as_if_it_had_held(
    store: Store, lossy: Wire, another: Callable[[], Store], *, after: bool
) -> None:
    quiet = another()
    for work in WORKS:
        cuts = (_cut(store, lossy, work, number, after=after) for number in count(1))
        done = sum(takewhile(bool, cuts))
        assert done > 2
        for number in range(1, done + 2):
            work(quiet, number)
        assert _kept(store) == _kept(quiet)
        assert store.verify() == ()


def _cut(store: Store, lossy: Wire, work: Work, number: int, *, after: bool) -> bool:
    """Work with the wire cut at a message; give whether the work sent so many."""
    lossy.heal()
    far = open_store(lossy.place(str(store.place)), patience=2)
    lossy.heal(number, after=after)
    try:
        work(far, number)
    except JournalLost:
        work(far, number)
    was_cut = lossy.was_cut
    far.close()
    return was_cut


def _kept(store: Store) -> dict[str, object]:
    streams = {one: [(kept.key, kept.fact) for kept in store.journal.read(one)] for one in store.journal.streams()}
    return {
        "streams": streams,
        "letters": list(store.outbox.letters()),
        "people": store.people.all(),
        "cases": store.lists.cases(),
    }


def test_a_letter_whose_claim_was_lost_on_the_wire_is_claimed_again_once(store: Store, lossy: Wire) -> None:
    for number in count(1):
        put(store, parcel(number))
        lossy.heal()
        far = open_store(lossy.place(str(store.place)), patience=2)
        lossy.heal(number, after=True)
        with suppress(JournalLost):
            far.outbox.claim("far", now=AT, lease=LEASE)
        was_cut = lossy.was_cut
        far.close()
        if not was_cut:
            break
    taken = [store.outbox.claim("near", now=MUCH_LATER, lease=LEASE) for _ in range(number + 1)]
    assert sorted(one.letter for few in taken for one in few) == sorted(f"letter:{one}" for one in range(1, number + 1))

"""PostgreSQL: a server that hangs up, writers and senders side by side, who may write, words that go."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kemiflow.app.kept import CaseRow, Derived, JournalLost
from kemiflow.core.city import Person
from kemiflow.core.records.city import AddressDead
from kemiflow.store.journal import Journal
from kemiflow.store.opening import Store, open_store
from kemiflow.store.tables import metadata
from kemiflow.store.worlds import StoreReadOnly
from tests.contract.drafts import AT, DAY, draft, link, opening, private
from tests.contract.test_outbox import LEASE, parcel, put
from tests.postgres import Server

pytestmark = pytest.mark.parametrize("kind", ["postgresql"])
HANG_UP = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"


def test_a_server_that_hangs_up_between_two_works_is_called_again(store: Store, postgres: Server) -> None:
    store.journal.append([opening()], at=AT)
    postgres.tell(HANG_UP.format(name=_name(store)))
    store.journal.append([link(1)], at=AT)
    assert store.journal.head("case/a") == 2


def test_a_server_that_hangs_up_in_the_middle_is_named_and_nothing_is_half(store: Store, postgres: Server) -> None:
    store.journal.append([opening()], at=AT)

    def work() -> None:
        with store.journal.transaction(AT) as unit:
            unit.append([link(1)])
            postgres.tell(HANG_UP.format(name=_name(store)))
            unit.append([link(2)])

    with pytest.raises(JournalLost):
        work()
    assert store.journal.head("case/a") == 1


def _name(store: Store) -> str | None:
    return sa.make_url(str(store.place)).database


def test_many_senders_side_by_side_take_each_letter_once_and_wait_for_nobody(store: Store) -> None:
    put(store, *(parcel(number) for number in range(40)))
    with store.engine.begin() as holding:
        holding.exec_driver_sql("SELECT * FROM outbox WHERE letter IN ('letter:0', 'letter:1') FOR UPDATE")
        with ThreadPoolExecutor(6) as pool:
            taken = list(pool.map(lambda who: store.outbox.claim(f"s{who}", now=AT, lease=LEASE, limit=8), range(6)))
    letters = sorted(one.letter for few in taken for one in few)
    assert letters == sorted(f"letter:{number}" for number in range(2, 40))


def test_a_seal_waits_for_those_who_write_and_sees_them_all(store: Store) -> None:
    def write(number: int) -> None:
        for place in range(10):
            store.journal.append([opening(f"{number}-{place}"), link(1, f"{number}-{place}")], at=AT)

    def seal(number: int) -> None:
        for _ in range(10):
            with store.journal.transaction(AT + timedelta(seconds=number)) as unit:
                unit.seal(on=DAY, by="machine")

    with ThreadPoolExecutor(4) as pool:
        for done in [*(pool.submit(write, number) for number in range(3)), pool.submit(seal, 1)]:
            done.result()
    assert store.verify() == ()
    assert store.journal.head("city") == 10


def test_a_fact_of_the_city_wakes_a_matter_that_is_walked_at_the_same_moment(store: Store) -> None:
    watching = Journal(store.engine, touched=lambda _: ["person:bo"])
    store.journal.append([opening()], at=AT)
    later = DAY + timedelta(days=30)
    lines = Derived(row=CaseRow(case="a", last_seq=1, wake_on=later), watches=frozenset({"person:bo"}))

    def walk() -> None:
        seen = store.journal.head("city")
        with store.journal.transaction(AT) as unit:
            unit.derive(Derived(row=CaseRow(**(vars(lines.row) | {"city_seq": seen})), watches=lines.watches))

    for number in range(10):
        with ThreadPoolExecutor(2) as pool:
            walking = pool.submit(walk)
            watching.append([draft("city", f"dead:{number}", AddressDead(person="bo"))], at=AT)
            walking.result()
        # Either the walk had seen the fact, or the matter is due again
        row = store.lists.case("a")
        assert row
        assert row.city_seq == number + 1 or row.wake_on == DAY


def test_writers_that_share_streams_in_any_order_do_not_lock_each_other_out(store: Store) -> None:
    def write(number: int) -> int:
        cases = ("a", "b", "c", "d")[:: 1 if number % 2 else -1]
        return len(store.journal.append([link(number, case) for case in cases], at=AT))

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(write, range(40))) == 160
    assert store.verify() == ()


def test_the_schema_is_the_one_that_the_program_describes(store: Store) -> None:
    with store.engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        triggers = connection.exec_driver_sql(
            "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname"
        ).all()
    assert len(triggers) == 9
    assert {enabled for _, enabled in triggers} == {"A"}


def test_names_are_in_byte_order_as_seals_hash_them(store: Store) -> None:
    names = ("Z", "a", "ä", "ö", "å")
    store.journal.append([opening(name) for name in names], at=AT)
    assert store.journal.streams() == tuple(f"case/{name}" for name in sorted(names, key=str.encode))


def test_somebody_who_may_only_read_is_told_so(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("CREATE ROLE reader LOGIN IN ROLE pg_read_all_data")
    place = sa.make_url(str(store.place)).set(username="reader").render_as_string(hide_password=False)
    reading = open_store(place)
    assert reading.journal.head("case/a") == 0
    with pytest.raises(StoreReadOnly, match="permission denied"):
        reading.people.put(Person(id="bo", name="Bo Malli"))
    reading.close()
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP ROLE reader")


def test_forgotten_words_leave_the_servers_files(store: Store, postgres: Server) -> None:
    if postgres.folder is None:
        pytest.skip("the server was named by a URL: its files are not at hand")
    store.journal.append([private()], at=AT)
    store.people.put(Person(id="liisa", name="Liisa Esimerkki"))
    assert _in_files(store, postgres.folder, b"Esimerkki vet")
    with store.journal.transaction(AT) as unit:
        unit.forget("liisa", on=DAY, by="anna")
    store.swept()
    assert not _in_files(store, postgres.folder, b"Esimerkki vet")
    assert not _in_files(store, postgres.folder, b"Liisa Esimerkki")


def _in_files(store: Store, folder: Path, words: bytes) -> bool:
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")
        oid = connection.exec_driver_sql("SELECT oid FROM pg_database WHERE datname = current_database()").scalar()
    return any(words in file.read_bytes() for file in (folder / "data" / "base" / str(oid)).iterdir() if file.is_file())

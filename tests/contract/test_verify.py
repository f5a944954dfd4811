"""Whatever somebody does to the database's file, verification names the first place, up to the newest seal outside."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from kemiflow.app.kept import Finding, Seal, Trouble
from kemiflow.core.records.case import CaseClosed, CaseOpened
from kemiflow.core.values import Text
from kemiflow.store.canonical import salted
from kemiflow.store.opening import Store, open_store
from kemiflow.store.seals import SealUnreadable, from_json, to_json
from kemiflow.store.tables import records, texts
from tests.contract.drafts import AT, DAY, draft, link, opening, private
from tests.contract.tampering import rechain, tampered

Tamper = Callable[[sa.Connection], object]


def filled(store: Store) -> Seal:
    """Write two cases and seal them."""
    store.journal.append([opening("a"), *(link(number, "a") for number in range(1, 6))], at=AT)
    store.journal.append([opening("b"), private("b")], at=AT)
    with store.journal.transaction(AT) as unit:
        unit.adopt("prosessi")
        return unit.seal(on=DAY, by="machine")


def found(store: Store, tamper: Tamper, *seals: Seal) -> tuple[Finding, ...]:
    with tampered(store) as database:
        tamper(database)
    return store.verify(*seals)


def finding(trouble: Trouble, seq: int, key: str, stream: str = "case/a") -> Finding:
    return Finding(trouble=trouble, stream=stream, seq=seq, key=key)


def edit(database: sa.Connection) -> None:
    database.exec_driver_sql(
        "UPDATE records SET body = replace(body, '\"3\"', '\"9\"') WHERE stream = 'case/a' AND seq = 4"
    )


def remove(database: sa.Connection) -> None:
    database.exec_driver_sql("DELETE FROM records WHERE stream = 'case/a' AND seq = 4")


def swap(database: sa.Connection) -> None:
    for old, new in ((4, 99), (5, 4), (99, 5)):
        database.exec_driver_sql(f"UPDATE records SET seq = {new} WHERE stream = 'case/a' AND seq = {old}")  # noqa: S608


def insert(database: sa.Connection) -> None:
    for seq in (6, 5, 4):
        database.exec_driver_sql(f"UPDATE records SET seq = {seq + 1} WHERE stream = 'case/a' AND seq = {seq}")  # noqa: S608
    database.exec_driver_sql(
        "INSERT INTO records SELECT stream, 4, 'link:x', kind, version, body, \"on\", at, by, digest "
        "FROM records WHERE stream = 'case/a' AND seq = 3"
    )


def cut(database: sa.Connection) -> None:
    database.exec_driver_sql("DELETE FROM records WHERE stream = 'case/a' AND seq >= 6")


def vanish(database: sa.Connection) -> None:
    database.exec_driver_sql("DELETE FROM records WHERE stream = 'case/a'")


def chained_anew(tamper: Tamper) -> Tamper:
    def both(database: sa.Connection) -> None:
        tamper(database)
        rechain(database, "case/a")

    return both


def test_an_untouched_journal_has_nothing_wrong(store: Store) -> None:
    seal = filled(store)
    store.journal.append([link(6)], at=AT)
    assert store.verify(seal) == ()


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (edit, finding(Trouble.CHANGED, 4, "link:3")),
        (remove, finding(Trouble.REMOVED, 4, "link:4")),
        (swap, finding(Trouble.CHANGED, 4, "link:4")),
        (insert, finding(Trouble.CHANGED, 4, "link:x")),
    ],
)
def test_a_change_without_a_new_chain_is_named_without_any_seal(store: Store, tamper: Tamper, told: Finding) -> None:
    filled(store)
    assert found(store, tamper) == (told,)


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (chained_anew(edit), finding(Trouble.REWRITTEN, 6, "link:5")),
        (chained_anew(remove), finding(Trouble.CUT, 6, "link:5")),
        (chained_anew(swap), finding(Trouble.REWRITTEN, 6, "link:5")),
        (chained_anew(insert), finding(Trouble.REWRITTEN, 6, "link:4")),
        (cut, finding(Trouble.CUT, 6, "link:5")),
        (vanish, finding(Trouble.VANISHED, 1, "")),
    ],
)
def test_a_change_with_a_new_chain_is_named_by_a_seal_outside(store: Store, tamper: Tamper, told: Finding) -> None:
    seal = filled(store)
    assert found(store, tamper, seal) == (told,)


@pytest.mark.parametrize("tamper", [chained_anew(edit), chained_anew(remove), cut, vanish])
def test_the_newest_sealed_record_notices_a_new_chain(store: Store, tamper: Tamper) -> None:
    filled(store)
    told, *_ = found(store, tamper)
    assert (told.trouble, told.stream, told.seq) == (Trouble.SEAL_BROKEN, "city", 1)


def test_a_stream_that_vanished_leaves_its_texts_even_where_no_seal_saw_it(store: Store) -> None:
    store.journal.append([opening("a"), link(1)], at=AT)
    store.journal.append([opening("b")], at=AT)
    (told,) = found(store, vanish)
    assert (told.trouble, told.stream) == (Trouble.TEXT_STRANGE, "case/a")


COLUMNS = {
    "key": "'other'",
    "kind": "'task_done'",
    "version": "2",
    "body": "body || ' '",
    "on": "'2020-01-01'",
    "at": "'2020-01-01T00:00:00.000000Z'",
    "by": "'other'",
    "digest": "'0'",
}


@pytest.mark.parametrize(("column", "value"), COLUMNS.items())
def test_every_column_is_under_the_digest(store: Store, column: str, value: str) -> None:
    filled(store)
    statement = f"UPDATE records SET \"{column}\" = {value} WHERE stream = 'case/a' AND seq = 4"  # noqa: S608 - no input
    (told,) = found(store, lambda database: database.exec_driver_sql(statement))
    assert (told.trouble, told.stream, told.seq) == (Trouble.CHANGED, "case/a", 4)


@pytest.mark.parametrize(
    ("statement", "trouble"),
    [
        ("UPDATE texts SET publicity = 'public' WHERE subject = 'liisa'", Trouble.TEXT_LABELLED),
        ("UPDATE texts SET ground = '24 §' WHERE subject = 'liisa'", Trouble.TEXT_LABELLED),
        ("UPDATE texts SET subject = NULL WHERE subject = 'liisa'", Trouble.TEXT_LABELLED),
        ("UPDATE texts SET forgotten_on = '2023-09-25' WHERE subject = 'liisa'", Trouble.TEXT_LABELLED),
        ("UPDATE texts SET text = 'Muuta.' WHERE subject = 'liisa'", Trouble.TEXT_CHANGED),
        ("DELETE FROM texts WHERE subject = 'liisa'", Trouble.TEXT_MISSING),
        (
            "UPDATE texts SET text = NULL, nonce = NULL, forgotten_on = '2023-09-25' WHERE subject = 'liisa'",
            Trouble.TEXT_ERASED,
        ),
    ],
)
def test_words_beside_the_chain_are_named_by_their_record(store: Store, statement: str, trouble: Trouble) -> None:
    filled(store)
    told = found(store, lambda database: database.exec_driver_sql(statement))
    assert told == (finding(trouble, 2, "closed", "case/b"),)


def put_in(database: sa.Connection, stream: str, text: str) -> None:
    nonce = b"n" * 16
    row = {"stream": stream, "digest": salted(nonce, text), "nonce": nonce, "text": text, "publicity": "public"}
    database.execute(sa.insert(texts), row)


def test_a_text_that_another_valid_one_replaced_is_named_by_its_record(store: Store) -> None:
    filled(store)

    def replace(database: sa.Connection) -> None:
        database.exec_driver_sql("DELETE FROM texts WHERE subject = 'liisa'")
        put_in(database, "case/b", "Muuta.")

    assert found(store, replace) == (finding(Trouble.TEXT_MISSING, 2, "closed", "case/b"),)


def test_a_letter_that_a_text_took_from_its_nonce_is_a_change(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_bytes", lambda size: b"n" * (size - 1) + b"E")
    filled(store)
    assert store.verify() == ()
    taken = sa.update(texts).where(texts.c.subject == "liisa").values(nonce=b"n" * 15, text="E" + texts.c.text)
    told = found(store, lambda database: database.execute(taken))
    assert told == (finding(Trouble.TEXT_CHANGED, 2, "closed", "case/b"),)


@pytest.mark.parametrize("stream", ["case/a", "case/aa", "case/zzz"])
def test_a_text_that_no_record_refers_to_is_named(store: Store, stream: str) -> None:
    filled(store)
    (told,) = found(store, lambda database: put_in(database, stream, "Muuta."))
    assert (told.trouble, told.stream) == (Trouble.TEXT_STRANGE, stream)


@pytest.mark.parametrize("name", ['lain"aus', "takalinja\\", "rivi\nrivi", "ä€😀", "\x7f\u2028"])
def test_names_that_need_quoting_are_under_the_digest_as_well(store: Store, name: str) -> None:
    store.journal.append([opening(), *(link(number) for number in range(3))], at=AT)
    odd = draft(f"case/{name}", f"k{name}", CaseClosed(reason=Text(text=name)))
    store.journal.append([odd], at=AT)
    assert store.verify() == ()
    c = records.c
    other = sa.update(records).where(c.key == odd.key).values(key=c.key + "x")
    told = found(store, lambda database: database.execute(other))
    assert [(one.trouble, one.stream) for one in told] == [(Trouble.CHANGED, odd.stream)]


@pytest.mark.parametrize("column", ["by", "key", "kind", "at", "body", "on"])
@pytest.mark.parametrize("kind", ["BLOB", "INTEGER"])
def test_a_column_of_another_type_is_a_change_where_columns_hold_any_type(
    tmp_path: Path, column: str, kind: str
) -> None:
    store = open_store(tmp_path / "kemiflow.db")
    filled(store)
    statement = (
        f'UPDATE records SET "{column}" = CAST("{column}" AS {kind}) '  # noqa: S608 - no input
        "WHERE stream = 'case/a' AND seq = 4"
    )
    (told,) = found(store, lambda database: database.exec_driver_sql(statement))
    assert (told.trouble, told.stream, told.seq) == (Trouble.CHANGED, "case/a", 4)
    store.close()


def test_streams_of_many_pages_are_walked_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kemiflow.store.pages.PAGE", 4)
    seal = filled(store)
    store.journal.append([opening("c"), *(link(number, "c") for number in range(9))], at=AT)
    assert store.verify(seal) == ()
    assert found(store, edit, seal) == (finding(Trouble.CHANGED, 4, "link:3"),)


def test_a_changed_definition_is_named(store: Store) -> None:
    filled(store)
    told = found(store, lambda database: database.exec_driver_sql("UPDATE definitions SET text = 'x'"))
    assert [one.trouble for one in told] == [Trouble.DEFINITION_CHANGED]


def test_forgetting_a_person_leaves_nothing_wrong(store: Store) -> None:
    seal = filled(store)
    with store.journal.transaction(AT) as unit:
        erased = unit.forget("liisa", on=DAY, by="anna")
    assert (erased.texts, erased.cases) == (1, ("b",))
    assert store.verify(seal) == ()


@pytest.mark.parametrize("kind", ["sqlite"])
def test_forgotten_words_leave_the_file(store: Store) -> None:
    filled(store)
    with store.journal.transaction(AT) as unit:
        unit.forget("liisa", on=DAY, by="anna")
    store.close()
    assert isinstance(store.place, Path)
    assert b"Esimerkki vet" not in store.place.read_bytes()


def test_what_came_after_a_seal_does_not_break_it(store: Store) -> None:
    filled(store)
    store.journal.append([link(7, "b"), opening("c")], at=AT.replace(year=2020))
    assert store.verify() == ()


def test_a_seal_is_read_from_its_file_as_it_was_made(store: Store) -> None:
    seal = filled(store)
    assert from_json(to_json(seal)) == seal


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"at":"x","heads":"0","per_stream":{},"streams":0}'])
def test_a_file_that_is_no_seal_is_refused(text: str) -> None:
    with pytest.raises(SealUnreadable):
        from_json(text)


def test_a_definition_that_is_missing_is_named_with_the_record_that_needs_it(store: Store) -> None:
    with store.journal.transaction(AT) as unit:
        fact = CaseOpened(definition=unit.adopt("prosessi"), register_number="1", title=Text(text="Strategia"))
        unit.append([draft("case/a", "opened", fact)])
    assert store.verify() == ()
    told = found(store, lambda database: database.exec_driver_sql("DELETE FROM definitions"))
    assert told == (finding(Trouble.DEFINITION_MISSING, 1, "opened"),)


def test_a_guard_that_was_taken_away_is_named(store: Store) -> None:
    store.journal.append([opening(), link(1)], at=AT)
    with store.engine.begin() as database:
        if database.dialect.name == "sqlite":
            database.exec_driver_sql("DROP TRIGGER records_keeps_rows")
        else:
            database.exec_driver_sql("ALTER TABLE records DISABLE TRIGGER records_keeps_rows")
    assert store.verify() == (Finding(trouble=Trouble.UNGUARDED, stream="", seq=0, key="records_keeps_rows"),)


def test_a_guard_that_only_bears_the_name_is_named(store: Store) -> None:
    store.journal.append([opening()], at=AT)
    with store.engine.begin() as database:
        if database.dialect.name != "sqlite":
            database.exec_driver_sql("ALTER TABLE records ENABLE TRIGGER records_keeps_words")
        else:
            database.exec_driver_sql("DROP TRIGGER records_keeps_words")
            database.exec_driver_sql("CREATE TRIGGER records_keeps_words BEFORE UPDATE ON records BEGIN SELECT 1; END")
    assert [one.key for one in store.verify()] == ["records_keeps_words"]

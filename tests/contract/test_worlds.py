"""Broken worlds are named as facts: another's file, a newer one, locked, read-only, a full disk; and backups."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from kemiflow.store.backup import BackupExists
from kemiflow.store.migrations import REVISIONS
from kemiflow.store.migrations import __file__ as migrations
from kemiflow.store.opening import SchemaNewer, Store, StoreEmpty, StoreMissing, open_store
from kemiflow.store.sqlite import wal_is_sound
from kemiflow.store.tables import metadata
from kemiflow.store.worlds import NotAStore, StoreLocked, StoreUnreachable
from tests.contract.conftest import SHARED
from tests.contract.drafts import AT, link, opening

on_a_file = pytest.mark.parametrize("kind", ["sqlite"])
SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic%' ORDER BY type, name"


def file_of(store: Store) -> Path:
    assert isinstance(store.place, Path)
    return store.place


def schema(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute(SCHEMA).fetchall()
    return [(*names, " ".join((sql or "").split())) for *names, sql in rows]


@on_a_file
def test_the_migrated_schema_is_the_one_that_the_program_describes(store: Store, tmp_path: Path) -> None:
    created = sa.create_engine(f"sqlite:///{tmp_path / 'created.db'}")
    metadata.create_all(created)
    created.dispose()
    assert schema(file_of(store)) == schema(tmp_path / "created.db")
    assert sum(kind == "trigger" for kind, *_ in schema(file_of(store))) == 8


def test_the_program_knows_its_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations).parent))
    assert ScriptDirectory.from_config(config).get_current_head() == REVISIONS[-1]


@pytest.mark.parametrize("kind", SHARED)
def test_a_store_is_opened_again_with_what_it_holds(store: Store) -> None:
    store.journal.append([opening()], at=AT)
    again = open_store(store.place, create=False)
    assert again.journal.head("case/a") == 1
    again.close()


def test_a_missing_store_is_not_made_unasked(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_store(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()


def test_a_database_cut_to_nothing_is_not_taken_for_a_missing_one(tmp_path: Path) -> None:
    (tmp_path / "cut.db").touch()
    with pytest.raises(StoreEmpty):
        open_store(tmp_path / "cut.db", create=False)


@pytest.mark.parametrize("kind", SHARED)
def test_a_newer_schema_is_refused_by_its_number(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaNewer, match="schema 9999"):
        open_store(store.place)


@pytest.mark.parametrize("content", [b"no database at all, " * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kemiflow.db"
    path.write_bytes(content)
    with pytest.raises(NotAStore):
        open_store(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as database:
        database.execute("CREATE TABLE records (x)")
    with pytest.raises(NotAStore, match="another program"):
        open_store(tmp_path / "other.db")


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("postgresql://nobody:secret@/kemi?host=/nowhere", "nowhere"),
        ("mysql://nobody:secret@localhost/kemi", "neither PostgreSQL"),
        ("kemi:secret", "no URL"),
    ],
)
def test_a_database_that_cannot_be_had_is_named_without_its_password(place: str, why: str) -> None:
    with pytest.raises(StoreUnreachable, match=why) as raised:
        open_store(place, patience=0.1)
    assert "secret" not in str(raised.value)


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable):
        open_store(tmp_path)


@pytest.mark.parametrize("kind", SHARED)
def test_a_database_that_another_holds_is_locked_and_then_free(store: Store) -> None:
    impatient = open_store(store.place, patience=0.1)
    with store.journal.transaction(AT) as unit:
        unit.append([opening()])
        with pytest.raises(StoreLocked):
            impatient.journal.append([link(1)], at=AT)
    impatient.journal.append([opening("b")], at=AT)
    assert store.journal.streams() == ("case/a", "case/b")
    impatient.close()


READ_ONLY = """
import os, sys
from pathlib import Path
from kemiflow.store.worlds import StoreReadOnly
from kemiflow.store.opening import open_store
from tests.contract.drafts import AT, link
if os.getuid() == 0:
    os.setuid(65534)
store = open_store(Path(sys.argv[1]))
print(store.journal.head("case/a"))
try:
    store.journal.append([link(1)], at=AT)
except StoreReadOnly:
    print("read-only")
"""


@on_a_file
def test_a_read_only_database_can_be_read_and_says_so_when_written(store: Store, tmp_path: Path) -> None:
    store.journal.append([opening()], at=AT)
    file_of(store).chmod(0o444)
    done = _child(READ_ONLY, file_of(store)) if os.getuid() else _child_where_all_may_read(store, tmp_path)
    assert done.stdout.split() == ["1", "read-only"], done.stderr


def _child_where_all_may_read(store: Store, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & stat.S_IXOTH:
            break
        folder.chmod(0o755)
    return _child(READ_ONLY, file_of(store))


def _child(code: str, *args: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", code, *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


FULL = """
import resource, sys
from pathlib import Path
from kemiflow.store.worlds import DiskFull
from kemiflow.store.opening import open_store
from tests.contract.drafts import AT, link, opening
store = open_store(Path(sys.argv[1]))
limit = Path(sys.argv[1]).stat().st_size + int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    for number in range(10_000):
        store.journal.append([link(number)], at=AT)
        print(number, flush=True)
except DiskFull:
    print("full")
"""


@on_a_file
@pytest.mark.parametrize("room", [0, 9000, 40000])
def test_a_full_disk_is_named_and_nothing_acknowledged_is_lost(store: Store, room: int) -> None:
    done = _child(FULL, file_of(store), room)
    *acknowledged, last = done.stdout.split()
    assert last == "full", done.stderr
    assert store.journal.head("case/a") == len(acknowledged)
    assert store.verify() == ()
    store.journal.append([link(-1)], at=AT)
    assert store.journal.head("case/a") == len(acknowledged) + 1


def test_wal_is_used_only_where_its_reset_is_repaired() -> None:
    versions = {(3, 40, 1): False, (3, 44, 5): False, (3, 44, 6): True, (3, 45, 0): False, (3, 50, 6): False}
    versions |= {(3, 50, 7): True, (3, 51, 2): False, (3, 51, 3): True, (3, 54, 1): True}
    assert {version: wal_is_sound(version) for version in versions} == versions


def test_a_backup_is_whole_and_never_overwrites(store: Store, tmp_path: Path) -> None:
    store.journal.append([opening()], at=AT)
    store.backup(tmp_path / "backup.db")
    copy = open_store(tmp_path / "backup.db", create=False)
    assert copy.journal.read("case/a") == store.journal.read("case/a")
    assert copy.verify() == ()
    copy.close()
    with pytest.raises(BackupExists):
        store.backup(tmp_path / "backup.db")

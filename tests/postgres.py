"""One PostgreSQL for a whole test run: a server that the environment names, or Debian's, in a folder of its own."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final

import psycopg
import pytest
from sqlalchemy import make_url

from kemiflow.store.opening import open_store

URL: Final = "KEMIFLOW_TEST_PG_URL"
DEBIAN: Final = Path("/usr/lib/postgresql")
TEMPLATE: Final = f"kemiflow_template_{os.getpid()}"
PATIENCE_SECONDS: Final = 60
FILE_COPY_SINCE: Final = 15  # the quickest way to a copy where nothing waits for the disk
QUICK: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


@dataclass(kw_only=True)
class Server:
    """A server, named by the URL of a database on it, and the databases that tests make there."""

    url: str
    folder: Path | None = None
    found: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    _numbers: Iterator[int] = field(default_factory=count)

    def restart(self) -> None:
        """Let a server of our own die at once, with all that it was doing, and come up again."""
        assert self.folder
        assert self.process
        assert self.found
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(PATIENCE_SECONDS)
        self.process = _serving(self.found, self.folder, _who())
        _await(self)

    def stop(self) -> None:
        """Stop a server of our own."""
        if self.process:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(PATIENCE_SECONDS)

    def prepare(self) -> None:
        """Make the template that each test copies: a database with the schema, and nothing in it."""
        self.empty(TEMPLATE)
        open_store(self.place(TEMPLATE)).close()

    def place(self, database: str) -> str:
        """Give the URL of a database."""
        return make_url(self.url).set(database=database).render_as_string(hide_password=False)

    def empty(self, database: str) -> str:
        """Make a database with nothing in it."""
        self.tell(f'CREATE DATABASE "{database}"')
        return self.place(database)

    def fresh(self) -> str:
        """Make a database that holds the schema."""
        name = f"kemiflow_{os.getpid()}_{next(self._numbers)}"
        quickly = "STRATEGY FILE_COPY" if self.found and int(self.found.parts[-2]) >= FILE_COPY_SINCE else ""
        self.tell(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}" {quickly}')
        return self.place(name)

    def bare(self) -> str:
        """Make a database with nothing in it, under a name of its own."""
        return self.empty(f"kemiflow_{os.getpid()}_{next(self._numbers)}")

    def drop(self, place: str) -> None:
        """Drop a database, whoever is in it."""
        self.tell(f'DROP DATABASE IF EXISTS "{make_url(place).database}" WITH (FORCE)')

    def tell(self, statement: str) -> None:
        """Give the server a statement outside a transaction."""
        with closing(psycopg.connect(plain(self.url), autocommit=True)) as connection:
            connection.execute(statement.encode())


def plain(place: str) -> str:
    """Give a URL as the driver itself takes it."""
    return place.replace("postgresql+psycopg://", "postgresql://")


def binaries() -> Path | None:
    """Find the newest of Debian's servers."""
    found = sorted(DEBIAN.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def server() -> Iterator[Server]:
    """Have a server for as long as the tests run; without one, skip loudly, and in CI fail."""
    named = os.environ.get(URL)
    found = binaries()
    if named:
        yield from _with_template(Server(url=named))
    elif found:
        with started_by(found) as started:
            yield from _with_template(started)
    else:
        absent()


def absent() -> None:
    """Say that there is no server: in CI that is a failure."""
    why = f"no PostgreSQL: install Debian's postgresql, or name a server in {URL}"
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def _with_template(at: Server) -> Iterator[Server]:
    at.prepare()
    try:
        yield at
    finally:
        at.drop(at.place(TEMPLATE))


@contextmanager
def started_by(found: Path) -> Iterator[Server]:
    """Start a server that only a socket in a closed folder leads to, as somebody who is not root."""
    folder = Path(tempfile.mkdtemp(prefix="kemiflow-pg-"))
    who = _who()
    if who:
        shutil.chown(folder, who, "nogroup")
    try:
        initdb: list[str | Path] = [
            found / "initdb",
            "-D",
            folder / "data",
            "-U",
            "kemiflow",
            "-A",
            "trust",
            "--locale=C.UTF-8",
            "-N",
        ]
        subprocess.run(initdb, check=True, capture_output=True, user=who, cwd="/", timeout=PATIENCE_SECONDS)
        process = _serving(found, folder, who)
        at = Server(url=f"postgresql://kemiflow@/postgres?host={folder}", folder=folder, found=found, process=process)
        try:
            _await(at)
            yield at
        finally:
            at.stop()
    finally:
        shutil.rmtree(folder)


def _who() -> str | None:
    return "nobody" if os.geteuid() == 0 else None


def _serving(found: Path, folder: Path, who: str | None) -> subprocess.Popen[bytes]:
    quick = [word for setting in QUICK for word in ("-c", setting)]
    command = [found / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses=", *quick]
    with (folder / "log").open("wb") as log:
        # A run of tests that is killed leaves no server behind
        return subprocess.Popen(
            [str(word) for word in command],
            stdout=log,
            stderr=log,
            user=who,
            cwd="/",
            preexec_fn=_dies_with_us,  # noqa: PLW1509 - no thread is running when the server is started
        )


def _dies_with_us() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def _await(at: Server) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return at.tell("SELECT 1")
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)

"""Measures of the site: real HTTP, one process, four readers, in a city of 20,000 matters and 1,000,000 records."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final
from urllib.parse import quote

import sqlalchemy as sa

from kemiflow.app.lists.wanted import Wanted
from kemiflow.core.values import Publicity
from kemiflow.settings import DATABASE
from kemiflow.store.found import found
from kemiflow.store.opening import Store, open_store
from kemiflow.wiring import place_of
from tests.bench.measure import Row
from tests.bench.web_city import city
from tests.bench.web_served import Asked, run
from tests.postgres import server

CASES: Final = 20_000
READERS: Final = 4
ROUNDS: Final = 5
TURNS: Final = 40  # of every reader in a round
PAGES: Final = ("/", "/asiat/s", "/asiat/s/historia")
SEARCHES: Final = (
    "strategia", "lausunto", "lausunnon hanke", "kaupunki", "talousarvio päätös", "uimahalli", "tontti kaava sopimus",
    "kirjastotalo", "museot", "vakuutusyhtiö", "nuoriso valtuusto", "katu", "energia takaus", "hankintapäätös 7",
    "puuttuvasana", "vesi", "koulurakennus", "henkilöstön palkat", "satama", "oikaisu valitus",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class At:
    """A server that was started."""

    port: int
    headers: Mapping[str, str]

    def read(self, paths: Sequence[str], turns: int) -> dict[str, list[float]]:
        """Ask for pages one after another over one connection; give the milliseconds of each."""
        taken: dict[str, list[float]] = {path: [] for path in paths}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        for _ in range(turns):
            for path in paths:
                begun = time.perf_counter()
                self._get(connection, path)
                taken[path].append((time.perf_counter() - begun) * 1000)
        connection.close()
        return taken

    def body(self, path: str) -> bytes:
        """Give a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            return self._get(connection, path)
        finally:
            connection.close()

    def _get(self, connection: http.client.HTTPConnection, path: str) -> bytes:
        connection.request("GET", path, headers=dict(self.headers))
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == http.client.OK, (path, answer.status)
        return body


def rows() -> list[Row]:
    """Measure the site; `KEMIFLOW_BENCH_CASES` makes the city smaller than 20,000 matters."""
    cases = int(os.environ.get("KEMIFLOW_BENCH_CASES", CASES))
    with tempfile.TemporaryDirectory() as scratch:
        made = [*_measured(Path(scratch) / "sqlite", "sqlite", cases)]
    with tempfile.TemporaryDirectory() as scratch, server() as postgres:
        os.environ[DATABASE] = postgres.fresh()
        try:
            return [*made, *_measured(Path(scratch) / "postgresql", "postgresql", cases)]
        finally:
            del os.environ[DATABASE]


def _measured(home: Path, kind: str, cases: int) -> Iterator[Row]:
    home.mkdir()
    city(home, cases)
    store = open_store(place_of(home), create=False)
    _settled(store)
    with _started("ours", home) as ours:
        (home / "peer.pickle").write_bytes(pickle.dumps(_captured(ours, home)))
        with _started("peer", home) as peer:
            yield from _pages(kind, ours, peer)
        yield from _searches(kind, ours, store)
        yield from _weights(kind, ours)
        yield _busy(kind, ours, home)
    store.close()


def _settled(store: Store) -> None:
    """Let the database know what it holds, as it does by itself overnight."""
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE" if connection.dialect.name == "postgresql" else "ANALYZE")


@contextmanager
def _started(kind: str, home: Path) -> Iterator[At]:
    command = [sys.executable, "-m", "tests.bench.web_served", kind, str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        yield At(**json.loads(process.stdout.readline()))
        process.stdin.close()
        process.wait(60)


def _captured(ours: At, home: Path) -> dict[str, tuple[list[Asked], str]]:
    """Give what SQL our pages run once they have been asked for before, and how they look."""
    command = [sys.executable, "-m", "tests.bench.web_asked", str(home), *PAGES]
    told: dict[str, list[Asked]] = pickle.loads(subprocess.check_output(command))  # noqa: S301 - our own
    return {path: (told[path], ours.body(path).decode()) for path in PAGES}


def _side_by_side(at: At, turns: int = TURNS) -> dict[str, list[float]]:
    with ThreadPoolExecutor(READERS) as pool:
        taken = list(pool.map(lambda _: at.read(PAGES, turns), range(READERS)))
    return {path: [one for each in taken for one in each[path]] for path in PAGES}


def p95(taken: Sequence[float]) -> float:
    """Give the time within which 95 of 100 were answered."""
    return quantiles(taken, n=20)[-1]


def _pages(kind: str, ours: At, peer: At) -> Iterator[Row]:
    found_: dict[str, tuple[list[float], list[float]]] = {path: ([], []) for path in PAGES}
    for number in range(ROUNDS + 1):
        for at, which in ((ours, 0), (peer, 1)):
            for path, taken in _side_by_side(at).items():
                if number:
                    found_[path][which].append(p95(taken))
    for name, path in zip(("front", "matter", "history"), PAGES, strict=True):
        mine, theirs = (median(one) for one in found_[path])
        what = f"p95 of {path}, {READERS} readers, against FastAPI with the same SQL and a fixed template, {kind}"
        yield Row(id=f"page-{name}", what=what, ours=mine, peer=theirs, unit="ms", rounds=ROUNDS)


def _searches(kind: str, ours: At, store: Store) -> Iterator[Row]:
    paths = [f"/paatokset?haku={quote(words)}" for words in SEARCHES]
    asked = [_asked(store, words) for words in SEARCHES]
    mine, theirs = [], []
    for number in range(ROUNDS + 1):
        taken = [one for each in ours.read(paths, 3).values() for one in each]
        bare = [_timed(store, each) for _ in range(3) for each in asked]
        if number:
            mine.append(p95(taken))
            theirs.append(p95(bare))
    with store.engine.begin() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM decisions").scalar()
    what = f"p95 of a search over {count:,} decisions, newest first, against its bare SQL, {kind}"
    yield Row(id="search", what=what, ours=median(mine), peer=median(theirs), unit="ms", rounds=ROUNDS)


def _asked(store: Store, words: str) -> list[Asked]:
    """Give the statements of one search."""
    asked: list[Asked] = []

    def note(*told: Any) -> None:  # noqa: ANN401 - what SQLAlchemy tells
        asked.append((told[2], told[3]))

    sa.event.listen(store.engine, "before_cursor_execute", note)
    try:
        with store.engine.begin() as connection:
            found(connection, Wanted(words=words, reads=frozenset(Publicity), limit=21))
    finally:
        sa.event.remove(store.engine, "before_cursor_execute", note)
    return [one for one in asked if one[0] != "BEGIN"]


def _timed(store: Store, asked: list[Asked]) -> float:
    begun = time.perf_counter()
    run(store, asked)
    return (time.perf_counter() - begun) * 1000


def _weights(kind: str, ours: At) -> Iterator[Row]:
    bodies = [ours.body(path) for path in (*PAGES, "/asiat", "/paatokset?haku=lausunto")]
    style = ours.body(bodies[0].decode().partition('stylesheet" href="')[2].partition('"')[0])
    heaviest = max(map(len, bodies)) + len(style)
    packed = max(len(gzip.compress(one)) for one in bodies) + len(gzip.compress(style))
    what = f"the heaviest of five pages with its stylesheet, unpacked against packed, {kind}"
    yield Row(id="weight", what=what, ours=heaviest / 1000, peer=packed / 1000, unit="KB", rounds=1)


def _busy(kind: str, ours: At, home: Path) -> Row:
    """Read while a morning walks, and then in quiet: the same pages, as often."""
    walker = [sys.executable, "-m", "tests.bench.web_walk", str(home)]
    busy: list[float] = []
    with subprocess.Popen(walker, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        while process.poll() is None and len(busy) < READERS * TURNS * len(PAGES) * ROUNDS:
            busy += [one for each in _side_by_side(ours, 10).values() for one in each]
        process.terminate()
        walked = process.stdout.read().split()
    quiet = [one for _ in range(ROUNDS) for each in _side_by_side(ours).values() for one in each]
    many = f"{len(busy):,} pages, {len(walked):,} matters"
    what = f"p95 of the three pages while a morning walks ({many}), against quiet, {kind}"
    return Row(id="busy", what=what, ours=p95(busy), peer=p95(quiet), unit="ms", rounds=ROUNDS)

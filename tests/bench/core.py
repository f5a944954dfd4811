"""Measures of the core: help, demo, fold and plan, a morning among many matters, verification."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from kemiflow.app import gather, walk
from kemiflow.app.kept import CaseRow, Derived
from kemiflow.core.city import City
from kemiflow.core.folding.fold import fold
from kemiflow.core.plan import plan
from kemiflow.core.records import Draft
from kemiflow.core.records.case import CaseOpened
from kemiflow.core.records.project import MeasureValue, ProgressReported
from kemiflow.core.values import OwnView, Text
from kemiflow.store.reading import record, selected, words_of
from kemiflow.store.tables import records
from kemiflow.wiring import Home
from tests.app.home import STRATEGY, found, open_strategy, opened, tell
from tests.bench.measure import Row, command, interleaved, processor, row
from tests.core.course import OPENED
from tests.core.test_plan import PROJECT, STORY

RECORDS = 2000
DUE = 1000
CITIES = (1_000_000, 100_000)
AT_ONCE = 5000
REST = date(2030, 1, 1)
# As long as half of the texts of the demo's year
WORDS = "Kolme toimialaa on mukana, kaksi jatkaa keväällä; mittari luetaan joulukuun lopussa."
BARE = """import typer
app = typer.Typer()


@app.command()
def one() -> None:
    pass


@app.command()
def two() -> None:
    pass


app()
"""


def rows() -> list[Row]:
    """Measure everything of the core."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        return [_help(folder), _demo(folder), *_fold(folder), _due(folder), _verify(folder)]


def _help(folder: Path) -> Row:
    bare = folder / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    ours = [sys.executable, "-m", "kemiflow", "--help"]
    found_ = interleaved(lambda: command(ours), lambda: command([sys.executable, str(bare), "--help"]), rounds=9)
    return row(("help", "kemiflow --help against a bare typer application's", "s"), found_, 9)


def _demo(folder: Path) -> Row:
    args = [sys.executable, "-m", "kemiflow", "demo", "--out", str(folder / "demo")]
    return row(("demo", "warm demo, processor time", "s"), interleaved(lambda: command(args), None))


def _fold(folder: Path) -> list[Row]:
    """Decode and fold a matter of 2,000 records, and plan it."""
    path = folder / "fold"
    path.mkdir()
    found(path)
    with opened(path) as home:
        _long(home)
        city = gather.city(home.world)
        matter = gather.matter(home.world, "s")
        definitions, standing = matter.definitions, matter.standing
        assert standing.seq == RECORDS
        with home.store.engine.begin() as connection:
            kept = connection.execute(selected().where(records.c.stream == "case/s").order_by(records.c.seq)).all()
            words = words_of(connection, "case/s")
        folded = interleaved(lambda: processor(lambda: fold([record(one, words) for one in kept], definitions)), None)
        today = STORY[-1][0] + timedelta(days=5)
        planned = interleaved(lambda: processor(lambda: plan(standing, city, today)), None)
    return [
        row(("fold", "decode and fold 2,000 records of one matter", "ms"), _milli(folded)),
        row(("fold-plan", "plan of that matter", "ms"), _milli(planned)),
    ]


def _milli(found_: tuple[float, float]) -> tuple[float, float]:
    return found_[0] * 1000, found_[1] * 1000


def _long(home: Home) -> None:
    open_strategy(home)
    for on, fact in STORY:
        tell(home, fact, on)
    head = home.world.journal.head("case/s")
    values = (MeasureValue(measure="aika", day=STORY[-1][0], value="30"),)
    report = ProgressReported(project=PROJECT.project, view=OwnView.ON_TRACK, words=Text(text=WORDS), values=values)
    drafts = [
        Draft(stream="case/s", key=f"progress:P1:{number}", fact=report, on=STORY[-1][0], by="anni")
        for number in range(RECORDS - head)
    ]
    with home.world.journal.transaction(home.world.now()) as unit:
        unit.append(drafts)


def _due(folder: Path) -> Row:
    """Walk a morning's 1,000 due matters in a large city and in a small one."""
    large, small = (_filled(folder / str(size), size) for size in CITIES)
    found_ = interleaved(lambda: _morning(large), lambda: _morning(small))
    what = f"a morning's walk, {DUE:,} due of {CITIES[0]:,} open matters against {DUE:,} due of {CITIES[1]:,}"
    return row(("due", what, "s"), found_)


def _filled(path: Path, size: int) -> Path:
    path.mkdir()
    found(path)
    with opened(path) as home:
        with home.world.journal.transaction(home.world.now()) as unit:
            digest = unit.adopt(STRATEGY)
        city = home.world.journal.head("city")
        for start in range(0, size, AT_ONCE):
            _open(home, [_name(number) for number in range(start, min(size, start + AT_ONCE))], digest, city)
    return path


def _name(number: int) -> str:
    return f"c{number:07}"


def _open(home: Home, cases: Sequence[str], digest: str, city: int) -> None:
    fact = CaseOpened(definition=digest, register_number="1/00.01.02/2023", title=Text(text="Asia"), preparer="maija")
    drafts = [Draft(stream=f"case/{case}", key="opened", fact=fact, on=OPENED, by="sanni") for case in cases]
    with home.world.journal.transaction(home.world.now()) as unit:
        unit.append(drafts)
        unit.derive(*(_resting(case, city, REST) for case in cases))


def _resting(case: str, city: int, wake_on: date) -> Derived:
    return Derived(row=CaseRow(case=case, title="Asia", wake_on=wake_on, city_seq=city, last_seq=1))


def _morning(path: Path) -> float:
    """Wake every so-manieth matter, then walk all that are due."""
    size = int(path.name)
    with opened(path) as home:
        cases = [_name(number) for number in range(0, size, size // DUE)]
        city = gather.city(home.world)
        with home.world.journal.transaction(home.world.now()) as unit:
            unit.derive(*(_resting(case, city.seq, OPENED) for case in cases))
        seen: list[str] = []
        spent = processor(lambda: seen.extend(_walked(home, city)))
        assert seen == cases
    return spent


def _walked(home: Home, city: City) -> list[str]:
    return [walk.walk(home.world, case, OPENED, city).case for case in walk.due(home.world, OPENED)]


def _verify(folder: Path) -> Row:
    """Verify the long matter's journal against hashing the same canonical bytes alone."""
    with opened(folder / "fold") as home:
        with home.store.engine.begin() as connection:
            rows_ = connection.exec_driver_sql("SELECT * FROM records ORDER BY stream, seq").all()
            beside = connection.exec_driver_sql("SELECT nonce, text FROM texts").all()
        blobs = [_canonical(columns) for columns in rows_] + [nonce + text.encode() for nonce, text in beside]
        taken = interleaved(
            lambda: processor(home.store.verify),
            lambda: processor(lambda: [sha256(blob).hexdigest() for blob in blobs]),
        )
    return row(("verify", "verify against SHA-256 over the same canonical bytes alone", "ms"), _milli(taken))


def _canonical(columns: Sequence[object]) -> bytes:
    stream, seq, key, kind, version, body, on, at, by, digest = columns
    told = {
        "at": at,
        "body": json.loads(str(body)),
        "by": by,
        "key": key,
        "kind": kind,
        "on": on,
        "previous": digest,
        "seq": seq,
    }
    return json.dumps(
        {**told, "stream": stream, "version": version}, ensure_ascii=False, separators=(",", ":")
    ).encode()


def _hash(blobs: Sequence[bytes]) -> list[str]:
    return [sha256(blob).hexdigest() for blob in blobs]

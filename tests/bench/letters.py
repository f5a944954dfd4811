"""Letters by the thousand: decided, rendered, handed over and settled, beside a bare loop; and one person's preview."""

from __future__ import annotations

import json
import resource
import smtplib
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from kemiflow.app import gather, walk
from kemiflow.app.kept import Answer, CaseRow, Derived, DutyRow, Posting
from kemiflow.app.letters import delivery
from kemiflow.app.letters.delivery import Errand
from kemiflow.app.letters.foreseen import foreseen
from kemiflow.app.letters.packing import Gathered, sealed, told
from kemiflow.app.lists.rows import duty_of
from kemiflow.app.morning import AT_ONCE, decided_at_once, remind_shard
from kemiflow.core.city import City, Person
from kemiflow.core.letters import letters
from kemiflow.core.records import Draft, Fact
from kemiflow.core.records.case import CaseOpened
from kemiflow.core.records.project import ProjectNamed
from kemiflow.core.records.step import RoundBegun
from kemiflow.core.values import Text
from kemiflow.store.engine import connected, writing
from kemiflow.wiring import Home
from tests.app.home import STRATEGY, at, found, opened
from tests.bench.measure import Row, interleaved, processor, row
from tests.core.letters_cast import make
from tests.edges.post.sink import Faults, sink

DAY = date(2023, 9, 29)
DUE = date(2023, 10, 27)
AHEAD = date(2023, 10, 20)
FAR = date(2099, 12, 31)
A_CASE = 50  # owners in one matter
WHOLE, ROUNDS = 10_000, 10
CITIES = (5_000, 50)
QUIET = Faults(before=0.0, after=0.0, forced=False)


def rows(whole: int = WHOLE) -> list[Row]:
    """Measure rate, memory and preview."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_sending(Path(folder), whole), _preview(Path(folder))]


def _sending(folder: Path, whole: int) -> list[Row]:
    home, part = folder / "home", whole // ROUNDS
    with sink(QUIET, folder / "mail.log") as port:
        _city(home, whole + part, port)
        table = _bare_table(folder / "bare.db")
        with opened(home) as one:
            at(one, DAY, 7)
            city = gather.city(one.world)
            people, bare = iter(_names(whole + part)), iter(_names(whole + part))
            start = _peak()
            taken = interleaved(
                lambda: _ours(one, city, [next(people) for _ in range(part)]),
                lambda: _bare(one, city, [next(bare) for _ in range(part)], (table, port)),
                ROUNDS,
            )
            grown = (_peak() - start) / 1024
            sent = sum(parcel.state is Posting.SENT for parcel in one.world.outbox.letters())
            assert sent == whole + part, sent
    rates = (part / taken[0], part / taken[1])
    what = f"{whole:,} letters decided, rendered, handed over, settled, against a bare loop"
    return [
        row(("rate", what, "/s"), rates, ROUNDS),
        row(("memory", "peak above the start", "MB"), (grown, float("nan")), 1),
    ]


def _ours(home: Home, city: City, people: Sequence[str]) -> float:
    before = time.perf_counter()
    for start in range(0, len(people), AT_ONCE):
        decided = decided_at_once(home.world, people[start : start + AT_ONCE], DAY, city)
        assert not decided.failed
    answers = delivery.send(home.world, Errand(owner="bench", today=DAY)).answers
    spent = time.perf_counter() - before
    assert answers == {Answer.TAKEN: len(people)}, answers
    return spent


def _bare(home: Home, city: City, people: Sequence[str], to: tuple[tuple[sa.Engine, sa.Table], int]) -> float:
    """Render the same messages, commit one row a letter, and send over one connection."""
    (engine, table), port = to
    known = [_gathered(home, city, person) for person in people]
    before = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port, local_hostname="bench") as relay:
        for one in known:
            parcel = sealed(home.world, one, (), city)
            with engine.begin() as connection:
                connection.execute(sa.insert(table).values(id=parcel.message_id, eml=parcel.eml))
            relay.sendmail("kemiflow@kemi.example", [f"{parcel.person}@kemi.example"], parcel.eml)
    return time.perf_counter() - before


def _gathered(home: Home, city: City, person: str) -> Gathered:
    duties = [duty_of(row) for row in home.world.lists.open_duties(person)]
    letter = letters(duties, (), city, DAY, person)
    assert letter
    return Gathered(letter=letter, told=told(home.world, letter, city), revisions={duties[0].case: 1})


def _bare_table(path: Path) -> tuple[sa.Engine, sa.Table]:
    engine = writing(connected(path))
    metadata = sa.MetaData()
    table = sa.Table("sent", metadata, sa.Column("id", sa.String, primary_key=True), sa.Column("eml", sa.LargeBinary))
    metadata.create_all(engine)
    return engine, table


def _names(owners: int) -> list[str]:
    return [f"q{number:05}" for number in range(owners)]


def _city(home: Path, owners: int, port: int = 0) -> None:
    """Found a city in which so many owners owe the details of a project, fifty in a matter."""
    home.mkdir()
    found(home)
    if port:
        (home / "post.toml").write_text(f'host = "127.0.0.1"\nport = {port}\nsafety = "none"\n', encoding="utf-8")
    names = _names(owners)
    with opened(home) as one:
        one.store.people.put(*(Person(id=name, name="Maija Malli", email=f"{name}@kemi.example") for name in names))
        with one.world.journal.transaction(one.world.now()) as unit:
            digest = unit.adopt(STRATEGY)
        for start in range(0, owners, A_CASE):
            _matter(one, f"c{start:05}", names[start : start + A_CASE], digest)


def _matter(home: Home, case: str, owners: Sequence[str], digest: str) -> None:
    opening = CaseOpened(
        definition=digest, register_number="1/00.01.02/2023", title=Text(text="Strategia"), preparer="maija"
    )
    rows_ = tuple(_owed(case, owner) for owner in owners)
    with home.world.journal.transaction(home.world.now()) as unit:
        unit.append([Draft(stream=f"case/{case}", key="opened", fact=opening, on=date(2023, 3, 1), by="sanni")])
        line = CaseRow(case=case, title="Strategia", wake_on=FAR, city_seq=home.world.journal.head("city"), last_seq=1)
        unit.derive(Derived(row=line, duties=rows_))


def _owed(case: str, owner: str) -> DutyRow:
    lacks = ("measure", "budget_line", "milestone")
    duty = replace(make(DUE, DAY, id=f"details:{owner}:1", about=owner, person=owner, lacks=lacks), case=case)
    duty = replace(duty, ground=replace(duty.ground, decision=None))
    detail = json.dumps(asdict(duty), default=str, ensure_ascii=False, sort_keys=True)
    return DutyRow(case=case, duty=duty.id, person=owner, kind=duty.kind, due=DUE, next_on=DAY, detail=detail)


def _preview(folder: Path) -> Row:
    """Show one person's day, a week ahead, in a large city and in a small one, as `letters preview` does."""
    large, small = (folder / str(size) for size in CITIES)
    for path, size in ((large, CITIES[0]), (small, CITIES[1])):
        _owners(path, size)
    taken = interleaved(lambda: _shown(large), lambda: _shown(small))
    what = f"one person's day in a city of {CITIES[0]:,} owners against one of {CITIES[1]}"
    return row(("preview", what, "ms"), (taken[0] * 1000, taken[1] * 1000))


def _owners(home: Path, owners: int) -> None:
    """Found a city in which so many owners were named for a project each, fifty in a matter, and walk every matter."""
    home.mkdir()
    found(home)
    names = _names(owners)
    with opened(home) as one:
        one.store.people.put(*(Person(id=name, name="Maija Malli", email=f"{name}@kemi.example") for name in names))
        at(one, DAY, 7)
        for start in range(0, owners, A_CASE):
            _named(one, f"c{start:05}", names[start : start + A_CASE])
        remind_shard(one.world, DAY)


def _named(home: Home, case: str, owners: Sequence[str]) -> None:
    with home.world.journal.transaction(home.world.now()) as unit:
        opening = CaseOpened(
            definition=unit.adopt(STRATEGY), register_number="1", title=Text(text="Strategia"), preparer="maija"
        )
        facts: list[tuple[str, Fact]] = [
            ("opened", opening),
            ("begun", RoundBegun(step="projects", round=1, asked=("vitality",), questions=(), due=DUE)),
            *((f"named:{owner}", _project(owner)) for owner in owners),
        ]
        unit.append([Draft(stream=f"case/{case}", key=key, fact=fact, on=DAY, by="sanni") for key, fact in facts])
    walk.walk(home.world, case, DAY)


def _project(owner: str) -> ProjectNamed:
    return ProjectNamed(project=owner, sector="vitality", title="Luukku", goal="Yksi", owner=owner, deputy=None)


def _shown(home: Path) -> float:
    with opened(home) as one:
        at(one, DAY, 9)
        return processor(lambda: _previewed(one, 5)) / 5


def _previewed(home: Home, times: int) -> None:
    for _ in range(times):
        assert not list(home.world.outbox.letters(person="q00007", day=AHEAD))
        (shown,) = foreseen(home.world, AHEAD, DAY, frozenset({"q00007"}))
        assert "Maija" in shown.written.body


def _peak() -> float:
    """Give this process's highest use of memory so far, in kilobytes."""
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)

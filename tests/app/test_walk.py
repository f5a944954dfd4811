"""A walk does what is due once, whoever walks and however often, and is killed without harm."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from kemiflow.app import gather, walk
from kemiflow.app.kept import JournalMoved
from kemiflow.app.walk import AT_ONCE
from kemiflow.app.walking import walk_shard, walked_at_once
from kemiflow.app.world import World
from kemiflow.core.city import City
from kemiflow.core.records.case import DocumentMade
from kemiflow.core.records.city import MeetingMoved
from kemiflow.core.records.step import RoundBegun
from tests.app.home import at, clock, founded, opened, tell, tell_city
from tests.bench.due import city
from tests.core.course import OPENED

APRIL = date(2023, 4, 14)
VIEWS = RoundBegun(step="views", round=1, asked=("vitality", "wellbeing"), questions=(), due=date(2023, 5, 31))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with founded(tmp_path) as one:
        tell(one, VIEWS, APRIL)
    return tmp_path


def documents(path: Path) -> list[str]:
    return sorted(file.name for file in (path / "documents").glob("*.docx"))


def test_a_walk_makes_the_papers_of_a_round_that_has_begun(home: Path) -> None:
    with opened(home) as one:
        walked = walk.walk(one.world, "s", APRIL)
    assert not walked.troubles
    assert sorted(walked.made) == documents(home)
    assert len(walked.made) == 4


def test_a_second_walk_finds_nothing_to_do(home: Path) -> None:
    with opened(home) as one:
        walk.walk(one.world, "s", APRIL)
        head = one.world.journal.head("case/s")
        assert not walk.walk(one.world, "s", APRIL).made
        assert one.world.journal.head("case/s") == head


def test_many_matters_are_read_at_once_and_written_in_one_transaction(tmp_path: Path) -> None:
    few, many = (_statements(city(tmp_path / str(count), count)) for count in (AT_ONCE, 2 * AT_ONCE))
    assert many["BEGIN IMMEDIATE"] - few["BEGIN IMMEDIATE"] == 1
    assert many["BEGIN"] - few["BEGIN"] <= 4


def test_when_somebody_is_faster_with_one_matter_all_of_them_are_walked(tmp_path: Path) -> None:
    with opened(city(tmp_path / "city", AT_ONCE)) as one:
        town, names = gather.city(one.world), tuple(walk.due(one.world, OPENED))
        walks = walk.Walks(one.world, town, OPENED, names)
        ready = [walks.prepare(name) for name in names]
        walk.walk(one.world, names[7], OPENED)
        with pytest.raises(JournalMoved):
            walks.put(ready)
        walked = walked_at_once(_Late(one.world, town, names, names[3]), names)
        assert not walked.failed
        assert [each.case for each in walked.done] == list(names)
        assert not list(walk.due(one.world, OPENED))
        for name in names:
            begun = [each for each in one.world.journal.read(f"case/{name}") if isinstance(each.fact, RoundBegun)]
            assert len(begun) == 1


class _Late(walk.Walks):
    """Walks during which somebody else walks one matter, just before they write."""

    def __init__(self, world: World, town: City, names: Sequence[str], faster: str) -> None:
        super().__init__(world, town, OPENED, names)
        self._meanwhile = partial(walk.walk, world, faster, OPENED, town)

    def put(self, ready: Sequence[walk.Ready]) -> tuple[walk.Walked, ...]:
        if len(ready) > 1:
            self._meanwhile()
        return super().put(ready)


def test_a_matter_that_cannot_be_walked_stops_none_of_those_written_with_it(tmp_path: Path) -> None:
    with opened(city(tmp_path / "city", AT_ONCE)) as one:
        sick = "c0000005"
        with one.store.engine.begin() as connection:
            connection.execute(sa.text("DROP TRIGGER IF EXISTS records_no_update"))
            triggers = connection.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()
            for trigger in list(triggers):
                connection.execute(sa.text(f"DROP TRIGGER {trigger}"))
            told = {"stream": f"case/{sick}"}
            connection.execute(sa.text("UPDATE records SET kind = 'Unheard' WHERE stream = :stream AND seq = 2"), told)
        walked = walk_shard(one.world, OPENED)
        assert [each.name for each in walked.failed] == [sick]
        assert len(walked.done) == AT_ONCE - 1
        assert list(walk.due(one.world, OPENED)) == [sick]


def _statements(path: Path) -> Counter[str]:
    with opened(path) as one:
        told: Counter[str] = Counter()
        sa.event.listen(
            one.store.engine, "before_cursor_execute", lambda _c, _cursor, statement, *_: told.update([statement])
        )
        assert not walk_shard(one.world, OPENED).failed
    return told


def test_a_walked_matter_rests_until_its_waking_day(home: Path) -> None:
    with opened(home) as one:
        assert list(walk.due(one.world, APRIL)) == ["s"]
        waking = walk.walk(one.world, "s", APRIL).wake_on
        assert not list(walk.due(one.world, APRIL))
        assert waking is not None
        assert list(walk.due(one.world, waking)) == ["s"]


def test_a_moved_meeting_wakes_the_matters_that_look_at_it(home: Path) -> None:
    with opened(home) as one:
        walk.walk(one.world, "s", APRIL)
        moved = MeetingMoved(meeting="vitality-2023-05-16", day=date(2023, 5, 23), closes=date(2023, 5, 15))
        tell_city(one, APRIL, moved)
        assert list(walk.due(one.world, APRIL)) == ["s"]


def test_what_a_person_edited_stays_and_the_new_version_lies_beside_it(home: Path) -> None:
    with opened(home) as one:
        walk.walk(one.world, "s", APRIL)
        name = next(name for name in documents(home) if "lausuntopyynto" in name and "elinvoima" in name)
        (home / "documents" / name).write_bytes(b"edited")
        moved = MeetingMoved(meeting="vitality-2023-05-16", day=date(2023, 5, 23), closes=date(2023, 5, 15))
        tell_city(one, APRIL, moved)
        made = walk.walk(one.world, "s", APRIL).made
    assert (home / "documents" / name).read_bytes() == b"edited"
    assert [one for one in made if one.startswith(name.removesuffix(".docx"))]


def test_a_draft_that_nobody_touched_makes_way(home: Path) -> None:
    with opened(home) as one:
        walk.walk(one.world, "s", APRIL)
        before = documents(home)
        moved = MeetingMoved(meeting="vitality-2023-05-16", day=date(2023, 5, 23), closes=date(2023, 5, 15))
        tell_city(one, APRIL, moved)
        assert walk.walk(one.world, "s", APRIL).made
    assert documents(home) == before


def _walk_once(path: str, started: multiprocessing.synchronize.Event) -> None:
    own = clock()
    own.set(APRIL, 10)
    with opened(Path(path), own) as one:
        started.set()
        walk.walk(one.world, "s", APRIL)


def test_a_walk_killed_anywhere_and_walked_again_makes_each_document_once(home: Path) -> None:
    context = multiprocessing.get_context("fork")
    chance = random.Random(292)
    kills = 0
    for _ in range(12):
        started = context.Event()
        worker = context.Process(target=_walk_once, args=(str(home), started))
        worker.start()
        started.wait(20)
        time.sleep(chance.uniform(0, 0.12))
        if worker.is_alive() and worker.pid:
            os.kill(worker.pid, signal.SIGKILL)
            kills += 1
        worker.join(20)
    assert kills
    with opened(home) as one:
        walk.walk(one.world, "s", APRIL)
        records = one.world.journal.read("case/s")
        assert not walk.walk(one.world, "s", APRIL).made
    made = [(record.fact.kind, record.fact.about) for record in records if isinstance(record.fact, DocumentMade)]
    assert len(made) == len(set(made)) == 4
    assert len(documents(home)) == 4


def test_two_walks_at_once_do_what_one_does(home: Path) -> None:
    context = multiprocessing.get_context("fork")
    started = context.Event()
    walkers = [context.Process(target=_walk_once, args=(str(home), started)) for _ in range(3)]
    for walker in walkers:
        walker.start()
    for walker in walkers:
        walker.join(60)
    assert all(walker.exitcode == 0 for walker in walkers)
    with opened(home) as one:
        records = one.world.journal.read("case/s")
    made = [(record.fact.kind, record.fact.about) for record in records if isinstance(record.fact, DocumentMade)]
    assert len(made) == len(set(made)) == 4


def test_walking_only_on_waking_days_leaves_what_walking_every_day_leaves(tmp_path: Path) -> None:
    streams = []
    for every_day in (True, False):
        path = tmp_path / str(every_day)
        path.mkdir()
        with founded(path) as one:
            tell(one, VIEWS, APRIL)
            day = APRIL
            while day < date(2023, 8, 1):
                at(one, day, 7)
                for case in ["s"] if every_day else list(walk.due(one.world, day)):
                    walk.walk(one.world, case, day)
                day += timedelta(days=1)
            streams.append([(record.key, record.on) for record in gather.matter(one.world, "s").records])
    assert streams[0] == streams[1]

"""Cities full of matters that are due, each with ten records and lists of the day before; no document is made."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from kemiflow.app import gather
from kemiflow.app.kept import CaseRow, Derived
from kemiflow.app.lists.rows import Memory, derived, memory_of
from kemiflow.app.walking import walk_shard
from kemiflow.core.city import City
from kemiflow.core.plan import plan
from kemiflow.core.records import Draft, Fact
from kemiflow.core.records.case import CaseOpened, DeviationNoted
from kemiflow.core.records.decision import MinutesChecked
from kemiflow.core.records.project import ProjectNamed
from kemiflow.core.standing import Standing
from kemiflow.core.streams import CITY, case_stream
from kemiflow.core.values import Effect, Relation, Text
from kemiflow.wiring import Home, open_home
from tests.app.home import clock, found, opened
from tests.core.course import OPENED, clause, decision
from tests.core.test_plan import PROJECT

# A body elsewhere has decided, which makes no document here; the round after it is begun by the machine, in one record
PROCESS: Final = """\
id: bench
title: {fi: Mitta, sv: Mått, en: Measure}
version: 1
steps:
  - id: draft
    kind: decision
    name: {fi: Luonnos, sv: Utkast, en: Draft}
    body: elsewhere
    proposal: [Kunta lähettää luonnoksen.]
    outcomes: {noted: onward, tabled: again}
  - id: projects
    kind: projects
    name: {fi: Projektit, sv: Projekt, en: Projects}
    after: [draft]
  - id: approval
    kind: decision
    name: {fi: Hyväksyminen, sv: Godkännande, en: Approval}
    after: [projects]
    body: city_board
    proposal: [Kaupunginhallitus hyväksyy.]
    outcomes: {approved: close, tabled: again}
"""
RECORDS: Final = 10
AT_ONCE: Final = 2000


def name(number: int) -> str:
    """Name a matter."""
    return f"c{number:07}"


def city(path: Path, due: int, *, resting: int = 0, projects: int = 0) -> Path:
    """Make a home with so many matters that are due, and so many more that rest."""
    path.mkdir(exist_ok=True)
    found(path)
    with opened(path) as home:
        fill(home, due, resting=resting, projects=projects)
    return path


def fill(home: Home, due: int, *, resting: int = 0, projects: int = 0) -> None:
    """Open matters in a home: those that are due come first by name."""
    with home.world.journal.transaction(home.world.now()) as unit:
        digest = unit.adopt(PROCESS)
    seq = home.world.journal.head(CITY)
    for start in range(0, due + resting, AT_ONCE):
        numbers = range(start, min(due + resting, start + AT_ONCE))
        drafts = [draft for number in numbers for draft in _drafts(name(number), digest, projects)]
        rests = [name(number) for number in numbers if number >= due]
        with home.world.journal.transaction(home.world.now()) as unit:
            unit.append(drafts)
            unit.derive(*(_resting(case, seq, len(drafts) // len(numbers)) for case in rests))
        _listed(home, [name(number) for number in numbers if number < due])


def _listed(home: Home, cases: Sequence[str]) -> None:
    """Make the lists of matters as a walk of the day before left them: they wake today because their day has come."""
    before, town = OPENED - timedelta(days=1), gather.city(home.world)
    memory = partial(memory_of, home.world)
    for start in range(0, len(cases), 100):
        found_ = gather.matters(home.world, cases[start : start + 100])
        with home.world.journal.transaction(home.world.now()) as unit:
            unit.derive(*(_lines(one.standing, town, memory, before) for one in found_.values()))


def _lines(standing: Standing, town: City, memory: Memory, day: date) -> Derived:
    lines = derived(memory, standing, town, plan(standing, town, day), day)
    assert lines.row.wake_on == OPENED
    return lines


def _drafts(case: str, digest: str, projects: int) -> Sequence[Draft]:
    text = Text(text="Asia")
    first = CaseOpened(definition=digest, register_number="1/00.01.02/2023", title=text, preparer="maija")
    noted: list[Fact] = [DeviationNoted(kind="other", step="draft", reason=text) for _ in range(RECORDS - 3)]
    made = decision("draft", "elsewhere", clause(Relation.AS_PROPOSED, Effect.NOTED))
    named: list[Fact] = [_project(number) for number in range(projects)]
    stream = case_stream(case)
    told: list[tuple[str, Fact]] = [("opened", first), *((f"n:{n}", one) for n, one in enumerate(noted + named))]
    told += [("decision:draft:1", made), ("checked:decision:draft:1", MinutesChecked(decision="decision:draft:1"))]
    return [Draft(stream=stream, key=key, fact=fact, on=OPENED, by="sanni") for key, fact in told]


def _project(number: int) -> ProjectNamed:
    return ProjectNamed(**vars(PROJECT) | {"project": f"P{number}"})


def _resting(case: str, city_seq: int, last_seq: int) -> Derived:
    return Derived(
        row=CaseRow(case=case, title="Asia", wake_on=OPENED.replace(year=2030), city_seq=city_seq, last_seq=last_seq)
    )


def walked(path: Path, shard: tuple[int, int] = (0, 1)) -> int:
    """Walk a shard of a home; gives how many matters were walked. Errors: one of them failed."""
    with closing(open_home(path, clock=clock())) as home:
        return walked_in(home, shard)


def walked_in(home: Home, shard: tuple[int, int] = (0, 1)) -> int:
    """Do the same in a home that is open."""
    found_ = walk_shard(home.world, OPENED, shard)
    assert not found_.failed, found_.failed[:3]
    return len(found_.done)


def main() -> None:
    """Walk a shard of an open home as a process of its own: `ready`, wait for a line, then seconds and matters."""
    path, which, many = sys.argv[1:]
    with closing(open_home(Path(path), clock=clock())) as home:
        print("ready", flush=True)
        sys.stdin.readline()
        begun = time.perf_counter()
        count = walked_in(home, (int(which), int(many)))
        print(time.perf_counter() - begun, count, flush=True)


if __name__ == "__main__":
    main()

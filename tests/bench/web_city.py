"""A city that has been at it for decades: many matters, most of them ended, and a long one that everybody looks at."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

from kemiflow.app import gather, walk
from kemiflow.app.kept import CaseRow, Derived, DutyRow
from kemiflow.app.lists.sought import sought
from kemiflow.core.city import City
from kemiflow.core.definition.process import Process
from kemiflow.core.folding.fold import fold
from kemiflow.core.records import Draft, Fact, Record
from kemiflow.core.records.case import CaseClosed, CaseOpened, MatterLinked
from kemiflow.core.records.decision import MinutesChecked
from kemiflow.core.records.project import MeasureValue, ProgressReported
from kemiflow.core.streams import case_stream
from kemiflow.core.values import Effect, OwnView, Relation, Text
from kemiflow.exchange.process_file import read_process
from kemiflow.wiring import Home
from tests.app.home import found, open_strategy, opened, tell
from tests.bench.due import PROCESS, name
from tests.core.course import clause, decision
from tests.core.test_plan import PROJECT, STORY

RECORDS: Final = 50
DECISIONS: Final = 10
LONG: Final = 200
OPEN_OF: Final = 5  # one matter in so many is open, and due
AT_ONCE: Final = 500
TODAY: Final = STORY[-1][0]
FIRST: Final = date(1996, 1, 8)
WORDS: Final = """
kaupunki kunta strategia lausunto lautakunta hallitus valtuusto talousarvio hanke sopimus tontti kaava koulu
palvelu rahoitus avustus selvitys suunnitelma ohjelma mittari satama teollisuus liikenne kirjasto museo nuoriso
vanhus terveys vesi energia ympäristö tieto hankinta urakka rakennus katu puisto uimahalli urheilu kulttuuri
matkailu yritys työ henkilöstö palkka eläke vakuutus laina takaus osake yhtiö säätiö yhdistys kokous esitys
päätös valitus oikaisu
"""
ROOTS: Final = tuple(WORDS.split())
ENDS: Final = ("", "n", "a", "lle", "sta", "ssa")


def city(path: Path, cases: int) -> None:
    """Make the home: a matter of 200 records, and so many of 50 with ten decisions each."""
    found(path)
    with opened(path) as home:
        _long(home)
        with home.world.journal.transaction(home.world.now()) as unit:
            digest = unit.adopt(PROCESS)
        filling = Filling(home, digest)
        for start in range(0, cases, AT_ONCE):
            filling.some(range(start, min(cases, start + AT_ONCE)))


def sentence(lots: Random, words: int = 12) -> str:
    """Give words as decisions have them: compounds, inflected."""
    picked = [lots.choice(ROOTS) + lots.choice(("", lots.choice(ROOTS))) + lots.choice(ENDS) for _ in range(words)]
    return " ".join(picked).capitalize() + "."


class Filling:
    """Matters laid into a home, many in one transaction."""

    def __init__(self, home: Home, digest: str) -> None:
        self._home, self._digest = home, digest
        self._definitions: dict[str, Process] = {digest: read_process(PROCESS, "bench.yaml")}
        self._city: City = gather.city(home.world)
        self._duty = next(row for row in home.store.lists.open_duties() if row.cutoff)

    def some(self, numbers: Sequence[int]) -> None:
        """Open matters, and let the lists know of them."""
        with self._home.world.journal.transaction(self._home.world.now()) as unit:
            records = unit.append([draft for number in numbers for draft in self._drafts(number)])
            told = [records[place : place + RECORDS] for place in range(0, len(records), RECORDS)]
            unit.derive(*(self._derived(each) for each in told))

    def _drafts(self, number: int) -> Iterator[Draft]:
        stream, day, lots = case_stream(name(number)), FIRST + timedelta(days=number % 9000), Random(number)
        for key, fact in self._told(number, lots):
            yield Draft(stream=stream, key=key, fact=fact, on=day, by="sanni")

    def _told(self, number: int, lots: Random) -> Iterator[tuple[str, Fact]]:
        title = Text(text=sentence(lots, 3))
        yield (
            "opened",
            CaseOpened(
                definition=self._digest, register_number=f"{number}/00.01.02/2001", title=title, preparer="maija"
            ),
        )
        for turn in range(1, DECISIONS + 1):
            effect = Effect.NOTED if turn == DECISIONS else Effect.TABLED
            made = decision("draft", "elsewhere", clause(Relation.AS_PROPOSED, effect))
            yield f"decision:draft:{turn}", replace(made, round=turn, section=turn, gist=Text(text=sentence(lots)))
            yield f"checked:decision:draft:{turn}", MinutesChecked(decision=f"decision:draft:{turn}")
        ended = bool(number % OPEN_OF)
        for filler in range(RECORDS - 1 - 2 * DECISIONS - ended):
            yield f"link:{filler}", MatterLinked(role="budget", register_number=str(filler))
        if ended:
            yield "closed", CaseClosed(reason=Text(text="Valmis."))

    def _derived(self, records: Sequence[Record]) -> Derived:
        standing = fold(records, self._definitions)
        case, ended = standing.case, standing.closed is not None
        row = CaseRow(
            case=case,
            title=str(standing.title),
            register_number=standing.register_number,
            process="bench",
            wake_on=None if ended else TODAY,
            city_seq=self._city.seq,
            last_seq=RECORDS,
            closed=ended,
        )
        return Derived(
            row=row, duties=() if ended else (self._owed(case),), decisions=tuple(sought(standing, self._city))
        )

    def _owed(self, case: str) -> DutyRow:
        detail = json.dumps({**json.loads(self._duty.detail), "case": case})
        return replace(self._duty, case=case, detail=detail, next_on=None)


def _long(home: Home) -> None:
    open_strategy(home)
    for on, fact in STORY:
        tell(home, fact, on)
    values = (MeasureValue(measure="aika", day=TODAY, value="30"),)
    report = ProgressReported(
        project=PROJECT.project, view=OwnView.ON_TRACK, words=Text(text="Etenee suunnitellusti."), values=values
    )
    count = LONG - home.world.journal.head("case/s")
    drafts = [Draft(stream="case/s", key=f"progress:P1:{n}", fact=report, on=TODAY, by="anni") for n in range(count)]
    with home.world.journal.transaction(home.world.now()) as unit:
        unit.append(drafts)
    walk.walk(home.world, "s", TODAY)

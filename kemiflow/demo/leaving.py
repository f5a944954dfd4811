"""What a demo leaves beside its database: the history as Word and as JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from kemiflow.app import gather
from kemiflow.core.action import Ask
from kemiflow.core.city import City
from kemiflow.core.duty import Duty
from kemiflow.core.forecast import Timetable, forecast
from kemiflow.core.history.annex import annex
from kemiflow.core.history.line import Line
from kemiflow.core.history.overview import overview
from kemiflow.core.history.plain import as_json
from kemiflow.core.history.story import history
from kemiflow.core.items.telling import Telling
from kemiflow.core.plan import planned
from kemiflow.core.records import Record
from kemiflow.core.streams import PERSONS
from kemiflow.core.values import Role
from kemiflow.demo.folder import HISTORY
from kemiflow.wiring import Home


def leave(home: Home, case: str, today: date) -> None:
    """Write history.docx and history.json into the home."""
    city, matter = gather.city(home.world), gather.matter(home.world, case)
    wording = home.world.texts.wording(city.settings.language)
    lines = history(matter.records, matter.definitions, letters=_letters(home))
    (home.path / f"{HISTORY}.json").write_text(_json(lines, home, city), encoding="utf-8")
    telling = Telling(city=city, wording=wording, standing=matter.standing, day=today)
    timetable = forecast(matter.standing, city, today)
    seen = overview(telling, timetable, _of_manager(telling, timetable))
    paper = home.world.papers.render(annex(lines, telling, seen, timetable))
    Path(home.path / f"{HISTORY}.docx").write_bytes(paper.data)


def _json(lines: tuple[Line, ...], home: Home, city: City) -> str:
    wording = home.world.texts.wording(city.settings.language)
    return json.dumps([as_json(line, wording, city) for line in lines], ensure_ascii=False, indent=2) + "\n"


def _of_manager(telling: Telling, timetable: Timetable) -> tuple[Duty, ...]:
    managers = telling.city.holders(Role.MANAGER, telling.day)
    actions = planned(telling.standing, telling.city, timetable, telling.day)
    return tuple(one.duty for one in actions if isinstance(one, Ask) and one.duty.person in managers)


def _letters(home: Home) -> tuple[Record, ...]:
    streams = home.world.journal.streams(PERSONS)
    return tuple(record for stream in streams for record in home.world.journal.read(stream, with_texts=False))

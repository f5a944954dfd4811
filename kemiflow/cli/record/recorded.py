"""What was recorded, told back: as the history tells it, with what departed from law or plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kemiflow.app.submit import Told
    from kemiflow.core.records import Record


def show_told(desk: Desk, case: str | None, *told: Told) -> None:
    """Show what was recorded."""
    from kemiflow.core.records.case import DeviationNoted
    from kemiflow.exchange.unions import snake

    records = [record for one in told for record in one.records]
    if desk.asked.json:
        shown = [
            {name: getattr(record, name) for name in ("stream", "seq", "key", "on", "by")}
            | {"kind": snake(type(record.fact))}
            for record in records
        ]
        showing.plain_data(shown)
        return
    if not records:
        showing.lines(desk.say("known_already"))
        return
    told_back = _told_back(desk, case, records) if case else []
    showing.lines(desk.say("recorded", day=desk.wording.day(records[0].on), what=" ".join(told_back)).strip())
    found = [one.fact for one in records if isinstance(one.fact, DeviationNoted)]
    if case:
        showing.lines(*deviations(desk, case, found))


def deviations(desk: Desk, case: str, found: Sequence[object]) -> list[str]:
    """Word deviations, each once."""
    from kemiflow.app import gather
    from kemiflow.core.history.line import DeviationLine
    from kemiflow.core.history.outcome import deviation_sentence
    from kemiflow.core.items.telling import Telling
    from kemiflow.core.records.case import DeviationNoted

    standing = gather.matter(desk.home.world, case).standing
    telling = Telling(city=desk.city, wording=desk.wording, standing=standing, day=desk.day)
    lines = [
        DeviationLine(key="", kind=one.kind, reason=one.reason) for one in found if isinstance(one, DeviationNoted)
    ]
    return [deviation_sentence(one, telling) for one in lines]


def _told_back(desk: Desk, case: str, records: Sequence[Record]) -> list[str]:
    from kemiflow.app import gather
    from kemiflow.core.history.story import history
    from kemiflow.core.history.words import sentence
    from kemiflow.core.items.telling import Naming
    from kemiflow.core.records import Corrected

    matter = gather.matter(desk.home.world, case)
    keys = {record.fact.of if isinstance(record.fact, Corrected) else record.key for record in records}
    naming = Naming(city=desk.city, wording=desk.wording)
    lines = history(matter.records, matter.definitions)
    return [sentence(line, naming) for line in lines if keys & set(line.keys) and line.kind != "deviation"]

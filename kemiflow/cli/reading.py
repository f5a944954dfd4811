"""What is to be read of a matter: its timetable and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli import show as showing
from kemiflow.cli.asked import day_in
from kemiflow.cli.desk import Desk
from kemiflow.cli.options import Case
from kemiflow.cli.seen import Seen

if TYPE_CHECKING:
    from datetime import date

    from kemiflow.core.documents import HistoryEntry
    from kemiflow.core.forecast import Place

DayOption = Annotated[str | None, typer.Option()]


def forecast(ctx: typer.Context, case: Case) -> None:
    """Show the timetable."""
    from kemiflow.core.history_overview import why_sentence

    seen = Seen(Desk(ctx), case)
    timetable = seen.timetable
    missing = [why_sentence(seen.telling, one) for one in timetable.missing]
    if ctx.obj.json:
        steps = [_plain(seen, place) for place in timetable.places]
        showing.plain_data({"steps": steps, "fits": timetable.fits, "missing": missing})
        return
    columns = ("step", "earliest", "proposed", "latest", "confirmed", "slack", "why")
    showing.table([seen.desk.column(name) for name in columns], [_row(seen, place) for place in timetable.places])
    showing.lines("", " ".join(seen.overview.fits), *missing)


def history(ctx: typer.Context, case: Case, as_of: DayOption = None, known_by: DayOption = None) -> None:
    """Tell the history."""
    from kemiflow.core.history import history as told
    from kemiflow.core.history_annex import annex
    from kemiflow.core.history_json import as_json

    desk = Desk(ctx)
    day, known = day_in(as_of, "--as-of"), day_in(known_by, "--known-by")
    seen = Seen(desk, case, day)
    matter = seen.matter
    lines = told(matter.records, matter.definitions, as_of=day, known_by=known, letters=seen.letters)
    if ctx.obj.json:
        showing.plain_data([as_json(line, desk.wording, seen.city) for line in lines])
        return
    whole = annex(lines, seen.telling, seen.overview, seen.timetable)
    showing.lines(whole.title, whole.register_number, "")
    view = seen.overview
    for name, said in (("where", view.where), ("next", view.coming_next), ("fits", view.fits), ("asked", view.asked)):
        showing.lines(f"{desk.say(name)} {' '.join(said)}")
    for entry in whole.entries:
        showing.lines("", *_entry(entry))


def _entry(entry: HistoryEntry) -> list[str]:
    head = " · ".join(part for part in (entry.when, entry.what, entry.outcome, entry.checked) if part)
    clauses = [f"  {one.proposed}  →  {one.decided}" for one in entry.clauses]
    gathered = (*entry.gist, *clauses, *entry.notes, *entry.followed, *entry.documents)
    return [head, *(line if line.startswith("  ") else f"  {line}" for line in gathered)]


def _plain(seen: Seen, place: Place) -> dict[str, object]:
    from kemiflow.core.history_overview import why_sentence

    names = ("step", "body", "earliest", "proposed", "latest", "confirmed", "slack_days", "critical")
    return {**{name: getattr(place, name) for name in names}, "why": why_sentence(seen.telling, place.why)}


def _row(seen: Seen, place: Place) -> tuple[str, ...]:
    from kemiflow.core.history_overview import why_sentence

    step = seen.standing.process.step(place.step)
    name = step.name.in_language(seen.desk.wording.language) if step else place.step
    days = (place.earliest, place.proposed, place.latest, place.confirmed)
    slack = "" if place.slack_days is None else str(place.slack_days)
    marked = f"{slack} !" if place.critical else slack
    return name, *(_day(seen, day) for day in days), marked, why_sentence(seen.telling, place.why)


def _day(seen: Seen, day: date | None) -> str:
    return seen.desk.wording.day(day) if day else ""

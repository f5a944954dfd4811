"""What is to be read of a matter: its timetable and its history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.asked import day_in
from kemiflow.cli.frame.desk import Desk
from kemiflow.cli.frame.options import Case

if TYPE_CHECKING:
    from datetime import date

    from kemiflow.app.look import Look
    from kemiflow.core.documents import HistoryEntry
    from kemiflow.core.forecast import Place

DayOption = Annotated[str | None, typer.Option()]


def forecast(ctx: typer.Context, case: Case) -> None:
    """Show the timetable."""
    from kemiflow.core.history.overview import why_sentence

    desk = Desk(ctx)
    look = desk.look(case)
    timetable = look.timetable
    missing = [why_sentence(look.telling, one) for one in timetable.missing]
    if ctx.obj.json:
        steps = [_plain(look, place) for place in timetable.places]
        showing.plain_data({"steps": steps, "fits": timetable.fits, "missing": missing})
        return
    columns = ("step", "earliest", "proposed", "latest", "confirmed", "slack", "why")
    showing.table([desk.column(name) for name in columns], [_row(look, place) for place in timetable.places])
    showing.lines("", *look.overview.fits)


def history(
    ctx: typer.Context,
    case: Case,
    as_of: DayOption = None,
    known_by: DayOption = None,
    public: Annotated[bool, typer.Option("--public")] = False,
) -> None:
    """Tell the history, or its public version."""
    from kemiflow.core.history.annex import annex
    from kemiflow.core.history.plain import as_json
    from kemiflow.core.history.story import history as told

    desk = Desk(ctx)
    day, known = day_in(as_of, "--as-of"), day_in(known_by, "--known-by")
    look = desk.look(case, day)
    if public:
        _public(desk, replace(look, known_by=known))
        return
    matter = look.matter
    lines = told(matter.records, matter.definitions, as_of=day, known_by=known, letters=look.letters)
    if ctx.obj.json:
        showing.plain_data([as_json(line, desk.wording, look.city) for line in lines])
        return
    whole = annex(lines, look.telling, look.overview, look.timetable)
    showing.lines(whole.title, whole.register_number, "")
    view = look.overview
    for name, said in (("where", view.where), ("next", view.coming_next), ("fits", view.fits), ("asked", view.asked)):
        showing.lines(f"{desk.say(name)} {' '.join(said)}")
    for entry in whole.entries:
        showing.lines("", *_entry(entry))
    showing.lines(*(("", *whole.corrections) if whole.corrections else ()))


def _public(desk: Desk, look: Look) -> None:
    from kemiflow.core.history.public import public
    from kemiflow.core.history.published import annex, as_data

    version = public(look.lines, look.telling)
    if desk.asked.json:
        showing.plain_data(as_data(version))
        return
    whole = annex(version)
    showing.lines(whole.title, whole.register_number, whole.public)
    for entry in whole.entries:
        showing.lines("", *_entry(entry))


def _entry(entry: HistoryEntry) -> list[str]:
    head = " · ".join(part for part in (entry.when, entry.what, entry.outcome, entry.checked) if part)
    clauses = [f"  {one.proposed}  →  {one.decided}" for one in entry.clauses]
    gathered = (*entry.gist, *clauses, *entry.notes, *entry.followed, *entry.documents)
    return [head, *(line if line.startswith("  ") else f"  {line}" for line in gathered)]


def _plain(look: Look, place: Place) -> dict[str, object]:
    from kemiflow.core.history.overview import why_sentence

    names = ("step", "body", "earliest", "proposed", "latest", "confirmed", "slack_days", "critical")
    return {**{name: getattr(place, name) for name in names}, "why": why_sentence(look.telling, place.why)}


def _row(look: Look, place: Place) -> tuple[str, ...]:
    from kemiflow.core.history.overview import why_sentence

    step = look.standing.process.step(place.step)
    name = step.name.in_language(look.wording.language) if step else place.step
    days = (place.earliest, place.proposed, place.latest, place.confirmed)
    slack = "" if place.slack_days is None else str(place.slack_days)
    marked = f"{slack} !" if place.critical else slack
    return name, *(_day(look, day) for day in days), marked, why_sentence(look.telling, place.why)


def _day(look: Look, day: date | None) -> str:
    return look.wording.day(day) if day else ""

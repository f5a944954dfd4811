"""Matters as other programs read them: list, standing, history, timetable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from kemiflow.app.kept import CaseRow
from kemiflow.app.look import Look
from kemiflow.core.forecast import Place
from kemiflow.core.history.overview import why_sentence
from kemiflow.core.history.plain import as_json
from kemiflow.core.history.story import history as told
from kemiflow.core.identifiers import MATTER
from kemiflow.core.standing import StepStanding
from kemiflow.web.api import asked, shapes
from kemiflow.web.api.caller import Call
from kemiflow.web.api.reply import Paged, fields, reply

matters: Final = APIRouter(prefix="/matters", tags=["matters"])
Case = Annotated[str, Path(pattern=f"^{MATTER}$", description="the matter's name")]
Day = Annotated[asked.Day, Query(description="a day such as 2023-10-18; today when it is left out")]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """As of which day, and as it was known by the end of which."""

    as_of: date | None
    known_by: date | None


def _seen(as_of: Day = None, known_by: Day = None) -> Seen:
    return Seen(as_of=as_of, known_by=known_by)


Days = Annotated[Seen, Depends(_seen)]


@matters.get("", response_model=shapes.Matters)
def listing(request: Request, call: Call, pages: Paged, *, closed: bool = False) -> Response:
    """List the open matters, or the closed ones."""
    rows, more = pages.of(call.world.lists.cases(closed=closed), lambda row: row.case)
    return reply(request, {"items": [_matter(call, row) for row in rows], "next": more})


def _matter(call: Call, row: CaseRow) -> dict[str, object]:
    """Fill in what a row lacks until the matter's first walk."""
    shown = fields(shapes.Matter, row)
    if row.title:
        return shown
    standing = call.look(row.case).matter.standing
    number = standing.register_number
    return {**shown, "title": str(standing.title), "register_number": number, "process": standing.process.id}


@matters.get("/{case}", response_model=shapes.Whole)
def whole(request: Request, call: Call, case: Case, day: Day = None) -> Response:
    """Show where a matter stands: four lines as for the city manager, and each step."""
    look = call.look(case, day)
    view = look.overview
    head = {
        "case": case,
        "title": look.telling.title,
        "register_number": look.standing.register_number,
        "preparer": look.standing.preparer,
    }
    lines = {"where": view.where, "next": view.coming_next, "fits": view.fits, "asked": view.asked}
    return reply(request, {**head, **lines, "steps": [_stage(one) for one in look.standing.steps.values()]})


def _stage(one: StepStanding) -> dict[str, object]:
    days = {name: getattr(one, name) for name in ("round", "ready", "begun", "due", "complete")}
    return {"step": one.step.id, "kind": one.step.kind, **days}


@matters.get("/{case}/history", response_model=shapes.Lines)
def history(
    request: Request,
    call: Call,
    case: Case,
    days: Days,
    pages: Paged,
) -> Response:
    """Tell the history, as of a day, and as it was known by the end of another."""
    look = call.look(case, days.as_of)
    matter = look.matter
    lines = told(matter.records, matter.definitions, as_of=days.as_of, known_by=days.known_by, letters=look.letters)
    shown, more = pages.of(lines, lambda line: line.key)
    return reply(request, {"items": [as_json(line, call.wording, call.city) for line in shown], "next": more})


@matters.get("/{case}/forecast", response_model=shapes.Timetable)
def forecast(request: Request, call: Call, case: Case, day: Day = None) -> Response:
    """Show the timetable: earliest, proposed, latest, slack, and why."""
    look = call.look(case, day)
    table = look.timetable
    missing = [why_sentence(look.telling, one) for one in table.missing]
    return reply(
        request, {"steps": [_place(look, one) for one in table.places], "fits": table.fits, "missing": missing}
    )


def _place(look: Look, place: Place) -> dict[str, object]:
    names = [name for name in shapes.Place.model_fields if name != "why"]
    return {**{name: getattr(place, name) for name in names}, "why": why_sentence(look.telling, place.why)}

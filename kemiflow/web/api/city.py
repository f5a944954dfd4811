"""What belongs to no single matter: open duties, meetings, letters."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from kemiflow.app.lists.owed import Owed, owed
from kemiflow.web.api import shapes
from kemiflow.web.api.caller import Call
from kemiflow.web.api.reply import Paged, fields, reply
from kemiflow.web.guard import LEADERS, OFFICE, lets

city: Final = APIRouter(tags=["city"])
Name = Annotated[str | None, Query(max_length=100)]


@city.get("/duties", response_model=shapes.Duties)
def duties(request: Request, call: Call, pages: Paged, person: Name = None) -> Response:
    """List the open duties by what closes first: everybody's for the office, one's own for the others."""
    whose = person if lets(OFFICE, call.actor) else call.token.person
    found = owed(call.world.lists.open_duties(whose), call.today)
    shown, more = pages.of(found, lambda one: f"{one.row.case}/{one.row.duty}")
    return reply(request, {"items": [_duty(one, call.today) for one in shown], "next": more})


def _duty(one: Owed, today: date) -> dict[str, object]:
    names = ("case", "kind", "title", "role", "person", "due")
    told = {name: getattr(one.duty, name) for name in names}
    return {**told, "duty": one.row.duty, "closes": one.closes, "late": one.duty.late(today)}


@city.get("/meetings", response_model=shapes.Meetings)
def meetings(request: Request, call: Call, pages: Paged, body: Name = None) -> Response:
    """List the meetings by day, of one body or of all."""
    found = [one for one in call.city.meetings if body in {None, one.body}]
    shown, more = pages.of(found, lambda one: one.id)
    return reply(request, {"items": [fields(shapes.Meeting, one) for one in shown], "next": more})


@city.get("/letters", response_model=shapes.Letters)
def letters(request: Request, call: Call, pages: Paged, person: Name = None) -> Response:
    """List the letters and what became of them. Errors: 403 for whoever does not keep them."""
    call.needs(LEADERS)
    found = list(call.world.outbox.letters(person=person))
    shown, more = pages.of(found, lambda one: f"{one.person}/{one.letter}")
    return reply(request, {"items": [fields(shapes.Letter, one) for one in shown], "next": more})

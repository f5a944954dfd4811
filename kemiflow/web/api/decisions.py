"""Decisions of all matters, looked for by other programs."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from kemiflow.app.lists.wanted import Wanted
from kemiflow.core.commands.readers import readable
from kemiflow.web.api import asked, shapes
from kemiflow.web.api.caller import Call
from kemiflow.web.api.reply import fields, reply
from kemiflow.web.hits import Reader

decisions: Final = APIRouter(tags=["decisions"])
Day = Annotated[asked.Day, Query(description="a day such as 2023-10-18")]
Limit = Annotated[int, Query(ge=1, le=500, description="at most so many items")]
Mark = Annotated[str | None, Query(pattern="^[0-9]{1,18}$", description="the `next` of the page before")]


def _narrowed(
    words: Annotated[str, Query(max_length=500, description="all of them, in any Finnish inflection")] = "",
    body: Annotated[str | None, Query(max_length=100)] = None,
    first: Day = None,
    last: Day = None,
) -> Wanted:
    return Wanted(words=words, body=body, first=first, last=last)


def _wanted(
    call: Call, narrowed: Annotated[Wanted, Depends(_narrowed)], limit: Limit = 100, after: Mark = None
) -> Wanted:
    before = int(after) if after else None
    return Wanted(**vars(narrowed) | {"reads": readable(call.actor), "before": before, "limit": limit + 1})


@decisions.get("/decisions", response_model=shapes.Decisions)
def search(request: Request, call: Call, wanted: Annotated[Wanted, Depends(_wanted)]) -> Response:
    """Find the decisions that hold all the words, in any inflection, newest first."""
    rows = call.world.lists.decisions(wanted)
    shown = rows[: wanted.limit - 1]
    reader = Reader(city=call.city, wording=call.wording, reads=wanted.reads)
    items = [fields(shapes.Decision, hit) for hit in reader.hits(row for _, row in shown)]
    return reply(request, {"items": items, "next": str(shown[-1][0]) if len(rows) > len(shown) else None})

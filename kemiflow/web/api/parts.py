"""Parts of a matter as other programs read them: its projects and its documents."""

from __future__ import annotations

from datetime import date
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from kemiflow.app.documents.filed import Filed, filed_of
from kemiflow.app.look import Look
from kemiflow.core.lights import light
from kemiflow.core.standing_parts import ProjectStanding
from kemiflow.web.api import part_shapes as shapes
from kemiflow.web.api.caller import Call
from kemiflow.web.api.matters import Case
from kemiflow.web.api.reply import Paged, fields, reply
from kemiflow.web.projects.rows import dues

parts: Final = APIRouter(prefix="/matters/{case}", tags=["matters"])
OWN: Final = (
    "id",
    "title",
    "goal",
    "sector",
    "owner",
    "deputy",
    "measure",
    "baseline",
    "target",
    "budget_line",
    "lacks",
)


@parts.get("/projects", response_model=shapes.Projects)
def projects(request: Request, call: Call, case: Case, pages: Paged) -> Response:
    """List the projects of a matter."""
    look = call.look(case)
    every = sorted(look.standing.projects.values(), key=lambda one: one.id)
    shown, more = pages.of(every, lambda one: one.id)
    owed = dues(look)
    return reply(request, {"items": [_project(look, one, owed.get(one.id)) for one in shown], "next": more})


def _project(look: Look, one: ProjectStanding, due: date | None) -> dict[str, object]:
    values = [fields(shapes.Value, value) for _, told in one.reports for value in told.values]
    view = one.reports[-1][1].view if one.reports else None
    told = {name: getattr(one, name) for name in OWN}
    return {**told, "view": view, "computed": light(one, due, look.day), "due": due, "values": values}


@parts.get("/documents", response_model=shapes.Papers)
def documents(request: Request, call: Call, case: Case, pages: Paged) -> Response:
    """List the documents of a matter, each with how its file lies in the folder."""
    shown, more = pages.of(filed_of(call.world, call.look(case).matter), lambda one: one.key)
    return reply(request, {"items": [_document(one) for one in shown], "next": more})


def _document(one: Filed) -> dict[str, object]:
    made = {name: getattr(one.made, name) for name in ("kind", "step", "round", "about", "file", "sha256")}
    return {**made, "key": one.key, "on": one.on, "newest": one.newest, "lies": one.lies}

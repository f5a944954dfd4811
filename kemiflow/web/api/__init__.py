"""The interface for other programs: JSON under /api/v1, described by OpenAPI, with tokens of persons."""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI

from kemiflow import __version__
from kemiflow.web.api.acts import acts
from kemiflow.web.api.city import city
from kemiflow.web.api.decisions import decisions
from kemiflow.web.api.matters import matters
from kemiflow.web.api.parts import parts
from kemiflow.web.api.problem import PROBLEMS, problems
from kemiflow.web.site import Site

PATH: Final = "/api/v1"


def api(site: Site) -> FastAPI:
    """Make the application that is mounted under PATH."""
    app = FastAPI(
        title="kemiflow",
        version=__version__,
        summary="What pages show and do, for other programs of the city",
        docs_url=None,
        redoc_url=None,
        exception_handlers=problems(site),
        responses=PROBLEMS,
        separate_input_output_schemas=False,
    )
    app.state.site = site
    for router in (matters, parts, city, decisions, acts):
        app.include_router(router)
    return app

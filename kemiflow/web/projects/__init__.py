"""Projects: all of a matter, and each with what made it and how it goes."""

from __future__ import annotations

from typing import Final

from kemiflow.web.guard import STAFF
from kemiflow.web.projects.all import as_csv, projects
from kemiflow.web.projects.one import project
from kemiflow.web.route import Route, get

PROJECTS: Final[tuple[Route, ...]] = (
    get("/projektit", STAFF, projects),
    get("/projektit/csv", STAFF, as_csv),
    get("/projektit/{case}/{project}", STAFF, project),
)

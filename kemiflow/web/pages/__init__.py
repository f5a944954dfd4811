"""The pages, each with its forms."""

from __future__ import annotations

from typing import Final

from kemiflow.web.history import HISTORY
from kemiflow.web.matter import MATTER
from kemiflow.web.pages.decisions import DECISIONS
from kemiflow.web.pages.front import FRONT
from kemiflow.web.pages.matters import MATTERS
from kemiflow.web.pages.statements import STATEMENTS
from kemiflow.web.projects import PROJECTS
from kemiflow.web.route import Route
from kemiflow.web.town import TOWN

PAGES: Final[tuple[Route, ...]] = (*FRONT, *MATTERS, *DECISIONS, *MATTER, *HISTORY, *PROJECTS, *TOWN, *STATEMENTS)

"""The table of all routes: what is not here is not there."""

from __future__ import annotations

from typing import Final

from kemiflow.web.answers import ANSWERS
from kemiflow.web.calendars import CALENDARS
from kemiflow.web.entry import ENTRY
from kemiflow.web.pages import PAGES
from kemiflow.web.plain import PLAIN
from kemiflow.web.route import Route

ROUTES: Final[tuple[Route, ...]] = (*PLAIN, *ENTRY, *PAGES, *ANSWERS, *CALENDARS)

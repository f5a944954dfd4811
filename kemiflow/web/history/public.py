"""The public version of a history: what the city may put onto its own web pages, as a page and as files."""

from __future__ import annotations

import json

from kemiflow.core.history import published
from kemiflow.core.history.public import Public
from kemiflow.core.history.public import public as made_public
from kemiflow.exchange.tables import to_csv
from kemiflow.web.history.asked import Asked
from kemiflow.web.history.files import HEAD, as_file
from kemiflow.web.history.page import numbered
from kemiflow.web.matter.documents import WORD
from kemiflow.web.route import Answer, Shown
from kemiflow.web.visit import Visit

NAME = "historia-julkinen"


def page(visit: Visit) -> Answer:
    """Show the public version, the same to every reader. Errors: Stopped, CaseUnknown."""
    asked = Asked(visit)
    whole = published.annex(_version(asked))
    day = asked.seen.day.isoformat()
    facts = {"case": asked.seen.case, "whole": whole, "entries": numbered(whole)[::-1], "day": day}
    return Shown(template="public.html", facts=facts)


def as_word(visit: Visit) -> Answer:
    """Bring the public version as a Word document."""
    whole = published.annex(_version(Asked(visit)))
    return as_file(visit, visit.world.papers.render(whole).data, (WORD, "docx"), NAME)


def as_csv(visit: Visit) -> Answer:
    """Bring the public lines as CSV, under a row that says as of which day they are and when names must go."""
    version = _version(Asked(visit))
    head = [visit.t(f"history.{name}") for name in HEAD]
    rows = [[" ".join(published.notice(version))], head, *published.rows(version)]
    return as_file(visit, to_csv(rows).encode(), ("text/csv; charset=utf-8", "csv"), NAME)


def as_data(visit: Visit) -> Answer:
    """Bring the public version as JSON."""
    told = published.as_data(_version(Asked(visit)))
    data = json.dumps(told, ensure_ascii=False, indent=2).encode()
    return as_file(visit, data, ("application/json", "json"), NAME)


def _version(asked: Asked) -> Public:
    """Give the whole public version of the day that is asked for; a choice of lines does not narrow it."""
    return made_public(asked.seen.lines, asked.seen.telling)

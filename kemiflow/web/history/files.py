"""The history as files: Word, CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import json
from typing import Final

from starlette.responses import Response

from kemiflow.core.documents import HistoryAnnex
from kemiflow.core.history.outcome import outcome_word
from kemiflow.core.history.plain import as_json
from kemiflow.core.history.words import heading, sentence
from kemiflow.exchange.tables import to_csv
from kemiflow.web.history.asked import Asked
from kemiflow.web.matter.documents import WORD
from kemiflow.web.route import Answer
from kemiflow.web.visit import Visit

HEAD: Final = ("day", "what", "line", "outcome")


def as_word(visit: Visit) -> Answer:
    """Bring the history as a Word document."""
    whole: HistoryAnnex = Asked(visit).annex
    return as_file(visit, visit.world.papers.render(whole).data, (WORD, "docx"))


def as_csv(visit: Visit) -> Answer:
    """Bring the lines as CSV; no cell can be taken for a formula."""
    asked = Asked(visit)
    telling, word = asked.seen.telling, visit.wording
    head = [visit.t(f"history.{name}") for name in HEAD]
    rows = [
        (
            line.on.isoformat(),
            heading(line, telling),
            sentence(line, telling),
            outcome_word(line.clauses, word),
        )
        for line in asked.lines
    ]
    return as_file(visit, to_csv([head, *rows]).encode(), ("text/csv; charset=utf-8", "csv"))


def as_data(visit: Visit) -> Answer:
    """Bring the lines as JSON."""
    asked = Asked(visit)
    told = [as_json(line, visit.wording, asked.seen.city) for line in asked.lines]
    data = json.dumps(told, ensure_ascii=False, indent=2).encode()
    return as_file(visit, data, ("application/json", "json"))


def as_file(visit: Visit, data: bytes, form: tuple[str, str], name: str = "historia") -> Response:
    """Give a file of the matter to be kept; `form` is its media type and the ending of its name."""
    kind, ending = form
    name = f"{name}-{visit.path('case')}.{ending}"
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})

"""The history as files: Word, CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import json

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


def as_word(visit: Visit) -> Answer:
    """Bring the history as a Word document."""
    whole: HistoryAnnex = Asked(visit).annex
    return _file(visit, visit.world.papers.render(whole).data, WORD, "docx")


def as_csv(visit: Visit) -> Answer:
    """Bring the lines as CSV; no cell can be taken for a formula."""
    asked = Asked(visit)
    telling, word = asked.seen.telling, visit.wording
    head = [visit.t(f"history.{name}") for name in ("day", "what", "line", "outcome")]
    rows = [
        (
            line.on.isoformat(),
            heading(line, telling),
            sentence(line, telling),
            outcome_word(line.clauses, word),
        )
        for line in asked.lines
    ]
    return _file(visit, to_csv([head, *rows]).encode(), "text/csv; charset=utf-8", "csv")


def as_data(visit: Visit) -> Answer:
    """Bring the lines as JSON."""
    asked = Asked(visit)
    told = [as_json(line, visit.wording, asked.seen.city) for line in asked.lines]
    return _file(visit, json.dumps(told, ensure_ascii=False, indent=2).encode(), "application/json", "json")


def _file(visit: Visit, data: bytes, kind: str, ending: str) -> Response:
    name = f"historia-{visit.path('case')}.{ending}"
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})

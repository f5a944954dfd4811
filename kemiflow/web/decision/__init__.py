"""Recording a decision from the minutes: pasted, compared clause by clause, its consequences shown, saved."""

from __future__ import annotations

from typing import Final

from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.web.decision.page import again, open_minutes, take
from kemiflow.web.guard import Tells
from kemiflow.web.route import Route, get, post

PATH: Final = "/asiat/{case}/paatos/{step}"
DECISION: Final[tuple[Route, ...]] = (
    get(PATH, Tells(kinds=(DecisionRecorded,)), open_minutes),
    post(PATH, Tells(kinds=(DecisionRecorded,)), take, again=again),
)

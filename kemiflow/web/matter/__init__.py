"""A matter's pages: where it stands, its timetable, approval, decisions, documents."""

from __future__ import annotations

from typing import Final

from kemiflow.core.records.case import ApprovalStarted, CaseOpened
from kemiflow.web.acts.telling import routes
from kemiflow.web.decision import DECISION
from kemiflow.web.guard import STAFF, Tells
from kemiflow.web.kept import kept
from kemiflow.web.matter import approving as approval
from kemiflow.web.matter import correcting, opening
from kemiflow.web.matter.copying import copying
from kemiflow.web.matter.documents import document
from kemiflow.web.matter.page import matter
from kemiflow.web.matter.what_if import what_if
from kemiflow.web.route import Route, get, post

MATTER: Final[tuple[Route, ...]] = (
    get("/asiat/{case}", STAFF, kept(matter)),
    get("/uusi-asia", Tells(kinds=(CaseOpened,)), opening.ask_opening),
    post("/uusi-asia", Tells(kinds=(CaseOpened,)), opening.open_matter, again=opening.again),
    get("/asiat/{case}/kopioi/{step}", STAFF, copying),
    get("/asiat/{case}/hyvaksyminen", Tells(kinds=(ApprovalStarted,)), approval.approving),
    post("/asiat/{case}/hyvaksyminen", Tells(kinds=(ApprovalStarted,)), approval.approve, again=approval.again),
    get("/asiat/{case}/mita-jos", STAFF, what_if),
    get("/asiat/{case}/asiakirja/{number}", STAFF, document),
    get("/asiat/{case}/kirjaukset", STAFF, correcting.records),
    get("/asiat/{case}/korjaus/{seq}", Tells(kinds=correcting.OF_CASES), correcting.ask),
    post("/asiat/{case}/korjaus/{seq}", Tells(kinds=correcting.OF_CASES), correcting.mend, again=correcting.again),
    *DECISION,
    *routes(),
)

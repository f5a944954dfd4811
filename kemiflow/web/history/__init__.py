"""The history of decisions: as a page, and as files."""

from __future__ import annotations

from typing import Final

from kemiflow.web.guard import STAFF
from kemiflow.web.history import public
from kemiflow.web.history.files import as_csv, as_data, as_word
from kemiflow.web.history.page import history
from kemiflow.web.kept import kept
from kemiflow.web.route import Route, get

HISTORY: Final[tuple[Route, ...]] = (
    get("/asiat/{case}/historia", STAFF, kept(history)),
    get("/asiat/{case}/historia/word", STAFF, as_word),
    get("/asiat/{case}/historia/csv", STAFF, as_csv),
    get("/asiat/{case}/historia/json", STAFF, as_data),
    get("/asiat/{case}/historia/julkinen", STAFF, kept(public.page)),
    get("/asiat/{case}/historia/julkinen/word", STAFF, public.as_word),
    get("/asiat/{case}/historia/julkinen/csv", STAFF, public.as_csv),
    get("/asiat/{case}/historia/julkinen/json", STAFF, public.as_data),
)

"""Where on the page of an answer the sentence on what is wrong stands: beside its field."""

from __future__ import annotations

from typing import Final

from kemiflow.core.answers import Way
from kemiflow.core.values import Refusal
from kemiflow.core.worded import refusal_text
from kemiflow.core.wording import Wording
from kemiflow.web.answer_form import DAYS, LINES, MEASURES, MILESTONES, Part
from kemiflow.web.form import Form
from kemiflow.web.unread import Errors

SHOWN: Final = 200  # letters of a fact in a sentence

FIELDS: Final = {
    "answer_past": "until",
    "answer_far": "until",
    "days_reversed": "until",
    "own_deputy": "person",
    "answer_future": "first",
    "answer_no_section": "section",
    "answer_no_time": "time",
}
LONG: Final = (
    *LINES,
    *(f"measure_{n}" for n in MEASURES),
    *(f"value_{n}" for n in MEASURES),
    "words",
    "goal",
    "remarks",
)


def errors_of(form: Form, word: Wording, way: Way | None, refused: Refusal | None) -> Errors:
    """Give, with its field, the sentence on what is wrong with an answer, if anything is."""
    if refused is None:
        return ()
    facts = {name: told[:SHOWN] for name, told in refused.facts.items()}
    if refused.reason == "answer_needs":
        facts["what"] = word.say(f"answer_field.{facts['what']}")
    return ((place_of(Part(form=form, way=way), refused) if way else "", refusal_text(refused.reason, facts, word)),)


def place_of(form: Part, refused: Refusal) -> str:
    """Give the field that a refusal is about, empty when it is about the answer as a whole."""
    name = FIELDS.get(refused.reason) or _found(form, refused)
    return f"{form.way}-{name}" if name else ""


def _found(form: Part, refused: Refusal) -> str:
    match refused.reason:
        case "answer_needs":
            return _needed(form, refused.facts["what"])
        case "answer_no_day":
            return next((name for name in DAYS if form.text(name) and not form.day(name)), "")
        case "unknown_person":
            return "person" if form.line("person") == refused.facts["person"] else "deputy"
        case "answer_long":
            return max(LONG, key=lambda name: len(form.text(name)))
        case _:
            return ""


def _needed(form: Part, what: str) -> str:
    rows = {
        "measure": [n for n in MEASURES if form.text(f"value_{n}") and not form.text(f"measure_{n}")],
        "milestone": [n for n in MILESTONES if form.text(f"milestone_day_{n}") and not form.text(f"milestone_{n}")],
        "milestone_day": [n for n in MILESTONES if form.text(f"milestone_{n}") and not form.text(f"milestone_day_{n}")],
    }
    return f"{what}_{rows[what][0]}" if rows.get(what) else {"day": "first"}.get(what, what)

"""Names of files that a person finds again: the matter, the day, the body, what it is."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from kemiflow.core.action import MakeDocument
from kemiflow.core.city import City
from kemiflow.core.standing import Standing
from kemiflow.core.wording import Wording


def file_name(made: MakeDocument, standing: Standing, city: City, wording: Wording) -> str:
    """Give the name of a document's file, such as strategia-2023-09-25-kaupunginhallitus-asia.docx."""
    decision = standing.decisions.get(made.about or "")
    what = wording.say(f"file.{made.kind}_minutes" if decision else f"file.{made.kind}")
    parts = (standing.case, _day(made, standing, city).isoformat(), _whose(made, standing, city), what)
    return "-".join(slug(part) for part in parts if part) + ".docx"


def slug(text: str) -> str:
    """Give a text as small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _day(made: MakeDocument, standing: Standing, city: City) -> date:
    step = standing.steps[made.step]
    decision = standing.decisions.get(made.about or "")
    if decision:
        return decision.on
    meeting = city.meeting(step.confirmed.meeting) if step.confirmed else None
    if step.set:
        return step.set.day
    return meeting.day if meeting else made.day


def _whose(made: MakeDocument, standing: Standing, city: City) -> str:
    step = standing.steps[made.step]
    body = city.settings.body(made.about or "") or city.settings.body(step.step.body or "")
    if step.sets or body is None:
        return step.step.name.in_language(city.settings.language) if step.sets else ""
    return body.name.in_language(city.settings.language)

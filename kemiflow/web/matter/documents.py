"""Documents of a matter: listed, and brought as files."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from starlette.responses import Response

from kemiflow.app.documents.filed import Filed, Lies, filed, filed_of
from kemiflow.app.look import Look
from kemiflow.core.history.facts import paper_name
from kemiflow.core.wording import capital
from kemiflow.web.route import Answer
from kemiflow.web.visit import Stopped, Visit

MOST_DIGITS = 6
GONE = frozenset({Lies.MISSING, Lies.REPLACED})
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document as a line: its name and day, where it is brought from, and what became of its file."""

    name: str
    day: str
    path: str
    state: str


def papers(visit: Visit, seen: Look) -> tuple[Paper, ...]:
    """Give the newest version of each document that had been made by the day, newest first."""
    made = [(number, one) for number, one in enumerate(filed_of(visit.world, seen.matter)) if one.on <= seen.day]
    newest = {(one.made.kind, one.made.step, one.made.round, one.made.about): (number, one) for number, one in made}
    found = [
        Paper(
            name=_name(one, seen),
            day=visit.wording.day(one.on),
            path=f"/asiat/{seen.case}/asiakirja/{number}" if one.lies not in GONE else "",
            state=visit.t(f"lies.{one.lies}") if one.lies is not Lies.AS_MADE else "",
        )
        for number, one in sorted(newest.values(), key=lambda each: each[0])
    ]
    return tuple(reversed(found))


def _name(one: Filed, seen: Look) -> str:
    """Name a document, and the body that it is for or the stage that it belongs to."""
    named, about = capital(paper_name(one.made, seen.telling)), one.made.about or ""
    if seen.city.settings.body(about):
        return f"{named}: {seen.telling.body(about)}"
    step = seen.standing.steps.get(one.made.step)
    return f"{named}: {seen.telling.name(step.step.name)}" if step else named


def document(visit: Visit) -> Answer:
    """Bring a document as a file. Errors: Stopped when there is none, or its file is gone."""
    one = _numbered(visit)
    data = visit.world.archive.read(one.made.file)
    if data is None:
        raise Stopped(404, "no_file")
    name = one.made.file.rpartition("/")[2]
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type=WORD, headers=headers)


def _numbered(visit: Visit) -> Filed:
    every, told = filed(visit.world, visit.path("case")), visit.path("number")
    if not told.isdecimal() or len(told) > MOST_DIGITS or int(told) >= len(every):
        raise Stopped(404, "no_page")
    return every[int(told)]

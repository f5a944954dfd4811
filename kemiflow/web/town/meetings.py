"""The bodies' calendar: meetings, when their agendas close, and the matters that kemiflow has for each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from kemiflow.app import submit
from kemiflow.app.kept import FORMER
from kemiflow.app.lists.rows import duty_of
from kemiflow.core.city import Meeting
from kemiflow.core.commands import Tell
from kemiflow.core.records.city import MeetingCancelled, MeetingMoved, MeetingSet
from kemiflow.core.values import Refusal
from kemiflow.exchange.meetings import read_meetings
from kemiflow.exchange.problems import FileRefused
from kemiflow.exchange.wording import sentences
from kemiflow.settings import templates_dir
from kemiflow.web.failures import refusal_sentence
from kemiflow.web.leaf import Cut, Leaf
from kemiflow.web.route import Answer, Shown
from kemiflow.web.serving import see
from kemiflow.web.visit import Visit

PARTS: Final = ("toimielin", "menneet")
MOST: Final = 20


@dataclass(frozen=True, kw_only=True)
class Row:
    """A meeting as a row."""

    id: str
    body: str
    day: str
    time: str
    closes: str
    closed: bool
    notes: tuple[str, ...]
    matters: tuple[tuple[str, str], ...]
    may_move: bool
    may_cancel: bool


def meetings(visit: Visit) -> Answer:
    """Show the calendar: meetings from today on, the next one first, or those that have been, the last one first."""
    return _page(visit, ())


def bring(visit: Visit) -> Answer:
    """Bring meetings from a CSV or an iCalendar file; those that are known already are passed over."""
    upload = visit.form.files.get("file")
    if upload is None:
        return _page(visit, (("file", visit.t("wrong.missing", field=visit.t("meetings.file"))),))
    try:
        read = read_meetings(upload.data, upload.name, visit.city.settings)
    except FileRefused as refused:
        said = sentences(refused, templates_dir(), visit.language)[:MOST]
        return _page(visit, tuple(("file", one) for one in said))
    fresh = tuple(Tell(fact=one, on=visit.today) for one in read if visit.city.meeting(one.meeting) is None)
    done = submit.tell_city(visit.world, fresh, visit.asking()) if fresh else None
    if isinstance(done, Refusal):
        return _page(visit, (("file", refusal_sentence(visit, done)),))
    return see("/kokoukset", "meetings" if fresh else "meetings_known")


def _page(visit: Visit, errors: tuple[tuple[str, str], ...]) -> Shown:
    body, leaf = visit.asked("toimielin"), _leaf(visit)
    named = {one.id: one.name.in_language(visit.language) for one in visit.city.settings.bodies}
    matters = _matters(visit)
    return Shown(
        template="meetings.html",
        facts={
            "leaf": leaf,
            "rows": [_row(visit, one, named.get(one.body, one.body), matters.get(one.id, {})) for one in leaf.rows],
            "bodies": (("", visit.t("history.all")), *named.items()),
            "body": body,
            "past": _past(visit),
            "ahead": _of(body),
            "behind": _of(body, menneet="1"),
            "may_set": visit.may(MeetingSet),
            "errors": errors,
            "wrong": dict(errors),
        },
        status=422 if errors else 200,
    )


def _past(visit: Visit) -> bool:
    return visit.asked("menneet") == "1"


def _of(body: str, **more: str) -> str:
    told = urlencode({**({"toimielin": body} if body else {}), **more})
    return f"?{told}" if told else ""


def _leaf(visit: Visit) -> Leaf[Meeting]:
    """Give the meetings of the leaf; its mark is a place in time, so that a meeting that is moved takes none along."""
    body, past, cut = visit.asked("toimielin"), _past(visit), Cut(visit=visit, kept=PARTS)
    wanted = (one for one in visit.city.meetings if not body or one.body == body)
    found = sorted((one for one in wanted if (one.day < visit.today) is past), key=_mark, reverse=past)
    begin = sum(1 for one in found if cut.mark and (_mark(one) >= cut.mark if past else _mark(one) <= cut.mark))
    return cut.leaf(found, begin, _mark)


def _mark(one: Meeting) -> str:
    return f"{one.day.isoformat()} {one.body} {one.id}"


def _row(visit: Visit, one: Meeting, body: str, matters: dict[str, str]) -> Row:
    word, t = visit.wording, visit.t
    marks = {
        word.say("matter.budget"): one.budget,
        word.say("status.cancelled"): one.cancelled,
        t("meetings.moved_from", day=word.day(one.moved_from) if one.moved_from else ""): one.moved_from is not None,
    }
    ahead = one.day >= visit.today and not one.cancelled
    return Row(
        id=one.id,
        body=body,
        day=word.whole_day(one.day),
        time=word.clock(one.time),
        closes=f"{word.two_letter(one.closes)} {word.clock(one.hour)}",
        closed=one.closes < visit.today,
        notes=tuple(mark for mark, holds in marks.items() if holds),
        matters=tuple(matters.items()),
        may_move=ahead and visit.may(MeetingMoved, one.body),
        may_cancel=ahead and visit.may(MeetingCancelled, one.body),
    )


def _matters(visit: Visit) -> dict[str, dict[str, str]]:
    """Give, by meeting, the matters with something due to its agenda; read from lists, so that nothing is folded."""
    titles = {row.case: row.title for row in visit.world.lists.cases()}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in visit.world.lists.open_duties():
        duty = duty_of(row) if FORMER not in row.duty else None
        if duty and duty.cutoff:
            found[duty.cutoff.meeting][row.case] = titles.get(row.case) or row.case
    return found

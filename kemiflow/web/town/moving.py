"""Moving and cancelling a meeting: what follows in the matters is shown before anything is saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from kemiflow.app import submit
from kemiflow.app.gather import CaseUnknown
from kemiflow.app.look import Look
from kemiflow.core.city import Meeting
from kemiflow.core.commands import Tell
from kemiflow.core.records.city import CityFact, MeetingCancelled, MeetingMoved
from kemiflow.core.values import Refusal, Text
from kemiflow.exchange.bodies import closing_day
from kemiflow.web.after import walked
from kemiflow.web.failures import refusal_sentence
from kemiflow.web.matter.what_if import Compared, compared, moved
from kemiflow.web.route import Answer, Shown
from kemiflow.web.serving import see
from kemiflow.web.unread import unread
from kemiflow.web.visit import Stopped, Visit

MOST: Final = 50
CANCELLING: Final = "syy"
Errors = tuple[tuple[str, str], ...]


def ask_move(visit: Visit) -> Answer:
    """Ask for the new day. Errors: Stopped when there is no such meeting ahead."""
    return _page(visit, _meeting(visit), None, ())


def move(visit: Visit) -> Answer:
    """Show what moving leads to, then move."""
    one, day = _meeting(visit), visit.form.day("day")
    if day is None:
        return _page(visit, one, None, (("day", visit.t("wrong.no_day", field=visit.t("what_if.day"))),))
    closing = visit.form.day("closes")
    if visit.form.text("closes") and closing is None:
        return _page(visit, one, None, (("closes", visit.t("wrong.no_day", field=visit.t("meetings.closes"))),))
    closes = closing or _closes(visit, one, day)
    reason = visit.form.text("reason")
    fact = MeetingMoved(meeting=one.id, day=day, closes=closes, reason=Text(text=reason) if reason else None)
    seen = _tell(visit, fact, dry=True)
    if seen or visit.form.text("teko") != "siirra":
        return _page(visit, one, day, seen)
    return _done(visit, _tell(visit, fact, dry=False), "moved")


def move_again(visit: Visit) -> Answer:
    """Show the form with what was typed, where that holds what is no text. Errors: Stopped."""
    return _page(visit, _meeting(visit), None, unread(visit, "meetings", "field"))


def cancel_again(visit: Visit) -> Answer:
    """Show the form of cancelling with what was typed, where that holds what is no text. Errors: Stopped."""
    errors = tuple((CANCELLING if name == "reason" else "", said) for name, said in unread(visit, "field"))
    return _page(visit, _meeting(visit), None, errors)


def cancel(visit: Visit) -> Answer:
    """Cancel a meeting."""
    one = _meeting(visit)
    reason = visit.form.text("reason")
    fact = MeetingCancelled(meeting=one.id, reason=Text(text=reason) if reason else None)
    return _done(visit, tuple((CANCELLING, said) for _, said in _tell(visit, fact, dry=False)), "cancelled")


def _done(visit: Visit, errors: Errors, said: str) -> Answer:
    if errors:
        return _page(visit, _meeting(visit), None, errors)
    for case in tuple(visit.world.lists.due_cases(visit.today))[:MOST]:
        walked(visit, case)
    return see("/kokoukset", said)


def _tell(visit: Visit, fact: CityFact, *, dry: bool) -> Errors:
    done = submit.tell_city(visit.world, (Tell(fact=fact, on=visit.today),), visit.asking(dry=dry))
    return (("day", refusal_sentence(visit, done)),) if isinstance(done, Refusal) else ()


def _meeting(visit: Visit) -> Meeting:
    found = visit.city.meeting(visit.path("meeting"))
    if found is None or found.cancelled or found.day < visit.today:
        raise Stopped(404, "no_meeting")
    if not (visit.may(MeetingMoved, found.body) or visit.may(MeetingCancelled, found.body)):
        raise Stopped(403, "not_yours")
    return found


def _closes(visit: Visit, one: Meeting, day: date) -> date:
    body = visit.city.settings.body(one.body)
    return closing_day(body, day, visit.city.settings) if body else day


def _page(visit: Visit, one: Meeting, day: date | None, errors: Errors) -> Shown:
    body = visit.city.settings.body(one.body)
    return Shown(
        template="moving.html",
        facts={
            "meeting": one,
            "body": body.name.in_language(visit.language) if body else one.body,
            "day": visit.form.text("day"),
            "closes": visit.form.text("closes"),
            "reason": visit.form.text("reason"),
            "cancelling": CANCELLING in dict(errors),
            "follows": _follows(visit, replace(one, day=day)) if day and not errors else (),
            "shown": day is not None and not errors,
            "errors": errors,
            "wrong": dict(errors),
        },
        status=422 if errors else 200,
    )


def _follows(visit: Visit, new: Meeting) -> tuple[tuple[str, str, tuple[Compared, ...]], ...]:
    """Give, for each matter that changes, its coming steps now and then."""
    city = moved(visit.city, new)
    found = []
    for row in visit.world.lists.cases()[:MOST]:
        try:
            now = Look(visit.world, visit.city, visit.wording, row.case, visit.today)
            then = Look(visit.world, city, visit.wording, row.case, visit.today)
            changed = tuple(one for one in compared(now, then) if one.changed)
        except CaseUnknown:
            continue
        if changed:
            found.append((row.case, now.telling.title, changed))
    return tuple(found)

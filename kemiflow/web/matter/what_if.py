"""What if: a meeting on another day, and the timetable that would follow. Nothing is recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kemiflow.app.look import Look
from kemiflow.core.city import City, Meeting
from kemiflow.exchange.bodies import closing_day
from kemiflow.web.looking import look
from kemiflow.web.matter import timetable
from kemiflow.web.matter.timetable import Coming
from kemiflow.web.route import Answer, Shown
from kemiflow.web.visit import Stopped, Visit


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A coming step as it is foreseen now, and as it would be."""

    step: str
    before: str
    after: str
    slack: str
    changed: bool
    why: str


def what_if(visit: Visit) -> Answer:
    """Show the timetable as it would be. Errors: Stopped for a meeting or day that is none."""
    seen = look(visit)
    meetings = tuple(one for one in seen.city.meetings if one.day >= visit.today and not one.cancelled)
    chosen, day = visit.asked("kokous"), visit.asked_day("paiva")
    facts = {
        "case": seen.case,
        "title": seen.telling.title,
        "meetings": [(one.id, f"{seen.telling.body(one.body)} {visit.wording.day(one.day)}") for one in meetings],
        "chosen": chosen,
        "day": day.isoformat() if day else "",
        "compared": (),
    }
    if not (chosen and day):
        return Shown(template="what_if.html", facts=facts)
    found = next((one for one in meetings if one.id == chosen), None)
    if found is None:
        raise Stopped(404, "no_page")
    then = Look(visit.world, moved(seen.city, replace(found, day=day)), visit.wording, seen.case, visit.today)
    told = {
        "compared": compared(seen, then),
        "fits": then.overview.fits,
        "moved": f"{seen.telling.body(found.body)}: {visit.wording.day(found.day)} → {visit.wording.weekday_day(day)}",
    }
    return Shown(template="what_if.html", facts={**facts, **told})


def moved(city: City, meeting: Meeting) -> City:
    """Give the city with a meeting on its new day; the agenda closes as the body's rule says."""
    body = city.settings.body(meeting.body)
    closes = closing_day(body, meeting.day, city.settings) if body else meeting.day
    new = replace(meeting, closes=closes)
    return replace(city, meetings=tuple(new if one.id == new.id else one for one in city.meetings))


def compared(now: Look, then: Look) -> tuple[Compared, ...]:
    """Give each coming step's day now and then."""
    before = {one.step: one for one in timetable.rows(now)}
    return tuple(_compared(before[one.step], one) for one in timetable.rows(then) if one.step in before)


def _compared(old: Coming, new: Coming) -> Compared:
    days = (old.confirmed or old.proposed, new.proposed)
    return Compared(
        step=new.step,
        before=days[0],
        after=days[1],
        slack=new.slack,
        changed=days[0] != days[1] or old.slack != new.slack,
        why=new.why,
    )

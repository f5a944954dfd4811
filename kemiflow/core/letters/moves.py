"""Why a due day moved, and what else moved with it, as the records of the matter and the city have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from kemiflow.core.city import City
from kemiflow.core.duty import Duty
from kemiflow.core.forecast import forecast
from kemiflow.core.letters.background import Change, Move
from kemiflow.core.records import Record
from kemiflow.core.records.city import MeetingMoved, MeetingSet
from kemiflow.core.records.project import DirectorDecided
from kemiflow.core.records.step import MoreTimeGiven, SessionSet
from kemiflow.core.standing import Standing
from kemiflow.core.wording import Wording, capital


@dataclass(kw_only=True)
class _Days:
    """What stood before `since`, and what stands now; the newest reason that was told."""

    since: date
    before: dict[str, date] = field(default_factory=dict)
    now: dict[str, date] = field(default_factory=dict)
    reason: str = ""

    def put(self, name: str, day: date, on: date, reason: str = "") -> None:
        if on < self.since or name not in self.now:
            self.before[name] = day
        elif self.now[name] != day and reason:
            self.reason = reason
        self.now[name] = day

    def changed(self) -> Iterator[tuple[str, date, date]]:
        return ((name, self.before[name], day) for name, day in self.now.items() if self.before[name] != day)


@dataclass(frozen=True, kw_only=True)
class Around:
    """A matter and its city, with the records that tell what moved in them."""

    standing: Standing
    matter: Sequence[Record]
    city: City
    town: Sequence[Record]
    wording: Wording
    today: date


def move_of(duty: Duty, since: date, around: Around) -> Move:
    """Give what moved with a duty since its person was told of it: sessions, the meeting and agenda it feeds."""
    sessions, meeting = _Days(since=since), _Days(since=since)
    asked = ""
    for record in around.matter:
        if isinstance(record.fact, SessionSet):
            sessions.put(record.fact.step, record.fact.day, record.on, str(record.fact.reason or ""))
        elif record.on >= since:
            asked = _asked(record, duty, around.wording) or asked
    for record in around.town:
        _meeting(meeting, record, duty.cutoff.meeting if duty.cutoff else None)
    return Move(
        reason=asked or meeting.reason or sessions.reason,
        changes=(*_sessions(sessions, around), *_agenda(meeting, duty, around)),
        stays=stays(around, duty, since),
    )


def _asked(record: Record, duty: Duty, wording: Wording) -> str:
    match record.fact:
        case DirectorDecided(project=duty.about, due=date()):
            return wording.say("letter.reason_director")
        case MoreTimeGiven(body=duty.about):
            return wording.say("letter.reason_more_time")
        case _:
            return ""


def _meeting(days: _Days, record: Record, meeting: str | None) -> None:
    match record.fact:
        case MeetingSet() as fact if fact.meeting == meeting:
            days.put("closes", fact.closes, record.on)
            days.put("day", fact.day, record.on)
        case MeetingMoved() as fact if fact.meeting == meeting:
            days.put("closes", fact.closes, record.on, str(fact.reason or ""))
            days.put("day", fact.day, record.on, str(fact.reason or ""))
        case _:
            pass


def _sessions(days: _Days, around: Around) -> Iterator[Change]:
    for name, before, now in days.changed():
        step = around.standing.process.step(name)
        yield Change(what=step.name.in_language(around.wording.language) if step else name, before=before, now=now)


def _agenda(days: _Days, duty: Duty, around: Around) -> Iterator[Change]:
    body = around.city.settings.body(duty.cutoff.body) if duty.cutoff else None
    for name, before, now in days.changed():
        if name == "closes" and duty.cutoff:
            what = around.wording.say("letter.agenda_closes")
            yield Change(what=what, before=before, now=now, hour=duty.cutoff.hour)
        elif body:
            yield Change(what=body.name.in_language(around.wording.language), before=before, now=now)


def stays(around: Around, duty: Duty, since: date) -> str:
    """Say which later meetings of the matter, confirmed or foreseen within its limit, stay as they were, if any."""
    last = duty.cutoff.day if duty.cutoff else duty.due
    ahead = sorted({*_confirmed(around, last), *_foreseen(around, last, since)})
    meetings = [around.wording.say("letter.meeting", **named) for named in _named(around, duty, ahead)]
    key = "letter.stays_one" if len(meetings) == 1 else "letter.stays_many"
    sentence = around.wording.say(key, meetings=around.wording.listing(meetings)) if meetings else ""
    return capital(sentence)


def later(around: Around, duty: Duty) -> str:
    """Say in which confirmed item after the one at hand late details could still go, or nothing."""
    last = duty.cutoff.day if duty.cutoff else duty.due
    for named in _named(around, duty, sorted(_confirmed(around, last))):
        return around.wording.say("letter.later_item", **named)
    return ""


def _confirmed(around: Around, last: date) -> Iterator[tuple[date, str]]:
    """Give day and body of the meetings after a day that are confirmed for the matter, and stand as confirmed."""
    for step in around.standing.steps.values():
        meeting = around.city.meeting(step.confirmed.meeting) if step.confirmed and not step.complete else None
        if step.confirmed and meeting and not meeting.cancelled and last < meeting.day == step.confirmed.day:
            yield meeting.day, meeting.body


def _foreseen(around: Around, last: date, since: date) -> Iterator[tuple[date, str]]:
    """Give those without which the matter would miss its limit, and that have not moved since a day."""
    news = {one.fact.meeting for one in around.town if one.on >= since and isinstance(one.fact, MeetingMoved)}
    for place in forecast(around.standing, around.city, around.today).places:
        meeting = around.city.meeting(place.meeting) if place.meeting and place.proposed == place.latest else None
        if meeting and not place.confirmed and meeting.id not in news and meeting.day > last:
            yield meeting.day, meeting.body


def _named(around: Around, duty: Duty, meetings: Sequence[tuple[date, str]]) -> Iterator[dict[str, str]]:
    for day, name in meetings:
        body = around.city.settings.body(name)
        if body:
            of_body = around.wording.say(f"bodies_of.{body.kind}")
            yield {"body": of_body, "day": around.wording.near_day(day, duty.due)}

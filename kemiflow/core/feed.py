"""What stands in the calendar of a person or a body, as entries that a mail program subscribes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kemiflow.core.city import Body, City, Meeting
from kemiflow.core.duty import Duty
from kemiflow.core.records import Record
from kemiflow.core.records.city import MeetingCancelled, MeetingMoved
from kemiflow.core.records.step import SessionSet
from kemiflow.core.standing import Standing
from kemiflow.core.wording import Wording


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry. `time` is local (Europe/Helsinki), such as 17.00; None: the whole day.

    `revision` grows when the entry changes (RFC 5545 3.8.7.4), so that a calendar takes the newer one; who is in it
    is `busy` meanwhile.
    """

    id: str
    title: str
    day: date
    time: str | None = None
    note: str = ""
    place: str = ""
    revision: int = 0
    cancelled: bool = False
    busy: bool = False


def of_duties(duties: Iterable[Duty], revisions: Mapping[str, int], words: Wording, today: date) -> tuple[Entry, ...]:
    """Give a person's open duties, each on its due day; `revisions` counts the records of each matter.

    What is late stands where its agenda closes, and what is due on that very day ends at that hour.
    """
    entries = (_duty(duty, revisions.get(duty.case, 0), words, today) for duty in duties)
    return tuple(sorted(entries, key=lambda one: (one.day, one.id)))


def in_time(duty: Duty, today: date) -> bool:
    """Tell whether a duty is not late, or late and still in time for its agenda."""
    return duty.due >= today or (duty.cutoff is not None and duty.cutoff.closes >= today)


def _duty(duty: Duty, revision: int, words: Wording, today: date) -> Entry:
    what = words.say(f"duty.{duty.kind}")
    closing = duty.cutoff if duty.due < today and in_time(duty, today) else None
    day = closing.closes if closing else duty.due
    return Entry(
        id=f"duty.{duty.case}.{duty.id}",
        title=words.say("feed.duty", what=what, title=duty.named(words.language)),
        day=day,
        time=duty.cutoff.hour if duty.cutoff and duty.cutoff.closes == day else None,
        note=f"{duty.case_title} {duty.register_number}".strip(),
        revision=revision,
    )


def of_body(city: City, body: Body, records: Iterable[Record], words: Wording) -> tuple[Entry, ...]:
    """Give a body's meetings, with the closing of each agenda; a cancelled one is told as cancelled."""
    changes = _changes(records)
    meetings = [meeting for meeting in city.meetings if meeting.body == body.id]
    return tuple(entry for meeting in meetings for entry in _meeting(meeting, body, changes.get(meeting.id, 0), words))


def _changes(records: Iterable[Record]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for record in records:
        if isinstance(record.fact, MeetingMoved | MeetingCancelled):
            counted[record.fact.meeting] = counted.get(record.fact.meeting, 0) + 1
    return counted


def _meeting(meeting: Meeting, body: Body, revision: int, words: Wording) -> Iterator[Entry]:
    name = body.name.in_language(words.language)
    day = words.short_day(meeting.day)
    yield Entry(
        id=f"meeting.{meeting.id}",
        title=words.say("feed.budget_meeting" if meeting.budget else "feed.meeting", body=name),
        day=meeting.day,
        time=meeting.time,
        revision=revision,
        cancelled=meeting.cancelled,
        busy=True,
    )
    yield Entry(
        id=f"closing.{meeting.id}",
        title=words.say("feed.closing", body=name, day=day),
        day=meeting.closes,
        time=meeting.hour,
        revision=revision,
        cancelled=meeting.cancelled,
    )


def of_sessions(standings: Iterable[Standing], body: str, words: Wording) -> tuple[Entry, ...]:
    """Give the evening sessions that have been set for a body."""
    return tuple(
        replace(
            _session(standing, one.sets[-1], len(one.sets) - 1 + one.cancels, words),
            cancelled=one.cancelled_on is not None,
        )
        for standing in standings
        for one in standing.steps.values()
        if one.sets and one.step.body == body
    )


def _session(standing: Standing, session: SessionSet, revision: int, words: Wording) -> Entry:
    return Entry(
        id=f"session.{standing.case}.{session.step}",
        title=words.say("feed.session", title=standing.title.text or standing.register_number),
        day=session.day,
        time=session.time,
        place=session.place,
        note=standing.register_number,
        revision=revision,
        busy=True,
    )

"""Calendars are read back as they were meant, right across summer time, the same bytes each time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component, Timezone

from kemiflow.core.days import HELSINKI
from kemiflow.core.feed import Entry
from kemiflow.exchange.feed import ZONE, domain, enclosed, write

STAMP = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def events(*entries: Entry) -> list[Component]:
    data = write("Kaupunginhallitus", entries, domain="kaupunki.example", stamp=STAMP)
    return list(Calendar.from_ical(data).walk("VEVENT"))


@pytest.mark.parametrize("day", [date(2026, 3, 27), date(2026, 3, 30), date(2026, 10, 23), date(2026, 10, 26)])
def test_a_meeting_begins_at_the_same_hour_on_both_sides_of_summer_time(day: date) -> None:
    (event,) = events(Entry(id="meeting.kh", title="Kokous", day=day, time="17.00"))
    begins = event.decoded("dtstart")
    assert begins == datetime(day.year, day.month, day.day, 17, tzinfo=HELSINKI)


@given(day=st.dates(min_value=date(1997, 1, 1), max_value=date(2037, 12, 31)), hour=st.times())
def test_the_written_time_zone_is_helsinki_at_every_hour(day: date, hour: time) -> None:
    moment = datetime.combine(day, hour)
    read = Timezone.from_ical(ZONE)
    assert isinstance(read, Timezone)
    written = read.to_tz(lookup_tzid=False)
    ours, theirs = moment.replace(tzinfo=written), moment.replace(tzinfo=HELSINKI)
    gap = theirs.astimezone(UTC).astimezone(HELSINKI).replace(tzinfo=None) != moment
    twice = theirs.utcoffset() != theirs.replace(fold=1).utcoffset()
    if not gap and not twice:
        assert ours.utcoffset() == theirs.utcoffset()


def test_a_duty_takes_the_whole_day_and_blocks_no_time() -> None:
    (event,) = events(Entry(id="duty.s.x", title="Tiedot", day=date(2026, 4, 1), revision=3))
    assert event.decoded("dtstart") == date(2026, 4, 1)
    assert [str(event[name]) for name in ("transp", "sequence", "uid")] == [
        *("TRANSPARENT", "3"),
        "duty.s.x@kaupunki.example",
    ]


@pytest.mark.parametrize(("day", "hour"), [(date(2023, 10, 27), 9), (date(2023, 10, 30), 10)])
def test_an_hour_that_goes_with_a_letter_is_told_in_utc(day: date, hour: int) -> None:
    entry = Entry(id="duty.s.x", title="Ratkaisu", day=day, time="12.00")
    data = enclosed([entry], address="https://kaupunki.example", stamp=STAMP)
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert event.decoded("dtstart") == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    assert b"VTIMEZONE" not in data


def test_a_meeting_takes_its_readers_time_and_a_due_hour_does_not() -> None:
    due = Entry(id="duty.s.x", title="Ratkaisu", day=date(2026, 4, 1), time="12.00")
    meeting = Entry(id="meeting.kh", title="Kokous", day=date(2026, 4, 1), time="17.00", busy=True)
    assert [str(event["transp"]) for event in events(due, meeting)] == ["TRANSPARENT", "OPAQUE"]


def test_a_cancelled_meeting_is_told_as_cancelled() -> None:
    (event,) = events(Entry(id="m", title="Kokous", day=date(2026, 4, 1), time="17.00", revision=1, cancelled=True))
    assert str(event["status"]) == "CANCELLED"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_any_title_is_read_back_and_adds_no_line(title: str) -> None:
    found = events(
        Entry(id="m", title=title, day=date(2026, 4, 1)), Entry(id="n", title="toinen", day=date(2026, 4, 2))
    )
    assert [str(one["summary"]) for one in found] == [title, "toinen"]


def test_the_same_entries_are_the_same_bytes() -> None:
    entry = Entry(id="m", title="Kokous", day=date(2026, 4, 1), time="17.30", note="691/00.01.02/2021")
    once, again = (write("x", [entry], domain="d.example", stamp=STAMP) for _ in range(2))
    assert once == again
    assert write("x", [entry], domain="d.example", stamp=STAMP + timedelta(1)) != once


def test_identifiers_carry_the_citys_own_name() -> None:
    assert domain("https://kemiflow.kaupunki.example/vastaa") == "kemiflow.kaupunki.example"
    assert domain("") == "kemiflow.invalid"

"""A person's calendar holds the open duties, a body's its meetings, the closings of agendas and its sessions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kemiflow.app import gather, walk
from kemiflow.app.letters import feeds
from kemiflow.core.records.city import MeetingCancelled, MeetingMoved
from kemiflow.core.records.step import RoundBegun
from kemiflow.wiring import Home
from tests.app.home import founded, tell, tell_city

APRIL = date(2023, 4, 14)
VIEWS = RoundBegun(step="views", round=1, asked=("vitality",), questions=(), due=date(2023, 5, 31))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with founded(tmp_path) as one:
        tell(one, VIEWS, APRIL)
        walk.walk(one.world, "s", APRIL)
        yield one


def of_body(home: Home, name: str) -> feeds.Feed:
    body = gather.city(home.world).settings.body(name)
    assert body
    return feeds.for_body(home.world, body)


def test_the_board_secretary_sees_the_statement_on_its_due_day(home: Home) -> None:
    elli = gather.city(home.world).person("elli")
    assert elli
    (entry,) = [one for one in feeds.of_person(home.world, elli).entries if "lausunto" in one.title]
    assert (entry.day, entry.time) == (date(2023, 5, 31), None)


def test_whoever_owes_nothing_has_an_empty_calendar(home: Home) -> None:
    city = gather.city(home.world)
    idle = next(one for one in city.people.values() if not home.world.lists.open_duties(one.id))
    assert feeds.of_person(home.world, idle).entries == ()


def test_a_body_sees_each_meeting_and_when_its_agenda_closes(home: Home) -> None:
    city = gather.city(home.world)
    meetings = [one for one in city.meetings if one.body == "city_board"]
    entries = of_body(home, "city_board").entries
    assert {(one.day, one.time) for one in entries if one.id.startswith("meeting.")} == {
        (one.day, one.time) for one in meetings
    }
    assert {one.day for one in entries if one.id.startswith("closing.")} == {one.closes for one in meetings}


def test_a_moved_meeting_keeps_its_name_and_counts_on(home: Home) -> None:
    meeting = next(one for one in gather.city(home.world).meetings if one.body == "city_board" and one.day > APRIL)
    tell_city(home, APRIL, MeetingMoved(meeting=meeting.id, day=meeting.day, closes=meeting.closes))
    tell_city(home, APRIL, MeetingCancelled(meeting=meeting.id))
    entry = next(one for one in of_body(home, "city_board").entries if one.id == f"meeting.{meeting.id}")
    assert (entry.revision, entry.cancelled) == (2, True)


def test_an_unchanged_calendar_was_told_at_the_same_time(home: Home) -> None:
    assert of_body(home, "city_board") == of_body(home, "city_board")

"""What is kept between pages is never told once it is no longer true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from kemiflow.app.people import forget
from kemiflow.app.submit import Asking
from kemiflow.core.city import Person
from kemiflow.core.records.case import DeviationNoted
from kemiflow.core.records.city import MeetingMoved
from kemiflow.core.values import Text
from kemiflow.web.memo import Memo
from kemiflow.web.site import Site
from tests.app.home import at, founded, tell, tell_city
from tests.core.course import MEETINGS
from tests.web.served import site_for

PAGE = "/asiat/s/historia"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with founded(tmp_path) as home:
        at(home, date(2023, 3, 2))
        yield site_for(home)


def test_a_newer_version_takes_the_place_of_the_older() -> None:
    memo = Memo(most=2)
    made: list[str] = []

    def ask(thing: str) -> None:
        memo.of(thing[0], thing[1], lambda: made.append(thing))

    for thing in ("a1", "a1", "a2", "b1", "a2", "c1", "b1"):
        ask(thing)
    assert made == ["a1", "a2", "b1", "c1", "b1"]


def test_what_was_told_stands_on_the_next_page(site: Site, client: httpx.Client) -> None:
    assert "Esteellisyys" not in client.get(PAGE).text
    fact = DeviationNoted(kind="other", step="draft", reason=Text(text="Esteellisyys selvitettiin."))
    tell(site.home, fact, date(2023, 3, 2))
    assert "Esteellisyys selvitettiin." in client.get(PAGE).text


def test_a_text_that_was_erased_is_on_no_page(site: Site, client: httpx.Client) -> None:
    site.home.store.people.put(Person(id="liisa", name="Liisa Löytänen", email="liisa@kaupunki.example"))
    fact = DeviationNoted(kind="other", step="draft", reason=Text(text="Liisa Löytänen vetäytyi."))
    tell(site.home, fact, date(2023, 3, 2))
    assert "Löytänen" in client.get(PAGE).text
    forget.forget(site.home.world, "liisa", Asking(by="sanni", today=date(2023, 3, 2)), lambda _: 0)
    assert "Löytänen" not in client.get(PAGE).text


def test_another_name_or_meeting_is_shown_at_once(site: Site, client: httpx.Client) -> None:
    assert "Uusi Nimi" not in client.get("/asiat/s").text
    person = site.home.world.people.get("maija")
    assert person
    site.home.store.people.put(Person(**vars(person) | {"name": "Uusi Nimi"}))
    assert "Uusi Nimi" in client.get("/asiat/s").text
    meeting = next(one for one in MEETINGS if one.body == "council")
    moved = MeetingMoved(meeting=meeting.id, day=date(2023, 12, 19), closes=date(2023, 12, 12))
    before = client.get("/kokoukset").text
    tell_city(site.home, date(2023, 3, 2), moved)
    assert client.get("/kokoukset").text != before

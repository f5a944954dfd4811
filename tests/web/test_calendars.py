"""A calendar is open to whoever knows its secret address, and to nobody else."""

from __future__ import annotations

from datetime import date

import httpx
import pytest
from icalendar import Calendar

from kemiflow.core.answers import Ticket
from kemiflow.core.feed_address import FeedAddress, Owner
from kemiflow.web.site import Site
from tests.web.served import TRUST

BOARD = FeedAddress(owner=Owner.BODY, id="city_board")


def fetch(address: str, token: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{address}/kalenteri/{token}.ics", headers=headers, timeout=30, verify=TRUST)


def test_the_secret_address_gives_the_calendar_without_signing_in(site: Site, address: str) -> None:
    answer = fetch(address, site.home.world.links.feed(BOARD))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert Calendar.from_ical(answer.content).walk("VEVENT")


def test_an_unchanged_calendar_is_not_sent_again(site: Site, address: str) -> None:
    token = site.home.world.links.feed(BOARD)
    tag = fetch(address, token).headers["etag"]
    again = fetch(address, token, **{"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "change", [lambda one: one[:-1] + ("A" if one[-1] != "A" else "B"), lambda one: one[1:], str.upper]
)
def test_a_forged_address_opens_nothing(site: Site, address: str, change: object) -> None:
    assert callable(change)
    assert fetch(address, str(change(site.home.world.links.feed(BOARD)))).status_code == 404


@pytest.mark.parametrize("owner", Owner)
def test_the_calendar_of_somebody_who_is_gone_is_gone(site: Site, address: str, owner: Owner) -> None:
    assert fetch(address, site.home.world.links.feed(FeedAddress(owner=owner, id="kukaan"))).status_code == 404


def test_a_link_of_a_letter_opens_no_calendar(site: Site, address: str) -> None:
    token = site.home.world.links.sign(Ticket(person="maija", last=date(2099, 1, 1)))
    assert fetch(address, token).status_code == 404


def test_turning_the_keys_often_enough_ends_an_address(site: Site, address: str) -> None:
    token = site.home.world.links.feed(BOARD)
    assert fetch(address, token).status_code == 200
    for _ in range(3):
        site.home.world.links.rotate()
    assert fetch(address, token).status_code == 404

"""Long lists come in leaves: together they are the whole list, links keep the filters, and no leaf is heavy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape

import httpx
import pytest

from kemiflow.core.city import Person
from kemiflow.core.records import Draft
from kemiflow.core.records.city import MeetingMoved, MeetingSet
from kemiflow.core.records.project import ProjectNamed
from kemiflow.core.records.step import RoundBegun
from kemiflow.web.leaf import PER_LEAF
from kemiflow.web.projects.all import MOST
from kemiflow.web.site import Site
from kemiflow.wiring import Home
from tests.app.home import at, founded, tell, tell_city
from tests.web.served import site_for

TODAY = date(2023, 9, 28)
PROJECTS, MEETINGS, OWNERS = 600, 400, 600
SECTORS = ("vitality", "wellbeing", "education")
MOST_BYTES = 60 * 1024


def project(number: int) -> ProjectNamed:
    """Give a project; titles are alike but for the number, and two of three sectors have more than one leaf."""
    return ProjectNamed(
        project=f"p{number:03}",
        sector=SECTORS[number % len(SECTORS)],
        title=f"Palvelupolkujen kehittäminen ja omavalvonnan uudistaminen {number // 2:03}",
        goal="g",
        owner=f"omistaja-{number % OWNERS}",
        deputy=None,
    )


def fill(home: Home) -> None:
    home.store.people.put(
        *(
            Person(id=f"omistaja-{n}", name=f"Omistaja{n:03} Esimerkkinen", email=f"o{n}@kaupunki.example")
            for n in range(OWNERS)
        )
    )
    begun = RoundBegun(step="projects", round=1, asked=SECTORS, questions=(), due=date(2023, 10, 31))
    tell(home, begun, TODAY)
    facts = [project(number) for number in range(PROJECTS)]
    drafts = [Draft(stream="case/s", key=f"named:{one.project}", fact=one, on=TODAY, by="sanni") for one in facts]
    with home.world.journal.transaction(home.world.now()) as unit:
        unit.append(drafts)
    days = [TODAY + timedelta(days=number - MEETINGS // 2) for number in range(MEETINGS)]
    tell_city(home, TODAY, *(meeting(day, body) for number, day in enumerate(days) for body in bodies(number)))


def bodies(number: int) -> tuple[str, ...]:
    return ("city_board", "vitality") if number % 2 else ("council",)


def meeting(day: date, body: str) -> MeetingSet:
    closes = day - timedelta(days=7)
    return MeetingSet(
        meeting=f"koe-{body}-{day}", body=body, day=day, time="16.00", closes=closes, hour="12.00", budget=False
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with founded(tmp_path_factory.mktemp("leaves") / "home") as home:
        fill(home)
        at(home, TODAY, 15)
        yield site_for(home)


def leaf(client: httpx.Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(answer.content) <= MOST_BYTES, (path, len(answer.content))
    return answer.text


def link(page: str, rel: str) -> str | None:
    told = re.search(rf'rel="{rel}" href="([^"]*)"', page)
    return unescape(told[1]) if told else None


def walk(client: httpx.Client, path: str, row: str) -> list[list[str]]:
    """Give what each leaf shows, following its link to the next one."""
    leaves, next_one = [], str(path)
    while next_one:
        page = leaf(client, next_one)
        leaves.append(re.findall(row, page))
        next_one = link(page, "next") or ""
    return leaves


OF_PROJECT = r'href="/projektit/s/(p\d+)"'


def test_all_projects_are_reached_each_once_and_no_leaf_is_heavy(client: httpx.Client) -> None:
    leaves = walk(client, "/projektit?asia=s", OF_PROJECT)
    assert [len(one) for one in leaves] == [PER_LEAF] * (PROJECTS // PER_LEAF)
    seen = [one for each in leaves for one in each]
    assert sorted(seen) == [f"p{number:03}" for number in range(PROJECTS)]
    assert "600/600 projektia" in leaf(client, "/projektit?asia=s")


def test_links_keep_the_filters_and_lead_back(client: httpx.Client) -> None:
    first = leaf(client, "/projektit?asia=s&toimiala=wellbeing")
    assert link(first, "prev") is None
    second_path = link(first, "next")
    assert second_path is not None
    assert "toimiala=wellbeing" in second_path
    second = leaf(client, second_path)
    assert f"Rivit {PER_LEAF + 1}–{2 * PER_LEAF}/200" in second
    back = link(second, "prev")
    assert back is not None
    assert re.findall(OF_PROJECT, leaf(client, back)) == re.findall(OF_PROJECT, first)
    shown = {one for each in walk(client, "/projektit?asia=s&toimiala=wellbeing", OF_PROJECT) for one in each}
    assert shown == {f"p{number:03}" for number in range(PROJECTS) if project(number).sector == "wellbeing"}


def test_a_leaf_begins_where_the_last_one_ended_though_the_filter_changed(client: httpx.Client) -> None:
    """The row of the mark is not wanted any more: what comes after its place is shown all the same."""
    every = [one for each in walk(client, "/projektit?asia=s", OF_PROJECT) for one in each]
    mark = next(one for one in every if project(int(one[1:])).sector == "vitality")
    page = leaf(client, f"/projektit?asia=s&toimiala=wellbeing&jalkeen={mark}")
    wanted = [one for one in every[every.index(mark) + 1 :] if project(int(one[1:])).sector == "wellbeing"]
    assert re.findall(OF_PROJECT, page) == wanted[:PER_LEAF]
    unknown = leaf(client, "/projektit?asia=s&jalkeen=ei-ole")
    assert re.findall(OF_PROJECT, unknown) == every[:PER_LEAF]


def test_of_many_owners_one_is_asked_for_by_name(client: httpx.Client) -> None:
    assert OWNERS > MOST
    page = leaf(client, "/projektit?asia=s")
    assert '<input id="henkilo"' in page
    assert re.findall(OF_PROJECT, leaf(client, "/projektit?asia=s&henkilo=omistaja123")) == ["p123"]
    assert re.findall(OF_PROJECT, leaf(client, "/projektit?asia=s&henkilo=omistaja-7")) == ["p007"]
    sheet = client.get("/projektit/csv?asia=s").content.decode("utf-8-sig").splitlines()
    assert len(sheet) == PROJECTS + 1


OF_MEETING = r'href="/kokoukset/(koe-[^/"]+)/siirto"'
WHEN = r'<tr><th scope="row">.*?</th><td>\w\w (\d+\.\d+\.\d{4})'


def days(leaves: list[list[str]]) -> list[date]:
    return [date(*map(int, reversed(one.split(".")))) for each in leaves for one in each]


def test_meetings_from_today_on_come_first_and_all_are_reached(client: httpx.Client, site: Site) -> None:
    leaves = walk(client, "/kokoukset", WHEN)
    ahead = [one for one in site.home.world.journal.read("city") if isinstance(one.fact, MeetingSet)]
    coming = sorted(one.fact.day for one in ahead if isinstance(one.fact, MeetingSet) and one.fact.day >= TODAY)
    assert len(leaves) > 1
    assert days(leaves) == coming


def test_earlier_meetings_are_a_link_away_the_last_one_first(client: httpx.Client, site: Site) -> None:
    page = leaf(client, "/kokoukset?toimielin=council")
    assert 'href="/kokoukset?toimielin=council&amp;menneet=1"' in page
    seen = days(walk(client, "/kokoukset?menneet=1", WHEN))
    told = [one.fact.day for one in site.home.world.journal.read("city") if isinstance(one.fact, MeetingSet)]
    assert seen == sorted((day for day in told if day < TODAY), reverse=True)


def test_of_one_body_only_its_meetings_come(client: httpx.Client) -> None:
    leaves = walk(client, "/kokoukset?toimielin=vitality", OF_MEETING)
    assert len(leaves) > 1
    every = [one for each in leaves for one in each]
    assert len(every) == len(set(every)) == MEETINGS // 4
    assert all(one.startswith("koe-vitality") for one in every)


def test_a_meeting_that_is_moved_between_two_leaves_takes_none_along(client: httpx.Client, site: Site) -> None:
    first = leaf(client, "/kokoukset?toimielin=city_board")
    following = link(first, "next")
    assert following is not None
    before = re.findall(OF_MEETING, leaf(client, following))
    last = re.findall(OF_MEETING, first)[-1]
    moved = MeetingMoved(meeting=last, day=date(2024, 5, 2), closes=date(2024, 4, 25), reason=None)
    tell_city(site.home, TODAY, moved)
    assert re.findall(OF_MEETING, leaf(client, following))[: len(before) - 1] == before[:-1]

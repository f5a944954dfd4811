"""Projects: an owner tells of the own one, a director rules, and the computed light is never the owner's view."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kemiflow.core.lights import NEWS, Light, light
from kemiflow.core.records.project import Milestone, ProgressReported, ProjectDescribed, ProjectNamed
from kemiflow.core.records.step import RoundBegun
from kemiflow.core.standing_parts import ProjectStanding
from kemiflow.core.values import OwnView, Text
from kemiflow.web.site import Site
from tests.app.home import at, founded, tell
from tests.web.acts.told import facts
from tests.web.forms import send, sentence
from tests.web.served import browser, site_for

DAY = date(2023, 9, 28)


def named(name: str, owner: str) -> ProjectNamed:
    return ProjectNamed(project=name, sector="vitality", title=name.title(), goal="g", owner=owner, deputy=None)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with founded(tmp_path / "home") as home:
        begun = RoundBegun(step="projects", round=1, asked=("vitality",), questions=(), due=date(2023, 10, 31))
        tell(home, begun, DAY)
        for name, owner in (("luukku", "anni"), ("muu", "elli")):
            named = ProjectNamed(
                project=name, sector="vitality", title=name.title(), goal="g", owner=owner, deputy=None
            )
            tell(home, named, DAY)
        at(home, DAY, 15)
        yield site_for(home)


def test_a_director_names_a_project_of_the_own_sector_alone(site: Site, address: str) -> None:
    with browser(address, site, "matti") as client:
        done = send(
            client,
            "/asiat/s/toimi/projekti?koskee=vitality",
            title="Älykäs satama",
            goal="Satama on älykäs.",
            owner="anni",
        )
        assert done.status_code == 303, sentence(done)
        assert client.get("/asiat/s/toimi/projekti?koskee=wellbeing").status_code == 403
    fact = facts(site, ProjectNamed)[-1]
    assert isinstance(fact, ProjectNamed)
    assert (fact.project, fact.sector) == ("alykas-satama", "vitality")


def test_an_owner_completes_the_details(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client:
        done = send(
            client,
            "/asiat/s/toimi/tiedot?koskee=luukku",
            measure="Vastausaika",
            baseline="5 päivää",
            no_budget="1",
            milestones="31.1.2024 Luukku auki",
        )
        assert done.status_code == 303, sentence(done)
        page = client.get(done.headers["location"]).text
        assert "31.1.2024 Luukku auki" in page
        assert "Vastausaika" in page
        wrong = send(client, "/asiat/s/toimi/tiedot?koskee=luukku", milestones="joskus")
        assert wrong.status_code == 422
        assert "ei ala päivällä" in sentence(wrong)
    told = facts(site, ProjectDescribed)[-1]
    assert isinstance(told, ProjectDescribed)
    assert told.milestones == (Milestone(title="Luukku auki", day=date(2024, 1, 31)),)


def test_the_list_is_narrowed_and_goes_out_as_csv(site: Site, address: str) -> None:
    with browser(address, site, "sanni") as client:
        assert "2/2 projektia" in client.get("/projektit?asia=s").text
        assert "1/2 projektia" in client.get("/projektit?asia=s&henkilo=anni").text
        assert "0/2 projektia" in client.get("/projektit?asia=s&toimiala=education").text
        sheet = client.get("/projektit/csv?asia=s&henkilo=anni").content.decode("utf-8-sig").splitlines()
        assert len(sheet) == 2
        assert sheet[1].startswith("Luukku;Elinvoima;Anni Malli")


TODAY = date(2024, 6, 3)


def project(view: OwnView | None = None, told: int = 0, *days: int) -> ProjectStanding:
    report = ProgressReported(project="p", view=view or OwnView.ON_TRACK, words=Text(text="x"))
    return ProjectStanding(
        id="p",
        sector="vitality",
        title="P",
        goal="g",
        named=DAY,
        touched=DAY,
        owner="anni",
        measure="m",
        baseline="b",
        no_budget=True,
        milestones=tuple(Milestone(title="x", day=TODAY + timedelta(days=n)) for n in (days or (300,))),
        reports=((TODAY - timedelta(days=told), report),) if view else (),
    )


@pytest.mark.parametrize(
    ("one", "due", "seen"),
    [
        (project(), None, Light.NO_NEWS),
        (project(OwnView.ON_TRACK, 10), None, Light.ON_TRACK),
        (project(OwnView.ON_TRACK, NEWS.days + 1), None, Light.NO_NEWS),
        (project(OwnView.ON_TRACK, 30, -5, 300), None, Light.LATE),
        (project(OwnView.ON_TRACK, 2, -5, 300), None, Light.ON_TRACK),
        (project(OwnView.ON_TRACK, 30, 10), None, Light.AT_RISK),
        (project(OwnView.LATE, 1), None, Light.ON_TRACK),
        (project(OwnView.DONE, 200, -5), None, Light.DONE),
    ],
)
def test_the_light_is_computed_from_what_was_recorded(one: ProjectStanding, due: date | None, seen: Light) -> None:
    assert light(one, due, TODAY) is seen


def test_details_that_are_overdue_are_late() -> None:
    lacking = ProjectStanding(id="p", sector="vitality", title="P", goal="g", named=DAY, touched=DAY)
    assert light(lacking, TODAY - timedelta(days=1), TODAY) is Light.LATE
    assert light(lacking, TODAY, TODAY) is Light.NO_NEWS

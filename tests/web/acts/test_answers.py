"""The page behind a letter's link: looking changes nothing, an answer is recorded once, nobody answers for others."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier

import httpx
import pytest

from kemiflow.app import gather
from kemiflow.core.answers import Ticket
from kemiflow.core.records.case import LettersReleased, OrderAssigned
from kemiflow.core.records.city import RoleGiven
from kemiflow.core.records.orders import SessionOrder
from kemiflow.core.records.project import ProjectNamed
from kemiflow.core.records.step import RoundBegun
from kemiflow.core.standing import Standing
from kemiflow.core.values import Effect, Relation, Role, Text
from kemiflow.web.site import Site
from tests.app.home import at, founded, heads, tell, tell_city
from tests.core.course import OCTOBER, clause, decision
from tests.web.served import browser, site_for

BEGUN, TODAY = date(2023, 9, 28), date(2023, 10, 20)
SCRIPT = "<script>alert(1)</script>"
QUESTION = Text(text="Puuttuuko tavoitteista jotakin?")
SESSION = SessionOrder(body="council", window=OCTOBER, before="proposal")
ROUNDS = (
    RoundBegun(step="projects", round=1, asked=("vitality",), questions=(), due=date(2023, 10, 27)),
    RoundBegun(step="views", round=1, asked=("vitality",), questions=(QUESTION,), due=date(2023, 10, 31)),
)
LUUKKU = ProjectNamed(
    project="luukku",
    sector="vitality",
    title=f"Yksi luukku {SCRIPT}",
    goal="Yhdestä paikasta",
    owner="anni",
    deputy=None,
)
DETAILS = Ticket(
    person="anni", case="s", duty="details:luukku:1", due=date(2023, 10, 27), last=TODAY + timedelta(days=45)
)
RULING = replace(DETAILS, person="matti", duty="ruling:luukku:1")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with founded(tmp_path) as home:
        for fact in (*ROUNDS, LUUKKU):
            tell(home, fact, BEGUN)
        at(home, TODAY)
        yield site_for(home)


@pytest.fixture
def client(site: Site, address: str) -> Iterator[httpx.Client]:
    """Give a browser in which nobody signed in."""
    with browser(address, site) as one:
        yield one


def link(site: Site, ticket: Ticket = DETAILS) -> str:
    return f"/vastaa/{site.home.world.links.sign(ticket)}"


def standing(site: Site) -> Standing:
    return gather.matter(site.home.world, "s").standing


def form(way: str, **fields: str) -> dict[str, str]:
    return {"way": way, **{f"{way}-{name}": value for name, value in fields.items()}}


def test_whoever_and_whatever_opens_a_link_changes_nothing(site: Site, client: httpx.Client) -> None:
    before = heads(site.home)
    for method in ("GET", "HEAD", "OPTIONS", "GET"):
        client.request(method, link(site), headers={"User-Agent": "SafeLinks"})
    assert client.get(link(site)).status_code == 200
    assert heads(site.home) == before


def test_an_empty_form_changes_nothing(site: Site, client: httpx.Client) -> None:
    before = heads(site.home)
    assert client.post(link(site)).status_code == 422
    assert client.post(link(site), data={"way": "details"}).status_code == 422
    assert heads(site.home) == before


def test_an_owner_completes_the_details_and_sees_them_again(site: Site, client: httpx.Client) -> None:
    answer = client.post(link(site), data=form("details", measure="Yrityksiä palveltu", baseline="0"))
    assert answer.status_code == 303
    shown = client.get(answer.headers["location"]).text
    assert "Vastaus on kirjattu." in shown
    assert 'value="Yrityksiä palveltu"' in shown
    assert standing(site).projects["luukku"].baseline == "0"


def test_milestones_come_with_their_days(site: Site, client: httpx.Client) -> None:
    told = form("details", milestone_1="Avattu", milestone_day_1="2024-01-15")
    assert client.post(link(site), data=told).status_code == 303
    (one,) = standing(site).projects["luukku"].milestones
    assert (one.title, one.day) == ("Avattu", date(2024, 1, 15))


def test_an_answer_sent_twice_is_recorded_once(site: Site, client: httpx.Client) -> None:
    told = form("more_time", until="2023-11-03", words="Lähtöarvo puuttuu.")
    assert client.post(link(site), data=told).status_code == 303
    before = heads(site.home)
    assert client.post(link(site), data=told).status_code == 303
    assert heads(site.home) == before


@pytest.mark.parametrize(
    "typed", [form("still_right", words="Ennallaan."), form("more_time", until="2023-11-20", words="Lomat.")]
)
def test_a_form_that_is_pressed_many_times_at_once_is_recorded_once(
    site: Site, client: httpx.Client, typed: dict[str, str]
) -> None:
    path, before = link(site), site.home.world.journal.head("case/s")
    together = Barrier(6)

    def press(_: int) -> int:
        together.wait()
        return client.post(path, data=typed).status_code

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(press, range(6))) <= {303, 409}
    assert site.home.world.journal.head("case/s") == before + 1


@pytest.mark.parametrize(
    ("typed", "lacks"),
    [
        (form("details", milestone_2="Lomake julkaistu", budget_line="1.2"), "välitavoitteen päivä"),
        (form("details", milestone_day_1="2023-12-01", budget_line="1.2"), "välitavoitteen nimi"),
        (form("report", view="on_track", words="Etenee.", value_1="5"), "mittarin nimi arvolle"),
    ],
)
def test_a_part_that_was_typed_by_half_is_named_and_nothing_is_dropped(
    site: Site, client: httpx.Client, typed: dict[str, str], lacks: str
) -> None:
    before = heads(site.home)
    answer = client.post(link(site), data=typed)
    assert (answer.status_code, heads(site.home)) == (422, before)
    assert f"Vastauksesta puuttuu: {lacks}" in answer.text


def test_what_checks_links_may_ask_after_them(site: Site, client: httpx.Client) -> None:
    before = heads(site.home)
    asked, got = client.head(link(site)), client.get(link(site))
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["content-type"] == got.headers["content-type"]
    assert heads(site.home) == before


def test_a_report_is_taken_and_its_script_is_only_text(site: Site, client: httpx.Client) -> None:
    told = form("report", view="at_risk", words=SCRIPT, measure_1=SCRIPT, value_1=SCRIPT)
    assert client.post(link(site), data=told).status_code == 303
    assert str(standing(site).projects["luukku"].reports[-1][1].words) == SCRIPT
    assert SCRIPT not in client.get(link(site)).text


@pytest.mark.parametrize("field", ["words", "until", "person"])
def test_what_was_typed_comes_back_as_text_when_it_is_refused(site: Site, client: httpx.Client, field: str) -> None:
    ticket, way = (RULING, "other_owner") if field == "person" else (DETAILS, "more_time")
    client.post(link(site), data=form("misdirected", words="Ei minun."))
    refused = client.post(link(site, ticket), data=form(way, **{field: SCRIPT}))
    assert refused.status_code == 422
    assert SCRIPT not in refused.text
    assert "&lt;script&gt;" in refused.text


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        (form("more_time", until="31.2.2024", words="Kiire."), "more_time-until"),
        (form("more_time", until="2023-11-10"), "more_time-words"),
        (form("more_time", until="2023-01-10", words="Kiire."), "more_time-until"),
        (form("details", milestone_2="Lomake julkaistu"), "details-milestone_day_2"),
        (form("details", milestone_day_3="2023-12-01"), "details-milestone_3"),
        (form("details", measure="a" * 4001), "details-measure"),
        (form("report", words="Etenee."), "report-view"),
        (form("report", view="on_track", value_2="5"), "report-measure_2"),
        (form("absent", until="2023-11-10", person="Ei Kukaan"), "absent-person"),
        (form("absent", until="2023-10-21", first="2023-10-25"), "absent-until"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    site: Site, client: httpx.Client, typed: dict[str, str], place: str
) -> None:
    refused = client.post(link(site), data=typed)
    assert refused.status_code == 422
    assert f'<a href="#{place}">' in refused.text
    assert f'id="{place}-virhe"' in refused.text or f'<fieldset id="{place}">' in refused.text


def test_a_tick_that_was_set_or_taken_away_stays_so_when_an_answer_is_refused(site: Site, client: httpx.Client) -> None:
    ticked = 'name="details-no_budget" value="1" checked'
    half = form("details", milestone_1="Lomake julkaistu")
    assert ticked in client.post(link(site), data={**half, "details-no_budget": "1"}).text
    assert client.post(link(site), data=form("details", no_budget="1")).status_code == 303
    assert ticked in client.get(link(site)).text
    assert ticked not in client.post(link(site), data=half).text


def test_a_day_that_is_none_is_named(site: Site, client: httpx.Client) -> None:
    refused = client.post(link(site), data=form("more_time", until="31.2.2024", words="Kiire."))
    assert (refused.status_code, "Tämä ei kelpaa päiväksi: 31.2.2024" in refused.text) == (422, True)
    assert ">Kiire.</textarea>" in refused.text


def test_the_director_decides_and_the_question_is_over(site: Site, client: httpx.Client) -> None:
    client.post(link(site), data=form("misdirected", words="Siirtyi Maijalle."))
    page = client.get(link(site, RULING)).text
    assert "Tehtävä kuuluu toiselle. Siirtyi Maijalle." in page
    assert all(f"{number}. {choice}" in page for number, choice in ((1, "Uusi päivä"), (2, "Toinen"), (3, "Ilman")))
    told = form("other_owner", person="maija@kaupunki.example")
    assert client.post(link(site, RULING), data=told).status_code == 303
    assert standing(site).projects["luukku"].owner == "maija"
    assert client.post(link(site, RULING), data=told).status_code == 409
    assert "ei ole enää avoinna" in client.get(link(site)).text


def test_no_page_tells_who_works_for_the_city(site: Site, client: httpx.Client) -> None:
    client.post(link(site), data=form("misdirected", words="Siirtyi."))
    unknown = client.post(link(site, RULING), data=form("other_owner", person="Mai"))
    assert "Henkilöä ei ole: Mai." in unknown.text
    assert not [name for name in ("Kaisa", "Elli", "Sulo") if name in unknown.text]


def test_a_forged_an_expired_and_a_cut_link_open_nothing(site: Site, client: httpx.Client) -> None:
    before = heads(site.home)
    good = link(site)
    expired = link(site, replace(DETAILS, last=TODAY - timedelta(days=1)))
    for address in (good[:-1], good[:-4] + "AAAA", good + "x", "/vastaa/a.b.c", "/vastaa/%00", expired):
        assert client.get(address).status_code == 404
        assert client.post(address, data=form("still_right")).status_code == 404
    assert "Linkki oli voimassa 19.10.2023 saakka" in client.get(expired).text
    assert heads(site.home) == before


def test_a_link_for_another_person_answers_nothing(site: Site, client: httpx.Client) -> None:
    before = heads(site.home)
    assert client.post(link(site, replace(DETAILS, person="sulo")), data=form("still_right")).status_code == 409
    assert heads(site.home) == before


def test_an_answer_from_another_site_is_not_taken(site: Site, client: httpx.Client) -> None:
    before = heads(site.home)
    foreign = client.post(link(site), data=form("still_right"), headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert heads(site.home) == before


def test_a_board_secretary_asks_for_more_time(site: Site, client: httpx.Client) -> None:
    ticket = replace(DETAILS, person="elli", duty="statement:vitality:1")
    told = form("more_time", until="7.11.2023", words="Kokous on vasta 7.11.")
    assert client.post(link(site, ticket), data=told).status_code == 303
    assert standing(site).answers["statement:vitality:1"].by == "elli"


def test_a_board_secretary_gives_the_statement_by_the_link(site: Site, client: httpx.Client) -> None:
    ticket = replace(DETAILS, person="elli", duty="statement:vitality:1")
    assert "Puuttuuko tavoitteista jotakin?" in client.get(link(site, ticket)).text
    told = form("given", first="17.10.2023", section="41", remarks="1. Tavoitteet ovat hyvät.\n\nMittarit puuttuvat.")
    assert client.post(link(site, ticket), data=told).status_code == 303
    ((_, statement),) = {one.body: (step, one) for step, one in standing(site).remarks()}.values()
    assert [(one.id[-2:], one.question, str(one.text)) for one in statement.remarks] == [
        ("-1", 1, "Tavoitteet ovat hyvät."),
        ("-2", None, "Mittarit puuttuvat."),
    ]
    assert client.post(link(site, ticket), data=told).status_code == 409


def test_a_director_names_a_project_once_and_then_says_that_all_are_named(site: Site, client: httpx.Client) -> None:
    ticket = replace(DETAILS, person="matti", duty="name_projects:vitality:1")
    told = form("named", title="Älykäs satama", goal="Yksi portti", person="Anni Malli")
    for _ in range(2):
        assert client.post(link(site, ticket), data=told).status_code == 303
    assert "<li>Älykäs satama</li>" in client.get(link(site, ticket)).text
    assert {one.id: one.owner for one in standing(site).projects.values()} == {
        "luukku": "anni",
        "alykas-satama": "anni",
    }
    assert client.post(link(site, ticket), data=form("all_named")).status_code == 303
    assert standing(site).sectors == {"vitality": TODAY}
    assert "ei ole enää avoinna" in client.get(link(site, ticket)).text


def test_whoever_arranges_the_evening_session_sets_it_by_the_link(site: Site, client: httpx.Client) -> None:
    home = site.home
    tell(
        home,
        decision("draft", "city_board", clause(Relation.REPLACED, Effect.ORDERED, "Iltakoulu."), orders=(SESSION,)),
        TODAY,
    )
    (order,) = standing(site).orders
    tell(home, OrderAssigned(decision=order.decision, order=order.index, person="sulo"), TODAY)
    tell(home, LettersReleased(of=order.decision), TODAY)
    ticket = replace(DETAILS, person="sulo", duty=f"session:{order.step}:1")
    told = form("set", until="30.10.2023", time="17", place="Valtuustosali")
    assert client.post(link(site, replace(ticket, person="anni")), data=told).status_code == 409
    assert client.post(link(site, ticket), data=told).status_code == 303
    one = standing(site).steps[order.step or ""].set
    assert one
    assert (one.day, one.time, one.place, one.organiser) == (date(2023, 10, 30), "17.00", "Valtuustosali", "sulo")


def test_the_city_manager_stops_the_weekly_letter_and_gets_it_again(site: Site, client: httpx.Client) -> None:
    tell_city(site.home, TODAY, RoleGiven(person="sulo", role=Role.MANAGER))
    ticket = Ticket(person="sulo", last=TODAY)
    assert "Lopeta viikkokirje" in client.get(link(site, ticket)).text
    assert client.post(link(site, ticket), data={"weekly": "no"}).status_code == 303
    assert gather.city(site.home.world).declined == {"sulo"}
    assert "Tilaa viikkokirje taas" in client.get(link(site, ticket)).text
    assert client.post(link(site, ticket), data={"weekly": "yes"}).status_code == 303
    assert gather.city(site.home.world).declined == frozenset()
    assert client.post(link(site), data={"weekly": "no"}).status_code == 422
    assert "iikkokirje" not in client.get(link(site, replace(ticket, person="elli"))).text


def test_words_without_end_are_refused(site: Site, client: httpx.Client) -> None:
    refused = client.post(link(site), data=form("misdirected", words="a" * 5000))
    assert (refused.status_code, "liian pitkä: 5000 merkkiä" in refused.text) == (422, True)


def test_a_link_is_kept_from_other_sites_and_from_caches(site: Site, client: httpx.Client) -> None:
    headers = client.get(link(site)).headers
    assert (headers["referrer-policy"], headers["cache-control"]) == ("no-referrer", "no-store")

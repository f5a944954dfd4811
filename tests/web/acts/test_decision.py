"""A decision from the minutes: laid beside its proposal, its consequences shown, saved once."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from kemiflow.app import gather
from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.core.records.orders import HandlingOrder, SessionOrder
from kemiflow.core.records.step import DayConfirmed
from kemiflow.core.values import Effect, HowChanged, Relation
from kemiflow.web.site import Site
from tests.app.home import at, founded, tell
from tests.core.course import MEETINGS
from tests.edges.word.building import file as word_file
from tests.edges.word.building import par
from tests.web.forms import fields, send, sentence
from tests.web.served import site_for

HELD = next(one for one in MEETINGS if one.body == "city_board" and one.day > date(2023, 9, 1))
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PATH = "/asiat/s/paatos/draft"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with founded(tmp_path / "home") as home:
        tell(home, DayConfirmed(step="draft", round=1, meeting=HELD.id, day=HELD.day), date(2023, 8, 1))
        at(home, HELD.day, 20)
        yield site_for(home)


def proposal(site: Site) -> tuple[str, ...]:
    return gather.matter(site.home.world, "s").standing.process.step("draft").proposal  # type: ignore[union-attr]


def minutes(site: Site) -> str:
    return f"""Kaupunginhallitus {HELD.day:%d.%m.%Y} § 292
Päätös
1. Valtuustolle järjestetään iltakoulu lokakuussa.
2. {proposal(site)[1]}
Tiedoksi
Toimialat"""


CHOSEN = {
    "kohta-1-relation": "replaced",
    "kohta-1-effect": "ordered",
    "kohta-2-effect": "guidance",
    "how_changed": "not_stated",
    "gist": "Kaupunginhallitus päätti järjestää valtuustolle iltakoulun lokakuussa.",
    "toimi-1-kind": "session",
    "toimi-1-body": "council",
    "toimi-1-window": "lokakuun aikana",
    "toimi-1-before": "proposal",
    "toimi-2-kind": "handling",
    "toimi-2-step": "approval",
    "toimi-2-budget": "1",
}


def decisions(site: Site) -> list[DecisionRecorded]:
    records = gather.matter(site.home.world, "s").records
    return [one.fact for one in records if isinstance(one.fact, DecisionRecorded)]


def compared(client: httpx.Client, site: Site) -> dict[str, list[str]]:
    page = send(client, PATH, minutes=minutes(site), teko="vertaa")
    assert page.status_code == 200, sentence(page)
    return fields(page.text)


def test_the_minutes_are_laid_beside_the_proposal_and_nothing_is_chosen(client: httpx.Client, site: Site) -> None:
    typed = compared(client, site)
    assert typed["section"] == ["292"]
    assert typed["day"] == [HELD.day.isoformat()]
    assert typed["kohta-1-decided"] == ["Valtuustolle järjestetään iltakoulu lokakuussa."]
    assert typed["kohta-1-relation"] == [""]
    assert typed["kohta-2-relation"] == ["as_proposed"]
    assert typed["kohta-2-effect"] == [""]
    assert typed["how_changed"] == [""]


def test_what_has_not_been_chosen_is_asked_for(client: httpx.Client, site: Site) -> None:
    refused = client.post(PATH, data={**compared(client, site), "teko": "seuraukset"})
    assert refused.status_code == 422
    told = sentence(refused)
    assert "Kohta 1: valitse suhde ehdotukseen." in told
    assert "Kohta 2: valitse, mitä kohta tekee asialle." in told
    assert "Miten muutos syntyi" in told
    assert decisions(site) == []


def test_what_follows_is_shown_before_anything_is_saved(client: httpx.Client, site: Site) -> None:
    shown = client.post(PATH, data={**compared(client, site), **CHOSEN, "teko": "seuraukset"})
    assert shown.status_code == 200, sentence(shown)
    for said in (
        "Päätös poikkeaa ehdotuksesta osittain",
        "Kohta 1: korvattu",
        "Kohta 2: ehdotuksen mukainen",
        "Uusi vaihe: Iltakoulu",
        "Päätös ei nimeä tekijää",
        "Kirjeitä ei lähde ennen kuin",
    ):
        assert said in shown.text
    assert decisions(site) == []
    back = client.post(PATH, data={**fields(shown.text), "teko": "muokkaa"})
    assert fields(back.text)["gist"] == [CHOSEN["gist"]]
    saved = client.post(PATH, data={**fields(shown.text), "teko": "tallenna"})
    assert saved.status_code == 303, sentence(saved)
    assert "Päätös on kirjattu." in client.get(saved.headers["location"]).text


def test_what_is_saved_is_what_was_shown(client: httpx.Client, site: Site) -> None:
    typed = {**compared(client, site), **CHOSEN, "teko": "tallenna"}
    answers = [client.post(PATH, data=typed) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    (fact,) = decisions(site)
    assert fact.section == 292
    assert fact.meeting == HELD.id
    assert fact.how_changed is HowChanged.NOT_STATED
    assert [(one.relation, one.effect) for one in fact.clauses] == [
        (Relation.REPLACED, Effect.ORDERED),
        (Relation.AS_PROPOSED, Effect.GUIDANCE),
    ]
    assert "iltakoulu lokakuussa" in str(fact.minutes)
    session, handling = fact.orders
    assert isinstance(session, SessionOrder)
    assert (session.window.first, session.window.last) == (date(2023, 10, 1), date(2023, 10, 31))
    assert isinstance(handling, HandlingOrder)
    assert handling.with_matter == "budget"


def test_minutes_come_as_a_file_too(client: httpx.Client, site: Site) -> None:
    typed = fields(client.get(PATH).text)
    file = {"file": ("pöytäkirja.txt", minutes(site).encode("utf-8-sig"), "text/plain")}
    page = client.post(PATH, data={**typed, "teko": "vertaa"}, files=file)
    assert fields(page.text)["kohta-1-decided"] == ["Valtuustolle järjestetään iltakoulu lokakuussa."]


def test_minutes_come_as_a_word_file(client: httpx.Client, site: Site) -> None:
    lines = minutes(site).splitlines()
    data = word_file("".join(par(line) for line in lines if line.strip()))
    page = client.post(
        PATH, data={**fields(client.get(PATH).text), "teko": "vertaa"}, files={"file": ("pöytäkirja.docx", data, WORD)}
    )
    assert fields(page.text)["kohta-1-decided"] == ["Valtuustolle järjestetään iltakoulu lokakuussa."]


def test_a_word_file_that_unfolds_without_end_is_refused(client: httpx.Client) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("word/document.xml", b"0" * 400_000_000)
    page = client.post(
        PATH,
        data={**fields(client.get(PATH).text), "teko": "vertaa"},
        files={"file": ("p.docx", bomb.getvalue(), WORD)},
    )
    assert (page.status_code, "ei saa tekstiä" in sentence(page)) == (422, True)


def test_a_file_that_is_no_text_is_refused_in_words(client: httpx.Client) -> None:
    file = {"file": ("../../etc/passwd", b"PK\x03\x04\xff\xfe", "application/zip")}
    page = client.post(PATH, data={**fields(client.get(PATH).text), "teko": "vertaa"}, files=file)
    assert page.status_code == 422
    assert "Tiedostosta ei saa tekstiä" in sentence(page)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"toimi-1-window": "joskus"}, "aikaa ei ymmärretty"),
        ({"toimi-1-before": ""}, "tieto puuttuu"),
        ({"day": "2023-12-31"}, "Tulevaa ei kirjata"),
        ({"section": "pykälä"}, "kokonaisluku"),
        ({"kohta-1-decided": ""}, "kirjoita, mitä päätettiin"),
        ({"toimi-1-before": "views"}, "päätöstä aiempi"),
    ],
)
def test_what_is_wrong_is_said_and_everything_stays(
    client: httpx.Client, site: Site, changed: dict[str, str], said: str
) -> None:
    typed = {**compared(client, site), **CHOSEN, **changed, "teko": "tallenna"}
    refused = client.post(PATH, data=typed)
    assert refused.status_code == 422
    assert said in sentence(refused)
    assert fields(refused.text)["gist"] == [CHOSEN["gist"]]
    assert decisions(site) == []


def test_a_decision_that_somebody_else_recorded_meanwhile_is_shown(client: httpx.Client, site: Site) -> None:
    typed = {**compared(client, site), **CHOSEN, "teko": "tallenna"}
    tell(site.home, DayConfirmed(step="draft", round=1, meeting=HELD.id, day=HELD.day), HELD.day)
    stale = client.post(PATH, data=typed)
    assert stale.status_code == 409
    assert "kirjattu muuta sen jälkeen" in stale.text
    kept = {**fields(stale.text), "teko": "tallenna"}
    assert client.post(PATH, data=kept).status_code == 303


FIRST = "kohta-1-"


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        ({f"{FIRST}until": "31.2.2024"}, f"{FIRST}until", "Kirjoita päivä muodossa"),
        ({"toimi-3-kind": "task", "toimi-3-what": "Selvitys", "toimi-3-due": "99.9.2023"}, "toimi-3-due", "muodossa"),
        ({"toimi-3-what": "Selvitys"}, "toimi-3-kind", "Toimeksianto 3: valitse, mikä se on."),
        ({"toimi-3-kind": "jotain"}, "toimi-3-kind", "Toimeksianto 3: valitse, mikä se on."),
        ({"noes": "viisi"}, "noes", "Kirjoita äänimäärä kokonaislukuna: Vastaan."),
        ({"section": "0"}, "section", "Kirjoita kokonaisluku 1–99999"),
        ({"presenter_mode": "jotain"}, "presenter_mode", "Valitse luettelosta"),
        ({"remedy": ""}, "remedy", "Valitse luettelosta"),
    ],
)
def test_nothing_that_was_typed_is_dropped_without_a_word(
    client: httpx.Client, site: Site, typed: dict[str, str], place: str, said: str
) -> None:
    filled = {**compared(client, site), **CHOSEN, **typed, "teko": "tallenna"}
    refused = client.post(PATH, data=filled)
    assert refused.status_code == 422
    assert f'<a href="#{place}">' in refused.text
    assert f'id="{place}-virhe"' in refused.text
    assert said in sentence(refused)
    assert decisions(site) == []


def test_minutes_that_are_too_long_are_told_before_anything_else_is_typed(client: httpx.Client) -> None:
    filled = {**fields(client.get(PATH).text), "teko": "vertaa"}
    text = ("Päätös\n1. Iltakoulu.\n" * 10_000).encode()
    refused = client.post(PATH, data=filled, files={"file": ("kokous.txt", text, "text/plain")})
    assert refused.status_code == 422
    assert "Tuo vain tämän asian pykälä." in sentence(refused)


def test_minutes_are_compared_also_when_somebody_else_recorded_meanwhile(client: httpx.Client, site: Site) -> None:
    filled = {**fields(client.get(PATH).text), "teko": "vertaa", "minutes": minutes(site)}
    send(client, "/asiat/s/toimi/liitos", register_number="77/02.02.00/2023")
    stale = client.post(PATH, data=filled)
    assert stale.status_code == 409
    assert "kirjattu muuta sen jälkeen" in stale.text
    assert fields(stale.text)["kohta-1-decided"] == ["Valtuustolle järjestetään iltakoulu lokakuussa."]

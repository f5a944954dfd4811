"""The three kinds of users do what they came for, in Finnish, without JavaScript, on a wide and a narrow screen."""

import email
import io
import re
import zipfile
from email import policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kemiflow.web.site import Site
from tests.web.stories.browsers import Screen, opened

WIDE, NARROW = 1280, 375
MATTER = "/asiat/strategia"
MINUTES = """Kaupunginhallitus 25.09.2023 § 292

Päätös
Valtuustolle järjestetään asiasta iltakoulu lokakuussa.

2. Päivitetty strategia tuodaan valtuuston hyväksyttäväksi talousarvion käsittelyn yhteydessä.

Tiedoksi
Toimialat"""


def test_the_secretary_records_a_decision_that_departs_from_its_proposal(
    browser: Browser, september: Site, in_september: str
) -> None:
    with opened(browser, september, in_september, "sanni-malli", WIDE) as screen:
        page = screen.page
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tällä viikolla")
        page.goto(MATTER)
        screen.follow("Aloita tai jatka hyväksymistä")
        page.get_by_label("Perustelu").fill("Projektit kootaan syksyllä, päivät vahvistetaan nyt.")
        screen.press("Vie eteenpäin")
        expect(page.get_by_role("status")).to_contain_text("Kokouspäivät on vahvistettu.")
        _record(screen)
        screen.widen(NARROW)
        _after(screen)


def _record(screen: Screen) -> None:
    page = screen.page
    screen.follow("Kirjaa päätös")
    page.get_by_label("Pöytäkirjan teksti").fill(MINUTES)
    screen.press("Vertaa ehdotukseen")
    screen.widen(NARROW)
    expect(page.get_by_label("Pykälä")).to_have_value("292")
    screen.press("Näytä, mitä tästä seuraa")
    expect(page.get_by_role("alert")).to_contain_text("Kohta 1: valitse suhde ehdotukseen.")
    page.locator("#kohta-1-relation").select_option(label="Ehdotuksesta poiketen")
    page.locator("#kohta-1-effect").select_option(label="Annettiin toimeksianto")
    page.locator("#kohta-2-effect").select_option(label="Annettiin evästys")
    page.get_by_label("Miten muutos syntyi").select_option(label="Ei ilmene pöytäkirjasta")
    page.get_by_label("Tiivistelmä omin sanoin").fill("Valtuustolle järjestetään iltakoulu lokakuussa.")
    page.locator("#toimi-1-kind").select_option(label="Iltakoulu")
    page.locator("#toimi-1-body").select_option(label="Kaupunginvaltuusto")
    page.locator("#toimi-1-before").select_option(label="Kaupunginhallituksen esitys valtuustolle")
    page.locator("#toimi-1-window").fill("lokakuun aikana")
    screen.press("Näytä, mitä tästä seuraa")
    screen.widen(WIDE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Päätös poikkeaa ehdotuksesta osittain")
    expect(page.get_by_role("main")).to_contain_text("Uusi vaihe: Iltakoulu, aikaikkuna lokakuussa.")
    expect(page.get_by_role("main")).to_contain_text("Kirjeitä ei lähde ennen kuin pöytäkirja on tarkastettu")
    screen.press("Tallenna")
    expect(page.get_by_role("status")).to_have_text("Päätös on kirjattu.")


def _after(screen: Screen) -> None:
    """Go on to the next stage: the minutes are checked, somebody gets the order, the session gets its day."""
    page = screen.page
    screen.follow("Merkitse tarkastetuksi")
    screen.press("Tallenna")
    expect(page.get_by_role("main")).to_contain_text("pöytäkirja tarkastettu 25.9.2023")
    screen.follow("Nimeä tekijä")
    page.get_by_label("Henkilö").select_option(label="Heikki Esimerkki, hallintojohtaja")
    screen.press("Tallenna")
    screen.follow("Sovi iltakoulun päivä")
    page.get_by_label("Päivä").fill("2023-10-23")
    screen.press("Tallenna")
    expect(page.get_by_role("main")).to_contain_text("maanantai 23.10.2023")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_an_owner_opens_the_letters_link_and_answers(
    browser: Browser, october: Site, in_october: str, width: int
) -> None:
    link = _link(october.home.path / "letters", "maija-malli" if width == WIDE else "ville-malli")
    with opened(browser, october, in_october, None, width) as screen:
        page = screen.page
        screen.open(link)
        page.get_by_label("Talousarvion rivi").first.fill("Elinvoima 4210")
        screen.press("Tallenna tiedot")
        expect(page.get_by_role("status").first).to_be_visible()


def _link(letters: Path, person: str) -> str:
    """Give the path of the link in a person's newest letter."""
    newest = max(letters.glob(f"*-{person}-*.eml"))
    message = email.message_from_bytes(newest.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    found = re.search(r"https?://[^/\s]+(/vastaa/\S+)", body.get_content() if body else "")
    assert found
    return found[1].rstrip(".,)")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_director_decides_for_a_silent_project(browser: Browser, october: Site, in_october: str, width: int) -> None:
    project = "Asuinalueiden tonttitarjonta" if width == WIDE else "Kiinteistöjen energiansäästö"
    with opened(browser, october, in_october, "matti-malli", width) as screen:
        page = screen.page
        screen.open("/projektit")
        screen.follow(project)
        screen.follow("Ratkaise")
        page.locator("#choice").select_option(label="Uusi päivä")
        screen.press("Tallenna")
        expect(page.get_by_role("alert")).to_contain_text("puuttuu päivä, henkilö tai syy")
        page.get_by_label("Määräpäivä").fill("2023-11-06")
        screen.press("Tallenna")
        expect(page.get_by_role("heading", level=1)).to_have_text(project)
        expect(page.get_by_role("main")).to_contain_text("6.11.2023")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_city_manager_reads_the_history_as_of_a_day_and_takes_it_as_word(
    browser: Browser, october: Site, in_october: str, width: int
) -> None:
    with opened(browser, october, in_october, "kaupunginjohtaja", width) as screen:
        page = screen.page
        screen.open("/")
        screen.follow("Kaupunkistrategian päivittäminen")
        page.get_by_label("Tilanne päivänä").fill("2023-09-26")
        screen.press("Näytä")
        expect(page.get_by_role("main")).to_contain_text("Tilanne päivänä 26.9.2023.")
        expect(page.get_by_role("main")).to_contain_text("25.9.2023 · Kaupunginhallitus § 292 · Osittain ehdotuksesta")
        expect(page.get_by_role("main")).not_to_contain_text("12.10.2023")
        with page.expect_download() as coming:
            page.get_by_role("link", name="Lataa Word").click()
        word = Path(coming.value.path()).read_bytes()
    text = zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    assert "Kaupunginhallitus § 292" in text
    assert "12.10.2023" not in text

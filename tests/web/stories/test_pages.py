"""Every page is accessible by axe on a wide and a narrow screen; a keyboard is enough."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from kemiflow.app.people.accounts import begin
from kemiflow.web.site import Site
from tests.web.stories.browsers import opened

MATTER = "/asiat/strategia"
SECRETARY = (
    "/",
    "/asiat",
    "/asiat?tila=paattyneet",
    MATTER,
    f"{MATTER}/hyvaksyminen",
    f"{MATTER}/mita-jos?kokous=council-2023-12-11&paiva=2023-12-18",
    f"{MATTER}/paatos/proposal",
    f"{MATTER}/toimi/kohta?vaihe=proposal",
    f"{MATTER}/toimi/kokous?vaihe=approval",
    f"{MATTER}/toimi/valmistelija",
    f"{MATTER}/toimi/projekti?koskee=vitality",
    f"{MATTER}/kirjaukset",
    f"{MATTER}/korjaus/1",
    f"{MATTER}/historia",
    f"{MATTER}/historia?haku=iltakoulut&toimielin=city_board&tiedossa=2023-10-01",
    "/paatokset",
    "/paatokset?haku=iltakoulut&toimielin=city_board",
    "/uusi-asia",
    f"{MATTER}/kopioi/draft",
    "/projektit",
    "/projektit?tila=lacks",
    "/projektit/strategia/tyohyvinvointi",
    "/kokoukset",
    "/kokoukset?menneet=1",
    "/kokoukset/council-2023-12-11/siirto",
    "/kirjeet",
    "/kirjeet/tulossa",
    "/yllapito",
    "/yllapito/ihmiset",
    "/yllapito/ihmiset/maija-malli/unohda",
    "/yllapito/pohjat",
    "/yllapito/vaiheet",
    "/yllapito/asetukset",
    "/tili",
)
TYPED = "Asia raukesi.\n\nTätä kirjoitettiin tunti."
OLD, NEW = "kolme kuusta ja pitkä talvi", "neljä mäntyä ja lyhyt kesä"
EVERYBODY = ("/kirjaudu", "/saavutettavuus", "/tietosuoja", "/ei-ole")


def test_every_page_of_the_secretary_is_sound_on_both_screens(browser: Browser, october: Site, in_october: str) -> None:
    with opened(browser, october, in_october, "sanni-malli", 1280) as screen:
        page = screen.page
        for path in SECRETARY:
            answer = page.goto(path)
            assert answer is not None, path
            assert answer.status == 200, path
            screen.sound()
            screen.narrow()
            expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 375])
def test_what_everybody_sees_is_sound_in_three_languages(
    browser: Browser, october: Site, in_october: str, width: int
) -> None:
    with opened(browser, october, in_october, None, width) as screen:
        page = screen.page
        for language, said in (("På svenska", "Logga in"), ("In English", "Sign in"), ("Suomeksi", "Kirjaudu")):
            page.goto("/kirjaudu")
            screen.press(language)
            expect(page.get_by_role("heading", level=1)).to_have_text(said)
        for path in EVERYBODY:
            screen.open(path)


def test_owners_and_managers_have_sound_front_pages(browser: Browser, october: Site, in_october: str) -> None:
    for person in ("maija-malli", "kaupunginjohtaja", "eeva-malli", "tuula-esimerkki"):
        with opened(browser, october, in_october, person, 375) as screen:
            answer = screen.page.goto("/")
            assert answer is not None
            assert (answer.status, screen.page.url) == (200, f"{in_october}/"), person
            screen.sound()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element of a name has the focus, which must be seen."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate("[document.activeElement.id, document.activeElement.innerText || '']")
        if name == focused[0] or focused[1].strip().startswith(name):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid", name
            return
    raise AssertionError(name)


def test_a_keyboard_is_enough(browser: Browser, october: Site, in_october: str) -> None:
    with opened(browser, october, in_october, "sanni-malli", 1280) as screen:
        page = screen.twin
        page.goto("/asiat")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#sisalto"
        tab_to(page, "Kaupunkistrategian päivittäminen")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{MATTER}")
        tab_to(page, "Vaihda valmistelija")
        page.keyboard.press("Enter")
        page.wait_for_url("**/toimi/valmistelija")
        tab_to(page, "person")
        page.keyboard.type("Tuula")
        tab_to(page, "Tallenna")
        page.keyboard.press("Enter")
        page.wait_for_url("**sanottu=recorded")
        expect(page.get_by_role("status")).to_have_text("Kirjattu.")
        expect(page.get_by_role("main")).to_contain_text("Tuula Esimerkki")


@pytest.mark.parametrize("width", [1280, 375])
def test_a_password_is_changed_with_a_browser_alone(
    browser: Browser, october: Site, in_october: str, width: int
) -> None:
    door, person = october.door, "maija-malli"
    door.accounts.change(person, door.hasher.hash(OLD), door.now())
    door.accounts.end_all(person)
    begin(door, person, "openid")
    with opened(browser, october, in_october, person, width) as screen:
        page = screen.page
        screen.open("/tili")
        screen.press("Katkaise valittu")
        expect(page.get_by_role("alert")).to_contain_text("Valitse ensin")
        page.get_by_label("Nykyinen salasana").fill("väärin")
        screen.press("Vaihda salasana")
        expect(page.get_by_role("alert")).to_contain_text("Nykyinen salasana on väärin.")
        page.get_by_label("Nykyinen salasana").fill(OLD)
        page.get_by_label("Uusi salasana").fill(NEW)
        page.get_by_label("Sama salasana uudelleen").fill(NEW)
        screen.press("Vaihda salasana")
        expect(page.get_by_role("status")).to_contain_text("Salasana on vaihdettu.")
        assert len(door.accounts.sessions(person)) == 1


def test_what_is_no_text_is_told_at_the_field_in_a_browser(browser: Browser, october: Site, in_october: str) -> None:
    with opened(browser, october, in_october, "sanni-malli", 1280) as screen:
        page = screen.page
        screen.open("/uusi-asia")
        page.locator("#title").fill("Kevyt li\x07ikenne")
        screen.press("Avaa asia")
        expect(page.locator("#title-virhe")).to_contain_text("9. merkki (U+0007) ei ole tekstiä.")
        expect(page.locator("#title")).to_have_value("Kevyt liikenne")


@pytest.mark.parametrize("width", [1280, 375])
def test_what_was_typed_outlives_the_session_and_errors_take_the_focus(
    browser: Browser, october: Site, in_october: str, width: int
) -> None:
    with opened(browser, october, in_october, "sanni-malli", width) as screen:
        page, cookies = screen.page, screen.page.context.cookies()
        screen.open(f"{MATTER}/toimi/paata")
        page.get_by_label("Perustelu").fill(TYPED)
        page.get_by_label("Päivä, jona tämä tapahtui").fill("")
        page.context.clear_cookies()
        screen.press("Tallenna")
        expect(page.get_by_role("heading", level=1)).to_have_text("Istuntosi on päättynyt")
        expect(page.get_by_role("link", name="Kirjaudu uudessa välilehdessä")).to_have_attribute("target", "_blank")
        page.context.add_cookies([{"name": one["name"], "value": one["value"], "url": in_october} for one in cookies])
        screen.press("Lähetä uudelleen")
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page).to_have_title(re.compile("^Virhe: "))
        expect(page.get_by_label("Perustelu")).to_have_value(TYPED)

"""What letters say, word for word and by rule; each golden letter was read against the city's own model letters."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kemiflow.core.city import Body, BodyKind
from kemiflow.core.duty import DutyKind, Ground
from kemiflow.core.holdings import Absence, Holding
from kemiflow.core.labels import of_body
from kemiflow.core.letters import Background, Letter, LetterKind, content, letter_number
from kemiflow.core.values import Role, Words
from kemiflow.settings import templates_dir
from kemiflow.texts import Texts
from tests.core.letters_cast import ANNI, MAIJA, SETTINGS, Mailbox, city, cutoff, day, duty
from tests.core.letters_scenes import BACKGROUND, FIRST, MOVED, RULING, all_letters

GOLDEN = Path(__file__).parent / "golden_letters"
TEXTS = Texts(templates_dir())
AWAY = Absence(person=MAIJA, first=day("25.9."), last=day("6.10."), deputy=ANNI)
CITY = city(absences=(AWAY,))
LETTERS = all_letters()
WORDS_BEFORE_THE_LINE = 150
SPREAD = 180  # what Finnish says in endings, Swedish and English say in words of their own


def worded(letter: Letter, language: str = "fi", background: Background = BACKGROUND) -> str:
    written = TEXTS.letter(letter, content(letter, CITY, TEXTS.wording(language), background))
    return f"Aihe: {written.subject}\n\n{written.body}"


@pytest.mark.parametrize("name", LETTERS)
def test_letters_read_word_for_word_as_they_were_read_before(name: str) -> None:
    assert worded(LETTERS[name]) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", LETTERS)
def test_every_letter_in_swedish_and_english(name: str, language: str) -> None:
    plain = Background(told=BACKGROUND.told)
    assert worded(LETTERS[name], language, plain) == (GOLDEN / f"{name}.{language}.txt").read_text(encoding="utf-8")


def test_who_was_named_by_nobody_else_is_not_told_to_have_named_himself() -> None:
    letter = LETTERS["first"]
    own = tuple(
        replace(one, duty=replace(one.duty, ground=replace(one.duty.ground, by=letter.person)))
        for one in letter.tellings
    )
    assert "sinut on nimetty vastuuhenkilöksi 28.9.2023" in worded(replace(letter, tellings=own))


@pytest.mark.parametrize("name", ["name_projects", "many"])
def test_what_the_city_names_in_two_languages_is_named_in_the_readers(name: str) -> None:
    letter = LETTERS[name]
    names = Words(fi="Elinvoima", sv="Livskraft", en="Vitality")
    told = tuple(replace(one, duty=replace(one.duty, names=names)) for one in letter.tellings)
    said = worded(replace(letter, tellings=told), "sv", Background(told=BACKGROUND.told))
    assert ("Livskraft" in said, "Elinvoima" in said) == (True, False)


@pytest.mark.parametrize("name", [name for name in LETTERS if name != "heap"])
def test_a_letter_has_at_most_150_words_before_the_line(name: str) -> None:
    _, _, body = worded(LETTERS[name]).partition("\n\n")
    assert len(body.partition("\n—\n")[0].split()) <= WORDS_BEFORE_THE_LINE


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_has_one_link(name: str) -> None:
    assert len(re.findall(r"https://", worded(LETTERS[name]))) == 1


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_shouts_at_nobody_and_leaves_no_holes(name: str) -> None:
    text = worded(LETTERS[name])
    assert not re.search(r"HUOM|viimeinen varoitus|[Kk]iitos|None|\{|\}|\n\n\n|  | \.|\.\.", text)


@pytest.mark.parametrize("name", LETTERS)
def test_a_subject_is_one_line_that_names_a_day_or_says_that_it_is_over(name: str) -> None:
    subject = worded(LETTERS[name]).split("\n", 1)[0]
    assert re.search(r"\d+\.\d+\.|Ei enää sinulla", subject)


def test_five_hundred_duties_are_twenty_lines_and_a_count() -> None:
    text = worded(LETTERS["heap"])
    assert text.count("\n– ") == 21
    assert "– lisäksi 480: projektin tiedot 380 ja tehtävä 100" in text


def test_remarks_among_several_duties_are_counted() -> None:
    remarks = replace(duty(kind=DutyKind.REMARKS, id="remarks"), lacks=tuple(f"ELV-{n}" for n in range(1, 24)))
    (letter,) = Mailbox().walk([remarks, FIRST], day("29.9."))
    assert "huomioiden ratkaisut: Yrityspalvelujen yksi luukku (23 ratkaisematta)\n" in worded(letter)


def test_a_letter_has_the_same_number_each_time_and_another_one_each_day() -> None:
    one, again, other = (letter_number(MAIJA, day(on)) for on in ("29.9.", "29.9.", "2.10."))
    assert one == again != other
    assert re.fullmatch(r"KF-2023-0929-[A-Z2-7]{5}", one)


def test_a_reminder_names_the_reminders_that_remain() -> None:
    assert "Muuten muistutamme vielä 2.11." in worded(LETTERS["reminder"])


def test_one_reminder_that_remains_after_a_move_is_one() -> None:
    box = Mailbox()
    box.walk([FIRST], day("29.9."))
    (letter,) = box.walk([MOVED], day("27.10."))
    assert "Aiemmat muistutuspäivät on peruttu; uusi on 2.11." in worded(letter)
    assert "Aiemmat muistutuspäivät on peruttu; uudet ovat 27.10. ja 2.11." in worded(LETTERS["moved"])


def test_no_reminder_is_promised_after_the_only_agenda_has_closed() -> None:
    eve = duty("16.11.", kind=DutyKind.PRESENTER, role=Role.PRESENTER, cutoff=cutoff("27.11.", "16.11."))
    (letter,) = Mailbox().walk([eve], day("15.11."))
    text = worded(letter)
    assert "17.11." not in text
    assert "Ilman hyväksyntää se jää listalta pois.\n" in text
    assert "Muistutamme 19.10., 9.11. ja 15.11." in worded(LETTERS["presenter"])


def test_a_letter_on_a_moved_day_is_the_reminder_of_the_working_day_after_it_too() -> None:
    box = Mailbox()
    box.walk([FIRST], day("29.9."))
    (moved,) = box.walk([MOVED], day("26.10."))
    assert "uusi on 2.11." in worded(moved)
    assert box.walk([MOVED], day("27.10."), day("30.10.")) == []
    (reminder,) = box.walk([MOVED], day("2.11."))
    assert "Muistutus" in worded(reminder)


def test_who_was_asked_to_arrange_a_session_is_its_organiser_and_the_secretary_the_secretary() -> None:
    assert "olet iltakoulun järjestäjä." in worded(LETTERS["session"])
    town = replace(
        CITY,
        holdings=(
            *CITY.holdings,
            Holding(person=MAIJA, role=Role.SECRETARY, scope=None, first=day("1.1."), until=None),
        ),
    )
    written = TEXTS.letter(LETTERS["session"], content(LETTERS["session"], town, TEXTS.wording("fi"), BACKGROUND))
    assert "olet kaupunginsihteeri." in written.body


def test_several_duties_of_several_matters_name_none_of_them_on_top() -> None:
    other = replace(FIRST, case="toinen", id="x", case_title="Toinen asia", register_number="2/2023")
    (letter,) = Mailbox().walk([FIRST, other], day("29.9."))
    assert "\nAsia: " not in worded(letter)
    assert "\nAsia: Kaupunkistrategian päivittäminen (691/00.01.02/2021)\n" in worded(LETTERS["many"])


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("Elinvoimalautakunta", "elinvoimalautakunnan"),
        ("Tekninen lautakunta", "teknisen lautakunnan"),
        ("Yhteistyötoimikunta", "yhteistyötoimikunnan"),
        ("Outo elin", "lautakunnan (Outo elin)"),
    ],
)
def test_a_body_is_inflected_where_its_words_are_known(name: str, of: str) -> None:
    body = Body(id="x", name=Words(fi=name, sv=name, en=name), kind=BodyKind.COMMITTEE)
    assert of_body(body, TEXTS.wording("fi")) == of
    assert of_body(body, TEXTS.wording("sv")) == f"nämndens ({name})"


def test_on_the_eve_the_due_date_is_tomorrow() -> None:
    assert "Määräpäivä on huomenna." in _at("26.10.")


def test_on_the_day_the_due_date_is_today() -> None:
    assert "Määräpäivä on tänään." in _at("27.10.")


def test_a_day_of_next_year_is_written_with_its_year() -> None:
    (letter,) = Mailbox().walk([replace(FIRST, due=day("29.12."), opened=day("29.12.").replace(day=28))], day("28.12."))
    later = replace(letter.tellings[0].duty, due=day("5.1.").replace(year=2024))
    moved = replace(letter, tellings=(replace(letter.tellings[0], duty=later),))
    assert "Aihe: Projektin tiedot 5.1.2024 mennessä" in worded(moved)


def test_a_plea_for_more_time_is_told_to_the_director_as_such() -> None:
    asked = replace(RULING, ground=Ground(kind="more_time", on=day("7.11.")))
    (letter,) = Mailbox(person="matti").walk([asked], day("7.11."))
    assert "Vastuuhenkilö on pyytänyt lisäaikaa. " not in worded(LETTERS["ruling"])
    assert "Vastuuhenkilö on pyytänyt lisäaikaa.\n" in worded(letter)


def test_several_gaps_are_noted_together() -> None:
    late = replace(MOVED, lacks=("budget_line", "milestone"))
    box = Mailbox()
    (letter,) = box.walk([late], day("6.11."))
    assert "merkinnällä ”puuttuu: talousarvion rivi ja ensimmäinen välitavoite”" in worded(letter)


def test_a_letter_without_an_agenda_names_none() -> None:
    (letter,) = Mailbox().walk([duty("3.11.", lacks=("measure",))], day("29.9."))
    assert "Miksi tämä päivä" not in worded(letter)
    assert "Miksi tämä päivä" in worded(LETTERS["first"])


def test_a_decision_that_the_caller_does_not_name_is_left_out() -> None:
    assert "Taustalla" not in worded(LETTERS["first"], background=Background())


def test_a_move_backwards_says_so() -> None:
    box = Mailbox()
    box.walk([duty("27.10.", lacks=("measure",))], day("29.9."))
    (letter,) = box.walk([duty("20.10.", lacks=("measure",), cutoff=cutoff("1.11.", "25.10."))], day("2.10."))
    assert "projektin tietojen määräpäivä aikaistui." in worded(letter)


def test_a_move_of_three_weeks_says_so() -> None:
    box = Mailbox()
    box.walk([duty("27.10.", lacks=("measure",))], day("29.9."))
    (letter,) = box.walk([duty("17.11.", lacks=("measure",))], day("2.10."))
    assert "projektin tietojen määräpäivä siirtyi 3 viikolla." in worded(letter)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", LetterKind)
def test_every_kind_of_letter_has_its_words_in_each_language(kind: LetterKind, language: str) -> None:
    folder = templates_dir() / "letters" / kind
    assert [part for part in ("subject", "body") if not (folder / f"{part}.{language}.txt").is_file()] == []


def test_a_language_that_nobody_wrote_letters_in_is_told_in_finnish() -> None:
    assert TEXTS.language_of(LETTERS["task"], "se") == "fi"
    assert TEXTS.language_of(LETTERS["task"], "sv") == "sv"


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", [name for name in LETTERS if name != "heap"])
def test_other_languages_keep_the_rules_of_a_letter(name: str, language: str) -> None:
    text = worded(LETTERS[name], language, Background(told=BACKGROUND.told))
    _, _, body = text.partition("\n\n")
    assert len(body.partition("\n—\n")[0].split()) <= SPREAD
    assert len(re.findall(r"https://", text)) == 1
    assert not re.search(r"None|\{|\}|\n\n\n|  | \.|\.\.|[a-zåäö] \.", text)


def test_a_city_without_a_contact_asks_for_a_reply() -> None:
    lonely = replace(CITY, settings=replace(SETTINGS, contact=""))
    written = TEXTS.letter(LETTERS["first"], content(LETTERS["first"], lonely, TEXTS.wording("fi"), BACKGROUND))
    assert "Kysyttävää? Vastaa tähän viestiin.\n" in written.body


def _at(today: str) -> str:
    (letter,) = Mailbox().walk([FIRST], day(today))
    return worded(letter)

"""Words for days, hours and counts, and the words of the table."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kemiflow.core.wording import FactMissing, Wording, WordMissing

TABLE = {
    "duty.details": {"fi": "projektin tiedot", "sv": "projektets uppgifter", "en": "details of the project"},
    "letter.left": {"fi": "Aikaa on {count}."},
}
FI, SV, EN = (Wording(language=language, table=TABLE) for language in ("fi", "sv", "en"))
FRIDAY = date(2023, 10, 27)


def test_words_come_in_the_language() -> None:
    assert [one.say("duty.details") for one in (FI, SV, EN)] == [
        "projektin tiedot",
        "projektets uppgifter",
        "details of the project",
    ]


def test_what_a_language_lacks_is_said_in_finnish() -> None:
    assert SV.say("letter.left", count="20 arbetsdagar") == "Aikaa on 20 arbetsdagar."


def test_a_key_without_words_is_a_fault() -> None:
    with pytest.raises(WordMissing, match=r"duty\.nothing"):
        FI.say("duty.nothing")


def test_a_fact_that_was_not_given_is_a_fault() -> None:
    with pytest.raises(FactMissing, match=r"letter\.left: 'count'"):
        FI.say("letter.left")


def test_days_are_written_as_finns_write_them() -> None:
    assert FI.day(date(2023, 9, 25)) == "25.9.2023"
    assert FI.short_day(FRIDAY) == "27.10."
    assert FI.weekday_day(date(2023, 9, 29)) == "perjantai 29.9.2023"
    assert FI.on_weekday(FRIDAY) == "perjantaina 27.10.2023"
    assert FI.on_near_weekday(date(2023, 11, 1), FRIDAY) == "keskiviikkona 1.11."
    assert FI.two_letter(FRIDAY) == "pe 27.10."
    assert FI.near_two_letter(FRIDAY, FRIDAY) == "pe 27.10."
    assert FI.near_two_letter(FRIDAY, date(2024, 1, 8)) == "pe 27.10.2023"


def test_a_day_of_another_year_keeps_its_year() -> None:
    assert FI.near_day(date(2024, 1, 8), FRIDAY) == "8.1.2024"


def test_days_in_swedish_and_english() -> None:
    assert SV.on_weekday(FRIDAY) == "fredagen den 27.10.2023"
    assert EN.on_weekday(FRIDAY) == "Friday 27 October 2023"
    assert EN.short_day(FRIDAY) == "27 October"
    days = [word.whole_day(FRIDAY) for word in (FI, SV, EN)]
    assert days == ["pe 27.10.2023", "fr 27.10.2023", "Fri 27 October 2023"]


def test_a_near_day_on_which_something_happens_is_named_without_this_year() -> None:
    assert FI.on_near_weekday(date(2023, 10, 30), FRIDAY) == "maanantaina 30.10."


def test_one_working_day_is_singular() -> None:
    assert [FI.count_working(n) for n in (0, 1, 20)] == ["0 työpäivää", "1 työpäivä", "20 työpäivää"]


def test_full_hours_have_no_minutes_in_finnish() -> None:
    assert [FI.clock("12.00"), FI.clock("17.30"), EN.clock("12.00")] == ["klo 12", "klo 17.30", "at 12.00"]


def test_a_moment_is_told_to_the_second() -> None:
    at = datetime(2023, 10, 13, 7, 30, 5, tzinfo=ZoneInfo("Europe/Helsinki"))
    assert FI.moment(at) == "13.10.2023 klo 7.30.05"
    assert EN.moment(at) == "13 October 2023 at 7.30.05"


def test_lists_end_in_and() -> None:
    assert [FI.listing(items) for items in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "",
        "a",
        "a ja b",
        "a, b ja c",
    ]

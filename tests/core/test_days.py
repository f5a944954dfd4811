"""Working days, holidays and windows."""

from datetime import date, timedelta

import holidays as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.core.days import (
    Window,
    WindowReversed,
    add_months,
    add_working,
    fuzzy_window,
    holiday_name,
    is_working,
    next_working,
    nonworking_reason,
    previous_working,
    working_between,
)

HOLIDAYS = {
    ("Uudenvuodenpäivä", "Nyårsdagen"): "2023-01-01 2024-01-01 2025-01-01 2026-01-01 2027-01-01 2028-01-01",
    ("Loppiainen", "Trettondag"): "2023-01-06 2024-01-06 2025-01-06 2026-01-06 2027-01-06 2028-01-06",
    ("Pitkäperjantai", "Långfredagen"): "2023-04-07 2024-03-29 2025-04-18 2026-04-03 2027-03-26 2028-04-14",
    ("Pääsiäispäivä", "Påskdagen"): "2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16",
    ("Toinen pääsiäispäivä", "Annandag påsk"): "2023-04-10 2024-04-01 2025-04-21 2026-04-06 2027-03-29 2028-04-17",
    ("Vappu", "Första maj"): "2023-05-01 2024-05-01 2025-05-01 2026-05-01 2027-05-01 2028-05-01",
    ("Helatorstai", "Kristi himmelsfärdsdag"): "2023-05-18 2024-05-09 2025-05-29 2026-05-14 2027-05-06 2028-05-25",
    ("Helluntaipäivä", "Pingst"): "2023-05-28 2024-05-19 2025-06-08 2026-05-24 2027-05-16 2028-06-04",
    ("Juhannusaatto", "Midsommarafton"): "2023-06-23 2024-06-21 2025-06-20 2026-06-19 2027-06-25 2028-06-23",
    ("Juhannuspäivä", "Midsommardagen"): "2023-06-24 2024-06-22 2025-06-21 2026-06-20 2027-06-26 2028-06-24",
    ("Pyhäinpäivä", "Alla helgons dag"): "2023-11-04 2024-11-02 2025-11-01 2026-10-31 2027-11-06 2028-11-04",
    ("Itsenäisyyspäivä", "Självständighetsdagen"): "2023-12-06 2024-12-06 2025-12-06 2026-12-06 2027-12-06 2028-12-06",
    ("Jouluaatto", "Julafton"): "2023-12-24 2024-12-24 2025-12-24 2026-12-24 2027-12-24 2028-12-24",
    ("Joulupäivä", "Juldagen"): "2023-12-25 2024-12-25 2025-12-25 2026-12-25 2027-12-25 2028-12-25",
    ("Tapaninpäivä", "Annandag jul"): "2023-12-26 2024-12-26 2025-12-26 2026-12-26 2027-12-26 2028-12-26",
}

CLOSED = frozenset(date(2023, 12, day) for day in (27, 28, 29))

days = st.dates(date(1992, 1, 1), date(2100, 12, 31))
counts = st.integers(-60, 60)
quiet_days = st.frozensets(st.dates(date(2024, 1, 1), date(2024, 3, 31)), max_size=40)
near = st.dates(date(2023, 12, 1), date(2024, 4, 30))


def every_day(first: int, last: int) -> list[date]:
    start = date(first, 1, 1)
    return [start + timedelta(days=passed) for passed in range((date(last + 1, 1, 1) - start).days)]


def test_the_holidays_of_six_years_are_those_of_the_almanac() -> None:
    almanac = {(date.fromisoformat(day), fi, sv) for (fi, sv), row in HOLIDAYS.items() for day in row.split()}
    ours = {(day, holiday_name(day), holiday_name(day, "sv")) for day in every_day(2023, 2028) if holiday_name(day)}
    assert ours == almanac


@pytest.mark.parametrize(("lang", "code"), [("fi", "fi"), ("sv", "sv_FI"), ("en", "en_US")])
def test_a_century_of_holidays_agrees_with_the_holidays_library(lang: str, code: str) -> None:
    library = oracle.country_holidays("FI", years=range(1992, 2101), language=code)
    for day in every_day(1992, 2100):
        ours, theirs = holiday_name(day, lang), library.get_list(day)
        assert (ours in theirs) if ours else not theirs, day


@pytest.mark.parametrize("easter", ["1818-03-22", "1943-04-25", "2038-04-25", "2285-03-22", "2400-04-16", "1650-04-17"])
def test_easter_is_right_at_its_earliest_and_latest_and_across_the_centuries(easter: str) -> None:
    assert holiday_name(date.fromisoformat(easter)) == "Pääsiäispäivä"


def test_a_holiday_has_its_finnish_name_where_a_language_is_unknown() -> None:
    assert holiday_name(date(2023, 12, 6), "se") == "Itsenäisyyspäivä"


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2023-11-04", "pyhäinpäivä"),
        ("2023-12-25", "joulupäivä"),
        ("2024-03-29", "pitkäperjantai"),
        ("2025-12-24", "jouluaatto"),
        ("2024-06-21", "juhannusaatto"),
        ("2023-12-24", "jouluaatto"),
        ("2023-09-23", "lauantai"),
        ("2023-09-24", "sunnuntai"),
        ("2023-09-25", None),
        ("2024-03-28", None),
        ("2024-12-31", None),
    ],
)
def test_only_the_days_of_the_law_let_an_act_wait(day: str, reason: str | None) -> None:
    assert nonworking_reason(date.fromisoformat(day)) == reason


@given(days)
def test_a_day_is_a_working_day_exactly_when_nothing_speaks_against_it(day: date) -> None:
    assert is_working(day) == (nonworking_reason(day) is None)


def test_the_city_closes_its_own_days() -> None:
    assert not is_working(date(2023, 12, 28), CLOSED)
    assert is_working(date(2023, 12, 28))
    assert next_working(date(2023, 12, 23), CLOSED) == date(2024, 1, 2)
    assert previous_working(date(2023, 12, 31), CLOSED) == date(2023, 12, 22)


@given(near, quiet_days)
def test_moving_to_a_working_day_ends_on_the_nearest_one_and_never_turns_back(
    day: date, quiet: frozenset[date]
) -> None:
    before, after = previous_working(day, quiet), next_working(day, quiet)
    assert before <= day <= after
    assert is_working(before, quiet)
    assert is_working(after, quiet)
    between = (before + timedelta(days=passed) for passed in range(1, (after - before).days))
    assert not any(is_working(skipped, quiet) for skipped in between)


@given(near, counts, quiet_days)
def test_adding_and_taking_working_days_undo_each_other(day: date, n: int, quiet: frozenset[date]) -> None:
    start = next_working(day, quiet)
    assert add_working(add_working(start, n, quiet), -n, quiet) == start


@given(near, counts, quiet_days)
def test_as_many_working_days_lie_between_as_were_added(day: date, n: int, quiet: frozenset[date]) -> None:
    start = next_working(day, quiet)
    there = add_working(start, n, quiet)
    assert is_working(there, quiet)
    assert working_between(start, there, quiet) == n


@given(near, near, quiet_days)
def test_working_days_between_are_the_same_number_both_ways(a: date, b: date, quiet: frozenset[date]) -> None:
    assert working_between(a, b, quiet) == -working_between(b, a, quiet)


@given(days, st.integers(-900, 900), quiet_days)
def test_working_days_between_are_those_that_are_counted_one_by_one(a: date, n: int, quiet: frozenset[date]) -> None:
    b = a + timedelta(days=n)
    first, last = min(a, b), max(a, b)
    counted = sum(is_working(first + timedelta(days=one), quiet) for one in range(1, (last - first).days + 1))
    assert working_between(first, last, quiet) == counted


@given(near, near, near)
def test_working_days_between_add_up(a: date, b: date, c: date) -> None:
    assert working_between(a, b) + working_between(b, c) == working_between(a, c)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2023-10-27", 1, "2023-10-30"),
        ("2023-10-28", 1, "2023-10-30"),
        ("2023-10-28", 0, "2023-10-30"),
        ("2023-10-28", -1, "2023-10-27"),
        ("2023-12-05", 1, "2023-12-07"),
        ("2023-12-22", 1, "2023-12-27"),
        ("2024-04-02", -1, "2024-03-28"),
    ],
)
def test_working_days_step_over_weekends_and_holidays(day: str, n: int, expected: str) -> None:
    assert add_working(date.fromisoformat(day), n).isoformat() == expected


def test_a_weekend_makes_nothing_later() -> None:
    assert working_between(date(2023, 10, 27), date(2023, 10, 29)) == 0
    assert working_between(date(2023, 10, 27), date(2023, 11, 3)) == 5


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2023-01-31", 1, "2023-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2023-11-15", 2, "2024-01-15"),
        ("2023-12-15", 12, "2024-12-15"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-01-15", -1, "2023-12-15"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(day: str, n: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), n).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("lokakuun aikana", "2023-10-01", "2023-10-31"),
        ("Lokakuun  aikana.", "2023-10-01", "2023-10-31"),
        ("lokakuussa", "2023-10-01", "2023-10-31"),
        ("helmikuussa 2024", "2024-02-01", "2024-02-29"),
        ("helmikuun 2024 aikana", "2024-02-01", "2024-02-29"),
        ("loka–marraskuun aikana", "2023-10-01", "2023-11-30"),
        ("touko-kesäkuussa", "2023-05-01", "2023-06-30"),
        ("lokakuun loppuun mennessä", "2023-01-01", "2023-10-31"),
        ("viikolla 43", "2023-10-23", "2023-10-29"),
        ("viikon 43 aikana", "2023-10-23", "2023-10-29"),
        ("viikoilla 43–44", "2023-10-23", "2023-11-05"),
        ("viikolla 1", "2023-01-02", "2023-01-08"),
        ("viikolla 53 2026", "2026-12-28", "2027-01-03"),
        ("vuoden loppuun mennessä", "2023-01-01", "2023-12-31"),
        ("vuoden 2024 loppuun mennessä", "2024-01-01", "2024-12-31"),
        ("vuoden aikana", "2023-01-01", "2023-12-31"),
        ("kevään aikana", "2023-03-01", "2023-05-31"),
        ("keväällä 2024", "2024-03-01", "2024-05-31"),
        ("kesällä", "2023-06-01", "2023-08-31"),
        ("syksyn aikana", "2023-09-01", "2023-11-30"),
        ("31.5. mennessä", "2023-01-01", "2023-05-31"),
        ("31.5.2024 mennessä", "2024-01-01", "2024-05-31"),
    ],
)
def test_a_time_as_minutes_word_it_becomes_a_window(text: str, first: str, last: str) -> None:
    assert fuzzy_window(text, 2023) == Window(first=date.fromisoformat(first), last=date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pian",
        "talven aikana",
        "viikolla 53",
        "viikolla 0",
        "viikoilla 44–43",
        "marras–tammikuussa",
        "31.11. mennessä",
        "lokakuun aikana tai myöhemmin",
        "kuun aikana",
    ],
)
def test_what_is_no_clear_time_is_never_guessed_at(text: str) -> None:
    assert fuzzy_window(text, 2023) is None


pieces = (
    *("viikolla", "vko", "0", "99", "43-44", "2024", "2099", "٣"),
    *("loka-marraskuun", "marras-tammikuun", "aikana", "kuussa", "31.11.", "0.13.", "mennessä"),
)


@given(st.lists(st.sampled_from(pieces), max_size=4).map(" ".join) | st.text())
def test_no_text_breaks_the_reading_of_times(text: str) -> None:
    window = fuzzy_window(text, 2023)
    assert window is None or window.first.year in range(2019, 2101)


def test_a_window_that_ends_before_it_begins_cannot_be_made() -> None:
    with pytest.raises(WindowReversed, match="2023-10-31"):
        Window(first=date(2023, 10, 31), last=date(2023, 10, 1))


def test_a_window_holds_its_first_and_its_last_day() -> None:
    october = Window(first=date(2023, 10, 1), last=date(2023, 10, 31))
    assert october.contains(october.first)
    assert october.contains(october.last)
    assert not october.contains(date(2023, 9, 30))
    assert not october.contains(date(2023, 11, 1))

"""Statutory time limits against dates counted by hand from the law."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.core.days import is_working, next_working
from kemiflow.core.limits import (
    LAST_DAY,
    RULES,
    Challenge,
    Channel,
    NoRulesForDay,
    Remedy,
    budget_binding,
    council_motion_due,
    notice,
    notification,
    publication,
    rule_at,
)

# id, remedy, channel, start, deemed, last, reason of the shift
VECTORS = """
V01 rectification member     2023-09-28 2023-10-05 2023-10-19 -
V02 rectification member     2023-10-14 2023-10-21 2023-11-06 pyhäinpäivä
V03 rectification member     2023-11-15 2023-11-22 2023-12-07 itsenäisyyspäivä
V04 rectification member     2023-12-04 2023-12-11 2023-12-27 joulupäivä
V05 rectification member     2024-03-08 2024-03-15 2024-04-02 pitkäperjantai
V06 rectification member     2024-04-10 2024-04-17 2024-05-02 vappu
V07 rectification member     2024-05-31 2024-06-07 2024-06-24 juhannusaatto
V08 rectification letter     2023-10-02 2023-10-09 2023-10-23 -
V09 rectification electronic 2023-10-02 2023-10-05 2023-10-19 -
V10 appeal        member     2023-12-18 2023-12-25 2024-01-24 -
V12 appeal        member     2025-11-17 2025-11-24 2025-12-29 jouluaatto
V14 rectification member     2019-05-17 2019-05-24 2019-06-07 -
V16 rectification member     2024-04-18 2024-04-25 2024-05-10 helatorstai
Saturday rectification member 2023-09-16 2023-09-23 2023-10-09 lauantai
Sunday  rectification member 2023-09-17 2023-09-24 2023-10-09 sunnuntai
""".strip().splitlines()

CHALLENGES: tuple[Challenge, ...] = (Remedy.RECTIFICATION, Remedy.APPEAL, Remedy.TAKEOVER)
PRESUMED = {Channel.MEMBER: 7, Channel.LETTER: 7, Channel.ELECTRONIC: 3}

days = st.dates(date(2017, 6, 1), date(2100, 12, 31))
challenges = st.sampled_from(CHALLENGES)
channels = st.sampled_from(Channel)


def challenge(name: str) -> Challenge:
    return next(each for each in CHALLENGES if each == name)


@pytest.mark.parametrize("vector", VECTORS, ids=[vector.split()[0] for vector in VECTORS])
def test_a_remedy_ends_on_the_day_counted_by_hand(vector: str) -> None:
    _, remedy, channel, start, deemed, last, reason = vector.split()
    time = notification(challenge(remedy), Channel(channel), date.fromisoformat(start))
    assert (time.deemed.isoformat(), time.last.isoformat()) == (deemed, last)
    assert (time.shifted, time.reason) == ((False, None) if reason == "-" else (True, reason))
    assert time.personal_data_removal_from == time.legally_final_from == time.last + timedelta(days=1)


@given(challenges, channels, days)
def test_the_deemed_day_is_never_shifted(remedy: Challenge, channel: Channel, start: date) -> None:
    assert notification(remedy, channel, start).deemed == start + timedelta(days=PRESUMED[channel])


@given(challenges, channels, days)
def test_the_last_day_is_a_working_day_and_never_before_the_counted_one(
    remedy: Challenge, channel: Channel, start: date
) -> None:
    time = notification(remedy, channel, start)
    counted = time.deemed + timedelta(days=30 if remedy is Remedy.APPEAL else 14)
    assert time.last == next_working(counted) >= counted
    assert is_working(time.last)
    assert time.shifted == (not is_working(counted)) == (time.reason is not None)


@given(challenges, channels, days)
def test_nothing_is_final_and_nobody_is_erased_while_the_remedy_is_open(
    remedy: Challenge, channel: Channel, start: date
) -> None:
    time = notification(remedy, channel, start)
    assert time.last < time.legally_final_from <= time.last + timedelta(days=1)
    assert time.last < time.personal_data_removal_from <= time.last + timedelta(days=1)


@given(channels, days)
def test_the_city_board_may_take_a_matter_over_as_long_as_rectification_may_be_asked(
    channel: Channel, start: date
) -> None:
    assert notification(Remedy.TAKEOVER, channel, start) == notification(Remedy.RECTIFICATION, channel, start)


@given(challenges, channels, days)
def test_a_later_start_never_ends_earlier(remedy: Challenge, channel: Channel, start: date) -> None:
    sooner, later = (notification(remedy, channel, start + timedelta(days=wait)) for wait in (0, 1))
    assert sooner.last <= later.last


@pytest.mark.parametrize(
    ("meeting", "legal", "practical"),
    [
        pytest.param("2023-11-13", "2023-11-09", "2023-11-09", id="V20"),
        pytest.param("2024-01-10", "2024-01-06", "2024-01-05", id="V22-epiphany"),
        pytest.param("2024-04-02", "2024-03-29", "2024-03-28", id="V23-good-friday"),
        pytest.param("2024-12-30", "2024-12-26", "2024-12-23", id="christmas-week"),
    ],
)
def test_a_council_notice_goes_out_four_days_before(meeting: str, legal: str, practical: str) -> None:
    time = notice(date.fromisoformat(meeting))
    assert (time.legal_latest.isoformat(), time.practical_latest.isoformat()) == (legal, practical)


@given(days, st.integers(1, 14), st.frozensets(st.dates(date(2024, 1, 1), date(2024, 2, 29))))
def test_a_notice_is_never_late_and_always_on_a_working_day(meeting: date, before: int, quiet: frozenset[date]) -> None:
    time = notice(meeting, days=before, quiet=quiet)
    assert time.practical_latest <= time.legal_latest == meeting - timedelta(days=before)
    assert is_working(time.practical_latest, quiet)


@given(days)
def test_a_notice_waits_as_long_as_working_days_let_it(meeting: date) -> None:
    time = notice(meeting)
    idle = (time.legal_latest - time.practical_latest).days
    assert not any(is_working(time.practical_latest + timedelta(days=passed)) for passed in range(1, idle + 1))


def test_another_body_has_the_notice_days_of_its_city() -> None:
    assert notice(date(2023, 9, 25), days=3).legal_latest == date(2023, 9, 22)


def test_a_notice_avoids_the_days_when_the_city_hall_is_closed() -> None:
    closed = frozenset(date(2023, 12, day) for day in (27, 28, 29))
    assert notice(date(2023, 12, 31), quiet=closed).practical_latest == date(2023, 12, 22)
    assert notice(date(2023, 12, 31)).practical_latest == date(2023, 12, 27)


def test_a_closed_city_hall_moves_no_remedy() -> None:
    assert notification(Remedy.RECTIFICATION, Channel.MEMBER, date(2023, 12, 6)).last == date(2023, 12, 27)


@given(days)
def test_a_municipal_notice_stays_online_for_fourteen_days_even_when_they_end_on_a_holiday(published: date) -> None:
    time = publication(published)
    assert time.last_day_online == published + timedelta(days=14)
    assert time.personal_data_removal_from == published + timedelta(days=15)


@pytest.mark.parametrize(
    ("filed", "months", "due"),
    [
        ("2023-03-13", 6, "2023-09-13"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2022-08-31", 6, "2023-02-28"),
        ("2023-12-01", 12, "2024-12-01"),
    ],
)
def test_a_council_motion_is_answered_in_the_months_that_the_city_gives_itself(
    filed: str, months: int, due: str
) -> None:
    assert council_motion_due(date.fromisoformat(filed), months).isoformat() == due


def test_a_council_motion_is_answered_within_six_months_unless_the_city_says_otherwise() -> None:
    assert council_motion_due(date(2023, 10, 2)) == date(2024, 4, 2)


def test_the_budget_binds_to_new_years_eve_even_on_a_sunday() -> None:
    assert budget_binding(2023) == date(2023, 12, 31)
    assert not is_working(budget_binding(2023))


def test_rules_are_known_from_the_day_when_the_chapters_on_remedies_came_to_be_applied() -> None:
    assert rule_at(date(2017, 6, 1)) == RULES[0]
    assert rule_at(LAST_DAY) == RULES[-1]


@pytest.mark.parametrize("day", [date.min, date(2017, 5, 31), date(3000, 1, 1), date.max])
def test_a_day_without_known_rules_is_named_and_not_guessed_at(day: date) -> None:
    with pytest.raises(NoRulesForDay, match=day.isoformat()) as raised:
        notification(Remedy.APPEAL, Channel.MEMBER, day)
    assert (raised.value.day, raised.value.first) == (day, date(2017, 6, 1))


def test_a_change_of_law_counts_from_its_own_day() -> None:
    changed = (*RULES, replace(RULES[-1], since=date(2030, 1, 1), electronic=1))
    assert rule_at(date(2029, 12, 31), changed).electronic == 3
    assert rule_at(date(2030, 1, 1), changed).electronic == 1


def test_rules_stand_in_the_order_of_their_days() -> None:
    assert [rules.since for rules in RULES] == sorted({rules.since for rules in RULES})

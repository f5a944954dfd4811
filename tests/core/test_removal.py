"""When names must be off the web, and that the secretary is told so for two weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kemiflow.core.action import Ask
from kemiflow.core.duty import NAMES, Duty, DutyKind
from kemiflow.core.limits import RULES, Channel, Remedy
from kemiflow.core.plan import plan, wake_on
from kemiflow.core.records.case import CaseClosed
from kemiflow.core.records.decision import MinutesPublished
from kemiflow.core.removal import DAYS_TOLD, Removal, removal_of
from kemiflow.core.standing import DecisionStanding, Standing
from kemiflow.core.values import Publicity, Text
from kemiflow.core.worded import duty_line
from kemiflow.core.wording import Wording
from tests.core.story import CITY, FI, SEPTEMBER, TABLE, section_292, until_292, year

DAY = date(2024, 1, 23)  # of the council's § 112, published online on 15.12.2023


def decided(remedy: Remedy, published: date | None, channel: Channel = Channel.MEMBER) -> DecisionStanding:
    fact = replace(section_292(), remedy=remedy)
    told = channel if published else None
    return DecisionStanding(key="d292", on=SEPTEMBER, fact=fact, published=published, channel=told)


@pytest.mark.parametrize(
    ("remedy", "channel", "day"),
    [
        (Remedy.RECTIFICATION, Channel.MEMBER, date(2023, 10, 24)),
        (Remedy.APPEAL, Channel.MEMBER, date(2023, 11, 9)),
        (Remedy.APPEAL, Channel.ELECTRONIC, date(2023, 11, 7)),  # the last day moved from a Saturday
        (Remedy.NONE, Channel.MEMBER, date(2023, 10, 17)),
    ],
)
def test_names_go_the_day_after_the_time_for_a_remedy_or_the_time_online(
    remedy: Remedy, channel: Channel, day: date
) -> None:
    found = removal_of(decided(remedy, date(2023, 10, 2), channel))
    assert found == Removal(day=day, remedy=remedy is not Remedy.NONE)


def test_no_time_begins_before_the_minutes_are_out_and_an_appeal_does_not_lengthen_it() -> None:
    assert removal_of(decided(Remedy.APPEAL, None)) is None
    out = decided(Remedy.APPEAL, date(2023, 10, 2))
    assert removal_of(replace(out, appealed=date(2023, 11, 1))) == removal_of(out)


def test_what_came_out_before_the_law_was_applied_has_had_its_time() -> None:
    found = removal_of(decided(Remedy.NONE, date(2016, 5, 4)))
    assert found
    assert found.day == RULES[0].since


def names(standing: Standing, today: date) -> list[Duty]:
    actions = plan(standing, CITY, today)
    duties = [one.duty for one in actions if isinstance(one, Ask)]
    return [one for one in duties if one.kind in NAMES and one.opened <= today]


@pytest.mark.parametrize("closed", ["open", "closed"])
def test_the_secretary_is_told_from_that_day_for_fourteen_days(closed: str) -> None:
    story = year()
    if closed == "closed":
        story.add(CaseClosed(reason=Text(text="Pantu täytäntöön.")), date(2024, 1, 16))
    told = [day for n in range(-3, 20) if names(story.standing, day := DAY + timedelta(days=n))]
    assert told == [DAY + timedelta(days=n) for n in range(14)]


def test_the_matter_wakes_on_the_first_day_and_when_nobody_is_told_any_more() -> None:
    standing = year().standing
    for today in (DAY - timedelta(days=1), DAY + DAYS_TOLD - timedelta(days=1)):
        woken = wake_on(plan(standing, CITY, today), today)
        assert woken == today + timedelta(days=1)


def test_the_line_names_the_decision_and_the_last_day_and_is_never_late() -> None:
    (duty,) = names(year().standing, DAY + timedelta(days=13))
    assert (duty.kind, duty.person, duty.due) == (DutyKind.NAMES_AFTER_REMEDY, "sanni", DAY)
    assert not duty.late(DAY + timedelta(days=13))
    assert duty_line(duty, FI) == (
        "Kaupunginvaltuusto § 112: muutoksenhakuaika päättyi 22.1. – poista henkilötiedot kaupungin verkkosivuilta"
    )
    for language in ("sv", "en"):
        assert "22" in duty_line(duty, Wording(language=language, table=TABLE))


def test_without_a_remedy_the_line_speaks_of_the_time_online() -> None:
    story = until_292()
    story.add(MinutesPublished(decision="d292", channel=Channel.MEMBER), date(2023, 10, 2))
    (duty,) = names(story.standing, date(2023, 10, 17))
    assert duty_line(duty, FI) == (
        "Kaupunginhallitus § 292: nähtävilläoloaika päättyi 16.10. – poista henkilötiedot kaupungin verkkosivuilta"
    )


def test_of_a_decision_that_is_not_public_nobody_is_told() -> None:
    story = year()
    assert names(story.standing, DAY)
    secret = replace(story.standing.decisions["d112"].fact, publicity=Publicity.CONFIDENTIAL)
    story.records = [replace(one, fact=secret) if one.key == "d112" else one for one in story.records]
    assert not names(story.standing, DAY)

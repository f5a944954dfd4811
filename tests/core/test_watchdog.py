"""The watchdog speaks of each late beginning once, and of a walk that has not run for 26 hours of working mornings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kemiflow.core.duty import Duty, DutyKind
from kemiflow.core.letters.watchdog import expected, letter_of, silent_since, watchdog
from kemiflow.core.records.person import LetterDecided
from tests.core.letters_cast import Mailbox, city, day, duty

BEGIN = duty("27.10.", "20.10.", id="begin:views", kind=DutyKind.BEGIN, about="views", person="sanni")
FRIDAY, MONDAY = date(2023, 10, 27), date(2023, 10, 30)


def at(on: date, hour: int) -> datetime:
    return datetime(on.year, on.month, on.day, hour, tzinfo=UTC)


def told(box: Mailbox, duties: list[Duty], on: date) -> list[str] | None:
    """Walk one morning of the watchdog and remember its letter."""
    found = watchdog(duties, box.records, city(), on)
    if found is None:
        return None
    letter = letter_of("sanni", on, found)
    fact = LetterDecided(day=on, kind=letter.kind, covers=letter.covers, subject="", text="")
    box.write(letter.key, fact, on)
    return [one.duty.id for one in found]


def test_a_step_that_should_have_begun_is_told_once() -> None:
    box = Mailbox(person="sanni")
    assert told(box, [BEGIN], day("27.10.")) is None
    assert told(box, [BEGIN], day("30.10.")) == ["begin:views"]
    assert told(box, [BEGIN], day("31.10.")) is None


def test_it_is_silent_when_the_step_began() -> None:
    assert told(Mailbox(person="sanni"), [], day("30.10.")) is None


def test_a_step_that_got_a_new_day_and_missed_it_is_told_again() -> None:
    box = Mailbox(person="sanni")
    told(box, [BEGIN], day("30.10."))
    assert told(box, [replace(BEGIN, due=day("2.11."))], day("3.11.")) == ["begin:views"]


def test_a_late_owner_is_not_the_watchdogs_matter() -> None:
    assert told(Mailbox(person="sanni"), [duty("20.10.")], day("30.10.")) is None


def test_several_late_things_are_one_letter() -> None:
    other = replace(BEGIN, id="confirm:draft", kind=DutyKind.CONFIRM)
    assert told(Mailbox(person="sanni"), [BEGIN, other], day("30.10.")) == ["begin:views", "confirm:draft"]


def test_nothing_is_said_on_days_off() -> None:
    assert told(Mailbox(person="sanni"), [BEGIN], date(2023, 10, 28)) is None


@pytest.mark.parametrize(
    ("last", "now", "silent"),
    [
        (at(MONDAY, 5), at(MONDAY, 6), None),
        (at(FRIDAY, 5), at(MONDAY, 6), None),  # the weekend has no walks
        (at(date(2023, 10, 26), 5), at(FRIDAY, 6), None),
        (at(date(2023, 10, 26), 5), at(MONDAY, 6), date(2023, 10, 26)),
        (at(MONDAY, 5), at(date(2023, 10, 31), 12), MONDAY),  # more than 26 hours
        (None, at(MONDAY, 6), None),
    ],
)
def test_a_walk_is_missed_when_a_working_morning_lies_26_hours_back(
    last: datetime | None, now: datetime, silent: date | None
) -> None:
    assert silent_since(last, now, frozenset()) == silent


def test_over_midsummer_nobody_misses_a_walk() -> None:
    thursday, monday = date(2023, 6, 22), date(2023, 6, 26)
    assert expected(at(monday, 6), frozenset()) == thursday
    assert silent_since(at(thursday, 5), at(monday, 6), frozenset()) is None

"""Reminders where the calendar is awkward: missed mornings, late beginnings, weekends, holidays, moved days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kemiflow.core.definition.process import Ladder, Step, StepKind
from kemiflow.core.duty import DutyKind
from kemiflow.core.holdings import Absence
from kemiflow.core.letters import Background, Letter, LetterKind, content, entries, rungs
from kemiflow.core.values import Words
from kemiflow.settings import templates_dir
from kemiflow.texts import Texts
from tests.core.letters_cast import ANNI, MAIJA, Mailbox, city, cutoff, day, duty, make, working_days

TEXTS = Texts(templates_dir())
AUTUMN = working_days(day("25.9."), day("30.11."))


@pytest.mark.parametrize(("missed", "unsaid"), [(1, 1), (3, 1), (10, 5)])
def test_mornings_that_were_missed_are_one_letter_with_the_reason(missed: int, unsaid: int) -> None:
    steep = duty(ladder=Ladder(before=(5, 4, 3, 2, 1)))
    box = Mailbox()
    box.walk([steep], *working_days(day("25.9."), day("19.10.")))
    again = day("20.10.") + timedelta(days=missed)
    letter, *later = box.walk([steep], *working_days(again, again + timedelta(days=2)))
    assert (len(letter.covers[0].superseded), letter.covers[0].reason) == (unsaid, "missed")
    assert not any(one.covers[0].superseded for one in later)


def test_rungs_that_passed_during_an_absence_say_so() -> None:
    away = city(absences=(Absence(person=MAIJA, first=day("25.9."), last=day("22.10."), deputy=None),))
    (letter,) = Mailbox(city=away).walk([duty()], *working_days(day("25.9."), day("23.10.")))
    assert (letter.covers[0].superseded, letter.covers[0].reason) == (("first",), "away")


def test_rungs_that_a_new_day_overtook_say_so() -> None:
    box = Mailbox()
    box.walk([duty("27.10.")], day("29.9."))
    (letter,) = box.walk([duty("26.10.")], day("20.10."))
    assert (letter.covers[0].rung, letter.covers[0].reason) == ("moved", "moved")


@pytest.mark.parametrize(("left", "said"), [(3, 2), (5, 2), (8, 3), (12, 3)])
def test_a_duty_that_begins_with_few_days_left_gets_the_rungs_that_are_left(left: int, said: int) -> None:
    due = day("27.10.")
    box = Mailbox()
    box.walk([make(due, due - timedelta(days=left))], *working_days(due - timedelta(days=left), due))
    assert len(box.letters) == said


@pytest.mark.parametrize(
    ("due", "eve"),
    [
        (date(2023, 10, 30), date(2023, 10, 27)),  # a Monday
        (date(2023, 12, 27), date(2023, 12, 22)),  # after Christmas
        (date(2023, 6, 26), date(2023, 6, 22)),  # after midsummer
        (date(2024, 4, 2), date(2024, 3, 28)),  # after Easter, over the night to summer time
        (date(2024, 10, 28), date(2024, 10, 25)),  # over the night to winter time
    ],
)
def test_the_eve_of_a_day_is_a_working_day(due: date, eve: date) -> None:
    told = {rung.name: rung.day for rung in rungs(make(due, due - timedelta(days=60)), frozenset())}
    assert told["before-1"] == eve


def test_quiet_weeks_move_reminders_before_them() -> None:
    summer = frozenset(date(2023, 7, 3) + timedelta(days=n) for n in range(28))
    late = make(date(2023, 8, 1), date(2023, 6, 1))
    box = Mailbox(city=city(quiet=summer))
    box.walk([late], *working_days(date(2023, 6, 1), date(2023, 8, 10)))
    assert not [letter.day for letter in box.letters if letter.day in summer]
    assert [one.day for one in rungs(late, summer) if one.day in summer] == []


def test_one_working_day_left_is_one_and_not_many() -> None:
    (letter,) = Mailbox().walk([make(date(2023, 10, 30), date(2023, 10, 27), lacks=("measure",))], date(2023, 10, 27))
    written = TEXTS.letter(letter, content(letter, city(), TEXTS.wording("fi"), Background()))
    assert "Aikaa on 1 työpäivä." in written.body


def test_a_day_that_moved_into_the_past_is_told_as_late() -> None:
    box = Mailbox()
    box.walk([duty("27.10.", lacks=("measure",))], day("29.9."))
    (letter,) = box.walk([duty("19.10.", lacks=("measure",))], day("20.10."))
    assert (letter.kind, letter.covers[0].rung) == (LetterKind.DETAILS_LATE, "moved")
    assert not box.walk([duty("19.10.", lacks=("measure",))], day("20.10."))


def test_an_owner_changed_after_the_letter_was_decided_gets_a_letter_of_the_owners_own() -> None:
    former, new = Mailbox(), Mailbox(person=ANNI)
    former.walk([duty()], day("29.9."))
    changed = replace(duty(), person=ANNI, opened=day("29.9."))
    assert [letter.kind for letter in new.walk([changed], day("29.9."))] == [LetterKind.DETAILS_FIRST]
    assert [letter.kind for letter in former.walk([changed], day("2.10."))] == [LetterKind.HANDED_OVER]


def test_the_other_anchor_counts_back_from_the_closing_of_the_agenda() -> None:
    one = duty("27.10.", cutoff=cutoff("7.11.", "1.11."), ladder=Ladder(before=(5,), after=(), closing=(2, 1, 0)))
    assert [(rung.name, rung.day) for rung in rungs(one, frozenset())[1:]] == [
        ("before-5", day("20.10.")),
        ("closing-2", day("30.10.")),
        ("closing-1", day("31.10.")),
        ("closing-0", day("1.11.")),
    ]


def test_without_an_agenda_the_other_anchor_says_nothing() -> None:
    one = duty("27.10.", ladder=Ladder(before=(5,), after=(), closing=(2,)))
    assert [rung.name for rung in rungs(one, frozenset())[1:]] == ["before-5"]


def test_a_kind_of_duty_has_the_ladder_that_its_step_gives_it() -> None:
    step = Step(
        id="projects",
        kind=StepKind.PROJECTS,
        name=Words(fi="x", sv="x", en="x"),
        ladders={"name_projects": Ladder(before=(2,))},
    )
    city_ladder = Ladder(before=(9,))
    assert step.ladder_of("name_projects", city_ladder) == Ladder(before=(2,))
    assert step.ladder_of("details", city_ladder) == city_ladder
    assert replace(step, ladder=Ladder(before=(7,))).ladder_of("details", city_ladder) == Ladder(before=(7,))


# ---------------------------------------------------------------- the days as entries of a calendar


def entry(letter: Letter) -> tuple[date, str | None]:
    (found,) = entries(letter, {"strategia": 7}, TEXTS.wording("fi"))
    return found.day, found.time


def test_a_due_day_is_a_whole_day_of_the_calendar() -> None:
    (letter,) = Mailbox().walk([duty()], day("29.9."))
    assert entry(letter) == (day("27.10."), None)


def test_what_is_late_and_still_in_time_moves_to_the_hour_at_which_the_agenda_closes() -> None:
    late = duty("3.11.", cutoff=cutoff("14.11.", "8.11."))
    box = Mailbox()
    box.walk([late], day("2.11."))
    (letter,) = box.walk([late], day("6.11."))
    assert entry(letter) == (day("8.11."), "12.00")


def test_what_is_due_when_the_agenda_closes_is_due_at_that_hour() -> None:
    ruling = duty("8.11.", "7.11.", kind=DutyKind.RULING, cutoff=cutoff("14.11.", "8.11."))
    (letter,) = Mailbox().walk([ruling], day("7.11."))
    assert entry(letter) == (day("8.11."), "12.00")


def test_what_is_too_late_has_no_day_in_the_calendar() -> None:
    late = duty("3.11.")
    box = Mailbox()
    box.walk([late], day("2.11."))
    (letter,) = box.walk([late], day("6.11."))
    assert entries(letter, {}, TEXTS.wording("fi")) == ()

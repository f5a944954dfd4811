"""Who gets a letter on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kemiflow.core.answers import ticket_of
from kemiflow.core.definition.process import Ladder
from kemiflow.core.duty import DutyKind
from kemiflow.core.holdings import Absence
from kemiflow.core.letters import LetterKind, letters, next_letter_day, recipient, ruling_day, rungs, told
from kemiflow.core.records.person import Fate
from tests.core.letters_cast import ANNI, MAIJA, MATTI, Mailbox, city, cutoff, day, duty, working_days

AUTUMN = working_days(day("25.9."), day("30.11."))


def test_the_ladder_of_the_model_letters() -> None:
    box = Mailbox()
    box.walk([duty(cutoff=cutoff("7.11.", "1.11."))], *AUTUMN)
    assert box.rungs() == [("29.9.", "first"), ("20.10.", "before-5"), ("26.10.", "before-1"), ("30.10.", "after-1")]


def test_the_first_letter_comes_as_soon_as_the_duty_opens() -> None:
    (letter,) = Mailbox().walk([duty(opened="29.9.")], *AUTUMN[:6])
    assert (letter.day, letter.kind) == (day("29.9."), LetterKind.DETAILS_FIRST)


def test_a_duty_that_opens_on_a_saturday_is_told_on_monday() -> None:
    (letter,) = Mailbox().walk([duty(opened="30.9.")], *working_days(day("30.9."), day("3.10.")))
    assert letter.day == day("2.10.")


def test_a_duty_that_opens_late_is_not_told_of_rungs_that_it_never_had() -> None:
    box = Mailbox()
    box.walk([duty(opened="23.10.")], *AUTUMN)
    assert box.rungs() == [("23.10.", "first"), ("26.10.", "before-1"), ("30.10.", "after-1")]
    assert box.letters[0].covers[0].superseded == ()


def test_a_duty_that_is_not_open_yet_is_not_told() -> None:
    assert not Mailbox().walk([duty(opened="29.9.")], day("28.9."))


def test_rungs_crossed_in_a_missed_fortnight_are_one_letter_that_says_the_newest() -> None:
    (letter,) = Mailbox().walk([duty()], day("26.10."))
    assert letter.covers[0].rung == "before-1"
    assert letter.covers[0].superseded == ("first", "before-5")
    assert letter.kind is LetterKind.DETAILS_FIRST


def test_a_late_rung_that_would_land_after_the_agenda_closes_lands_on_the_working_day_before() -> None:
    late = duty("3.11.", cutoff=cutoff("14.11.", "8.11."), ladder=Ladder(after=(1, 10)))
    assert {rung.name: rung.day for rung in rungs(late, frozenset())}["after-10"] == day("7.11.")


def test_a_rung_before_the_agenda_closes_stays() -> None:
    late = duty("3.11.", cutoff=cutoff("14.11.", "8.11."))
    assert {rung.name: rung.day for rung in rungs(late, frozenset())}["after-1"] == day("6.11.")


def test_reminders_of_a_statement_come_before_its_agenda_closes_and_not_after() -> None:
    statement = duty("31.5.", "14.4.", kind=DutyKind.STATEMENT, cutoff=cutoff("16.5.", "8.5."))
    box = Mailbox()
    box.walk([statement], *working_days(day("14.4."), day("5.6.")))
    assert box.rungs() == [
        ("14.4.", "first"),
        ("2.5.", "before-20"),
        ("5.5.", "before-1"),
        ("1.6.", "after-1"),
    ]
    assert box.letters[2].covers[0].superseded == ("before-5",)


def test_a_letter_is_never_late_before_the_due_day() -> None:
    tight = duty("3.11.", cutoff=cutoff("7.11.", "3.11."))
    assert {rung.name: rung.day for rung in rungs(tight, frozenset())}["after-1"] == day("6.11.")


def test_the_director_is_asked_before_the_agenda_closes() -> None:
    assert ruling_day(duty("3.11.", cutoff=cutoff("14.11.", "8.11.")), frozenset()) == day("7.11.")


def test_the_director_is_asked_after_ten_working_days_when_nothing_closes() -> None:
    assert ruling_day(duty("3.11."), frozenset()) == day("17.11.")


def test_an_answer_after_the_due_day_puts_off_the_question_to_the_director() -> None:
    assert ruling_day(duty("3.11.", answered=day("7.11.")), frozenset()) == day("21.11.")


RULING = duty("8.11.", "7.11.", id="ruling:luukku:1", kind=DutyKind.RULING, person=MATTI, owner=MAIJA)


def test_the_director_is_asked_and_the_owner_hears_of_it_once() -> None:
    (asked,) = Mailbox(person=MATTI).walk([RULING], day("7.11."))
    (heard,) = Mailbox().walk([RULING], *working_days(day("6.11."), day("20.11.")))
    assert (asked.kind, asked.covers[0].rung) == (LetterKind.RULING, "director")
    assert (heard.kind, heard.day, heard.covers[0].rung) == (LetterKind.RULING_COPY, day("7.11."), "copied")


def test_the_owners_letter_leads_to_the_details_and_never_to_the_directors_choices() -> None:
    (asked,) = Mailbox(person=MATTI).walk([RULING], day("7.11."))
    (heard,) = Mailbox().walk([RULING], day("7.11."))
    assert (ticket_of(asked).person, ticket_of(asked).duty) == (MATTI, "ruling:luukku:1")
    assert (ticket_of(heard).person, ticket_of(heard).duty) == (MAIJA, "details:luukku:1")


def test_a_director_who_cannot_be_written_to_was_not_asked_and_the_owner_hears_nothing() -> None:
    assert not Mailbox(city=city(dead=[MATTI])).walk([RULING], day("7.11."))


def test_an_owner_who_is_the_director_hears_it_once() -> None:
    own = replace(RULING, owner=MATTI)
    (letter,) = Mailbox(person=MATTI).walk([own], *working_days(day("7.11."), day("8.11.")))
    assert letter.kind is LetterKind.RULING


def test_an_owner_who_is_reminded_of_the_details_anyway_reads_one_letter_about_them() -> None:
    late = duty("3.11.", "29.9.", cutoff=cutoff("14.11.", "8.11."), ladder=Ladder(before=(), after=(2,)))
    box = Mailbox()
    box.walk([late], day("29.9."))
    (letter,) = box.walk([late, RULING], day("7.11."))
    assert (letter.kind, len(letter.covers)) == (LetterKind.DETAILS_LATE, 2)
    assert ticket_of(letter).duty == "details:luukku:1"
    assert not box.walk([late, RULING], *working_days(day("8.11."), day("20.11.")))


def test_an_owner_hears_of_the_question_in_the_days_one_letter() -> None:
    other = duty(id="details:mittarit:1", about="mittarit", due="8.11.", opened="29.9.")
    (letter,) = Mailbox().walk([RULING, other], day("7.11."))
    assert (letter.kind, len(letter.tellings)) == (LetterKind.MANY, 2)


def test_an_answer_silences_what_it_overtook() -> None:
    box = Mailbox()
    box.walk([duty()], *working_days(day("29.9."), day("19.10.")))
    box.walk([duty(answered=day("20.10."))], *working_days(day("20.10."), day("25.10.")))
    assert box.rungs() == [("29.9.", "first")]


def test_after_an_answer_the_next_rung_still_comes() -> None:
    box = Mailbox()
    box.walk([duty()], day("29.9."))
    box.walk([duty(answered=day("20.10."))], *working_days(day("20.10."), day("26.10.")))
    assert box.rungs() == [("29.9.", "first"), ("26.10.", "before-1")]


def test_an_answer_to_a_late_letter_starts_the_ladder_afresh() -> None:
    box = Mailbox()
    box.walk([duty()], *working_days(day("29.9."), day("30.10.")))
    box.walk([duty(answered=day("1.11."))], *working_days(day("1.11."), day("10.11.")))
    assert box.rungs()[-2:] == [("30.10.", "after-1"), ("2.11.", "after-1")]


def test_somebody_named_on_the_day_of_the_former_owners_answer_gets_the_naming_letter() -> None:
    (letter,) = Mailbox().walk([duty(opened="10.10.", answered=day("10.10."))], day("10.10."))
    assert letter.tellings[0].naming


def test_a_moved_due_day_is_told_with_before_and_now() -> None:
    box = Mailbox()
    box.walk([duty("27.10.")], day("29.9."))
    (letter,) = box.walk([duty("3.11.")], day("18.10."))
    assert letter.kind is LetterKind.MOVED
    assert [(one.before, one.now) for one in letter.moved] == [(day("27.10."), day("3.11."))]


def test_after_a_move_the_ladder_goes_on_from_the_new_day() -> None:
    box = Mailbox()
    box.walk([duty("27.10.")], *working_days(day("29.9."), day("17.10.")))
    box.walk([duty("3.11.")], *working_days(day("18.10."), day("7.11.")))
    assert box.rungs()[1:] == [("18.10.", "moved"), ("27.10.", "before-5"), ("2.11.", "before-1"), ("6.11.", "after-1")]


def test_a_move_that_comes_back_is_told_twice() -> None:
    box = Mailbox()
    box.walk([duty("27.10.")], day("29.9."))
    box.walk([duty("3.11.")], day("2.10."))
    box.walk([duty("27.10.")], day("3.10."))
    assert box.rungs() == [("29.9.", "first"), ("2.10.", "moved"), ("3.10.", "moved")]


def test_a_move_before_anything_was_told_is_no_news() -> None:
    (letter,) = Mailbox().walk([duty("3.11.")], day("18.10."))
    assert letter.kind is LetterKind.DETAILS_FIRST


def test_a_ruling_asked_anew_is_no_moved_day() -> None:
    box = Mailbox(person=MATTI)
    ruling = duty("8.11.", "7.11.", kind=DutyKind.RULING, person=MATTI, owner=MAIJA)
    box.walk([ruling], day("7.11."))
    anew = replace(ruling, opened=day("20.11."), due=day("23.11."))
    assert not box.walk([anew], *working_days(day("8.11."), day("19.11.")))
    (letter,) = box.walk([anew], day("20.11."))
    assert letter.kind is LetterKind.RULING


def test_a_new_owner_gets_the_naming_letter_and_the_former_one_hears_that_it_is_over() -> None:
    former, new = Mailbox(), Mailbox(person=ANNI)
    former.walk([duty()], day("29.9."))
    changed = duty(person=ANNI, opened="10.10.")
    (over,) = former.walk([changed], day("10.10."), day("11.10."))
    (naming,) = new.walk([changed], day("10.10."), day("11.10."))
    assert (over.kind, naming.kind) == (LetterKind.HANDED_OVER, LetterKind.DETAILS_FIRST)
    assert told(former.records) == {("strategia", "details:luukku:1")}


def test_a_former_owner_who_never_had_a_letter_hears_nothing() -> None:
    assert not Mailbox().walk([duty(person=ANNI)], *AUTUMN)


def test_a_duty_that_comes_back_to_its_owner_is_named_again() -> None:
    box = Mailbox()
    box.walk([duty()], day("29.9."))
    box.walk([duty(person=ANNI)], day("10.10."))
    (letter,) = box.walk([duty(opened="12.10.")], day("12.10."))
    assert (letter.kind, letter.tellings[0].naming) == (LetterKind.DETAILS_FIRST, True)


def test_a_letter_that_failed_has_said_nothing() -> None:
    box = Mailbox()
    box.walk([duty()], day("29.9."))
    box.settle(day("29.9."), Fate.FAILED)
    (again,) = box.walk([duty()], day("2.10."))
    assert again.covers[0].rung == "first"


def test_a_letter_that_was_cancelled_has_said_nothing() -> None:
    box = Mailbox()
    box.walk([duty()], day("29.9."))
    box.settle(day("29.9."), Fate.CANCELLED)
    assert box.walk([duty()], day("2.10."))


def test_a_letter_of_unsure_fate_is_not_said_again() -> None:
    box = Mailbox()
    box.walk([duty()], day("29.9."))
    box.settle(day("29.9."), Fate.UNSURE)
    assert not box.walk([duty()], day("2.10."))


def test_a_failed_letter_is_not_followed_by_another_one_on_its_day() -> None:
    box = Mailbox()
    box.walk([duty()], day("29.9."))
    box.settle(day("29.9."), Fate.FAILED)
    assert not box.walk([duty()], day("29.9."))


def test_no_letter_goes_to_a_dead_address() -> None:
    assert not Mailbox(city=city(dead=[MAIJA])).walk([duty()], *AUTUMN)


def test_no_letter_goes_to_a_person_without_an_address() -> None:
    assert not Mailbox(city=city(people={})).walk([duty()], *AUTUMN)


def test_nobody_named_is_the_secretarys_matter() -> None:
    assert recipient(duty(person=None), city(), day("29.9.")) is None


def test_a_duty_without_letters_is_the_secretarys_matter() -> None:
    assert recipient(duty(kind=DutyKind.CHECK), city(), day("29.9.")) is None


def test_while_a_person_is_away_the_named_deputy_is_written_to() -> None:
    away = city(absences=(Absence(person=MAIJA, first=day("25.9."), last=day("6.10."), deputy=ANNI),))
    assert recipient(duty(), away, day("29.9.")) == ANNI
    (letter,) = Mailbox(person=ANNI, city=away).walk([duty()], day("29.9."))
    assert letter.tellings[0].naming
    assert not Mailbox(city=away).walk([duty()], day("29.9."))


def test_when_the_absence_names_nobody_the_projects_deputy_is_written_to() -> None:
    away = city(absences=(Absence(person=MAIJA, first=day("25.9."), last=day("6.10."), deputy=None),))
    assert recipient(duty(deputy=ANNI), away, day("29.9.")) == ANNI


def test_when_the_deputy_is_away_too_nobody_is_written_to() -> None:
    away = city(
        absences=tuple(
            Absence(person=who, first=day("25.9."), last=day("6.10."), deputy=ANNI if who == MAIJA else None)
            for who in (MAIJA, ANNI)
        )
    )
    assert recipient(duty(), away, day("29.9.")) is None


def test_a_person_who_comes_back_hears_the_newest_of_what_was_missed() -> None:
    away = city(absences=(Absence(person=MAIJA, first=day("25.9."), last=day("22.10."), deputy=None),))
    box = Mailbox(city=away)
    (letter,) = box.walk([duty()], *working_days(day("25.9."), day("23.10.")))
    assert (letter.day, letter.covers[0].rung) == (day("23.10."), "before-5")


def test_several_duties_are_one_letter_with_what_closes_first_on_top() -> None:
    soon = duty("20.10.", id="soon")
    closing = duty("30.10.", id="closing", cutoff=cutoff("24.10.", "16.10."))
    (letter,) = Mailbox().walk([duty(id="calm"), soon, closing], day("29.9."))
    assert letter.kind is LetterKind.MANY
    assert [one.id for one in letter.duties] == ["closing", "soon", "calm"]


def test_no_letters_on_the_citys_quiet_days() -> None:
    box = Mailbox(city=city(quiet=[day("29.9."), day("2.10.")]))
    (letter,) = box.walk([duty()], *working_days(day("29.9."), day("4.10.")))
    assert letter.day == day("3.10.")


def test_held_letters_wait() -> None:
    box = Mailbox()
    assert not box.walk([duty(held=True)], day("29.9."), day("2.10."))
    assert box.walk([duty()], day("3.10."))


def test_nothing_to_say_is_no_letter() -> None:
    assert letters([], [], city(), day("29.9."), MAIJA) is None


def test_the_next_letter_day_is_the_next_rung() -> None:
    box = Mailbox()
    assert next_letter_day([duty()], box.records, box.city, day("25.9."), MAIJA) == day("29.9.")
    box.walk([duty()], day("29.9."))
    assert next_letter_day([duty()], box.records, box.city, day("29.9."), MAIJA) == day("20.10.")


def test_after_the_last_rung_there_is_no_next_letter_day() -> None:
    box = Mailbox()
    box.walk([duty()], *AUTUMN)
    assert next_letter_day([duty()], box.records, box.city, day("30.11."), MAIJA) is None


def test_the_next_letter_day_of_a_person_who_is_away_is_the_day_of_return() -> None:
    away = city(absences=(Absence(person=MAIJA, first=day("25.9."), last=day("6.10."), deputy=None),))
    assert next_letter_day([duty()], [], away, day("29.9."), MAIJA) == date(2023, 10, 9)

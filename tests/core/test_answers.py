"""What a person may answer about a duty, what each answer means, and what it needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from kemiflow.core.answers import Given, Key, Ticket, Way, meant, offers, opened, signed, ticket_of
from kemiflow.core.duty import LETTERED, DutyKind
from kemiflow.core.letters import Letter
from kemiflow.core.records.case import DutyAnswered, Reply, TaskDone
from kemiflow.core.records.city import AbsenceTold
from kemiflow.core.records.project import (
    Choice,
    DirectorDecided,
    MisdirectedTold,
    MoreTimeAsked,
    ProgressReported,
    ProjectNamed,
    SectorDone,
    SectorReleased,
)
from kemiflow.core.records.step import ItemApproved, SessionSet, StatementGiven
from kemiflow.core.values import OwnView, Publicity, Refusal
from tests.core.letters_cast import ANNI, MAIJA, Mailbox, day, duty

TODAY = day("20.10.")
KEY = Key(name="a1", secret=b"k" * 32)
OLD = Key(name="a0", secret=b"o" * 32)
DETAILS = duty(lacks=("measure",))
RULING = duty("8.11.", "7.11.", id="ruling:luukku:1", kind=DutyKind.RULING, person="matti", owner=MAIJA)
TASK = duty(id="task:decision:draft:1#0", kind=DutyKind.TASK, about="decision:draft:1#0")
ITEM = duty(id="item:draft:1", kind=DutyKind.ITEM, about="draft")
STATEMENT = replace(duty(id="statement:vitality:2", kind=DutyKind.STATEMENT, about="vitality"), step="views")
SESSION = replace(duty(id="session:evening:1", kind=DutyKind.SESSION, about="evening"), step="evening")
PRESENTER = replace(duty(id="presenter:draft:1", kind=DutyKind.PRESENTER, about="draft"), step="draft")
NAMING = replace(duty(id="name_projects:vitality:1", kind=DutyKind.NAME_PROJECTS, about="vitality"), step="projects")
TICKET = Ticket(person=MAIJA, case="strategia", duty="details:luukku:1", due=day("27.10."), last=day("11.12."))


def reason(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.reason


# ---------------------------------------------------------------- what may be answered


def test_every_duty_that_letters_speak_of_can_be_answered() -> None:
    assert [kind for kind in LETTERED if not offers(replace(DETAILS, kind=kind))] == []


def test_a_duty_without_letters_has_no_answers() -> None:
    assert offers(replace(DETAILS, kind=DutyKind.CHECK)) == ()


def test_the_director_has_three_choices_and_may_be_absent() -> None:
    assert offers(RULING) == (Way.NEW_DAY, Way.OTHER_OWNER, Way.WITHOUT, Way.ABSENT)


def test_an_owner_cannot_decide_for_the_director() -> None:
    assert reason(meant(DETAILS, Way.WITHOUT, Given(words="Ei ehdi."), MAIJA, TODAY)) == "answer_not_offered"


# ---------------------------------------------------------------- what it means


def test_a_report_is_the_owners_own_view_words_and_values() -> None:
    given = Given(view=OwnView.ON_TRACK, words=" Avattu. ", values=(("Yrityksiä", "12"), ("Jonossa", " ")))
    fact = meant(DETAILS, Way.REPORT, given, MAIJA, TODAY)
    assert isinstance(fact, ProgressReported)
    assert (fact.view, str(fact.words)) == (OwnView.ON_TRACK, "Avattu.")
    assert [(one.measure, one.value, one.day) for one in fact.values] == [("Yrityksiä", "12", TODAY)]


def test_a_report_of_trouble_says_what_the_trouble_is() -> None:
    assert reason(meant(DETAILS, Way.REPORT, Given(view=OwnView.LATE), MAIJA, TODAY)) == "answer_needs"
    assert isinstance(meant(DETAILS, Way.REPORT, Given(view=OwnView.ON_TRACK), MAIJA, TODAY), ProgressReported)


def test_details_that_say_nothing_are_no_answer() -> None:
    assert reason(meant(DETAILS, Way.DETAILS, Given(measure="  "), MAIJA, TODAY)) == "answer_empty"


def test_no_appropriation_of_its_own_is_an_answer() -> None:
    fact = meant(DETAILS, Way.DETAILS, Given(no_budget=True), MAIJA, TODAY)
    assert not isinstance(fact, Refusal)


def test_still_right_is_an_answer_about_the_duty() -> None:
    assert meant(DETAILS, Way.STILL_RIGHT, Given(), MAIJA, TODAY) == DutyAnswered(
        duty="details:luukku:1", due=DETAILS.due, reply=Reply.STILL_RIGHT
    )


def test_more_time_for_a_project_goes_to_its_director_and_for_other_duties_to_the_secretary() -> None:
    given = Given(until=day("3.11."), words="Lähtöarvo puuttuu.")
    assert isinstance(meant(DETAILS, Way.MORE_TIME, given, MAIJA, TODAY), MoreTimeAsked)
    assert isinstance(meant(ITEM, Way.MORE_TIME, given, MAIJA, TODAY), DutyAnswered)


@pytest.mark.parametrize("given", [Given(until=day("3.11.")), Given(words="Kiire.")])
def test_more_time_needs_a_day_and_a_reason(given: Given) -> None:
    assert reason(meant(ITEM, Way.MORE_TIME, given, MAIJA, TODAY)) == "answer_needs"


def test_why_somebody_needs_more_time_stays_among_the_staff() -> None:
    fact = meant(DETAILS, Way.MORE_TIME, Given(until=day("3.11."), words="Olin sairaana."), MAIJA, TODAY)
    assert isinstance(fact, MoreTimeAsked)
    assert (fact.reason.publicity, fact.reason.subject) == (Publicity.STAFF, MAIJA)


def test_what_belongs_to_somebody_else_says_to_whom_or_why() -> None:
    assert reason(meant(DETAILS, Way.MISDIRECTED, Given(), MAIJA, TODAY)) == "answer_needs"
    assert isinstance(meant(DETAILS, Way.MISDIRECTED, Given(person=ANNI), MAIJA, TODAY), MisdirectedTold)


def test_absent_until_is_an_absence_from_today() -> None:
    fact = meant(ITEM, Way.ABSENT, Given(until=day("27.10."), person=ANNI), MAIJA, TODAY)
    assert fact == AbsenceTold(person=MAIJA, first=TODAY, last=day("27.10."), deputy=ANNI)


def test_nobody_is_their_own_deputy() -> None:
    assert reason(meant(ITEM, Way.ABSENT, Given(until=day("27.10."), person=MAIJA), MAIJA, TODAY)) == "own_deputy"


def test_an_absence_that_ends_before_it_begins_is_refused() -> None:
    given = Given(first=day("30.10."), until=day("27.10."))
    assert reason(meant(ITEM, Way.ABSENT, given, MAIJA, TODAY)) == "days_reversed"


@pytest.mark.parametrize(
    ("way", "given", "choice"),
    [
        (Way.NEW_DAY, Given(until=day("15.11.")), Choice.NEW_DAY),
        (Way.OTHER_OWNER, Given(person=ANNI), Choice.OTHER_OWNER),
        (Way.WITHOUT, Given(words="Rahoitus ei toteutunut."), Choice.WITHOUT),
    ],
)
def test_each_of_the_directors_choices_needs_its_one_thing(way: Way, given: Given, choice: Choice) -> None:
    fact = meant(RULING, way, given, "matti", TODAY)
    assert isinstance(fact, DirectorDecided)
    assert fact.choice is choice
    assert reason(meant(RULING, way, Given(), "matti", TODAY)) == "answer_needs"


def test_a_task_that_is_done_names_its_order() -> None:
    assert meant(TASK, Way.DONE, Given(), MAIJA, TODAY) == TaskDone(decision="decision:draft:1", order=0)


def test_a_body_tells_its_statement_with_day_section_and_remarks() -> None:
    given = Given(first=day("17.10."), section="§ 41", remarks=("1. Hyvä.", "Lisäksi tämä."))
    fact = meant(STATEMENT, Way.GIVEN, given, "elli", TODAY)
    assert isinstance(fact, StatementGiven)
    assert (fact.step, fact.round, fact.body, fact.day, fact.section) == ("views", 2, "vitality", day("17.10."), 41)
    assert [str(one.text) for one in fact.remarks] == ["1. Hyvä.", "Lisäksi tämä."]


def test_an_evening_session_is_set_by_who_arranges_it() -> None:
    given = Given(until=day("30.10."), time="17", place="Valtuustosali")
    assert meant(SESSION, Way.SET, given, MAIJA, TODAY) == SessionSet(
        step="evening", day=day("30.10."), time="17.00", place="Valtuustosali", organiser=MAIJA
    )


def test_a_presenter_accepts_an_item_or_returns_it_with_a_reason() -> None:
    assert meant(PRESENTER, Way.APPROVED, Given(), "kj", TODAY) == ItemApproved(step="draft", round=1)
    fact = meant(PRESENTER, Way.RETURNED, Given(words="Vaikutusten arviointi puuttuu."), "kj", TODAY)
    assert isinstance(fact, DutyAnswered)
    assert (fact.reply, str(fact.words)) == (Reply.RETURNED, "Vaikutusten arviointi puuttuu.")


def test_a_director_names_projects_says_that_all_are_named_or_that_there_are_none() -> None:
    fact = meant(NAMING, Way.NAMED, Given(title=" Luukku ", goal="Yksi", person=ANNI), "matti", TODAY)
    assert isinstance(fact, ProjectNamed)
    assert (fact.sector, fact.title, fact.owner) == ("vitality", "Luukku", ANNI)
    assert meant(NAMING, Way.ALL_NAMED, Given(), "matti", TODAY) == SectorDone(sector="vitality")
    none = meant(NAMING, Way.NO_PROJECTS, Given(words="Ei hankkeita."), "matti", TODAY)
    assert isinstance(none, SectorReleased)


@pytest.mark.parametrize(
    ("one", "way", "given", "why"),
    [
        ("statement", Way.GIVEN, Given(), "answer_needs"),
        ("statement", Way.GIVEN, Given(first=day("21.10.")), "answer_future"),
        ("statement", Way.GIVEN, Given(first=day("17.10."), section="neljä"), "answer_no_section"),
        ("statement", Way.GIVEN, Given(first=day("17.10."), remarks=("x" * 4001,)), "answer_long"),
        ("session", Way.SET, Given(time="17.00", place="Sali"), "answer_needs"),
        ("session", Way.SET, Given(until=day("30.10."), time="25.00", place="Sali"), "answer_no_time"),
        ("session", Way.SET, Given(until=day("19.10."), time="17.00", place="Sali"), "answer_past"),
        ("presenter", Way.RETURNED, Given(), "answer_needs"),
        ("presenter", Way.GIVEN, Given(first=day("17.10.")), "answer_not_offered"),
        ("name_projects", Way.NAMED, Given(title="Luukku"), "answer_needs"),
        ("name_projects", Way.NO_PROJECTS, Given(), "answer_needs"),
    ],
)
def test_work_told_by_a_link_lacks_nothing(one: str, way: Way, given: Given, why: str) -> None:
    known = {duty.kind: duty for duty in (STATEMENT, SESSION, PRESENTER, NAMING)}
    assert reason(meant(known[DutyKind(one)], way, given, MAIJA, TODAY)) == why


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (Given(until=day("19.10."), words="x"), "answer_past"),
        (Given(until=date(2100, 1, 1), words="x"), "answer_far"),
        (Given(until=day("27.10."), words="x" * 4001), "answer_long"),
    ],
)
def test_a_day_that_is_past_or_far_and_words_without_end_are_refused(given: Given, why: str) -> None:
    assert reason(meant(ITEM, Way.MORE_TIME, given, MAIJA, TODAY)) == why


# ---------------------------------------------------------------- the link


def test_a_link_opens_what_it_was_made_for() -> None:
    assert opened(signed(TICKET, KEY), [KEY], TODAY) == TICKET


def test_a_link_opens_on_its_last_day_and_not_after() -> None:
    token = signed(TICKET, KEY)
    assert opened(token, [KEY], TICKET.last) == TICKET
    assert reason(opened(token, [KEY], TICKET.last + timedelta(days=1))) == "link_expired"


def test_a_link_made_with_an_earlier_key_still_opens() -> None:
    assert opened(signed(TICKET, OLD), [KEY, OLD], TODAY) == TICKET
    assert reason(opened(signed(TICKET, OLD), [KEY], TODAY)) == "link_unknown"


def test_a_link_for_another_person_cannot_be_made_from_ones_own() -> None:
    name, _, proof = signed(TICKET, KEY).split(".")
    _, other, _ = signed(replace(TICKET, person="matti"), KEY).split(".")
    assert reason(opened(f"{name}.{other}.{proof}", [KEY], TODAY)) == "link_unknown"


@whatever(st.integers(min_value=0), st.characters(codec="ascii"))
def test_no_letter_of_a_link_can_be_changed(place: int, letter: str) -> None:
    token = signed(TICKET, KEY)
    at = place % len(token)
    forged = token[:at] + letter + token[at + 1 :]
    assert forged == token or reason(opened(forged, [KEY], TODAY)) == "link_unknown"


@whatever(st.text(max_size=700))
def test_whatever_is_tried_as_a_link_is_one_refusal(token: str) -> None:
    assert reason(opened(token, [KEY], TODAY)) == "link_unknown"


@whatever(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=40), st.dates())
def test_any_person_and_day_come_back_from_a_link(person: str, last: date) -> None:
    ticket = replace(TICKET, person=person, last=last)
    assert opened(signed(ticket, KEY), [KEY], date.min) == ticket


def test_a_letter_about_one_duty_leads_to_it_and_one_about_several_to_the_list() -> None:
    (one,) = Mailbox().walk([DETAILS], day("29.9."))
    (many,) = Mailbox().walk([DETAILS, ITEM], day("29.9."))
    assert ticket_of(one) == replace(TICKET, last=DETAILS.due + timedelta(days=45))
    assert ticket_of(many).duty == ""


def test_a_late_letters_link_stays_open_from_the_letter_on() -> None:
    late: list[Letter] = Mailbox().walk([duty(opened="25.10.", due="26.10.")], day("20.12."))
    assert ticket_of(late[0]).last == day("20.12.") + timedelta(days=45)

"""What should happen, each with its day; nothing new comes before the day that the plan wakes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kemiflow.core.action import Action, Ask, BeginRound, MakeDocument, Watch
from kemiflow.core.commands import actor
from kemiflow.core.commands.approve import Approval, approve
from kemiflow.core.duty import Duty, DutyKind
from kemiflow.core.feed import of_sessions
from kemiflow.core.limits import Channel
from kemiflow.core.plan import plan, wake_on
from kemiflow.core.records import Fact
from kemiflow.core.records.case import LettersReleased, OrderAssigned
from kemiflow.core.records.decision import MinutesChecked, MinutesPublished
from kemiflow.core.records.project import Milestone, OwnerNamed, ProjectDescribed, ProjectNamed, SectorDone
from kemiflow.core.records.step import RoundBegun, SessionCancelled, SessionSet, StatementWaived
from kemiflow.core.values import Refusal, Text
from tests.core.course import ORDERS_292, SECTION_292, Course, decision, statement
from tests.core.story import FI

SPRING = RoundBegun(step="views", round=1, asked=("vitality",), questions=(), due=date(2023, 5, 31))
HEARING = RoundBegun(step="hearing", round=1, asked=("youth",), questions=(), due=date(2023, 5, 31))
PROJECT = ProjectNamed(project="P1", sector="vitality", title="Yksi luukku", goal="", owner="anni", deputy=None)
SESSION = SessionSet(step="session_1", day=date(2023, 10, 16), time="17.00", place="valtuustosali", organiser="sanni")
SECTORS = ("vitality", "wellbeing", "education", "concern")

STORY: tuple[tuple[date, Fact], ...] = (
    (date(2023, 4, 14), SPRING),
    (date(2023, 4, 14), HEARING),
    (date(2023, 5, 17), statement("views", "vitality", date(2023, 5, 16))),
    (date(2023, 6, 20), StatementWaived(step="hearing", round=1, body="youth", reason=Text(text="ei lausuntoa"))),
    (date(2023, 9, 25), decision("draft", "city_board", *SECTION_292, orders=ORDERS_292)),
    (date(2023, 9, 26), OrderAssigned(decision="decision:draft:1", order=0, person="sanni")),
    (date(2023, 9, 27), MinutesChecked(decision="decision:draft:1")),
    (date(2023, 9, 28), MinutesPublished(decision="decision:draft:1", channel=Channel.MEMBER)),
    (date(2023, 9, 28), RoundBegun(step="projects", round=1, asked=SECTORS, questions=(), due=date(2023, 10, 27))),
    (date(2023, 9, 28), PROJECT),
    (date(2023, 9, 28), SESSION),
    (date(2023, 9, 29), SectorDone(sector="vitality")),
    (date(2023, 10, 9), ProjectDescribed(project="P1", measure="aika", baseline="30 pv")),
)


def lived(until: int) -> Course:
    course = Course()
    for on, fact in STORY[:until]:
        course.tell(fact, on)
    return course


def duties(course: Course, today: date) -> dict[str, Duty]:
    actions = plan(course.standing, course.city, today)
    return {one.duty.id: one.duty for one in actions if isinstance(one, Ask) and one.day <= today}


def due_now(actions: tuple[Action, ...], today: date) -> set[str]:
    """Give what is to be done or owed on a day, as text; days to watch are not work."""
    return {
        repr((one.duty.id, one.duty.version, one.duty.lacks)) if isinstance(one, Ask) else repr(one)
        for one in actions
        if one.day <= today and not isinstance(one, Watch)
    }


@settings(max_examples=60)
@given(st.integers(0, len(STORY)), st.integers(0, 60))
def test_nothing_new_comes_before_the_day_the_plan_wakes_on(until: int, later: int) -> None:
    course = lived(until)
    today = course.records[-1].on + timedelta(days=later)
    standing = course.standing
    actions = plan(standing, course.city, today)
    waking = wake_on(actions, today) or date(2025, 1, 1)
    day = today
    while (day := day + timedelta(days=1)) < min(waking, today + timedelta(days=90)):
        assert due_now(plan(standing, course.city, day), day) == due_now(actions, today)


@given(st.integers(0, len(STORY)))
@settings(max_examples=20)
def test_an_open_matter_always_wakes_again(until: int) -> None:
    course = lived(until)
    today = course.records[-1].on
    assert wake_on(plan(course.standing, course.city, today), today) is not None


def test_a_new_matter_asks_the_secretary_to_begin_its_rounds() -> None:
    found = duties(Course(), date(2023, 3, 1))
    assert {duty.about for duty in found.values() if duty.kind is DutyKind.BEGIN} == {"views", "hearing"}


def test_a_round_gives_each_body_its_request_and_item_and_its_secretary_a_duty() -> None:
    course = lived(2)
    made = {
        (one.kind, one.about)
        for one in plan(course.standing, course.city, date(2023, 4, 14))
        if isinstance(one, MakeDocument)
    }
    assert made >= {("statement_request", "vitality"), ("body_item", "vitality"), ("statement_request", "youth")}
    assert ("body_item", "youth") not in made
    owed = duties(course, date(2023, 4, 14))["statement:vitality:1"]
    assert (owed.person, owed.due) == ("elli", date(2023, 5, 31))
    assert owed.cutoff is not None
    assert owed.cutoff.day == date(2023, 5, 16)


def test_a_duty_bears_its_bodys_and_its_steps_name_in_every_language() -> None:
    course = Course()
    body = course.city.settings.body("vitality")
    assert body
    step = course.standing.steps["views"].step
    assert duties(course, date(2023, 4, 14))["begin:views"].named("sv") == step.name.sv
    course.tell(SPRING, date(2023, 4, 14))
    asked = duties(course, date(2023, 4, 14))["statement:vitality:1"]
    assert {asked.named(language) for language in ("fi", "sv", "en")} == {body.name.fi, body.name.sv, body.name.en}


def test_projects_wait_until_the_minutes_are_checked_or_the_letters_released() -> None:
    before, after = lived(6), lived(7)
    on = date(2023, 9, 27)
    assert not [one for one in plan(before.standing, before.city, on) if isinstance(one, BeginRound)]
    (begun,) = (one for one in plan(after.standing, after.city, on) if isinstance(one, BeginRound))
    assert (begun.step, begun.asked, begun.day) == (
        "projects",
        ("vitality", "wellbeing", "education", "concern"),
        on,
    )
    before.tell(LettersReleased(of="decision:draft:1"), date(2023, 9, 26))
    assert [one for one in plan(before.standing, before.city, on) if isinstance(one, BeginRound)]


def test_details_are_due_three_working_days_before_the_sectors_agenda_closes() -> None:
    owed = duties(lived(10), date(2023, 9, 28))["details:P1:1"]
    assert owed.due == date(2023, 10, 27)
    assert owed.lacks == ("measure", "baseline", "budget_line", "milestone")


def test_the_director_is_asked_a_working_day_before_the_agenda_closes_at_the_latest() -> None:
    found = duties(lived(13), date(2023, 10, 31))
    assert found["ruling:P1:1"].opened == date(2023, 10, 31)
    assert "ruling:P1:1" not in duties(lived(13), date(2023, 10, 30))


def test_whoever_is_named_after_the_due_day_has_until_the_agenda_closes() -> None:
    course, named = lived(13), date(2023, 10, 30)
    early = duties(course, named)["details:P1:1"]
    course.tell(OwnerNamed(project="P1", owner="matti"), named)
    found = duties(course, named)
    assert (early.due, found["details:P1:1"].due) == (date(2023, 10, 27), date(2023, 11, 1))
    assert found["details:P1:1"].ground.on == named
    assert "ruling:P1:1" not in duties(course, date(2023, 11, 14))
    assert "ruling:P1:1" in duties(course, date(2023, 11, 15))


def test_whoever_is_named_after_the_agenda_closed_has_a_week() -> None:
    course, named = lived(13), date(2023, 11, 1)
    course.tell(OwnerNamed(project="P1", owner="matti"), named)
    assert duties(course, named)["details:P1:1"].due == date(2023, 11, 8)


def test_whoever_is_named_before_the_due_day_has_the_same_day() -> None:
    course, named = lived(13), date(2023, 10, 26)
    course.tell(OwnerNamed(project="P1", owner="matti"), named)
    assert duties(course, named)["details:P1:1"].due == date(2023, 10, 27)


def test_a_cancelled_session_is_to_be_set_again_and_its_memo_is_asked_no_more() -> None:
    course = lived(11)
    assert "session_held:session_1:1" in duties(course, date(2023, 10, 17))
    course.tell(SessionCancelled(step="session_1", reason=Text(text="Esittelijä sairastui.")), date(2023, 10, 16))
    owed = duties(course, date(2023, 10, 17))
    assert "session_held:session_1:1" not in owed
    again = owed["session:session_1:1"]
    assert (again.person, again.opened, again.due) == ("sanni", date(2023, 10, 16), date(2023, 10, 23))
    course.tell(replace(SESSION, day=date(2023, 10, 30)), date(2023, 10, 18))
    assert "session:session_1:1" not in duties(course, date(2023, 10, 18))
    assert course.standing.steps["session_1"].set == replace(SESSION, day=date(2023, 10, 30))


def test_a_cancelled_session_is_told_to_calendars_as_cancelled_and_a_new_day_as_newer() -> None:
    course, words = lived(11), FI

    def entry() -> tuple[bool, int]:
        (one,) = of_sessions([course.standing], "council", words)
        return one.cancelled, one.revision

    assert entry() == (False, 0)
    course.tell(SessionCancelled(step="session_1", reason=Text(text="Esittelijä sairastui.")), date(2023, 10, 16))
    assert entry() == (True, 1)
    course.tell(replace(SESSION, day=date(2023, 10, 30)), date(2023, 10, 18))
    assert entry() == (False, 2)


def test_nothing_waits_for_a_session_that_is_not_held_and_the_deviation_is_kept() -> None:
    course = lived(11)
    cancelled = SessionCancelled(step="session_1", reason=Text(text="Ei ehditä."), for_good=True)
    course.tell(cancelled, date(2023, 10, 16))
    assert course.standing.steps["session_1"].complete == date(2023, 10, 16)
    assert [one.kind for one in course.standing.deviations][-1:] == ["session_not_held:session_1"]
    assert not {name for name in duties(course, date(2023, 10, 30)) if name.startswith("session")}
    refused = course.ask(SESSION, date(2023, 10, 17))
    assert isinstance(refused, Refusal)
    assert refused.reason == "already_complete"


def test_a_session_without_a_day_has_none_to_lose() -> None:
    course = lived(7)
    refused = course.ask(SessionCancelled(step="session_1", reason=Text(text="Ei ehditä.")), date(2023, 9, 28))
    assert isinstance(refused, Refusal)
    assert refused.reason == "session_not_set"


def test_an_order_without_an_addressee_asks_for_whom() -> None:
    assert any(duty.kind is DutyKind.ASSIGN for duty in duties(lived(5), date(2023, 9, 25)).values())
    assert not any(duty.kind is DutyKind.ASSIGN for duty in duties(lived(6), date(2023, 9, 26)).values())


def test_approval_lists_what_lacks_and_goes_on_only_with_a_reason() -> None:
    course, today = lived(13), date(2023, 11, 14)
    who = actor(course.city, "sanni", today)
    shown = approve(course.standing, course.city, who, None, today)
    assert isinstance(shown, Approval)
    assert {"session_not_held", "budget_line_missing", "projects_not_named"} <= {lack.code for lack in shown.lacks}
    assert not shown.drafts
    going = approve(course.standing, course.city, who, "kiire", today)
    assert isinstance(going, Approval)
    course.keep(going.drafts)
    standing = course.standing
    assert {name for name, step in standing.steps.items() if step.confirmed} == {"proposal", "approval"}
    assert standing.held == {"proposal", "approval"}


def test_the_same_approval_is_recorded_once_and_another_reason_is_another_approval() -> None:
    course, today = lived(13), date(2023, 11, 14)
    who = actor(course.city, "sanni", today)
    first = approve(course.standing, course.city, who, "kiire", today)
    assert isinstance(first, Approval)
    course.keep(first.drafts)
    for reason in ("kiire", None):
        again = approve(course.standing, course.city, who, reason, today)
        assert isinstance(again, Approval)
        assert (again.drafts, again.key) == ((), first.key)
    other = approve(course.standing, course.city, who, "talousarvio ei odota", today)
    assert isinstance(other, Approval)
    assert other.key != first.key
    assert len(other.drafts) == 1


def test_an_approval_confirms_the_board_before_the_council_with_the_budget() -> None:
    course, today = lived(13), date(2023, 11, 14)
    going = approve(course.standing, course.city, actor(course.city, "sanni", today), "kiire", today)
    assert isinstance(going, Approval)
    days = {one.step: one.day for one in going.meetings}
    assert days == {"proposal": date(2023, 11, 27), "approval": date(2023, 12, 11)}


def test_a_project_without_gaps_asks_nothing_more() -> None:
    course = lived(13)
    told = ProjectDescribed(
        project="P1", budget_line="4210", milestones=(Milestone(title="avaus", day=date(2024, 3, 1)),)
    )
    course.tell(told, date(2023, 10, 10))
    assert "details:P1:1" not in duties(course, date(2023, 10, 30))

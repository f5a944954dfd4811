"""The monthly question to owners: asked when projects are executed, answered by one press, rolling while unanswered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kemiflow.core.action import Ask
from kemiflow.core.days import add_working
from kemiflow.core.definition.process import Process
from kemiflow.core.definition.soundness import flaws
from kemiflow.core.duty import Duty, DutyKind
from kemiflow.core.lights import Light, light
from kemiflow.core.plan import plan, wake_on
from kemiflow.core.records import Fact
from kemiflow.core.records.case import DutyAnswered, Reply
from kemiflow.core.records.project import Milestone, ProgressReported, ProjectDescribed, ProjectNamed
from kemiflow.core.records.step import RoundBegun
from kemiflow.core.values import OwnView, Text
from tests.core.course import STRATEGY, Course

BEGUN = date(2023, 9, 28)
DONE = date(2023, 10, 2)
FIRST = add_working(DONE, 20, frozenset())
OPENED = add_working(FIRST, -5, frozenset())
ROUND = RoundBegun(step="projects", round=1, asked=("vitality",), questions=(), due=date(2023, 10, 27))
PROJECT = ProjectNamed(project="P1", sector="vitality", title="Yksi luukku", goal="", owner="anni", deputy=None)
WHOLE = ProjectDescribed(
    project="P1",
    measure="aika",
    baseline="30 pv",
    no_budget=True,
    milestones=(Milestone(title="Auki", day=date(2024, 9, 1)),),
)


def monthly(every: int = 20, after: str | None = None) -> Process:
    steps = [
        replace(one, update_every=every, update_after=after) if one.id == "projects" else one for one in STRATEGY.steps
    ]
    return replace(STRATEGY, steps=tuple(steps))


def lived(process: Process, *told: tuple[Fact, date]) -> Course:
    course = Course(process=process)
    story: list[tuple[Fact, date]] = [(ROUND, BEGUN), (PROJECT, BEGUN), (WHOLE, DONE), *told]
    for fact, on in story:
        course.tell(fact, on)
    return course


def asked(course: Course, today: date) -> list[Duty]:
    actions = plan(course.standing, course.city, today)
    found = [one.duty for one in actions if isinstance(one, Ask) and one.day <= today]
    return [one for one in found if one.kind is DutyKind.UPDATE]


def right(due: date, reply: Reply = Reply.STILL_RIGHT) -> DutyAnswered:
    return DutyAnswered(duty=f"update:P1:{due.isoformat()}", due=due, reply=reply)


def test_the_owner_of_a_whole_project_is_asked_a_week_before_the_month_is_over() -> None:
    course = lived(monthly())
    assert asked(course, OPENED - timedelta(days=1)) == []
    (duty,) = asked(course, OPENED)
    assert (duty.person, duty.due, duty.opened, duty.about) == ("anni", FIRST, OPENED, "P1")


@pytest.mark.parametrize("process", [monthly(0), monthly(after="execution")], ids=["never", "not yet executed"])
def test_nobody_is_asked_before_the_step_or_without_the_rule(process: Process) -> None:
    assert asked(lived(process), FIRST) == []


def test_a_project_that_lacks_something_is_asked_for_its_details_alone() -> None:
    course = Course(process=monthly())
    course.tell(ROUND, BEGUN)
    course.tell(PROJECT, BEGUN)
    assert asked(course, FIRST) == []


@pytest.mark.parametrize(
    "answer",
    [right(FIRST), ProgressReported(project="P1", view=OwnView.ON_TRACK, words=Text(text="Etenee."), values=())],
    ids=["still right", "report"],
)
def test_an_answer_ends_the_question_until_the_next_month(answer: Fact) -> None:
    course = lived(monthly(), (answer, FIRST))
    again = add_working(FIRST, 15, frozenset())
    assert asked(course, FIRST) == asked(course, again - timedelta(days=1)) == []
    (duty,) = asked(course, again)
    assert duty.due == add_working(FIRST, 20, frozenset())


def test_a_month_without_an_answer_is_followed_by_the_next_and_wakes_the_matter() -> None:
    course = lived(monthly())
    again = add_working(FIRST, 15, frozenset())
    (silent,) = asked(course, again - timedelta(days=1))
    (fresh,) = asked(course, again)
    assert (silent.due, fresh.due) == (FIRST, add_working(FIRST, 20, frozenset()))
    days, today = [], FIRST + timedelta(days=2)
    while today < again:
        today = wake_on(plan(course.standing, course.city, today), today) or again
        days.append(today)
    assert again in days


def test_a_plea_waits_for_the_secretary_and_is_not_overtaken_by_the_next_month() -> None:
    course = lived(monthly(), (right(FIRST, Reply.MISDIRECTED), FIRST))
    later = add_working(FIRST, 30, frozenset())
    (duty,) = asked(course, later)
    pleas = [
        one.duty
        for one in plan(course.standing, course.city, later)
        if isinstance(one, Ask) and one.duty.kind == "plea"
    ]
    assert (duty.due, [one.about for one in pleas]) == (FIRST, [duty.id])


def test_still_right_is_news_of_a_project() -> None:
    reported = ProgressReported(project="P1", view=OwnView.ON_TRACK, words=Text(text="Etenee."), values=())
    month = add_working(FIRST, 20, frozenset())
    course = lived(monthly(), (reported, FIRST), (right(month), month))
    silent = lived(monthly(), (reported, FIRST))
    today = month + timedelta(days=85)
    assert light(course.standing.projects["P1"], None, today) is Light.ON_TRACK
    assert light(silent.standing.projects["P1"], None, today) is Light.NO_NEWS


def test_a_rule_that_follows_no_step_is_unsound() -> None:
    found = [(one.step, one.reason) for one in flaws(monthly(after="nowhere"))]
    assert found == [("projects", "unknown_step")]
    assert flaws(monthly(after="execution")) == ()

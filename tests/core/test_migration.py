"""A running matter goes on by another definition: what was done and ordered stays, what does not fit is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kemiflow.core.commands import actor
from kemiflow.core.commands.correct import Told
from kemiflow.core.commands.migrate import migrate
from kemiflow.core.definition.process import Process, Step, StepKind
from kemiflow.core.definition.soundness import flaws
from kemiflow.core.folding.fold import fold
from kemiflow.core.history.story import history
from kemiflow.core.records import Draft
from kemiflow.core.records.case import CaseMigrated
from kemiflow.core.records.step import RoundBegun, SessionSet
from kemiflow.core.standing import Standing
from kemiflow.core.values import Refusal, Text, Words
from tests.core.course import MOTION, ORDERS_292, SECTION_292, STRATEGY, Course, decision

SEPTEMBER = date(2023, 9, 25)
LATER = date(2023, 10, 2)
NAME = Words(fi="Lausunnot uudelleen", sv="Nya utlåtanden", en="Statements again")
AGAIN = Step(id="views_again", kind=StepKind.STATEMENTS, name=NAME, asked=("boards",), questions=("Miksi?",))


def with_step(step: Step, before: str) -> Process:
    """Give the strategy's process with a step that another waits for."""
    steps = [replace(one, after=(*one.after, step.id)) if one.id == before else one for one in STRATEGY.steps]
    return replace(STRATEGY, version=2, steps=(*steps, step))


def without(name: str) -> Process:
    """Give the strategy's process without a step."""
    (gone,) = (one for one in STRATEGY.steps if one.id == name)
    kept = (one for one in STRATEGY.steps if one.id != name)
    steps = (
        replace(one, after=tuple(x for x in (*one.after, *gone.after) if x != name)) if name in one.after else one
        for one in kept
    )
    return replace(STRATEGY, version=2, steps=tuple(steps))


def without_approval() -> Process:
    """Give a process in which a step is missing that the decision spoke of."""
    process = without("approval")
    steps = tuple(replace(one, guards=()) if one.id == "execution" else one for one in process.steps)
    return replace(process, steps=steps)


def with_body(name: str, body: str) -> Process:
    steps = tuple(replace(one, body=body) if one.id == name else one for one in STRATEGY.steps)
    return replace(STRATEGY, version=2, steps=steps)


def after_292() -> Course:
    course = Course()
    course.tell(decision("draft", "city_board", *SECTION_292, orders=ORDERS_292), SEPTEMBER)
    return course


def ask(course: Course, new: Process, by: str = "sanni") -> Draft | Refusal:
    told = Told(records=tuple(course.records), definitions={"d": STRATEGY})
    fact = CaseMigrated(definition="new", reason=Text(text="Hallintosääntö muuttui."))
    return migrate(told, actor(course.city, by, LATER), fact, new, LATER)


def moved(course: Course, new: Process) -> Standing:
    draft = ask(course, new)
    assert isinstance(draft, Draft), draft
    course.keep([draft])
    return fold(course.records, {"d": STRATEGY, "new": new})


def test_a_matter_goes_on_with_what_was_done_and_ordered() -> None:
    course = after_292()
    before = course.standing
    standing = moved(course, with_step(AGAIN, "proposal"))
    assert (standing.definition, standing.process.version) == ("new", 2)
    assert standing.steps["views_again"].complete is None
    assert set(standing.process.upstream("proposal")) == {*before.process.upstream("proposal"), "views_again"}
    assert {name: one for name, one in standing.steps.items() if name not in {"views_again", "proposal"}} == {
        name: one for name, one in before.steps.items() if name != "proposal"
    }
    assert (standing.orders, standing.decisions) == (before.orders, before.decisions)


def test_it_is_one_record_and_what_follows_is_told_by_the_new_definition() -> None:
    course = after_292()
    new = with_step(AGAIN, "proposal")
    moved(course, new)
    kept = len(course.records)
    fact = RoundBegun(step="views_again", round=1, asked=("vitality",), questions=(), due=date(2023, 11, 1))
    course.keep([Draft(stream="case/s", key="begun:views_again:1", fact=fact, on=LATER, by="machine")])
    assert len(course.records) == kept + 1
    standing = fold(course.records, {"d": STRATEGY, "new": new})
    assert [one.who for one in standing.steps["views_again"].asked] == ["vitality"]
    kinds = [line.kind for line in history(course.records, {"d": STRATEGY, "new": new})]
    assert kinds.count("migrated") == 1


def test_the_session_that_was_ordered_keeps_its_day() -> None:
    course = after_292()
    told = SessionSet(step="session_1", day=date(2023, 10, 9), time="17.00", place="Kaupungintalo", organiser="sanni")
    course.tell(told, SEPTEMBER)
    standing = moved(course, without("follow_up"))
    assert standing.steps["session_1"].set == told
    assert "session_1" in standing.process.upstream("proposal")


OTHERS = (
    with_step(AGAIN, "proposal"),
    with_step(AGAIN, "draft"),
    without("draft"),
    without("follow_up"),
    without_approval(),
    with_body("draft", "vitality"),
)


@pytest.mark.parametrize("new", OTHERS)
def test_the_definitions_of_these_tests_are_sound(new: Process) -> None:
    assert flaws(new) == ()


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (without("draft"), "migration_gone"),
        (with_body("draft", "vitality"), "migration_other"),
        (with_step(AGAIN, "draft"), "migration_overtaken"),
        (without_approval(), "unknown_step"),
        (MOTION, "migration_gone"),
        (STRATEGY, "migration_same"),
    ],
)
def test_what_cannot_be_is_refused_and_says_why(new: Process, reason: str) -> None:
    course = after_292()
    refused = ask(course, new)
    assert isinstance(refused, Refusal)
    assert refused.reason == reason


def test_a_step_of_which_nothing_was_told_may_go_or_become_another() -> None:
    assert "follow_up" not in moved(after_292(), without("follow_up")).steps
    assert moved(after_292(), with_body("follow_up", "city_board")).steps["follow_up"].step.body == "city_board"


def test_a_session_of_the_definition_itself_would_take_the_place_of_the_ordered_one() -> None:
    own = Step(id="session_0", kind=StepKind.SESSION, name=NAME, body="council")
    refused = ask(after_292(), with_step(own, "approval"))
    assert isinstance(refused, Refusal)
    assert refused.reason == "migration_order"


@pytest.mark.parametrize("by", ["maija", "matti", "sulo"])
def test_only_the_secretary_decides_on_it(by: str) -> None:
    refused = ask(after_292(), without("follow_up"), by)
    assert isinstance(refused, Refusal)
    assert refused.reason == "not_allowed"


def test_it_is_not_told_like_another_fact() -> None:
    fact = CaseMigrated(definition="new", reason=Text(text="x"))
    refused = Course().ask(fact, LATER)
    assert isinstance(refused, Refusal)
    assert refused.reason == "not_of_case"

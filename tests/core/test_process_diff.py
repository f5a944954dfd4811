"""Two definitions are compared by what they mean."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.core.definition.differences import Change, How, diff
from kemiflow.core.definition.process import Guard, Outcome, Process, Step, StepKind, Turn
from kemiflow.core.values import Effect, Words
from kemiflow.exchange.process_file import read_process
from kemiflow.settings import processes_dir
from tests.core.course import STRATEGY


def changed(step: str, **fields: object) -> Process:
    """Give the strategy's process with some fields of a step otherwise."""
    steps = tuple(replace(one, **fields) if one.id == step else one for one in STRATEGY.steps)  # type: ignore[arg-type]
    return replace(STRATEGY, steps=steps)


@given(st.permutations(STRATEGY.steps))
def test_the_order_of_steps_in_the_file_means_nothing(steps: list[Step]) -> None:
    assert diff(STRATEGY, replace(STRATEGY, steps=tuple(steps), version=9, source="other.yaml")) == ()


def test_comments_and_indentation_mean_nothing() -> None:
    text = (processes_dir() / "strategy_update.yaml").read_text(encoding="utf-8")
    said_otherwise = "# Toinen kommentti\n" + text.replace(
        "after: [views, hearing]", "after:\n      - hearing\n      - views"
    )
    assert said_otherwise != text
    assert diff(STRATEGY, read_process(said_otherwise, "other.yaml")) == ()


@pytest.mark.parametrize(
    ("step", "field", "value"),
    [
        ("draft", "guards", (Guard.STATEMENTS_IN,)),
        ("draft", "lead_days", 6),
        ("views", "answer_days", 30),
        ("views", "questions", ("Miksi?",)),
        ("proposal", "body", "council"),
        ("approval", "outcomes", {Effect.APPROVED: Outcome(turn=Turn.ONWARD)}),
        ("projects", "name", Words(fi="Hankkeet", sv="Projekt", en="Projects")),
    ],
)
def test_each_field_that_means_something_is_told_with_what_it_was_and_is(step: str, field: str, value: object) -> None:
    old = STRATEGY.step(step)
    expected = Change(how=How.CHANGED, step=step, field=field, old=getattr(old, field), new=value)
    assert diff(STRATEGY, changed(step, **{field: value})) == (expected,)


def test_a_new_step_and_one_that_is_gone_are_told() -> None:
    fresh = Step(id="hearing_two", kind=StepKind.STATEMENTS, name=Words(fi="a", sv="b", en="c"), asked=("hearing",))
    steps = (*(step for step in STRATEGY.steps if step.id != "follow_up"), fresh)
    assert {(one.how, one.step) for one in diff(STRATEGY, replace(STRATEGY, steps=steps))} == {
        (How.REMOVED, "follow_up"),
        (How.ADDED, "hearing_two"),
    }


def test_a_step_with_another_id_is_renamed_and_those_that_wait_for_it_are_as_they_were() -> None:
    def named(name: str) -> str:
        return "opinions" if name == "views" else name

    steps = tuple(replace(one, id=named(one.id), after=tuple(map(named, one.after))) for one in STRATEGY.steps)
    (told,) = diff(STRATEGY, replace(STRATEGY, steps=steps))
    assert (told.how, told.old, told.new) == (How.RENAMED, "views", "opinions")


@given(st.sampled_from(STRATEGY.steps), st.sampled_from(STRATEGY.steps))
def test_what_one_has_more_the_other_has_less(one: Step, other: Step) -> None:
    less = replace(STRATEGY, steps=tuple(step for step in STRATEGY.steps if step.id not in {one.id, other.id}))
    there = {(change.how, change.step) for change in diff(STRATEGY, less) if change.how is How.REMOVED}
    back = {(How.REMOVED, change.step) for change in diff(less, STRATEGY) if change.how is How.ADDED}
    assert there == back != set()

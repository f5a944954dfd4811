"""A process is sound when every step is reached, every join met, and the law's order kept; else the flaw is named."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.core.definition.graph import Flaw
from kemiflow.core.definition.process import Guard, Ladder, Outcome, Process, Step, StepKind, Turn
from kemiflow.core.definition.soundness import CITY_BOARD, COUNCIL, flaws
from kemiflow.core.values import Effect, Words

NAME = Words(fi="Vaihe", sv="Steg", en="Step")
ONWARD, AGAIN, CLOSE = Outcome(turn=Turn.ONWARD), Outcome(turn=Turn.AGAIN), Outcome(turn=Turn.CLOSE)


def asked(step_id: str, *after: str) -> Step:
    return Step(id=step_id, kind=StepKind.STATEMENTS, name=NAME, after=after, asked=("boards",), questions=("Miksi?",))


def decided(step_id: str, *after: str, body: str = CITY_BOARD, **more: Outcome) -> Step:
    outcomes = {Effect(effect): outcome for effect, outcome in more.items()}
    return Step(id=step_id, kind=StepKind.DECISION, name=NAME, after=after, body=body, outcomes=outcomes)


def projects(step_id: str, *after: str) -> Step:
    return Step(id=step_id, kind=StepKind.PROJECTS, name=NAME, after=after)


def process(*steps: Step) -> Process:
    return Process(id="p", title=NAME, version=1, source="p.yaml", steps=steps)


def reasons(*steps: Step) -> list[tuple[str | None, str]]:
    return [(flaw.step, flaw.reason) for flaw in flaws(process(*steps))]


def test_parallel_branches_that_join_are_sound() -> None:
    assert reasons(asked("a"), asked("b"), decided("c", "a", "b"), projects("d", "c"), decided("e", "d")) == []


def test_a_process_needs_steps() -> None:
    assert reasons() == [(None, "no_steps")]


def test_a_flaw_tells_which_step_of_the_list_it_is() -> None:
    assert flaws(process(asked("a"), asked("a"))) == (
        Flaw(step="a", field="id", reason="id_twice", facts={"step": "a"}, index=1),
    )


@pytest.mark.parametrize("bad", ["", "A", "1a", "a b", "ä", "a" * 41, "a-b"])
def test_a_step_s_id_is_a_plain_word(bad: str) -> None:
    assert reasons(asked(bad)) == [(bad, "bad_id")]


def test_a_step_waits_for_known_steps_once() -> None:
    assert reasons(asked("a"), decided("b", "a", "a", "c")) == [("b", "waits_twice"), ("b", "unknown_step")]


def test_steps_in_a_circle_never_begin_nor_does_what_waits_for_them() -> None:
    assert reasons(asked("a", "b"), asked("b", "a"), decided("c", "b")) == [
        ("a", "waits_for_itself"),
        ("b", "waits_for_itself"),
        ("c", "unreachable"),
    ]


def test_a_join_on_a_step_that_only_closes_is_never_met() -> None:
    assert reasons(decided("a", noted=CLOSE), decided("b", "a")) == [("b", "join_never_met")]
    assert reasons(decided("a", noted=CLOSE, approved=ONWARD), decided("b", "a")) == []


def test_a_decision_that_only_comes_back_is_a_dead_end() -> None:
    assert reasons(decided("a", tabled=AGAIN)) == [("a", "dead_end")]
    assert reasons(decided("a", tabled=AGAIN, noted=CLOSE)) == []


@pytest.mark.parametrize(
    ("target", "expected"),
    [("a", []), ("b", []), ("c", ["back_is_ahead"]), ("d", ["back_is_ahead"]), ("x", ["unknown_step"])],
)
def test_a_matter_goes_back_only_to_where_it_was(target: str, expected: list[str]) -> None:
    back = Outcome(turn=Turn.BACK, step=target)
    steps = (asked("a"), decided("b", "a", approved=ONWARD, returned=back), decided("c", "b"), asked("d"))
    assert [reason for _, reason in reasons(*steps)] == expected


def test_only_a_way_back_names_a_step() -> None:
    assert reasons(asked("a"), decided("b", "a", noted=Outcome(turn=Turn.ONWARD, step="a"))) == [
        ("b", "turn_without_target")
    ]
    assert reasons(decided("b", noted=ONWARD, returned=Outcome(turn=Turn.BACK))) == [("b", "unknown_step")]


def test_each_kind_needs_its_fields() -> None:
    assert reasons(replace(decided("a"), body=None)) == [("a", "needed_by_kind")]
    assert reasons(replace(asked("a"), asked=(), questions=())) == [("a", "needed_by_kind")] * 2
    assert reasons(Step(id="a", kind=StepKind.SESSION, name=NAME)) == [("a", "needed_by_kind")]
    assert reasons(Step(id="a", kind=StepKind.SESSION, name=NAME, body=COUNCIL)) == []


def test_no_kind_has_the_fields_of_another() -> None:
    assert reasons(replace(projects("a"), body="council", remedy="appeal")) == [("a", "not_for_kind")] * 2
    assert reasons(replace(decided("a"), questions=("Miksi?",))) == [("a", "not_for_kind")]
    assert reasons(replace(asked("a"), guards=(Guard.NOTICE_IN_TIME,))) == [("a", "not_for_kind")]


def test_numbers_are_not_negative_and_words_are_known() -> None:
    assert reasons(replace(asked("a"), answer_days=0, lead_days=-1)) == [("a", "too_small")] * 2
    assert reasons(replace(asked("a"), ladder=Ladder(before=(-1,)))) == [("a", "too_small")]
    assert reasons(replace(decided("a"), with_matter="bugdet", remedy="apeal")) == [("a", "unknown_value")] * 2
    assert reasons(replace(decided("a"), within_months=0)) == [("a", "too_small")]


@pytest.mark.parametrize("guard", Guard)
def test_each_guard_makes_sense_after_everything_and_most_of_them_not_at_once(guard: Guard) -> None:
    first = replace(decided("z"), guards=(guard,))
    last = replace(decided("z", "e"), guards=(guard,), with_matter="budget")
    full = (asked("a"), decided("b", "a"), projects("c", "b"), decided("d", "c"), decided("e", "d", body=COUNCIL))
    assert reasons(*full, last) == []
    always = {Guard.SESSIONS_HELD, Guard.NOTICE_IN_TIME}
    assert reasons(first) == ([] if guard in always else [("z", "guard_without_sense")])


def test_the_council_settles_nothing_that_the_city_board_has_not_handled() -> None:
    council = decided("k", body=COUNCIL, approved=ONWARD)
    assert reasons(council) == [("k", "council_unprepared")]
    assert reasons(decided("k", body=COUNCIL)) == [("k", "council_unprepared")]
    assert reasons(decided("v", body="vitality"), replace(council, after=("v",))) == [("k", "council_unprepared")]
    assert reasons(decided("h"), council) == [("k", "council_unprepared")]
    assert reasons(decided("h"), projects("p", "h"), replace(council, after=("p",))) == []


def test_a_motion_may_be_filed_in_the_council_before_any_handling() -> None:
    assert reasons(decided("f", body=COUNCIL, ordered=ONWARD, withdrawn=CLOSE)) == []


IDS = [f"s{number}" for number in range(6)]


@st.composite
def rows_of_steps(draw: st.DrawFn) -> tuple[Step, ...]:
    """Draw steps that wait only for earlier ones: city board decisions and rounds of statements."""
    return tuple(
        draw(st.sampled_from([asked, decided]))(each, *draw(st.lists(st.sampled_from(IDS[:n]), unique=True)))
        if n
        else asked(each)
        for n, each in enumerate(IDS)
    )


@given(steps=rows_of_steps(), order=st.permutations(range(len(IDS))))
def test_steps_that_wait_only_for_earlier_ones_are_sound_in_any_order(
    steps: tuple[Step, ...], order: list[int]
) -> None:
    assert reasons(*(steps[n] for n in order)) == []


@given(steps=rows_of_steps(), first=st.sampled_from(IDS), data=st.data())
def test_a_step_made_to_wait_for_a_later_one_of_its_own_line_is_found(
    steps: tuple[Step, ...], first: str, data: st.DataObject
) -> None:
    line = tuple(replace(step, after=(IDS[n - 1],) if n else ()) for n, step in enumerate(steps))
    later = data.draw(st.sampled_from(IDS[IDS.index(first) :]))
    bent = tuple(replace(step, after=(*step.after, later)) if step.id == first else step for step in line)
    assert (first, "waits_for_itself") in reasons(*bent)

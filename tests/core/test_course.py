"""The course of a matter: what decisions and orders make of it."""

from __future__ import annotations

from datetime import date

from kemiflow.core.definition.process import StepKind
from kemiflow.core.limits import Channel
from kemiflow.core.records.decision import MinutesChecked, MinutesPublished
from kemiflow.core.records.step import RoundBegun, StatementWaived
from kemiflow.core.values import Effect, Refusal, Relation, Text
from tests.core.course import MOTION, ORDERS_292, SECTION_292, Course, clause, decision, statement

SEPTEMBER = date(2023, 9, 25)


def after_292() -> Course:
    course = Course()
    course.tell(decision("draft", "city_board", *SECTION_292, orders=ORDERS_292), SEPTEMBER)
    return course


def test_the_evening_session_is_not_drawn_in_the_definition() -> None:
    assert not Course().standing.step_of(StepKind.SESSION)


def test_section_292_brings_the_evening_session_and_lets_the_proposal_wait_for_it() -> None:
    standing = after_292().standing
    (session,) = standing.step_of(StepKind.SESSION)
    assert session.step.after == ("draft",)
    assert session.step.id in standing.steps["proposal"].step.after
    assert session.ready == SEPTEMBER
    assert standing.steps["proposal"].ready is None


def test_section_292_replaced_the_first_clause_and_keeps_the_proposal_that_was_on_the_agenda() -> None:
    found = after_292().standing.decided("draft")
    assert found is not None
    first, second = found.fact.clauses
    assert first.relation is Relation.REPLACED
    assert first.effect is Effect.ORDERED
    assert "merkitsee" in str(first.proposed)
    assert second.decided == second.proposed


def test_nobody_may_read_that_the_draft_was_noted() -> None:
    effects = {each.effect for found in after_292().standing.decisions.values() for each in found.fact.clauses}
    assert Effect.NOTED not in effects


def test_a_decision_made_before_its_time_is_recorded_with_a_deviation() -> None:
    kinds = [one.kind for one in after_292().standing.deviations]
    assert "step_not_ready:draft" in kinds


def test_a_tabled_item_comes_again_in_a_new_round_and_not_before_the_day() -> None:
    course = Course()
    until = date(2023, 10, 9)
    course.tell(decision("draft", "city_board", clause(Relation.NOT_HANDLED, Effect.TABLED, until=until)), SEPTEMBER)
    step = course.standing.steps["draft"]
    assert (step.round, step.complete, step.not_before) == (2, None, until)


def test_what_the_council_returns_goes_back_to_the_city_boards_proposal() -> None:
    course = after_292()
    on = date(2023, 11, 27)
    course.tell(decision("proposal", "city_board", clause(Relation.AS_PROPOSED, Effect.PROPOSED_ONWARD)), on)
    course.tell(decision("approval", "council", clause(Relation.NOT_HANDLED, Effect.RETURNED)), date(2023, 12, 11))
    standing = course.standing
    assert (standing.steps["proposal"].round, standing.steps["approval"].round) == (2, 2)
    assert standing.steps["proposal"].complete is None
    assert len(standing.steps["approval"].decisions) == 1


def test_the_round_is_complete_when_the_last_body_has_answered_or_was_given_up() -> None:
    course = Course()
    begun = RoundBegun(step="views", round=1, asked=("vitality", "wellbeing"), questions=(), due=date(2023, 5, 31))
    course.tell(begun, date(2023, 4, 14))
    course.tell(statement("views", "vitality", date(2023, 5, 16), "ELV-1"), date(2023, 5, 17))
    assert course.standing.steps["views"].complete is None
    waived = StatementWaived(step="views", round=1, body="wellbeing", reason=Text(text="ei lausuntoa"))
    course.tell(waived, date(2023, 6, 20))
    assert course.standing.steps["views"].complete == date(2023, 6, 20)


def test_minutes_are_published_only_after_they_were_checked() -> None:
    course = after_292()
    published = MinutesPublished(decision="decision:draft:1", channel=Channel.MEMBER)
    refused = course.ask(published, date(2023, 9, 28))
    assert isinstance(refused, Refusal)
    assert refused.reason == "not_checked"
    course.tell(MinutesChecked(decision="decision:draft:1"), date(2023, 9, 27))
    course.tell(published, date(2023, 9, 28))


def test_another_process_walks_by_its_own_definition() -> None:
    course = Course(process=MOTION)
    first = MOTION.steps[0]
    assert course.standing.steps[first.id].ready is not None
    assert set(course.standing.steps) == {step.id for step in MOTION.steps}

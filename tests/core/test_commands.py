"""What is impossible is refused with the value and its place; what is merely wrong is recorded as a deviation."""

from __future__ import annotations

import typing
from dataclasses import replace
from datetime import date

import pytest

from kemiflow.core.commands import actor
from kemiflow.core.commands.correct import Told, correct
from kemiflow.core.commands.keys import COUNTED, FIXED
from kemiflow.core.commands.permits import PERMITS
from kemiflow.core.records import Corrected, Fact, case, city, decision, project, step
from kemiflow.core.records.project import Choice, DirectorDecided, ProjectDescribed, ProjectNamed
from kemiflow.core.records.step import RoundBegun
from kemiflow.core.values import Effect, Refusal, Relation, Resolution, Text
from tests.core.course import ORDERS_292, SECTION_292, STRATEGY, Course, clause, statement
from tests.core.course import decision as decided

APRIL, SEPTEMBER = date(2023, 4, 14), date(2023, 9, 25)
TAKEN = Resolution.TAKEN


def project_named(name: str = "P1", sector: str = "vitality", owner: str | None = "anni") -> ProjectNamed:
    return ProjectNamed(project=name, sector=sector, title="Yksi luukku", goal="", owner=owner, deputy=None)


def reason(refused: object) -> str:
    assert isinstance(refused, Refusal), refused
    return refused.reason


IMPOSSIBLE: tuple[tuple[Fact, str, str], ...] = (
    (decided("lautakunta", "city_board", *SECTION_292), "unknown_step", "lautakunta"),
    (decided("draft", "kunnanhallitus", *SECTION_292), "unknown_body", "kunnanhallitus"),
    (decided("draft", "council", *SECTION_292), "wrong_body", "council"),
    (decided("views", "city_board", *SECTION_292), "wrong_kind", "views"),
    (decided("draft", "city_board"), "no_clauses", "draft"),
    (decided("draft", "city_board", *SECTION_292, round_=2), "wrong_round", "2"),
    (replace(decided("draft", "city_board", *SECTION_292), gist=Text(text=" ")), "no_gist", "draft"),
    (statement("views", "vitality", SEPTEMBER), "not_begun", "views"),
    (project_named(sector="sote"), "unknown_sector", "sote"),
    (project_named(owner="nobody"), "unknown_person", "nobody"),
    (ProjectDescribed(project="P9"), "unknown_project", "P9"),
    (decision.MinutesChecked(decision="decision:x:1"), "unknown_decision", "decision:x:1"),
    (case.OrderAssigned(decision="decision:draft:1", order=0, person="sanni"), "unknown_order", "decision:draft:1#0"),
    (step.RemarkResolved(remark="ELV-9", resolution=TAKEN, reason=None, place=None), "unknown_remark", "ELV-9"),
)


@pytest.mark.parametrize(("fact", "why", "value"), IMPOSSIBLE, ids=[why for _, why, _ in IMPOSSIBLE])
def test_the_impossible_is_refused_and_names_the_value(fact: Fact, why: str, value: str) -> None:
    refused = Course().ask(fact, SEPTEMBER)
    assert isinstance(refused, Refusal)
    assert refused.reason == why
    assert value in refused.facts.values()


def test_nothing_happens_tomorrow() -> None:
    refused = Course().ask(decided("draft", "city_board", *SECTION_292), date(2023, 9, 26), today=SEPTEMBER)
    assert reason(refused) == "future_day"


def test_the_same_item_is_not_decided_twice() -> None:
    course = Course()
    course.tell(decided("draft", "city_board", *SECTION_292), SEPTEMBER)
    assert reason(course.ask(decided("draft", "city_board", *SECTION_292), date(2023, 9, 26))) == "already_decided"


def test_an_order_to_a_step_that_does_not_wait_for_the_decision_is_refused() -> None:
    order = type(ORDERS_292[0])(body="council", window=ORDERS_292[0].window, before="views")
    refused = Course().ask(decided("draft", "city_board", *SECTION_292, orders=(order,)), SEPTEMBER)
    assert reason(refused) == "order_before_its_decision"


def test_the_auditor_reads_and_tells_nothing() -> None:
    refused = Course().ask(decided("draft", "city_board", *SECTION_292), SEPTEMBER, by="sulo")
    assert reason(refused) == "not_allowed"


def test_an_owner_describes_the_own_project_and_no_other() -> None:
    course = Course()
    course.tell(project_named(), date(2023, 9, 28), by="matti")
    course.tell(ProjectDescribed(project="P1", measure="läpimenoaika"), date(2023, 10, 2), by="anni")
    assert reason(course.ask(ProjectDescribed(project="P1"), date(2023, 10, 2), by="elli")) == "not_allowed"


def test_a_director_rules_in_the_own_sector_alone() -> None:
    course = Course()
    course.tell(project_named("P2", "wellbeing"), date(2023, 9, 28))
    ruling = DirectorDecided(project="P2", choice=Choice.WITHOUT, reason=Text(text="jää pois"))
    assert reason(course.ask(ruling, date(2023, 11, 7), by="matti")) == "not_allowed"


def test_a_late_statement_is_taken_and_its_lateness_kept() -> None:
    course = Course()
    begun = RoundBegun(step="views", round=1, asked=("vitality",), questions=(), due=date(2023, 5, 31))
    course.tell(begun, date(2023, 4, 14))
    course.tell(statement("views", "vitality", date(2023, 6, 7), "ELV-1"), date(2023, 6, 8))
    assert [one.kind for one in course.standing.deviations] == ["statement_late:vitality"]


def test_a_round_that_asks_nobody_is_over_as_it_begins_and_kept_as_a_deviation() -> None:
    course = Course()
    course.tell(RoundBegun(step="views", round=1, asked=("vitality",), questions=(), due=date(2023, 5, 31)), APRIL)
    course.tell(statement("views", "vitality", date(2023, 5, 16)), date(2023, 5, 17))
    course.tell(RoundBegun(step="hearing", round=1, asked=(), questions=(), due=date(2023, 5, 31)), date(2023, 5, 17))
    assert course.standing.steps["hearing"].complete == date(2023, 5, 17)
    assert course.standing.steps["draft"].ready == date(2023, 5, 17)
    assert [one.kind for one in course.standing.deviations] == ["nobody_asked:hearing"]


def test_council_before_the_city_board_is_recorded_as_a_deviation() -> None:
    course = Course()
    approved = decided("approval", "council", clause(Relation.AS_PROPOSED, Effect.APPROVED))
    course.tell(approved, date(2023, 12, 11))
    kinds = {one.kind for one in course.standing.deviations}
    assert {"board_not_handled:approval", "step_not_ready:approval"} <= kinds


def test_a_decision_on_a_day_without_a_listed_meeting_is_recorded_as_a_deviation() -> None:
    course = Course()
    body = course.city.meetings_of("city_board")[0].body
    free = date(2023, 9, 27)
    assert free not in {meeting.day for meeting in course.city.meetings_of(body)}
    course.tell(decided("draft", body, *SECTION_292), free)
    assert [one.kind for one in course.standing.deviations if one.kind.startswith("no_meeting")] == [
        "no_meeting_that_day:city_board"
    ]


def test_a_decision_in_a_listed_meeting_is_no_deviation_of_the_day() -> None:
    course = Course()
    held = course.city.meetings_of("city_board")[0]
    course.tell(decided("draft", "city_board", *SECTION_292), held.day)
    assert not [one.kind for one in course.standing.deviations if one.kind.startswith("no_meeting")]


def test_a_correction_is_taken_when_what_came_later_still_follows() -> None:
    course = Course()
    course.tell(decided("draft", "city_board", *SECTION_292, orders=ORDERS_292), SEPTEMBER)
    old = course.records[1]
    assert isinstance(old.fact, decision.DecisionRecorded)
    right = decided("draft", "city_board", *SECTION_292, orders=ORDERS_292)
    fact = Corrected(of=old.key, fact=right, on=date(2023, 9, 26), reason=Text(text="päivä oli väärin"))
    told = Told(records=tuple(course.records), definitions={"d": STRATEGY})
    drafts = correct(told, actor(course.city, "sanni", SEPTEMBER), fact, date(2023, 9, 28))
    assert not isinstance(drafts, Refusal)
    course.keep(drafts)
    found = course.standing.decided("draft")
    assert found is not None
    assert found.on == date(2023, 9, 26)


def test_a_correction_keeps_what_was_proposed_and_bears_a_reason() -> None:
    course = Course()
    course.tell(decided("draft", "city_board", *SECTION_292, orders=ORDERS_292), SEPTEMBER)
    old = course.records[1]
    assert isinstance(old.fact, decision.DecisionRecorded)
    bare = replace(old.fact, section=293, clauses=tuple(replace(one, proposed=None) for one in old.fact.clauses))
    fact = Corrected(of=old.key, fact=bare, on=SEPTEMBER, reason=Text(text="väärä pykälä"))
    told = Told(records=tuple(course.records), definitions={"d": STRATEGY})
    secretary = actor(course.city, "sanni", SEPTEMBER)
    drafts = correct(told, secretary, fact, SEPTEMBER)
    assert not isinstance(drafts, Refusal)
    assert drafts[0].fact == replace(fact, fact=replace(old.fact, section=293))
    unreasoned = replace(fact, reason=Text(text="  "))
    assert reason(correct(told, secretary, unreasoned, SEPTEMBER)) == "correction_unreasoned"


def test_a_correction_that_later_records_cannot_follow_is_refused() -> None:
    course = Course()
    course.tell(project_named(), date(2023, 9, 28))
    course.tell(ProjectDescribed(project="P1", measure="m"), date(2023, 10, 2))
    fact = Corrected(of="project:P1", fact=project_named("P2"), on=date(2023, 9, 28), reason=Text(text="väärä tunnus"))
    told = Told(records=tuple(course.records), definitions={"d": STRATEGY})
    assert reason(correct(told, actor(course.city, "sanni", SEPTEMBER), fact, date(2023, 10, 3))) == "correction_breaks"


def test_every_fact_that_people_tell_has_its_row_in_the_table_and_a_key() -> None:
    unions = (case.CaseFact, step.StepFact, decision.DecisionFact, project.ProjectFact, city.CityFact)
    people = {fact for union in unions for fact in typing.get_args(union)} - {case.DocumentMade, city.Sealed}
    assert people == set(PERMITS)
    assert people == set(FIXED) | set(COUNTED)

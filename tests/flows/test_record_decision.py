"""A decision by Prefect's form: shown first, recorded once, refused in Finnish; the same facts as any other way."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from prefect.utilities.callables import parameter_schema

from flows.record_decision import record_decision
from kemiflow.app import gather
from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.core.values import Effect, HowChanged, Relation
from kemiflow.settings import HOME
from kemiflow.wiring import open_home
from tests.flows.homes import SECRETARY, TODAY, city
from tests.flows.runs import Ended, page, run

CASE = "strategia"
FORM: dict[str, Any] = {
    "step": "draft",
    "day": TODAY.isoformat(),
    "section": 292,
    "how_changed": "ei ilmene pöytäkirjasta",
    "gist": "Valtuustolle järjestetään iltakoulu.",
    "clauses": [
        {"relation": "ehdotuksesta poiketen", "effect": "annettiin toimeksianto", "decided": "Järjestetään iltakoulu."},
        {"relation": "ehdotuksen mukaisesti", "effect": "annettiin evästys"},
    ],
    "sessions": [{"body": "council", "window": "kesäkuun aikana", "before": "proposal"}],
}
SURE = {"case": CASE, "by": SECRETARY, "what_if": False}


@pytest.fixture
def strategy(prefect: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a city with the strategy open."""
    assert prefect
    monkeypatch.setenv(HOME, str(tmp_path))
    return city(tmp_path, CASE, process="strategy_update")


def matter(home: Path) -> gather.Matter:
    """Read the matter."""
    with closing(open_home(home)) as at:
        return gather.matter(at.world, CASE)


def decided(home: Path) -> list[DecisionRecorded]:
    """Give the decisions of the matter."""
    return [one.fact for one in matter(home).standing.decisions.values()]


def test_by_itself_the_form_only_shows_what_would_follow(strategy: Path) -> None:
    ended = run(record_decision, case=CASE, by=SECRETARY, decision=FORM)
    assert ended == Ended(type="COMPLETED", sentence="Vain katsottu, mitään ei kirjattu: strategia.")
    assert matter(strategy).seq == 1
    assert "Järjestetään iltakoulu." in page("record-decision")
    assert page("record-decision").startswith("# Osittain ehdotuksesta poiketen")


def test_a_decision_is_recorded_with_what_the_form_need_not_say(strategy: Path) -> None:
    assert run(record_decision, decision=FORM, **SURE) == Ended(
        type="COMPLETED", sentence="Päätös on kirjattu: strategia."
    )
    [fact] = decided(strategy)
    assert (fact.body, fact.section, fact.how_changed, fact.presenter) == (
        "city_board",
        292,
        HowChanged.NOT_STATED,
        "kaupunginjohtaja",
    )
    assert [(one.relation, one.effect) for one in fact.clauses] == [
        (Relation.REPLACED, Effect.ORDERED),
        (Relation.AS_PROPOSED, Effect.GUIDANCE),
    ]
    assert all(one.proposed for one in fact.clauses)
    assert "session_1" in matter(strategy).standing.steps


def test_the_same_form_sent_again_records_nothing(strategy: Path) -> None:
    run(record_decision, decision=FORM, **SURE)
    before = matter(strategy).seq
    assert run(record_decision, decision=FORM, **SURE) == Ended(
        type="COMPLETED", sentence="Päätös oli kirjattu jo: strategia."
    )
    assert matter(strategy).seq == before


def test_a_matter_that_was_tabled_is_not_decided_twice_by_the_same_form(strategy: Path) -> None:
    tabled = {"relation": "ei käsitelty", "effect": "jätettiin pöydälle", "until": "2023-05-08"}
    form = FORM | {"clauses": [tabled, tabled], "sessions": []}
    run(record_decision, decision=form, **SURE)
    assert matter(strategy).standing.steps["draft"].round == 2
    assert run(record_decision, decision=form, **SURE).sentence == "Päätös oli kirjattu jo: strategia."
    assert len(decided(strategy)) == 1


@pytest.mark.parametrize(
    ("changed", "asked", "sentence"),
    [
        ({}, {"case": "stratgia"}, "Asiaa ei ole: stratgia. Avoimet: strategia."),
        ({}, {"by": "matti-malli"}, "Tämä ei kuulu tehtäviisi: matti-malli."),
        ({"step": "luonnos"}, {}, "Vaihetta ei ole: luonnos."),
        ({"day": "2030-01-02"}, {}, "Päivä 2.1.2030 on vasta tulossa"),
        (
            {"sessions": [{"body": "council", "window": "joskus", "before": "proposal"}]},
            {},
            "Ajankohtaa ei ymmärretty: joskus.",
        ),
    ],
)
def test_what_is_impossible_is_refused_in_finnish(
    strategy: Path, changed: dict[str, Any], asked: dict[str, Any], sentence: str
) -> None:
    ended = run(record_decision, decision=FORM | changed, **(SURE | asked))
    assert ended.type == "FAILED"
    assert ended.sentence.startswith(sentence)
    assert matter(strategy).seq == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"section": -292},
        {"how_changed": "kai jotenkin"},
        {"clauses": []},
        {"clauses": [{"relation": "hylätty"}]},
        {"gist": "  "},
        {"päätös": "ylimääräinen kenttä"},
    ],
)
def test_what_the_form_would_refuse_is_refused_inside_too(strategy: Path, changed: dict[str, Any]) -> None:
    assert run(record_decision, decision=FORM | changed, **SURE).type == "FAILED"
    assert matter(strategy).seq == 1


def schema() -> dict[str, Any]:
    """Give the form as Prefect's page gets it."""
    return parameter_schema(record_decision).model_dump()


def parts() -> dict[str, dict[str, Any]]:
    """Give the parts of the form that have fields."""
    return {name: one for name, one in schema()["definitions"].items() if "properties" in one}


def test_every_field_explains_itself_in_finnish() -> None:
    assert set(parts()) == {"ClauseForm", "DecisionForm", "HandlingForm", "SessionForm", "TaskForm"}
    fields = [field for part in (*parts().values(), schema()) for field in part["properties"].values()]
    assert len(fields) > 20
    assert all(field["title"] and field["description"] for field in fields)


def test_what_decides_is_chosen_and_never_filled_in() -> None:
    clause = parts()["ClauseForm"]
    assert clause["required"] == ["relation", "effect"]
    assert "default" not in clause["properties"]["relation"]
    assert "ehdotuksen mukaisesti" in clause["properties"]["relation"]["enum"]
    assert len(clause["properties"]["effect"]["enum"]) == len(Effect)
    assert {"step", "day", "section", "how_changed", "gist", "clauses"} == set(parts()["DecisionForm"]["required"])
    assert parts()["DecisionForm"]["properties"]["day"]["format"] == "date"


def test_a_day_that_may_be_left_out_is_a_plain_day() -> None:
    until = parts()["ClauseForm"]["properties"]["until"]
    assert (until["type"], until["format"]) == ("string", "date")

"""What the history of a matter tells, as of any day and as it was known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.core.folding.fold import mended
from kemiflow.core.history.line import Line
from kemiflow.core.history.outcome import deviation_sentence, outcome_word
from kemiflow.core.history.plain import as_json
from kemiflow.core.history.story import history
from kemiflow.core.items import Naming
from kemiflow.core.records import Record
from kemiflow.core.records.case import CaseOpened, DeviationNoted, DocumentMade
from kemiflow.core.records.decision import Clause, DecisionRecorded
from kemiflow.core.records.person import Fate
from kemiflow.core.records.project import ProjectDescribed
from kemiflow.core.records.step import ItemWritten, StatementGiven
from kemiflow.core.values import Effect, Publicity, Relation
from kemiflow.core.wording import Wording
from tests.core.story import (
    CITY,
    DEFINITIONS,
    FI,
    NOTED,
    ONWARD,
    SEPTEMBER,
    SESSION,
    TABLE,
    as_proposed,
    letter,
    secret,
    section_292,
    text,
    until_292,
    year,
)
from tests.core.story import made as document_made

CONTRACT = {
    *("on", "known_at", "kind", "body", "section", "text", "proposal", "decision", "clauses", "how_changed", "orders"),
    *("deviations", "documents", "letters", "by", "key"),
}
BETWEEN = (ItemWritten, ProjectDescribed)
DAYS = st.dates(date(2023, 2, 1), date(2024, 3, 1))
STORY = tuple(year().records)


def line_of(lines: Sequence[Line], key: str) -> Line:
    return next(line for line in lines if line.key == key)


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [found for one in value.values() for found in strings(one)]
    if isinstance(value, list | tuple):
        return [found for one in value for found in strings(one)]
    return [value] if isinstance(value, str) else []


def bare(lines: Sequence[Line]) -> list[Line]:
    return [replace(line, known_at=STORY[0].at, corrections=()) for line in lines]


def test_section_292_reads_as_partly_departing_from_the_proposal() -> None:
    told = as_json(line_of(history(STORY, DEFINITIONS), "d292"), FI, CITY)
    assert told["outcome"] == "Osittain ehdotuksesta poiketen"
    assert told["clauses"] == [
        {
            "proposed": NOTED,
            "decided": SESSION,
            "relation": "replaced",
            "effect": "ordered",
            "until": None,
        },
        {
            "proposed": ONWARD,
            "decided": ONWARD,
            "relation": "as_proposed",
            "effect": "proposed_onward",
            "until": None,
        },
    ]
    assert told["how_changed"] == "not_stated"


def test_nobody_can_read_that_the_draft_of_section_292_was_noted() -> None:
    told = as_json(line_of(history(STORY, DEFINITIONS), "d292"), FI, CITY)
    clauses = told["clauses"]
    assert isinstance(clauses, list)
    decided = [one["decided"] for one in clauses] + [one["effect"] for one in clauses]
    read = strings([told["text"], told["decision"], told["outcome"], told["minutes"], told["orders"], decided])
    assert read
    assert not [words for words in read if "tiedoksi" in words or "noted" in words or "evästy" in words]


def test_the_evening_session_and_the_budget_are_told_as_orders_of_the_decision() -> None:
    told = as_json(line_of(history(STORY, DEFINITIONS), "d292"), FI, CITY)["orders"]
    assert isinstance(told, list)
    assert [one["text"] for one in told] == [
        "Iltakoulu valtuustolle lokakuussa",
        "Käsittely talousarvion yhteydessä: Kaupunginvaltuusto hyväksyy",
    ]


def test_every_line_has_the_keys_that_other_programs_build_on() -> None:
    for line in history(STORY, DEFINITIONS):
        assert set(as_json(line, FI, CITY)) >= CONTRACT


def test_lines_come_oldest_first() -> None:
    days = [line.on for line in history(STORY, DEFINITIONS)]
    assert days == sorted(days)


def test_a_late_statement_is_told_as_late_and_one_in_time_is_not() -> None:
    lines = history(STORY, DEFINITIONS)
    assert "määräajan jälkeen" in str(as_json(line_of(lines, "statement-wellbeing"), FI, CITY)["text"])
    assert "määräajan jälkeen" not in str(as_json(line_of(lines, "statement-vitality"), FI, CITY)["text"])


def test_remarks_resolved_on_a_day_are_one_line() -> None:
    found = [line for line in history(STORY, DEFINITIONS) if line.kind == "remarks_resolved"]
    assert [line.keys for line in found] == [("resolved-VIT", "resolved-WEL")]


def test_a_remark_that_is_resolved_anew_is_one_remark() -> None:
    (found,) = (line for line in history(STORY, DEFINITIONS) if line.kind == "remarks_resolved")
    again = replace(found, keys=("resolved:VIT-1:1", "resolved:WEL-1:1", "resolved:VIT-1:2"))
    assert (
        as_json(again, FI, CITY)["text"]
        == as_json(found, FI, CITY)["text"]
        == "Huomioita ratkaistiin: 2 (Lautakuntien lausunnot)."
    )


def test_a_session_set_anew_is_told_as_moved_with_its_old_day() -> None:
    moved = line_of(history(STORY, DEFINITIONS), "set-23")
    assert moved.kind == "session_moved"
    assert "16.10.2023" in str(as_json(moved, FI, CITY)["text"])


def test_sectors_are_asked_for_projects_by_their_own_names() -> None:
    asked = next(line for line in history(STORY, DEFINITIONS) if line.step == "projects")
    told = str(as_json(asked, FI, CITY)["text"])
    assert "Elinvoima ja Hyvinvointi" in told
    assert "lautakunta" not in told


def test_a_deviation_stands_at_the_decision_it_belongs_to() -> None:
    council = line_of(history(STORY, DEFINITIONS), "d112")
    assert [one.key for one in council.deviations] == ["late"]
    assert as_json(council, FI, CITY)["deviations"] == [
        {
            "kind": "notice_late",
            "reason": "Kutsu lähti päivän myöhässä.",
            "text": "Poikkeama: kokouskutsu lähti myöhässä (kuntalaki 94 §). Perustelu: Kutsu lähti päivän myöhässä.",
        }
    ]


def test_a_document_stands_at_the_decision_that_it_was_made_for() -> None:
    assert [one.key for one in line_of(history(STORY, DEFINITIONS), "d292").documents] == ["paper-draft"]


def test_a_document_of_a_step_that_nobody_told_of_has_a_line_of_its_own() -> None:
    story = until_292()
    story.add(document_made("projects", "projects"), date(2023, 10, 2), key="alone")
    lines = history(story.records, DEFINITIONS)
    assert [line.kind for line in lines if "alone" in line.told()] == ["documents"]


def test_letters_are_counted_at_the_decision_they_followed() -> None:
    letters = (*letter("anni", date(2023, 9, 29), "details:luukku:1"), *letter("elli", date(2023, 5, 2), "statement:x"))
    lines = history(STORY, DEFINITIONS, letters=letters)
    assert [one.fate for one in line_of(lines, "d292").letters] == [Fate.SENT]
    assert sum(len(line.letters) for line in lines) == 2


def test_letters_of_another_matter_are_not_counted() -> None:
    other = [replace(one, stream="case/other") for one in STORY]
    lines = history(other, DEFINITIONS, letters=letter("anni", date(2023, 9, 29), "details:luukku:1"))
    assert not any(line.letters for line in lines)


def test_a_letter_on_its_way_has_no_fate() -> None:
    lines = history(STORY, DEFINITIONS, letters=letter("anni", date(2023, 9, 29), "details:luukku:1", None))
    assert [one.fate for one in line_of(lines, "d292").letters] == [None]


def test_what_was_told_the_next_day_is_not_known_the_day_before() -> None:
    known = {line.key for line in history(STORY, DEFINITIONS, known_by=SEPTEMBER)}
    assert "d292" not in known
    assert "d292" in {line.key for line in history(STORY, DEFINITIONS, known_by=date(2023, 9, 26))}


def test_a_day_ends_at_midnight_in_finland() -> None:
    last = STORY[0]
    evening = replace(last, at=last.at.replace(year=2023, month=6, day=1, hour=20, minute=59))
    night = replace(last, at=last.at.replace(year=2023, month=6, day=1, hour=21))
    assert history([evening], DEFINITIONS, known_by=date(2023, 6, 1))
    assert not history([night], DEFINITIONS, known_by=date(2023, 6, 1))


def test_nothing_told_is_no_history() -> None:
    assert history((), DEFINITIONS) == ()


def test_a_correction_is_read_in_place_and_the_line_says_so() -> None:
    story = until_292()
    mended_fact = replace(section_292(), section=293)
    story.correct("d292", mended_fact, SEPTEMBER, date(2023, 10, 2))
    line = line_of(history(story.records, DEFINITIONS), "d292")
    assert (line.section, line.corrected) == (293, True)
    before = line_of(history(story.records, DEFINITIONS, known_by=date(2023, 10, 1)), "d292")
    assert (before.section, before.corrected) == (292, False)


@pytest.mark.parametrize(
    ("clauses", "word"),
    [
        ((as_proposed("a", Effect.APPROVED),), "Ehdotuksen mukaisesti"),
        (section_292().clauses, "Osittain ehdotuksesta poiketen"),
        (section_292().clauses[:1], "Ehdotuksesta poiketen"),
        (
            (Clause(proposed=text("a"), decided=None, relation=Relation.REJECTED, effect=Effect.REJECTED),),
            "Hylätty",
        ),
        (
            (
                Clause(
                    proposed=text("a"),
                    decided=None,
                    relation=Relation.NOT_HANDLED,
                    effect=Effect.TABLED,
                    until=date(2023, 10, 9),
                ),
            ),
            "Pöydällä 9.10.2023 saakka",
        ),
        (
            (Clause(proposed=text("a"), decided=None, relation=Relation.NOT_HANDLED, effect=Effect.RETURNED),),
            "Palautettu valmisteluun",
        ),
        (
            (Clause(proposed=text("a"), decided=None, relation=Relation.NOT_HANDLED, effect=Effect.WITHDRAWN),),
            "Poistettu listalta",
        ),
        ((), ""),
    ],
)
def test_a_decision_has_one_word_for_how_it_stands_to_its_proposal(clauses: tuple[Clause, ...], word: str) -> None:
    assert outcome_word(clauses, FI) == word


def test_texts_that_are_not_public_stay_out_of_what_other_programs_read() -> None:
    story = until_292()
    clause = replace(section_292().clauses[0], decided=secret("SALAISUUS"))
    fact = replace(section_292(), clauses=(clause,), gist=secret("SALAISUUS"), minutes=secret("SALAISUUS"), orders=())
    story.correct("d292", fact, SEPTEMBER, date(2023, 10, 2))
    told = [as_json(line, FI, CITY) for line in history(story.records, DEFINITIONS)]
    assert not [words for words in strings(told) if "SALAISUUS" in words]
    assert [words for words in strings(told) if "Salassa pidettävä (JulkL 24.1 § 25 k)" in words]


def test_a_decision_that_is_not_public_tells_its_body_and_section_only() -> None:
    story = until_292()
    fact = replace(section_292(), publicity=Publicity.CONFIDENTIAL, ground="JulkL 24.1 § 25 k")
    story.correct("d292", fact, SEPTEMBER, date(2023, 10, 2))
    told = as_json(line_of(history(story.records, DEFINITIONS), "d292"), FI, CITY)
    assert told["section"] == 292
    assert not [words for words in strings(told) if "iltakoulu" in words.lower()]


@given(DAYS, DAYS)
def test_a_later_day_tells_at_least_what_an_earlier_one_did(one: date, other: date) -> None:
    first, second = sorted((one, other))
    keys = [{key for line in history(STORY, DEFINITIONS, as_of=day) for key in line.told()} for day in (first, second)]
    assert keys[0] <= keys[1]
    known = [
        {key for line in history(STORY, DEFINITIONS, known_by=day) for key in line.told()} for day in (first, second)
    ]
    assert known[0] <= known[1]


@given(DAYS, DAYS)
def test_no_record_is_lost_and_none_is_told_twice(as_of: date, known_by: date) -> None:
    told = [key for line in history(STORY, DEFINITIONS, as_of=as_of, known_by=known_by) for key in line.told()]
    expected = [
        record.key
        for record in history_input(STORY, known_by)
        if record.on <= as_of and not isinstance(record.fact, BETWEEN)
    ]
    assert sorted(told) == sorted(expected)


def history_input(records: Sequence[Record], known_by: date) -> list[Record]:
    return [record for record in records if record.at.date() <= known_by]


@given(st.sampled_from([record for record in STORY if isinstance(record.fact, StatementGiven | CaseOpened)]), DAYS)
def test_a_corrected_history_is_the_history_of_the_mended_story(record: Record, on: date) -> None:
    story = year()
    assert isinstance(record.fact, StatementGiven | CaseOpened)
    story.correct(record.key, record.fact, on, date(2024, 2, 1))
    corrected = history(story.records, DEFINITIONS)
    assert bare(corrected) == bare(history(mended(story.records), DEFINITIONS))
    assert any(line.corrected for line in corrected)


@given(DAYS)
def test_no_word_of_any_line_says_none(day: date) -> None:
    letters = letter("anni", date(2023, 9, 29), "details:luukku:1")
    told = [as_json(line, FI, CITY) for line in history(STORY, DEFINITIONS, as_of=day, letters=letters)]
    assert not [words for words in strings(told) if "None" in words]


def test_the_story_holds_what_these_tests_speak_of() -> None:
    facts = {type(record.fact) for record in STORY}
    assert {CaseOpened, StatementGiven, DecisionRecorded, DocumentMade, *BETWEEN} <= facts


def test_a_deviation_says_about_whom_it_is() -> None:
    story = until_292()
    missing = DeviationNoted(step="draft", kind="statement_missing:elders", reason=text(""))
    story.add(missing, SEPTEMBER, told=date(2023, 9, 28))
    line = line_of(history(story.records, DEFINITIONS), "d292")
    assert [deviation_sentence(one, Naming(city=CITY, wording=FI)) for one in line.deviations] == [
        "Poikkeama: lausunto puuttui: Vanhusneuvosto."
    ]


def test_a_deviation_that_belongs_to_nothing_told_that_day_is_a_line_of_its_own() -> None:
    story = until_292()
    story.add(DeviationNoted(step=None, kind="other", reason=text("Syy.")), date(2023, 10, 2), key="alone")
    told = as_json(line_of(history(story.records, DEFINITIONS), "alone"), FI, CITY)
    assert told["text"] == "Poikkeama: poikettiin suunnitellusta. Perustelu: Syy."


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_line_has_words_in_three_languages(language: str) -> None:
    wording = Wording(language=language, table=TABLE)
    assert all(as_json(line, wording, CITY)["text"] for line in history(STORY, DEFINITIONS))


def test_the_words_of_documents_and_history_ask_for_the_same_facts_in_three_languages() -> None:
    fields = {
        key: {language: {name for _, name, _, _ in Formatter().parse(words) if name} for language, words in one.items()}
        for key, one in TABLE.items()
        if key.startswith(("document.", "history."))
    }
    assert fields
    assert not [
        key
        for key, one in fields.items()
        if set(one) != {"fi", "sv", "en"} or len(set(map(frozenset, one.values()))) > 1
    ]

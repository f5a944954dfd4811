"""Each mistake that a file can hold, by the sentence it gets; a sentence that no mistake earns fails."""

import string
import tomllib
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

import pytest

from kemiflow.core.definition.soundness import strangers
from kemiflow.exchange.acts import read_acts, read_fact
from kemiflow.exchange.city_file import read_settings
from kemiflow.exchange.located import MAX_DEPTH, read_yaml
from kemiflow.exchange.meetings import read_meetings
from kemiflow.exchange.people import read_people
from kemiflow.exchange.problems import FileRefused, Problem
from kemiflow.exchange.process_file import read_process
from kemiflow.exchange.wording import UnknownSentence, sentence, sentences
from kemiflow.settings import templates_dir
from tests.edges.exchange.shelf import ACTS, CALENDAR, CITY, DECISION, PEOPLE, SHEET, STRATEGY, kemi

Reading = Callable[[bytes | str], object]


def yaml(content: bytes | str) -> object:
    return read_yaml(content, "tiedosto.yaml")


def decision(content: bytes | str) -> object:
    return read_fact("decision_recorded", content, "paatos.yaml", {"on": date(2023, 9, 25)})


def acts(content: bytes | str) -> object:
    return read_acts(content, "teot.yaml")


def process(content: bytes | str) -> object:
    return read_process(content, "prosessi.yaml")


def city(content: bytes | str) -> object:
    return read_settings(content, "city.yaml")


def meetings(content: bytes | str) -> object:
    return read_meetings(content, "kokoukset.csv", kemi())


def people(content: bytes | str) -> object:
    return read_people(content, "ihmiset.csv")


DRAFT_BACK: Final = "returned: {turn: back, step: draft}"


def but(content: str, old: str, new: str) -> str:
    assert old in content
    return content.replace(old, new, 1)


class Mistake(NamedTuple):
    key: str
    reading: Reading
    content: bytes | str
    line: int | None = None


MISTAKES: Final = [
    Mistake("empty_file", yaml, "", 0),
    Mistake("too_big", yaml, "#" * 4_000_001, 0),
    Mistake("no_yaml", yaml, "a: 1\nb: }", 2),
    Mistake("bad_character", yaml, "a: 1\nb: \x07", 2),
    Mistake("unreadable", yaml, 'a: 1\nb: "x\\0"', 2),
    Mistake("two_documents", yaml, "a: 1\n---\nb: 2", 2),
    Mistake("unknown_anchor", yaml, "a: *b", 1),
    Mistake("too_deep", yaml, "[" * (MAX_DEPTH + 1), 1),
    Mistake("no_plain_key", yaml, "a: 1\n[b]: 2", 2),
    Mistake("key_twice", yaml, "a: 1\nb: 2\na: 3", 3),
    Mistake("missing", decision, but(DECISION, "how_changed: not_stated\n", ""), 1),
    Mistake("unknown_field", decision, but(DECISION, "section:", "sectoin:"), 3),
    Mistake("unknown_value", decision, but(DECISION, "not_stated", "notstated"), 7),
    Mistake("empty_value", decision, but(DECISION, "Iltakoulu lokakuussa.\npres", "\npres"), 8),
    Mistake("empty_list", decision, "clauses: []", 1),
    Mistake("no_single_value", decision, but(DECISION, "section: 292", "section: [292]"), 3),
    Mistake("no_list", decision, DECISION + "motions: x", 13),
    Mistake("no_table", decision, "päätös", 1),
    Mistake("no_day", acts, but(ACTS, "2023-09-01", "2023-02-30"), 3),
    Mistake("day_too_far", acts, but(ACTS, "2023-09-01", "9999-12-31"), 3),
    Mistake("no_number", decision, but(DECISION, "292", "§ 292"), 3),
    Mistake("no_yes_no", decision, DECISION + "urgent: ehkä", 13),
    Mistake("no_window", decision, but(DECISION, "lokakuun aikana", "pian"), 12),
    Mistake("window_reversed", decision, but(DECISION, "lokakuun aikana", "{first: 2023-10-31, last: 2023-10-01}"), 12),
    Mistake(
        "no_ground",
        decision,
        but(DECISION, "gist: Iltakoulu lokakuussa.", "gist: {text: x, publicity: confidential}"),
        8,
    ),
    Mistake(
        "case_not_for_kind", acts, but(ACTS, "by: sanni, tell: role_given", "by: sanni, case: x, tell: role_given"), 3
    ),
    Mistake("no_steps", process, "id: a\ntitle: a\nversion: 1\nsteps: []", 1),
    Mistake("bad_id", process, but(STRATEGY, "id: execution", "id: Execution")),
    Mistake("id_twice", process, but(STRATEGY, "id: hearing", "id: views")),
    Mistake("unknown_step", process, but(STRATEGY, "after: [projects]", "after: [prjects]")),
    Mistake("waits_twice", process, but(STRATEGY, "after: [draft]", "after: [draft, draft]")),
    Mistake("waits_for_itself", process, but(STRATEGY, "after: [draft]", "after: [approval]")),
    Mistake("unreachable", process, but(STRATEGY, "after: [draft]", "after: [projects]")),
    Mistake(
        "join_never_met", process, but(STRATEGY, "proposed_onward: onward\n      approved: onward", "noted: close")
    ),
    Mistake("dead_end", process, but(STRATEGY, "executed: onward\n      approved: onward", "noted: again")),
    Mistake("turn_without_target", process, but(STRATEGY, "noted: close", "noted: {turn: close, step: draft}")),
    Mistake("back_is_ahead", process, but(STRATEGY, DRAFT_BACK, "returned: {turn: back, step: approval}")),
    Mistake("needed_by_kind", process, but(STRATEGY, "    asked: [boards]\n", "")),
    Mistake("not_for_kind", process, but(STRATEGY, "kind: projects", "kind: projects\n    body: council")),
    Mistake("too_small", process, but(STRATEGY, "lead_days: 100", "lead_days: -1")),
    Mistake("guard_without_sense", process, but(STRATEGY, "[council_approved]", "[council_approved, with_budget]")),
    Mistake("council_unprepared", process, STRATEGY.replace("body: city_board", "body: vitality")),
    Mistake("no_such_body", city, but(CITY, "id: city_board", "id: board")),
    Mistake("name_twice", city, but(CITY, "[HYV, Hyvltk]", "[ELV, Hyvltk]")),
    Mistake("no_web_address", city, but(CITY, "https://kemiflow", "kemiflow")),
    Mistake("no_clock", city, but(CITY, '"16.00"', '"26.00"')),
    Mistake("unknown_body", meetings, but(SHEET, "ELV", "ELVV"), 2),
    Mistake("no_csv", meetings, but(SHEET, "ELV", '"E"LV'), 2),
    Mistake("missing_column", meetings, "body,time\nELV,17.00", 1),
    Mistake("unknown_column", meetings, but(SHEET, "budget", "bugdet"), 1),
    Mistake("column_twice", meetings, but(SHEET, "hour", "time"), 1),
    Mistake("row_width", meetings, SHEET + "KH,2023-12-04\n", 4),
    Mistake("closes_after", meetings, but(SHEET, "2023-11-16", "2023-11-28"), 3),
    Mistake("meeting_twice", meetings, SHEET + "KH,2023-11-27,,,,\n", 4),
    Mistake("no_ics", meetings, but(CALENDAR, "CATEGORIES:", "CATEGORIES "), 7),
    Mistake("recurring_event", meetings, but(CALENDAR, "CATEGORIES:talousarvio", "RRULE:FREQ=WEEKLY"), 7),
    Mistake("bad_person_id", people, but(PEOPLE, "maija,", "Maija Malli,"), 2),
    Mistake("person_twice", people, PEOPLE + "maija,Maija Malli,,,,\n", 3),
    Mistake("no_email", people, but(PEOPLE, "maija@kemi.example", "maija@kemi.example Bcc: x"), 2),
    Mistake("no_text", people, b"PK\x03\x04" + PEOPLE.encode()),
    Mistake("no_text", city, b"%PDF-1.7\n"),
    Mistake("not_utf8", people, PEOPLE.encode("cp1252"), 2),
    Mistake("not_utf8", meetings, SHEET.encode("utf-16"), 1),
]


def refused(reading: Reading, content: bytes | str) -> tuple[Problem, ...]:
    with pytest.raises(FileRefused) as caught:
        reading(content)
    return caught.value.problems


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: each.key)
def test_a_mistake_is_named_with_its_line(mistake: Mistake) -> None:
    found = [problem for problem in refused(mistake.reading, mistake.content) if problem.key == mistake.key]
    assert found
    assert mistake.line in {None, *(problem.line for problem in found)}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: each.key)
def test_a_mistake_has_a_sentence_in_each_language(mistake: Mistake, language: str) -> None:
    for problem in refused(mistake.reading, mistake.content):
        worded = sentence(problem, templates_dir(), language)
        assert worded.startswith(problem.file)
        assert "\n" not in worded


def test_no_sentence_stands_in_the_table_without_a_mistake_that_earns_it() -> None:
    assert {mistake.key for mistake in MISTAKES} == set(table()) - {"near", "known"}


def test_the_three_languages_tell_the_same_facts() -> None:
    for words in table().values():
        assert set(words) == {"fi", "sv", "en"}
        assert len({placeholders(each) for each in words.values()}) == 1


def test_a_near_word_is_offered_and_otherwise_the_possible_ones() -> None:
    near, far = (but(DECISION, "not_stated", word) for word in ("notstated", "xyz"))
    assert sentences(caught(decision, near), templates_dir()) == (
        "paatos.yaml:7: how_changed: Arvoa notstated ei tunneta. Tarkoititko: not_stated?",
    )
    known = "unchanged, presenter_amended, members_motion, vote, not_stated"
    assert sentences(caught(decision, far), templates_dir()) == (
        f"paatos.yaml:7: how_changed: Arvoa xyz ei tunneta. Mahdolliset: {known}.",
    )


def test_all_mistakes_of_a_file_are_told_at_once_in_its_order() -> None:
    broken = but(but(but(DECISION, "section: 292", "section: x"), "not_stated", "xyz"), "remedy: none", "remedy: no")
    assert [problem.line for problem in refused(decision, broken)] == [3, 7, 10]


def test_a_problem_without_a_sentence_is_a_broken_world() -> None:
    with pytest.raises(UnknownSentence):
        sentence(Problem(file="f", line=1, field="", key="?"), templates_dir())


def test_a_body_that_the_city_lacks_is_a_flaw_of_the_process_there() -> None:
    process_of = read_process(but(STRATEGY, "asked: [boards]", "asked: [fishery]"), "p.yaml")
    assert [(flaw.step, flaw.facts["value"]) for flaw in strangers(process_of, kemi())] == [("views", "fishery")]
    assert strangers(read_process(STRATEGY, "p.yaml"), kemi()) == ()


def caught(reading: Reading, content: bytes | str) -> FileRefused:
    return FileRefused(refused(reading, content))


def table() -> dict[str, dict[str, str]]:
    return tomllib.loads((templates_dir() / "problems.toml").read_text(encoding="utf-8"))


def placeholders(words: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(words) if name)

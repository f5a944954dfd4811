"""Good files become the facts, settings and meetings that they tell."""

import dataclasses
import typing
from datetime import date

import pytest

from kemiflow.core.city import BodyKind, Person
from kemiflow.core.days import Window
from kemiflow.core.limits import Remedy
from kemiflow.core.records import Corrected, Fact
from kemiflow.core.records.city import MeetingSet, RoleGiven
from kemiflow.core.records.decision import DecisionRecorded, MinutesChecked
from kemiflow.core.records.orders import HandlingOrder, Order, SessionOrder, TaskOrder
from kemiflow.core.records.project import ProjectNamed
from kemiflow.core.values import Effect, HowChanged, PresenterMode, Publicity, Relation, Role, Text
from kemiflow.exchange.acts import HEADER, Act, read_acts, read_fact
from kemiflow.exchange.forms import Reader
from kemiflow.exchange.located import Leaf, Table, read_yaml
from kemiflow.exchange.meetings import read_meetings
from kemiflow.exchange.people import is_address, read_people
from kemiflow.exchange.problems import FileRefused, Findings, nearest
from kemiflow.exchange.scalars import as_boolean, as_clock, as_day, as_integer
from kemiflow.exchange.unions import FACTS, kinds
from tests.edges.exchange.shelf import ACTS, CALENDAR, CITY, DECISION, PEOPLE, PROCESSES, SHEET, kemi

THE_DAY = {"on": date(2023, 9, 25)}


def text(words: str) -> Text:
    return Text(text=words)


def the_decision(content: str = DECISION) -> DecisionRecorded:
    fact = read_fact("decision_recorded", content, "paatos.yaml", THE_DAY)
    assert isinstance(fact, DecisionRecorded)
    return fact


def test_section_292_is_read_on_both_axes_with_its_order() -> None:
    fact = the_decision()
    assert (fact.round, fact.section, fact.how_changed, fact.remedy) == (1, 292, HowChanged.NOT_STATED, Remedy.NONE)
    assert [(clause.relation, clause.effect) for clause in fact.clauses] == [
        (Relation.REPLACED, Effect.ORDERED),
        (Relation.AS_PROPOSED, Effect.PROPOSED_ONWARD),
    ]
    october = Window(first=date(2023, 10, 1), last=date(2023, 10, 31))
    assert fact.orders == (SessionOrder(body="council", window=october, before="proposal"),)


def test_what_a_form_leaves_out_is_empty_and_public() -> None:
    fact = the_decision()
    assert (fact.publicity, fact.presenter_mode, fact.minutes) == (Publicity.PUBLIC, PresenterMode.PRESENTER, None)
    assert (fact.motions, fact.votes, fact.attachments) == ((), (), ())


def test_a_default_fills_only_what_the_form_lacks() -> None:
    without = DECISION.replace("remedy: none\n", "")
    filled = read_fact("decision_recorded", without, "p", {**THE_DAY, "remedy": Remedy.APPEAL})
    kept = read_fact("decision_recorded", DECISION, "p", {**THE_DAY, "remedy": Remedy.APPEAL})
    assert isinstance(filled, DecisionRecorded)
    assert isinstance(kept, DecisionRecorded)
    assert (filled.remedy, kept.remedy) == (Remedy.APPEAL, Remedy.NONE)


def test_each_kind_of_order_has_a_short_name() -> None:
    more = (
        "  - {kind: handling, step: approval, with_matter: budget}\n  - {kind: task, what: Selvitys, due: 31.12.2023}\n"
    )
    assert the_decision(DECISION + more).orders[1:] == (
        HandlingOrder(step="approval", with_matter="budget"),
        TaskOrder(what=text("Selvitys"), due=date(2023, 12, 31)),
    )
    assert list(kinds(typing.get_args(Order))) == ["session", "handling", "task"]


def test_a_confidential_text_carries_its_ground() -> None:
    secret = DECISION.replace(
        "gist: Iltakoulu lokakuussa.", "gist: {text: x, publicity: confidential, ground: JulkL 24 §, subject: maija}"
    )
    assert the_decision(secret).gist == Text(
        text="x", publicity=Publicity.CONFIDENTIAL, ground="JulkL 24 §", subject="maija"
    )


def test_acts_belong_to_the_file_s_matter_and_facts_of_the_city_to_none() -> None:
    role, project = read_acts(ACTS, "teot.yaml")
    assert role == Act(
        on=date(2023, 9, 1), by="sanni", case=None, fact=RoleGiven(person="sanni", role=Role.SECRETARY), line=3
    )
    named = ProjectNamed(project="p1", sector="vitality", title="Kyllä", goal="no", owner=None, deputy=None)
    assert (project.case, project.fact, project.on) == ("strategia", named, date(2023, 9, 25))


def test_a_plain_list_of_acts_names_the_matter_in_each() -> None:
    (act,) = read_acts("- {on: 2023-09-27, by: a, case: b, tell: minutes_checked, decision: d}", "t")
    assert (act.case, act.fact) == ("b", MinutesChecked(decision="d"))
    with pytest.raises(FileRefused, match="case"):
        read_acts("- {on: 2023-09-27, by: a, tell: minutes_checked, decision: d}", "t")


def test_a_correction_tells_when_the_right_fact_happened() -> None:
    line = "- {on: 2023-10-01, by: a, case: b, tell: corrected, of: k, happened: 2023-09-27, reason: väärä päivä, "
    (act,) = read_acts(line + "fact: {tell: minutes_checked, decision: d}}", "t")
    expected = Corrected(of="k", fact=MinutesChecked(decision="d"), on=date(2023, 9, 27), reason=text("väärä päivä"))
    assert act.fact == expected


def test_every_fact_has_a_name_and_no_field_that_an_act_itself_needs() -> None:
    assert set(FACTS.values()) == set(typing.get_args(Fact))
    clashes = {
        (name, each.name) for name, kind in FACTS.items() for each in dataclasses.fields(kind) if each.name in HEADER
    }
    assert clashes == {("corrected", "on")}


def test_kemi_s_city_file_asks_committees_and_hears_the_councils_of_residents() -> None:
    city = kemi()
    assert city.group("boards") == ("vitality", "wellbeing", "education", "technical")
    assert city.group("hearing") == ("youth", "elders", "disability", "personnel")
    assert {body.kind for body in city.bodies} >= {BodyKind.AUDIT, BodyKind.ELECTION}
    assert city.quiet == {date(2023, 12, 27), date(2023, 12, 28), date(2023, 12, 29)}
    assert city.budget[2023] == Window(first=date(2023, 11, 1), last=date(2023, 12, 31))


def test_no_person_is_named_in_the_city_file() -> None:
    assert "Matti" not in CITY
    assert "Ruotsalainen" not in CITY


def test_a_sheet_s_closing_day_is_counted_when_it_is_not_told() -> None:
    vitality, board = read_meetings(SHEET, "k.csv", kemi())
    assert vitality == MeetingSet(
        meeting="vitality-2023-11-07",
        body="vitality",
        day=date(2023, 11, 7),
        time="17.00",
        closes=date(2023, 11, 1),
        hour="12.00",
    )
    assert (board.closes, board.hour, board.time, board.budget) == (date(2023, 11, 16), "9.00", "16.00", False)


@pytest.mark.parametrize(
    ("body", "day", "closes"),
    [("ELV", "2023-11-14", "2023-11-08"), ("KH", "2023-11-27", "2023-11-16"), ("KV", "2024-01-02", "2023-12-18")],
)
def test_closing_days_jump_over_holidays_and_quiet_days(body: str, day: str, closes: str) -> None:
    (meeting,) = read_meetings(f"body,day\n{body},{day}", "k.csv", kemi())
    assert meeting.closes == date.fromisoformat(closes)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_sheet_may_come_from_any_spreadsheet(separator: str, newline: str) -> None:
    rows = ["toimielin,päivä,talousarvio", "Kaupunginvaltuusto,11.12.2023,kyllä", "", ",,"]
    content = newline.join(rows).replace(",", separator)
    (meeting,) = read_meetings(b"\xef\xbb\xbf" + content.encode(), "k.csv", kemi())
    assert (meeting.body, meeting.day, meeting.budget) == ("council", date(2023, 12, 11), True)


def test_a_calendar_event_keeps_its_uid_and_its_helsinki_time() -> None:
    utc = CALENDAR.replace("DTSTART;TZID=Europe/Helsinki:20231127T160000", "DTSTART:20231127T140000Z")
    for content in (CALENDAR, utc, CALENDAR.replace("\n", "\r\n")):
        (meeting,) = read_meetings(content, "k.ics", kemi())
        assert (meeting.meeting, meeting.body, meeting.time) == ("kh-1@kemi.example", "city_board", "16.00")
        assert (meeting.day, meeting.closes, meeting.budget) == (date(2023, 11, 27), date(2023, 11, 16), True)


def test_a_cancelled_event_sets_no_meeting_and_a_whole_day_meets_at_the_usual_hour() -> None:
    assert read_meetings(CALENDAR.replace("CATEGORIES:talousarvio", "STATUS:CANCELLED"), "k.ics", kemi()) == ()
    whole = CALENDAR.replace("DTSTART;TZID=Europe/Helsinki:20231127T160000", "DTSTART;VALUE=DATE:20231127")
    assert read_meetings(whole, "k.ics", kemi())[0].time == "16.00"


def test_people_keep_name_and_contact_details_only() -> None:
    expected = Person(id="maija", name="Maija Malli", title="päällikkö", email="maija@kemi.example")
    assert read_people(PEOPLE, "p.csv") == (expected,)


@pytest.mark.parametrize(
    "word",
    [
        "a@b",
        "a@b..fi",
        "a b@c.fi",
        "a@b.fi,c@d.fi",
        "A <a@b.fi>",
        ".a@b.fi",
        "a@b.fi\nX: y",
        f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.fi",
        f"a@{'ä' * 60}.fi",
    ],
)
def test_what_is_no_single_address_is_refused(word: str) -> None:
    assert not is_address(word)
    assert is_address("etunimi.sukunimi@kemi.example")


def test_shipped_processes_are_sound_and_know_their_steps() -> None:
    assert sorted(PROCESSES) == ["council_motion.yaml", "strategy_update.yaml"]


def test_words_of_a_file_become_values_or_nothing() -> None:
    assert [as_day(word) for word in ("2023-09-25", "25.9.2023", "20230925", "31.9.2023", "1.1.1900")] == [
        date(2023, 9, 25),
        date(2023, 9, 25),
        None,
        None,
        None,
    ]
    assert [as_integer(word) for word in ("292", "-1", "1.0", "9999999999", "\uff12")] == [292, -1, None, None, None]
    assert [as_boolean(word) for word in ("true", "Ei", "1")] == [True, False, None]
    assert [as_clock(word) for word in ("17.00", "9:05", "24.00", "9")] == ["17.00", "9.05", None, None]


def test_an_alias_means_what_its_anchor_was() -> None:
    root = read_yaml("a: &x [1, 2]\nb: *x", "f")
    assert isinstance(root, Table)
    assert root.entries[0].node == root.entries[1].node


def test_only_an_unquoted_null_is_nothing() -> None:
    root = read_yaml('[null, "null", ~, "", no]', "f")
    assert not isinstance(root, Leaf | Table)
    assert [node.null for node in root.items if isinstance(node, Leaf)] == [True, False, True, False, False]


def test_a_form_reads_a_nested_table_of_days() -> None:
    findings = Findings("f")
    node = read_yaml("2023: {first: 2023-11-01, last: 2023-12-31}", "f")
    read = Reader(findings=findings).value(dict[int, Window], node, "budget")
    assert read == {2023: Window(first=date(2023, 11, 1), last=date(2023, 12, 31))}
    assert len(findings) == 0


def test_the_nearest_word_is_found_whatever_its_case() -> None:
    assert nearest("Bugdet", ["budget", "body"]) == "budget"
    assert nearest("xyz", ["budget", "body"]) == ""

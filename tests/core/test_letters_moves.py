"""Why a due day moved, and what moved with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from kemiflow.core.city import Meeting
from kemiflow.core.definition.process import Process, Step, StepKind
from kemiflow.core.duty import Duty
from kemiflow.core.letters import Change
from kemiflow.core.letters.moves import Around, later, move_of
from kemiflow.core.records import Fact, Record
from kemiflow.core.records.city import MeetingMoved, MeetingSet
from kemiflow.core.records.project import Choice, DirectorDecided
from kemiflow.core.records.step import DayConfirmed, MoreTimeGiven, SessionSet
from kemiflow.core.standing import Standing, StepStanding
from kemiflow.core.values import Text
from kemiflow.settings import templates_dir
from kemiflow.texts import Texts
from tests.core.letters_cast import city, cutoff, day, duty, named

SESSION = Step(id="session:kh-292", kind=StepKind.SESSION, name=named("Valtuuston iltakoulu"))
PROPOSAL = Step(id="proposal", kind=StepKind.DECISION, name=named("Esitys valtuustolle"), body="kh")
PROCESS = Process(id="s", title=named("Strategia"), version=1, source="", steps=(SESSION, PROPOSAL))
BOARD = Meeting(id="kh-9", body="kh", day=day("27.11."), time="17.00", closes=day("16.11."), hour="12.00")
MOVED = duty("3.11.", cutoff=cutoff("14.11.", "8.11."))


def records(*told: tuple[str, Fact]) -> list[Record]:
    return [
        Record(stream="s", seq=n, key=str(n), fact=fact, on=day(on), at=datetime(2023, 1, 1, tzinfo=UTC), by="sanni")
        for n, (on, fact) in enumerate(told, start=1)
    ]


def around(matter: list[Record], town: list[Record], confirmed: date | None = None) -> Around:
    step = StepStanding(step=PROPOSAL, confirmed=DayConfirmed(step="proposal", round=1, meeting="kh-9", day=BOARD.day))
    standing = Standing(
        case="strategia",
        title=Text(text="Strategia"),
        register_number="691/00.01.02/2021",
        definition="",
        process=PROCESS,
        opened=day("1.3."),
        steps={"proposal": step} if confirmed else {},
    )
    meetings = (replace(BOARD, day=confirmed or BOARD.day),)
    wording = Texts(templates_dir()).wording("fi")
    town_now = replace(city(), meetings=meetings)
    return Around(standing=standing, matter=matter, city=town_now, town=town, wording=wording, today=day("18.10."))


def session(on: str, reason: str = "") -> SessionSet:
    told = Text(text=reason) if reason else None
    return SessionSet(step=SESSION.id, day=day(on), time="17.00", place="sali", organiser=None, reason=told)


def meeting(on: str, closes: str) -> MeetingSet:
    return MeetingSet(meeting="elv-1", body="elv", day=day(on), time="17.00", closes=day(closes), hour="12.00")


def moved(on: str, closes: str, reason: str) -> MeetingMoved:
    return MeetingMoved(meeting="elv-1", day=day(on), closes=day(closes), reason=Text(text=reason))


def changes(one: Duty, where: Around) -> tuple[Change, ...]:
    return move_of(one, day("29.9."), where).changes


def test_a_session_that_moved_since_is_told_with_both_days() -> None:
    where = around(records(("27.9.", session("16.10.")), ("17.10.", session("23.10.", "sali varattu"))), [])
    assert changes(MOVED, where) == (Change(what="Valtuuston iltakoulu", before=day("16.10."), now=day("23.10.")),)
    assert move_of(MOVED, day("29.9."), where).reason == "sali varattu"


def test_a_session_that_moved_before_is_no_news() -> None:
    where = around(records(("20.9.", session("16.10.")), ("27.9.", session("23.10."))), [])
    assert changes(MOVED, where) == ()


def test_the_first_day_of_a_session_is_no_move() -> None:
    assert changes(MOVED, around(records(("17.10.", session("23.10."))), [])) == ()


def test_the_agenda_and_the_meeting_that_a_duty_feeds_are_told_with_both_days() -> None:
    town = records(("1.3.", meeting("7.11.", "1.11.")), ("17.10.", moved("14.11.", "8.11.", "esteen vuoksi")))
    assert changes(MOVED, around([], town)) == (
        Change(what="Esityslista suljetaan", before=day("1.11."), now=day("8.11."), hour="12.00"),
        Change(what="Elinvoimalautakunta", before=day("7.11."), now=day("14.11.")),
    )
    assert move_of(MOVED, day("29.9."), around([], town)).reason == "esteen vuoksi"


def test_the_meeting_that_a_duty_feeds_says_why_before_a_session_does() -> None:
    case = records(("27.9.", session("16.10.")), ("12.10.", session("23.10.", "sali varattu")))
    town = records(("1.3.", meeting("7.11.", "1.11.")), ("17.10.", moved("14.11.", "8.11.", "palaute halutaan mukaan")))
    assert move_of(MOVED, day("29.9."), around(case, town)).reason == "palaute halutaan mukaan"


def test_meetings_that_a_duty_does_not_feed_are_left_out() -> None:
    town = records(("1.3.", meeting("7.11.", "1.11.")), ("17.10.", moved("14.11.", "8.11.", "")))
    assert changes(replace(MOVED, cutoff=None), around([], town)) == ()


def test_a_new_day_from_the_director_is_the_reason() -> None:
    ruled = DirectorDecided(project="luukku", choice=Choice.NEW_DAY, due=day("3.11."))
    where = around(records(("17.10.", ruled)), [])
    assert move_of(MOVED, day("29.9."), where).reason == "toimialajohtaja antoi uuden määräpäivän"


def test_another_projects_new_day_is_no_reason() -> None:
    ruled = DirectorDecided(project="mittarit", choice=Choice.NEW_DAY, due=day("3.11."))
    assert move_of(MOVED, day("29.9."), around(records(("17.10.", ruled)), [])).reason == ""


def test_more_time_for_a_body_is_the_reason() -> None:
    given = MoreTimeGiven(step="views", round=1, body="elv", due=day("3.11."))
    where = around(records(("17.10.", given)), [])
    assert move_of(replace(MOVED, about="elv"), day("29.9."), where).reason == "lisäaikaa annettiin pyynnöstä"


def test_a_confirmed_meeting_that_stands_stays() -> None:
    assert move_of(MOVED, day("29.9."), around([], [], day("27.11."))).stays == (
        "Kaupunginhallituksen 27.11. kokous pysyy ennallaan"
    )


def test_a_confirmed_meeting_that_moved_itself_does_not_stay() -> None:
    assert move_of(MOVED, day("29.9."), around([], [], day("4.12."))).stays == ""


def test_late_details_may_still_go_into_the_next_confirmed_item() -> None:
    assert later(around([], [], day("27.11.")), MOVED) == "kaupunginhallituksen 27.11. asiaan"
    assert later(around([], []), MOVED) == ""

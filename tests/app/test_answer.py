"""An answer given through a letter's link is recorded once, for the person and the duty of the link alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kemiflow.app import gather, submit, walk
from kemiflow.app.letters.answer import answer, look
from kemiflow.app.submit import Asking, Told
from kemiflow.app.world import World
from kemiflow.core.action import Ask
from kemiflow.core.answers import Given, Ticket, Way
from kemiflow.core.commands import Tell
from kemiflow.core.duty import DutyKind
from kemiflow.core.plan import plan
from kemiflow.core.records.case import PleaSettled
from kemiflow.core.records.city import AbsenceTold
from kemiflow.core.records.project import MoreTimeAsked, OwnerNamed, ProjectNamed
from kemiflow.core.records.step import RoundBegun
from kemiflow.core.values import OwnView, Refusal
from kemiflow.wiring import Home
from tests.app.home import at, founded, tell

BEGUN, TODAY = date(2023, 9, 28), date(2023, 10, 20)
DETAILS, RULING, STATEMENT = "details:luukku:1", "ruling:luukku:1", "statement:vitality:1"
ROUNDS = (
    RoundBegun(step="projects", round=1, asked=("vitality",), questions=(), due=date(2023, 10, 27)),
    RoundBegun(step="views", round=1, asked=("vitality",), questions=(), due=date(2023, 10, 31)),
)
LUUKKU = ProjectNamed(
    project="luukku", sector="vitality", title="Yksi luukku", goal="Yhdestä paikasta", owner="anni", deputy="kaisa"
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with founded(tmp_path) as one:
        for fact in (*ROUNDS, LUUKKU):
            tell(one, fact, BEGUN)
        at(one, TODAY)
        yield one


def ticket(person: str, duty: str = DETAILS) -> Ticket:
    return Ticket(person=person, case="s", duty=duty, due=TODAY, last=TODAY + timedelta(days=45))


def answered(home: Home, person: str, way: Way, given: Given | None = None, duty: str = DETAILS) -> Told:
    told = answer(home.world, ticket(person, duty), (way, given or Given()), TODAY)
    assert not isinstance(told, Refusal), told
    return told


def refused(home: Home, person: str, way: Way, given: Given | None = None, duty: str = DETAILS) -> str:
    told = answer(home.world, ticket(person, duty), (way, given or Given()), TODAY)
    assert isinstance(told, Refusal), told
    return told.reason


def duties(home: Home, kind: DutyKind) -> list[tuple[str | None, str]]:
    standing, city = gather.matter(home.world, "s").standing, gather.city(home.world)
    asked = [action.duty for action in plan(standing, city, TODAY) if isinstance(action, Ask)]
    return [(duty.person, duty.about) for duty in asked if duty.kind is kind and duty.opened <= TODAY]


def heads(home: Home) -> tuple[int, ...]:
    return tuple(home.world.journal.head(stream) for stream in home.world.journal.streams())


def test_an_owner_reports_without_any_role_but_the_project(home: Home) -> None:
    answered(home, "anni", Way.REPORT, Given(view=OwnView.AT_RISK, words="Rahoitus on auki."))
    project = gather.matter(home.world, "s").standing.projects["luukku"]
    assert (project.reports[-1][1].view, project.answered) == (OwnView.AT_RISK, TODAY)


def test_looking_writes_nothing(home: Home) -> None:
    before = heads(home)
    seen = look(home.world, ticket("anni"), TODAY)
    assert seen.duty
    assert heads(home) == before


def test_details_that_complete_a_project_end_its_duty(home: Home) -> None:
    answered(home, "anni", Way.DETAILS, Given(measure="Yrityksiä", baseline="0", budget_line="elv-10"))
    seen = look(home.world, ticket("anni"), TODAY)
    assert seen.duty
    assert seen.duty.lacks == ("milestone",)


def test_more_time_asks_the_director_at_once(home: Home) -> None:
    answered(home, "anni", Way.MORE_TIME, Given(until=date(2023, 11, 3), words="Lähtöarvo puuttuu."))
    assert ("matti", "luukku") in duties(home, DutyKind.RULING)


def test_the_director_decides_by_the_link_and_the_question_is_over(home: Home) -> None:
    answered(home, "anni", Way.MORE_TIME, Given(until=date(2023, 11, 3), words="Lähtöarvo puuttuu."))
    answered(home, "matti", Way.NEW_DAY, Given(until=date(2023, 11, 15)), RULING)
    assert gather.matter(home.world, "s").standing.projects["luukku"].due == date(2023, 11, 15)
    assert refused(home, "matti", Way.NEW_DAY, Given(until=date(2023, 11, 20)), RULING) == "duty_over"


def test_another_owner_named_by_the_director_gets_the_duty_and_the_former_one_has_none(home: Home) -> None:
    answered(home, "anni", Way.MISDIRECTED, Given(words="Siirtyi Maijalle."))
    answered(home, "matti", Way.OTHER_OWNER, Given(person="maija"), RULING)
    assert refused(home, "anni", Way.STILL_RIGHT) == "duty_over"
    assert look(home.world, ticket("maija"), TODAY).duty


def test_a_link_of_another_persons_duty_answers_nothing(home: Home) -> None:
    before = heads(home)
    assert refused(home, "sulo", Way.STILL_RIGHT) == "duty_over"
    assert refused(home, "anni", Way.WITHOUT, Given(words="Ei tehdä."), RULING) == "duty_over"
    assert heads(home) == before


def test_a_link_of_a_matter_that_is_not_there_shows_nothing(home: Home) -> None:
    nowhere = Ticket(person="anni", case="ei-ole", duty=DETAILS, last=TODAY)
    assert look(home.world, nowhere, TODAY).duty is None


def test_the_same_answer_twice_is_recorded_once(home: Home) -> None:
    given = Given(until=date(2023, 11, 3), words="Lähtöarvo puuttuu.")
    assert answered(home, "anni", Way.MORE_TIME, given).records
    before = heads(home)
    assert answered(home, "anni", Way.MORE_TIME, given).records == ()
    assert heads(home) == before


@pytest.mark.parametrize(
    "told",
    [
        ("anni", Way.MORE_TIME, Given(until=date(2023, 11, 3), words="Lähtöarvo puuttuu."), DETAILS),
        ("anni", Way.REPORT, Given(view=OwnView.AT_RISK, words="Rahoitus on auki."), DETAILS),
        ("elli", Way.STILL_RIGHT, Given(), STATEMENT),
    ],
    ids=["more_time", "report", "still_right"],
)
def test_the_same_answer_at_the_same_moment_is_recorded_once(
    home: Home, monkeypatch: pytest.MonkeyPatch, told: tuple[str, Way, Given, str]
) -> None:
    """A second press is answered whole between what the first one read and what it writes."""
    meanwhile: list[Told] = []

    def pressed(world: World, case: str, telling: Tell, asking: Asking, *more: Any) -> Told | Refusal:  # noqa: ANN401
        monkeypatch.undo()
        meanwhile.append(answered(home, *told))
        return submit.tell(world, case, telling, asking, *more)

    monkeypatch.setattr("kemiflow.app.letters.answer.tell", pressed)
    first = answered(home, *told)
    assert (bool(meanwhile[0].records), first.records) == (True, ())


def test_another_answer_after_the_first_one_is_recorded_too(home: Home) -> None:
    answered(home, "anni", Way.MORE_TIME, Given(until=date(2023, 11, 3), words="Lähtöarvo puuttuu."))
    answered(home, "anni", Way.MORE_TIME, Given(until=date(2023, 11, 6), words="Lähtöarvo puuttuu."))
    facts = [one.fact for one in gather.matter(home.world, "s").records if isinstance(one.fact, MoreTimeAsked)]
    assert [fact.until.day for fact in facts] == [3, 6]


def test_still_right_starts_the_ladder_afresh(home: Home) -> None:
    answered(home, "elli", Way.STILL_RIGHT, duty=STATEMENT)
    seen = look(home.world, ticket("elli", STATEMENT), TODAY)
    assert seen.duty
    assert seen.duty.answered == TODAY
    assert duties(home, DutyKind.PLEA) == []


def test_a_board_secretarys_plea_for_more_time_is_the_secretarys_to_settle(home: Home) -> None:
    given = Given(until=date(2023, 11, 7), words="Kokous on vasta 7.11.")
    answered(home, "elli", Way.MORE_TIME, given, STATEMENT)
    assert duties(home, DutyKind.PLEA) == [("sanni", STATEMENT)]
    tell(home, PleaSettled(duty=STATEMENT, until=date(2023, 11, 7)), TODAY)
    seen = look(home.world, ticket("elli", STATEMENT), TODAY)
    assert duties(home, DutyKind.PLEA) == []
    assert seen.duty
    assert seen.duty.due == date(2023, 11, 7)


def test_a_plea_that_was_denied_leaves_the_day(home: Home) -> None:
    answered(home, "elli", Way.MORE_TIME, Given(until=date(2023, 11, 7), words="Kiire."), STATEMENT)
    tell(home, PleaSettled(duty=STATEMENT), TODAY)
    seen = look(home.world, ticket("elli", STATEMENT), TODAY)
    assert seen.duty
    assert (seen.duty.due, duties(home, DutyKind.PLEA)) == (date(2023, 10, 31), [])


def test_whoever_is_absent_tells_it_without_a_role_and_the_deputy_answers(home: Home) -> None:
    answered(home, "anni", Way.ABSENT, Given(until=date(2023, 10, 27), person="sulo"))
    answered(home, "sulo", Way.DETAILS, Given(measure="Yrityksiä"))
    assert gather.matter(home.world, "s").standing.projects["luukku"].measure == "Yrityksiä"


def test_nobody_tells_of_anothers_absence_by_a_link(home: Home) -> None:
    answered(home, "anni", Way.ABSENT, Given(until=date(2023, 10, 27), person="kaisa"))
    (told,) = [one for one in home.world.journal.read("city") if isinstance(one.fact, AbsenceTold)]
    assert isinstance(told.fact, AbsenceTold)
    assert told.fact.person == told.by == "anni"


def test_a_list_shows_all_that_a_person_owes(home: Home) -> None:
    walk.walk(home.world, "s", TODAY)
    seen = look(home.world, Ticket(person="anni", last=TODAY), TODAY)
    assert [duty.id for duty in seen.duties] == [DETAILS]
    assert look(home.world, Ticket(person="sulo", last=TODAY), TODAY).duties == ()


def test_an_owner_who_left_and_came_back_may_answer_again(home: Home) -> None:
    tell(home, OwnerNamed(project="luukku", owner="maija"), TODAY)
    assert refused(home, "anni", Way.STILL_RIGHT) == "duty_over"
    tell(home, OwnerNamed(project="luukku", owner="anni"), TODAY)
    answered(home, "anni", Way.STILL_RIGHT)

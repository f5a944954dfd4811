"""The city manager's weekly letter: once a week, never beside another letter, none when there is nothing to say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kemiflow.app import gather, morning, walk
from kemiflow.app.letters import remind, weekly
from kemiflow.app.letters.answer import choose
from kemiflow.app.letters.delivery import Errand
from kemiflow.app.letters.remind import Decided
from kemiflow.core.answers import Ticket
from kemiflow.core.city import Person
from kemiflow.core.records.city import AbsenceTold, AddressDead, RoleGiven
from kemiflow.core.records.person import LetterDecided
from kemiflow.core.records.project import OwnerNamed, ProjectNamed
from kemiflow.core.records.step import RoundBegun
from kemiflow.core.values import Effect, Refusal, Relation, Role
from kemiflow.wiring import Home
from tests.app.home import at, found, open_strategy, opened, tell, tell_city
from tests.core.course import clause, decision

MONDAY = date(2023, 10, 30)
QUIET_MONDAY = date(2023, 3, 6)
ROUND = RoundBegun(step="projects", round=1, asked=("vitality",), questions=(), due=date(2023, 10, 27))
LUUKKU = ProjectNamed(
    project="luukku", sector="vitality", title="Yksi luukku", goal="Yhdestä paikasta", owner="anni", deputy=None
)
CHIEF = Person(id="chief", name="Kaupunginjohtaja", email="chief@kaupunki.example")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    found(tmp_path)
    with opened(tmp_path) as one:
        one.store.people.put(CHIEF)
        tell_city(one, date(2023, 3, 1), RoleGiven(person="chief", role=Role.MANAGER))
        open_strategy(one)
        yield one


def busy(home: Home) -> None:
    """Let sectors be asked for projects, and one project stand silent."""
    tell(home, ROUND, date(2023, 9, 28))
    tell(home, LUUKKU, date(2023, 9, 28))


def written(home: Home, day: date) -> list[Decided]:
    at(home, day, 7)
    city = gather.city(home.world)
    letters = [weekly.write(home.world, person, day, city) for person in weekly.due(city, day)]
    return [one for one in letters if one]


def test_a_week_without_anything_has_no_letter(home: Home) -> None:
    assert written(home, QUIET_MONDAY) == []


def test_a_week_with_something_has_one_letter_on_its_first_morning(home: Home) -> None:
    busy(home)
    days = [day for day in (MONDAY + timedelta(days=n) for n in range(7)) if written(home, day)]
    assert days == [MONDAY]


def test_a_missed_monday_is_caught_up_on_tuesday(home: Home) -> None:
    busy(home)
    (letter,) = written(home, MONDAY + timedelta(days=1))
    assert letter.letter.kind == "weekly"


def test_a_decision_is_told_once_also_when_it_was_made_after_the_mornings_letter(home: Home) -> None:
    busy(home)
    made = decision("draft", "city_board", clause(Relation.AS_PROPOSED, Effect.NOTED))
    (first,) = written(home, MONDAY)
    tell(home, made, MONDAY)
    (second,) = written(home, MONDAY + timedelta(days=7))
    later = written(home, MONDAY + timedelta(days=14))
    told = "30.10. Kaupunginhallitus (tarkastamaton), Kaupunkistrategian päivittäminen: Päätös."
    assert [told in one.written.body for one in (first, second, *later)][:2] == [False, True]
    assert not any(told in one.written.body for one in later)


def test_who_is_silent_is_counted_and_not_named(home: Home) -> None:
    busy(home)
    late = date(2023, 11, 1)
    (letter,) = written(home, late)
    assert "1 projekti odottaa toimialajohtajan ratkaisua" in letter.written.body
    assert not [name for name in ("Anni", "anni") if name in letter.written.body]


def test_a_manager_with_a_letter_of_the_day_gets_the_weekly_one_the_next_day(home: Home) -> None:
    busy(home)
    tell_city(home, MONDAY - timedelta(days=3), AbsenceTold(person="elli", first=MONDAY, last=MONDAY, deputy="chief"))
    tell(home, RoundBegun(step="views", round=1, asked=("vitality",), questions=(), due=date(2023, 11, 30)), MONDAY)
    walk.walk(home.world, "s", MONDAY)
    at(home, MONDAY, 8)
    assert remind.remind(home.world, "chief", MONDAY)
    assert written(home, MONDAY) == []
    assert len(written(home, MONDAY + timedelta(days=1))) == 1


def test_a_manager_who_is_away_or_cannot_be_reached_gets_none(home: Home) -> None:
    busy(home)
    tell_city(home, MONDAY, AbsenceTold(person="chief", first=MONDAY, last=MONDAY))
    assert written(home, MONDAY) == []
    tell_city(home, MONDAY, AddressDead(person="chief"))
    assert written(home, MONDAY + timedelta(days=1)) == []


def test_whoever_declined_the_weekly_letter_gets_letters_about_duties_all_the_same(home: Home) -> None:
    busy(home)
    at(home, MONDAY)
    told = choose(home.world, Ticket(person="chief", last=MONDAY), wanted=False, today=MONDAY)
    assert not isinstance(told, Refusal)
    assert written(home, MONDAY) == []
    tell(home, OwnerNamed(project="luukku", owner="chief", deputy=None), MONDAY)
    walk.walk(home.world, "s", MONDAY)
    assert remind.decide(home.world, "chief", MONDAY)
    choose(home.world, Ticket(person="chief", last=MONDAY), wanted=True, today=MONDAY)
    assert len(written(home, MONDAY)) == 1


@pytest.mark.parametrize("ticket", [Ticket(person="anni", last=MONDAY), Ticket(person="chief", last=MONDAY, duty="x")])
def test_nobody_declines_letters_about_duties(home: Home, ticket: Ticket) -> None:
    at(home, MONDAY)
    head = home.world.journal.head("city")
    assert isinstance(choose(home.world, ticket, wanted=False, today=MONDAY), Refusal)
    assert home.world.journal.head("city") == head


def test_a_morning_decides_and_sends_it_once(home: Home) -> None:
    busy(home)
    at(home, MONDAY, 7)
    first, second = (morning.remind_shard(home.world, MONDAY) for _ in range(2))
    assert [one.letter.kind for one in first.done if one.letter.person == "chief"] == ["weekly"]
    assert not [one for one in second.done if one.letter.person == "chief"]
    morning.send(home.world, Errand(owner="test", today=MONDAY))
    (record,) = [one for one in home.world.journal.read("person/chief") if isinstance(one.fact, LetterDecided)]
    assert isinstance(record.fact, LetterDecided)
    assert (record.fact.kind, record.fact.covers) == ("weekly", ())
    assert len(list((home.path / "letters").glob("2023-10-30-chief-weekly.eml"))) == 1


def test_a_dry_morning_shows_it_and_writes_nothing(home: Home) -> None:
    busy(home)
    at(home, MONDAY, 7)
    shown = morning.remind_shard(home.world, MONDAY, dry=True)
    assert [one.letter.kind for one in shown.done if one.letter.person == "chief"] == ["weekly"]
    assert home.world.journal.head("person/chief") == 0

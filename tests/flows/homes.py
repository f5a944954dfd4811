"""A small city in a home of its own, with a clock of its own: settings, people, meetings and open matters."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kemiflow.app import gather, submit
from kemiflow.app.submit import Asking, Told
from kemiflow.clock import OwnClock
from kemiflow.core.city import Person
from kemiflow.core.commands import Tell
from kemiflow.core.records import Draft, Fact
from kemiflow.core.records.case import CaseOpened
from kemiflow.core.records.city import MeetingSet, RoleGiven, SettingsAdopted
from kemiflow.core.records.step import DayConfirmed
from kemiflow.core.streams import CITY
from kemiflow.core.values import Role, Text
from kemiflow.settings import processes_dir, templates_dir
from kemiflow.store.canonical import plain
from kemiflow.wiring import CLOCK, Home, open_home
from tests.app.home import heads as heads_of

TODAY = date(2023, 4, 14)
SECRETARY = "sanni-malli"
PREPARER = "heikki-esimerkki"
DIRECTOR = "matti-malli"
ADMINISTRATOR = "ylli-malli"
ASKING = Asking(by=SECRETARY, today=TODAY)
CASES = ("aloite-1", "aloite-2", "aloite-3")
WALKED = "aloite-4"
MEETS = {"council": 10, "city_board": 12, "vitality": 11}
PEOPLE = {
    SECRETARY: "kaupunginsihteeri",
    PREPARER: "hallintojohtaja",
    DIRECTOR: "elinvoimajohtaja",
    ADMINISTRATOR: "tietohallintopäällikkö",
}
ROLES = (
    (SECRETARY, Role.SECRETARY, None),
    (ADMINISTRATOR, Role.ADMINISTRATOR, None),
    (SECRETARY, Role.BOARD_SECRETARY, "council"),
    (SECRETARY, Role.BOARD_SECRETARY, "city_board"),
    (PREPARER, Role.PREPARER, None),
    (DIRECTOR, Role.DIRECTOR, "vitality"),
)


def city(path: Path, *cases: str, process: str = "council_motion") -> Path:
    """Make a home with open matters, which stands in the morning of TODAY."""
    clock = OwnClock(time=datetime(TODAY.year, TODAY.month, TODAY.day, 4, tzinfo=UTC), path=path / CLOCK)
    home = open_home(path, create=True, clock=clock)
    clock.set(TODAY, 7)
    _settle(home)
    for case in cases or CASES:
        _open(home, case, process)
    home.close()
    return path


def confirm(path: Path, *cases: str) -> None:
    """Confirm the council's first meeting for the motions, so that each has an agenda item to be written."""
    home = open_home(path)
    first = next(meeting for meeting in gather.city(home.world).meetings if meeting.body == "council")
    fact = DayConfirmed(step="filing", round=1, meeting=first.id, day=first.day)
    for case in cases or CASES:
        assert isinstance(submit.tell(home.world, case, Tell(fact=fact, on=TODAY), ASKING), Told)
    home.close()


def heads(path: Path) -> dict[str, int]:
    """Count the records of every stream of a home."""
    with closing(open_home(path)) as home:
        return heads_of(home)


def _settle(home: Home) -> None:
    people = [
        Person(id=one, name=one.title(), title=title, email=f"{one}@kemi.example") for one, title in PEOPLE.items()
    ]
    home.store.people.put(*people)
    text = (templates_dir() / "home" / "city.yaml").read_text(encoding="utf-8")
    with home.world.journal.transaction(home.world.now()) as unit:
        fact = SettingsAdopted(definition=unit.adopt(text))
        unit.append([Draft(stream=CITY, key="settings", fact=fact, on=TODAY, by=SECRETARY)])
    _tell(home, *(RoleGiven(person=person, role=role, scope=scope) for person, role, scope in ROLES))
    _tell(home, *(_meeting(body, number) for body in MEETS for number in range(1, 12)))


def _meeting(body: str, number: int) -> MeetingSet:
    day = TODAY + timedelta(days=MEETS[body] * number)
    closes = day - timedelta(days=7)
    return MeetingSet(meeting=f"{body}-{day}", body=body, day=day, time="17.00", closes=closes, hour="12.00")


def _tell(home: Home, *facts: Fact) -> None:
    tellings = tuple(Tell(fact=fact, on=TODAY) for fact in facts)
    assert isinstance(submit.tell_city(home.world, tellings, ASKING), Told)


def _open(home: Home, case: str, process: str) -> None:
    text = (processes_dir() / f"{process}.yaml").read_text(encoding="utf-8")
    fact = CaseOpened(
        definition=plain(text), register_number=f"{case}/00.01.02/2023", title=Text(text=case), preparer=PREPARER
    )
    assert isinstance(submit.open_case(home.world, case, (fact, text), ASKING), Told)

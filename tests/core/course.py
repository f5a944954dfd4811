"""A matter lived by code: facts are told through `accept`, and the records that come back are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from kemiflow.core.city import City, Meeting, Person
from kemiflow.core.commands import Actor, Tell, accept, actor
from kemiflow.core.days import Window, add_working
from kemiflow.core.definition.process import Process
from kemiflow.core.folding.fold import fold
from kemiflow.core.holdings import Holding
from kemiflow.core.limits import Remedy
from kemiflow.core.records import Draft, Fact, Record
from kemiflow.core.records.case import CaseOpened
from kemiflow.core.records.decision import Clause, DecisionRecorded
from kemiflow.core.records.orders import HandlingOrder, Order, SessionOrder
from kemiflow.core.records.step import Remark, StatementGiven
from kemiflow.core.standing import Standing
from kemiflow.core.values import Effect, HowChanged, PresenterMode, Publicity, Refusal, Relation, Role, Text
from kemiflow.exchange.city_file import read_settings
from kemiflow.exchange.process_file import read_process
from kemiflow.settings import processes_dir, templates_dir

OPENED = date(2023, 3, 1)
SETTINGS = read_settings((templates_dir() / "home" / "city.yaml").read_bytes(), "city.yaml")
STRATEGY = read_process((processes_dir() / "strategy_update.yaml").read_bytes(), "strategy_update.yaml")
MOTION = read_process((processes_dir() / "council_motion.yaml").read_bytes(), "council_motion.yaml")
OCTOBER = Window(first=date(2023, 10, 1), last=date(2023, 10, 31))
PEOPLE = {
    name: Person(id=name, name=f"{name.title()} Malli", email=f"{name}@kaupunki.example")
    for name in ("sanni", "maija", "matti", "anni", "kaisa", "elli", "sulo")
}
ROLES = (
    ("sanni", Role.SECRETARY, None),
    ("maija", Role.PREPARER, None),
    ("matti", Role.DIRECTOR, "vitality"),
    ("kaisa", Role.PRESENTER, "city_board"),
    ("elli", Role.BOARD_SECRETARY, "vitality"),
    ("sulo", Role.AUDITOR, None),
)


def meeting(body: str, on: date, *, closes: date | None = None, budget: bool = False) -> Meeting:
    """Give a meeting; its agenda closes six working days before unless told otherwise."""
    return Meeting(
        id=f"{body}-{on.isoformat()}",
        body=body,
        day=on,
        time="17.00",
        closes=closes or add_working(on, -6),
        hour="12.00",
        budget=budget,
    )


MEETINGS = (
    meeting("vitality", date(2023, 5, 16)),
    meeting("city_board", date(2023, 9, 25)),
    meeting("city_board", date(2023, 10, 30)),
    meeting("vitality", date(2023, 11, 7), closes=date(2023, 11, 1), budget=True),
    meeting("wellbeing", date(2023, 11, 8), closes=date(2023, 11, 1), budget=True),
    meeting("education", date(2023, 11, 9), closes=date(2023, 11, 1), budget=True),
    meeting("council", date(2023, 11, 13)),
    meeting("city_board", date(2023, 11, 27), budget=True),
    meeting("council", date(2023, 12, 11), budget=True),
    meeting("city_board", date(2024, 1, 15)),
    meeting("council", date(2024, 6, 10)),
)


def city(*meetings: Meeting) -> City:
    """Give the city of city.yaml with people who hold roles, and its meetings."""
    return City(
        settings=SETTINGS,
        meetings=tuple(sorted(meetings or MEETINGS, key=lambda one: one.day)),
        holdings=tuple(
            Holding(person=person, role=role, scope=scope, first=date(2023, 1, 1), until=None)
            for person, role, scope in ROLES
        ),
        people=PEOPLE,
    )


@dataclass
class Course:
    """A matter and the city that it lives in."""

    city: City = field(default_factory=city)
    process: Process = STRATEGY
    records: list[Record] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the matter."""
        opened = CaseOpened(
            definition="d",
            register_number="691/00.01.02/2021",
            title=Text(text="Strategian päivitys"),
            preparer="maija",
        )
        self.keep([Draft(stream="case/s", key="opened", fact=opened, on=OPENED, by="sanni")])

    @property
    def standing(self) -> Standing:
        """Fold what has been told."""
        return fold(self.records, {"d": self.process})

    def ask(self, fact: Fact, on: date, by: str = "sanni", today: date | None = None) -> tuple[Draft, ...] | Refusal:
        """Ask without keeping."""
        who: Actor = actor(self.city, by, on)
        return accept(self.standing, self.city, who, Tell(fact=fact, on=on), today or on)

    def tell(self, fact: Fact, on: date, by: str = "sanni") -> tuple[Record, ...]:
        """Tell, and keep what it means; a refusal fails the test."""
        drafts = self.ask(fact, on, by)
        assert not isinstance(drafts, Refusal), drafts
        return self.keep(drafts)

    def keep(self, drafts: tuple[Draft, ...] | list[Draft]) -> tuple[Record, ...]:
        """Write drafts as the journal would."""
        fresh = tuple(
            Record(
                stream=draft.stream,
                seq=len(self.records) + number,
                key=draft.key,
                fact=draft.fact,
                on=draft.on,
                at=datetime.combine(draft.on, time(12), UTC),
                by=draft.by,
            )
            for number, draft in enumerate(drafts, start=1)
        )
        self.records.extend(fresh)
        return fresh


def clause(relation: Relation, effect: Effect, decided: str = "", until: date | None = None) -> Clause:
    """Give a clause whose proposal comes from the item."""
    return Clause(
        proposed=None, decided=Text(text=decided) if decided else None, relation=relation, effect=effect, until=until
    )


def decision(
    step: str, body: str, *clauses: Clause, orders: tuple[Order, ...] = (), round_: int = 1
) -> DecisionRecorded:
    """Give a decision with the least that it needs."""
    return DecisionRecorded(
        step=step,
        round=round_,
        body=body,
        meeting=None,
        section=None,
        clauses=clauses,
        how_changed=HowChanged.NOT_STATED,
        gist=Text(text="Päätös."),
        minutes=None,
        presenter="Kaupunginjohtaja",
        presenter_mode=PresenterMode.PRESENTER,
        preparers=(),
        attachments=(),
        background=(),
        inform=(),
        motions=(),
        votes=(),
        dissent=(),
        disqualified=(),
        orders=orders,
        remedy=Remedy.NONE,
        publicity=Publicity.PUBLIC,
        ground=None,
    )


SECTION_292 = (
    clause(Relation.REPLACED, Effect.ORDERED, "Valtuustolle järjestetään iltakoulu lokakuussa."),
    clause(Relation.AS_PROPOSED, Effect.GUIDANCE),
)
ORDERS_292 = (
    SessionOrder(body="council", window=OCTOBER, before="proposal"),
    HandlingOrder(step="approval", with_matter="budget"),
)


def statement(step: str, body: str, day: date, *remarks: str) -> StatementGiven:
    """Give a body's statement with numbered remarks."""
    return StatementGiven(
        step=step,
        round=1,
        body=body,
        day=day,
        section=None,
        remarks=tuple(Remark(id=name, question=1, text=Text(text=name)) for name in remarks),
    )

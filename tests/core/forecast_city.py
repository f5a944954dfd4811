"""An invented Kemi of autumn 2023 for forecasts: bodies, meetings, a short strategy process, and told facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from kemiflow.core.city import Body, BodyKind, City, Meeting, Sector, SessionRules, Settings
from kemiflow.core.days import Window, add_working
from kemiflow.core.definition.process import Outcome, Process, Step, StepKind, Turn
from kemiflow.core.folding.fold import fold
from kemiflow.core.forecast import Place, Timetable
from kemiflow.core.limits import Remedy
from kemiflow.core.records import Fact, Record
from kemiflow.core.records.case import CaseOpened
from kemiflow.core.records.decision import Clause, DecisionRecorded
from kemiflow.core.records.orders import Order, SessionOrder
from kemiflow.core.records.step import DayConfirmed, RoundBegun
from kemiflow.core.standing import Standing
from kemiflow.core.values import Effect, HowChanged, PresenterMode, Publicity, Relation, Text, Words

CASE = "691"
OPENED = date(2023, 3, 1)
AUTUMN = Window(first=date(2023, 11, 1), last=date(2023, 12, 31))


def day(text: str, year: int = 2023) -> date:
    """Read a day as people write it: 27.11."""
    of_month, month = text.rstrip(".").split(".")
    return date(year, int(month), int(of_month))


def named(fi: str) -> Words:
    return Words(fi=fi, sv=fi, en=fi)


SETTINGS = Settings(
    name="Kemi",
    language="fi",
    bodies=(
        Body(id="council", name=named("Kaupunginvaltuusto"), kind=BodyKind.COUNCIL),
        Body(id="city_board", name=named("Kaupunginhallitus"), kind=BodyKind.BOARD),
        Body(id="vitality", name=named("Elinvoimalautakunta"), kind=BodyKind.COMMITTEE, sector="vitality"),
        Body(id="youth", name=named("Nuorisovaltuusto"), kind=BodyKind.INFLUENCE),
    ),
    sectors=(Sector(id="vitality", name=named("Elinvoima"), director="Elinvoimajohtaja", body="vitality"),),
    court="Pohjois-Suomen hallinto-oikeus",
    sessions=SessionRules(chair="Valtuuston puheenjohtaja"),
    budget={2023: AUTUMN},
)


def meeting(body: str, on: date, *, closes: date | None = None, budget: bool = False) -> Meeting:
    """Give a meeting whose agenda closes six working days before, unless told otherwise."""
    return Meeting(
        id=f"{body}-{on.isoformat()}",
        body=body,
        day=on,
        time="17.00",
        closes=closes or add_working(on, -6),
        hour="12.00",
        budget=budget,
    )


KH_SEPTEMBER, KH_OCTOBER, KH_NOVEMBER = (meeting("city_board", day(on)) for on in ("25.9.", "30.10.", "27.11."))
KV_NOVEMBER = meeting("council", day("13.11."))
KV_BUDGET = meeting("council", day("11.12."), budget=True)
VITALITY = meeting("vitality", day("7.11."), closes=day("1.11."), budget=True)
MEETINGS = (KH_SEPTEMBER, KH_OCTOBER, KH_NOVEMBER, KV_NOVEMBER, KV_BUDGET, VITALITY)


def city(meetings: Iterable[Meeting] = MEETINGS, settings: Settings = SETTINGS) -> City:
    return City(settings=settings, meetings=tuple(meetings))


VIEWS = Step(
    id="views",
    kind=StepKind.STATEMENTS,
    name=named("Lausunnot"),
    asked=("boards",),
    questions=("Mitä?",),
    answer_days=30,
)
DRAFT = Step(
    id="draft",
    kind=StepKind.DECISION,
    name=named("Luonnos"),
    after=("views",),
    body="city_board",
    lead_days=5,
    outcomes={Effect.ORDERED: Outcome(turn=Turn.ONWARD), Effect.TABLED: Outcome(turn=Turn.AGAIN)},
)
PROJECTS = Step(id="projects", kind=StepKind.PROJECTS, name=named("Projektit"), after=("draft",))
PROPOSAL = Step(
    id="proposal",
    kind=StepKind.DECISION,
    name=named("Esitys"),
    after=("projects",),
    body="city_board",
    lead_days=5,
    outcomes={Effect.PROPOSED_ONWARD: Outcome(turn=Turn.ONWARD), Effect.TABLED: Outcome(turn=Turn.AGAIN)},
)
APPROVAL = Step(
    id="approval",
    kind=StepKind.DECISION,
    name=named("Hyväksyminen"),
    after=("proposal",),
    body="council",
    with_matter="budget",
    lead_days=5,
)
EXECUTION = Step(
    id="execution", kind=StepKind.DECISION, name=named("Täytäntöönpano"), after=("approval",), body="city_board"
)


def process(*steps: Step) -> Process:
    return Process(id="strategy", title=named("Strategia"), version=1, source="forecast_city", steps=steps)


STRATEGY = process(VIEWS, DRAFT, PROJECTS, PROPOSAL, APPROVAL, EXECUTION)
AFTER_DRAFT = process(replace(DRAFT, after=()), PROJECTS, PROPOSAL, APPROVAL, EXECUTION)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A fact and the day on which it happened."""

    fact: Fact
    on: date


def told(fact: Fact, on: date) -> Told:
    return Told(fact=fact, on=on)


def standing(*facts: Told, of: Process = STRATEGY, opened: date = OPENED) -> Standing:
    """Fold real records: the opening of the matter, then these facts; a fact's key is `k` and its place from 1."""
    opening = CaseOpened(definition="d", register_number="691/00.01.02/2021", title=Text(text="Strategia"))
    records = (
        Record(
            stream=f"case/{CASE}",
            seq=place,
            key=f"k{place}",
            fact=each.fact,
            on=each.on,
            at=datetime.combine(each.on, time(12), UTC),
            by="sihteeri",
        )
        for place, each in enumerate((told(opening, opened), *facts))
    )
    return fold(records, {"d": of})


def decided(name: str, on: date, effect: Effect, *orders: Order, until: date | None = None) -> Told:
    """Tell that a step was decided with one clause of this effect."""
    clause = Clause(
        proposed=None, decided=Text(text="päätettiin"), relation=Relation.REPLACED, effect=effect, until=until
    )
    fact = DecisionRecorded(
        step=name,
        round=1,
        body="city_board",
        meeting=None,
        section=292,
        clauses=(clause,),
        how_changed=HowChanged.NOT_STATED,
        gist=Text(text="päätettiin"),
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
        orders=tuple(orders),
        remedy=Remedy.NONE,
        publicity=Publicity.PUBLIC,
        ground=None,
    )
    return told(fact, on)


OCTOBER = Window(first=day("1.10."), last=day("31.10."))
SESSION = SessionOrder(body="council", window=OCTOBER, before="proposal")
BOARD_292 = decided("draft", day("25.9."), Effect.ORDERED, SESSION)


def confirmed(name: str, at: Meeting, on: date) -> Told:
    return told(DayConfirmed(step=name, round=1, meeting=at.id, day=at.day), on)


def asked(name: str, due: date, on: date, *who: str) -> Told:
    return told(RoundBegun(step=name, round=1, asked=who or ("vitality",), questions=(), due=due), on)


def placed(timetable: Timetable, name: str) -> Place:
    return next(place for place in timetable.places if place.step == name)

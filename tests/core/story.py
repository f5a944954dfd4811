"""A matter told record by record: spring, § 292 of 25.9.2023, the evening session, projects, council, execution."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from kemiflow.core.action import MakeDocument
from kemiflow.core.documents import Document
from kemiflow.core.folding.fold import fold
from kemiflow.core.items import document
from kemiflow.core.limits import Channel, Remedy
from kemiflow.core.records import Corrected, Fact, Record
from kemiflow.core.records.case import CaseFact, CaseOpened, DeviationNoted, DocumentMade, OrderAssigned
from kemiflow.core.records.decision import Clause, DecisionFact, DecisionRecorded, MinutesChecked, MinutesPublished
from kemiflow.core.records.person import Covered, Fate, LetterDecided, LetterSettled
from kemiflow.core.records.project import (
    Choice,
    DirectorDecided,
    Milestone,
    ProjectDescribed,
    ProjectFact,
    ProjectNamed,
    SectorDone,
    SectorReleased,
)
from kemiflow.core.records.step import (
    DayConfirmed,
    ItemApproved,
    ItemListed,
    ItemWritten,
    Remark,
    RemarkResolved,
    RoundBegun,
    SessionHeld,
    SessionSet,
    StatementGiven,
    StatementWaived,
    StepFact,
    Theme,
)
from kemiflow.core.standing import Standing
from kemiflow.core.values import Effect, HowChanged, PresenterMode, Publicity, Refusal, Relation, Resolution, Text
from kemiflow.core.wording import Wording
from kemiflow.settings import templates_dir
from tests.core.course import ORDERS_292, SETTINGS, STRATEGY, city

TABLE = {
    f"{section}.{key}": words
    for section, keys in tomllib.loads((templates_dir() / "words.toml").read_text("utf-8")).items()
    for key, words in keys.items()
}
FI = Wording(language="fi", table=TABLE)
DEFINITIONS = {"d": STRATEGY}
CITY = replace(city(), settings=replace(SETTINGS, banner="ESIMERKKI – ei Kemin kaupungin asiakirja"))
SEPTEMBER = date(2023, 9, 25)
NUMBER = "691/00.01.02/2021"
NOTED = "Kaupunginhallitus merkitsee kaupunkistrategian päivitysluonnoksen tiedoksi ja antaa evästyksensä."
ONWARD = "Päivitetty strategia tuodaan valtuuston hyväksyttäväksi talousarvion käsittelyn yhteydessä."
SESSION = "Kaupunginhallitus päätti, että kaupunginvaltuustolle järjestetään asiasta iltakoulu lokakuussa."


def text(words: str) -> Text:
    """Give a public text."""
    return Text(text=words)


def secret(words: str) -> Text:
    """Give a text that is not public."""
    return Text(text=words, publicity=Publicity.CONFIDENTIAL, ground="JulkL 24.1 § 25 k")


@dataclass
class Story:
    """Records in the order in which they were told; each is told on its own day unless another is given."""

    records: list[Record] = field(default_factory=list)

    def add(self, fact: Fact, on: date, *, told: date | None = None, key: str | None = None) -> str:
        """Tell a fact and give its key."""
        at = datetime.combine(told or on, time(9), UTC)
        seq = len(self.records) + 1
        record = Record(
            stream="case/s",
            seq=seq,
            key=key or f"k{seq}",
            fact=fact,
            on=on,
            at=max([at, *(one.at for one in self.records[-1:])]),
            by="sanni",
        )
        self.records.append(record)
        return record.key

    @property
    def standing(self) -> Standing:
        """Fold what was told."""
        return fold(self.records, DEFINITIONS)

    def correct(self, key: str, fact: CaseFact | StepFact | DecisionFact | ProjectFact, on: date, told: date) -> None:
        """Mend a record that was told."""
        mended = Corrected(of=key, fact=fact, on=on, reason=Text(text="Kirjausvirhe."))
        self.add(mended, told, key=f"fix:{key}:{len(self.records)}")

    def paper(self, kind: str, step: str, day: date, about: str | None = None) -> Document:
        """Give what a document says; a refusal fails the test."""
        found = document(MakeDocument(day=day, kind=kind, step=step, round=1, about=about), self.standing, CITY, FI)
        assert not isinstance(found, Refusal), found
        return found


def decision(step: str, body: str, section: int, *clauses: Clause) -> DecisionRecorded:
    """Give a decision with the least that it needs."""
    return DecisionRecorded(
        step=step,
        round=1,
        body=body,
        meeting=None,
        section=section,
        clauses=clauses,
        how_changed=HowChanged.UNCHANGED,
        gist=text("Päätösehdotus hyväksyttiin."),
        minutes=None,
        presenter="kaupunginjohtaja",
        presenter_mode=PresenterMode.PRESENTER,
        preparers=(),
        attachments=(),
        background=(),
        inform=(),
        motions=(),
        votes=(),
        dissent=(),
        disqualified=(),
        orders=(),
        remedy=Remedy.NONE,
        publicity=Publicity.PUBLIC,
        ground=None,
    )


def as_proposed(words: str, effect: Effect) -> Clause:
    """Give a clause that was accepted as it stood."""
    told = text(words)
    return Clause(proposed=told, decided=told, relation=Relation.AS_PROPOSED, effect=effect)


def section_292() -> DecisionRecorded:
    """Give KH 25.9.2023 § 292 in our own words: the first clause replaced, the second as proposed."""
    replaced = Clause(proposed=text(NOTED), decided=text(SESSION), relation=Relation.REPLACED, effect=Effect.ORDERED)
    plain = decision("draft", "city_board", 292, replaced, as_proposed(ONWARD, Effect.PROPOSED_ONWARD))
    return replace(
        plain,
        how_changed=HowChanged.NOT_STATED,
        gist=text("Valtuustolle järjestetään iltakoulu lokakuussa."),
        orders=ORDERS_292,
        attachments=("Kaupunkistrategian päivitysluonnos",),
        background=("Yhteenveto lautakuntien näkemyksistä",),
        inform=("Toimialajohtajat",),
    )


def spring() -> Story:
    """Give the matter until the draft lies before the city board."""
    story = Story()
    opened = CaseOpened(
        definition="d", register_number=NUMBER, title=text("Kaupunkistrategian päivittäminen"), preparer="maija"
    )
    story.add(opened, date(2023, 3, 1), key="opened")
    boards, hearing = ("vitality", "wellbeing"), ("youth", "elders")
    for step, asked in (("views", boards), ("hearing", hearing)):
        begun = RoundBegun(step=step, round=1, asked=asked, questions=(), due=date(2023, 5, 31))
        story.add(begun, date(2023, 4, 14), key=f"begun-{step}")
    given = {"vitality": date(2023, 5, 16), "wellbeing": date(2023, 6, 2), "youth": date(2023, 5, 20)}
    for body, day in given.items():
        step = "hearing" if body == "youth" else "views"
        remark = Remark(id=f"{body[:3].upper()}-1", question=3, text=text("Mittarille lähtöarvo."))
        fact = StatementGiven(step=step, round=1, body=body, day=day, section=41, remarks=(remark,))
        story.add(fact, day, told=max(day, date(2023, 5, 20)), key=f"statement-{body}")
    waived = StatementWaived(step="hearing", round=1, body="elders", reason=text("Neuvosto ei kokoontunut."))
    story.add(waived, date(2023, 6, 5))
    for body in ("VIT", "WEL"):
        solved = RemarkResolved(
            remark=f"{body}-1", resolution=Resolution.TAKEN, reason=text("Lisätty taulukkoon."), place="kohta 3.2"
        )
        story.add(solved, date(2023, 6, 9), key=f"resolved-{body}")
    return story


def until_292() -> Story:
    """Give the matter with § 292 decided and its minutes checked."""
    story = spring()
    written = ItemWritten(
        step="draft",
        round=1,
        preparation=(text("Päivitys aloitettiin keväällä 2023."),),
        participation=(),
        proposal_lead="",
        proposal=(text(NOTED), text(ONWARD)),
        attachments=("Kaupunkistrategian päivitysluonnos",),
        background=("Yhteenveto lautakuntien näkemyksistä",),
        inform=("Toimialajohtajat",),
    )
    story.add(written, date(2023, 9, 11))
    story.add(DayConfirmed(step="draft", round=1, meeting="city_board-2023-09-25", day=SEPTEMBER), date(2023, 9, 1))
    story.add(ItemApproved(step="draft", round=1), date(2023, 9, 14))
    story.add(ItemListed(step="draft", round=1, item_number=12), date(2023, 9, 15))
    story.add(made("board_item", "draft"), date(2023, 9, 15), key="paper-draft")
    story.add(section_292(), SEPTEMBER, told=date(2023, 9, 26), key="d292")
    story.add(MinutesChecked(decision="d292"), date(2023, 9, 27), told=date(2023, 9, 28))
    return story


def year() -> Story:
    """Give the whole matter until the council's decision is executed."""
    story = until_292()
    story.add(OrderAssigned(decision="d292", order=0, person="sanni"), date(2023, 9, 28))
    for day in (date(2023, 10, 16), date(2023, 10, 23)):
        place = SessionSet(step="session_1", day=day, time="17.00", place="Valtuustosali", organiser="sanni")
        story.add(place, date(2023, 10, 2 if day.day == 16 else 9), key=f"set-{day.day}")
    begun = RoundBegun(step="projects", round=1, asked=("vitality", "wellbeing"), questions=(), due=date(2023, 10, 27))
    story.add(begun, date(2023, 10, 10))
    named = ProjectNamed(
        project="luukku", sector="vitality", title="Yrityspalvelujen yksi luukku", goal="", owner="anni", deputy=None
    )
    story.add(named, date(2023, 10, 12))
    described = ProjectDescribed(
        project="luukku",
        measure="Läpimenoaika",
        baseline="15 pv",
        target="5 pv",
        milestones=(Milestone(title="Luukku auki", day=date(2024, 3, 1)),),
    )
    story.add(described, date(2023, 10, 20))
    story.add(_held(), date(2023, 10, 23), told=date(2023, 10, 24))
    without = DirectorDecided(project="luukku", choice=Choice.WITHOUT, reason=text("Rivi tulee käyttösuunnitelmaan."))
    story.add(without, date(2023, 11, 7))
    story.add(SectorDone(sector="vitality"), date(2023, 11, 8))
    story.add(SectorReleased(sector="wellbeing", reason=text("Hankkeet kootaan keväällä.")), date(2023, 11, 8))
    _winter(story)
    return story


def _held() -> SessionHeld:
    return SessionHeld(
        step="session_1",
        day=date(2023, 10, 23),
        ended="19.10",
        chair="valtuuston puheenjohtaja",
        present="31 valtuutettua",
        others="kaupunginjohtaja",
        writer="Sanni Malli",
        material=("Päivitysluonnos",),
        themes=(Theme(title="Mittarit", text=text("Mittareita toivottiin vähemmän.")),),
        questions=(),
        distribution=("valtuutetut", "kirjaamo"),
    )


def _winter(story: Story) -> None:
    proposal = STRATEGY.step("proposal")
    assert proposal
    onward = tuple(as_proposed(words, Effect.PROPOSED_ONWARD) for words in proposal.proposal)
    story.add(decision("proposal", "city_board", 351, *onward), date(2023, 11, 27), key="d351")
    story.add(MinutesChecked(decision="d351", in_meeting=True), date(2023, 11, 27))
    story.add(
        DayConfirmed(step="approval", round=1, meeting="council-2023-12-11", day=date(2023, 12, 11)), date(2023, 11, 28)
    )
    approved = tuple(as_proposed(words, Effect.APPROVED) for words in proposal.proposal)
    council = replace(
        decision("approval", "council", 112, *approved),
        remedy=Remedy.APPEAL,
        presenter="city_board",
        inform=("Toimialat",),
    )
    story.add(council, date(2023, 12, 11), told=date(2023, 12, 12), key="d112")
    late = DeviationNoted(step="approval", kind="notice_late", reason=text("Kutsu lähti päivän myöhässä."))
    story.add(late, date(2023, 12, 11), told=date(2023, 12, 12), key="late")
    story.add(MinutesChecked(decision="d112"), date(2023, 12, 14))
    story.add(MinutesPublished(decision="d112", channel=Channel.MEMBER), date(2023, 12, 15))
    execution = STRATEGY.step("execution")
    assert execution
    done = decision("execution", "city_board", 9, as_proposed(execution.proposal[0], Effect.EXECUTED))
    story.add(done, date(2024, 1, 15), key="d9")


def made(kind: str, step: str, about: str | None = None) -> DocumentMade:
    """Give the fact of a document."""
    return DocumentMade(
        kind=kind,
        step=step,
        round=1,
        day=SEPTEMBER,
        facts="0",
        said=text("{}"),
        template="0",
        content="0",
        sha256="0",
        file=f"{kind}.docx",
        about=about,
    )


def letter(person: str, day: date, duty: str, fate: Fate | None = Fate.SENT) -> tuple[Record, ...]:
    """Give a letter of a person's stream that covers the matter, and how it ended."""
    covered = Covered(case="s", duty=duty, version="v", rung="first", due=date(2023, 10, 27))
    decided = LetterDecided(day=day, kind="reminder", covers=(covered,), subject="Aihe", text="0")
    at = datetime.combine(day, time(6), UTC)
    name = f"letter:{day.isoformat()}"
    first = Record(stream=f"person/{person}", seq=1, key=name, fact=decided, on=day, at=at, by="machine")
    if fate is None:
        return (first,)
    settled = LetterSettled(letter=name, fate=fate)
    return first, replace(first, seq=2, key=f"settled:{name}", fact=settled)

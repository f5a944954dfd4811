"""An invented city, its people and a journal for one person's letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypedDict, Unpack

from kemiflow.core.city import Body, BodyKind, City, Person, SessionRules, Settings
from kemiflow.core.definition.process import Ladder
from kemiflow.core.duty import Cutoff, Duty, DutyKind, Ground
from kemiflow.core.holdings import Absence
from kemiflow.core.letters import Letter, letters
from kemiflow.core.records import Record
from kemiflow.core.records.person import Fate, LetterDecided, LetterSettled
from kemiflow.core.values import Role, Words

MAIJA, MATTI, ANNI = "maija", "matti", "anni"
PEOPLE = {
    MAIJA: Person(id=MAIJA, name="Maija Malli", title="kehittämispäällikkö", email="maija@kemi.example"),
    MATTI: Person(id=MATTI, name="Matti Malli", title="toimialajohtaja", email="matti@kemi.example"),
    ANNI: Person(id=ANNI, name="Anni Malli", title="asiantuntija", email="anni@kemi.example"),
}


def named(fi: str, sv: str = "", en: str = "") -> Words:
    return Words(fi=fi, sv=sv or fi, en=en or fi)


SETTINGS = Settings(
    name="Mallila",
    language="fi",
    bodies=(
        Body(id="kv", name=named("Kaupunginvaltuusto"), kind=BodyKind.COUNCIL),
        Body(id="kh", name=named("Kaupunginhallitus"), kind=BodyKind.BOARD),
        Body(
            id="elv",
            name=named("Elinvoimalautakunta", "Livskraftsnämnden", "Vitality Committee"),
            kind=BodyKind.COMMITTEE,
        ),
    ),
    sectors=(),
    court="Pohjois-Suomen hallinto-oikeus",
    sessions=SessionRules(chair="valtuuston puheenjohtaja"),
    contact="Kaupunginsihteeri Sanni Malli, puh. 000 000 0000",
    answer_url="https://kemiflow.example/vastaa",
)


def city(
    *,
    absences: tuple[Absence, ...] = (),
    dead: Iterable[str] = (),
    quiet: Iterable[date] = (),
    people: Mapping[str, Person] = PEOPLE,
) -> City:
    settings = replace(SETTINGS, quiet=frozenset(quiet))
    return City(settings=settings, people=dict(people), absences=absences, dead=frozenset(dead))


def day(text: str) -> date:
    """Read 27.10. as a day of 2023."""
    number, month = text.rstrip(".").split(".")
    return date(2023, int(month), int(number))


def cutoff(meeting: str, closes: str) -> Cutoff:
    return Cutoff(meeting="elv-1", body="elv", day=day(meeting), closes=day(closes), hour="12.00")


class Facts(TypedDict, total=False):
    """What a test may say of a duty."""

    id: str
    kind: DutyKind
    role: Role
    title: str
    about: str
    ground: Ground
    person: str | None
    owner: str | None
    deputy: str | None
    answered: date | None
    cutoff: Cutoff | None
    lacks: tuple[str, ...]
    ladder: Ladder
    held: bool
    scope: str | None


PLAIN = Duty(
    case="strategia",
    id="details:luukku:1",
    kind=DutyKind.DETAILS,
    role=Role.OWNER,
    due=day("27.10."),
    opened=day("29.9."),
    about="luukku",
    title="Yrityspalvelujen yksi luukku",
    case_title="Kaupunkistrategian päivittäminen",
    register_number="691/00.01.02/2021",
    ground=Ground(kind="named", on=day("28.9."), by=MATTI, decision="kh-292"),
    person=MAIJA,
    director=MATTI,
)


def make(due: date, opened: date, **facts: Unpack[Facts]) -> Duty:
    return replace(PLAIN, due=due, opened=opened, **facts)


def duty(due: str = "27.10.", opened: str = "29.9.", **facts: Unpack[Facts]) -> Duty:
    return make(day(due), day(opened), **facts)


def working_days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@dataclass
class Mailbox:
    """One person's stream of records, filled by walking."""

    person: str = MAIJA
    city: City = field(default_factory=city)
    records: list[Record] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)

    def walk(self, duties: Sequence[Duty], *days: date) -> list[Letter]:
        """Live the days and give the letters that were decided in them."""
        before = len(self.letters)
        for today in days:
            letter = letters(duties, self.records, self.city, today, self.person)
            if letter:
                self.letters.append(letter)
                self.write(
                    letter.key,
                    LetterDecided(day=today, kind=letter.kind, covers=letter.covers, subject="", text=""),
                    today,
                )
        return self.letters[before:]

    def settle(self, today: date, fate: Fate) -> None:
        self.write(f"settled:{today}", LetterSettled(letter=f"letter:{today}", fate=fate), today)

    def write(self, key: str, fact: LetterDecided | LetterSettled, today: date) -> None:
        at = datetime(today.year, today.month, today.day, 5, tzinfo=UTC)
        seq = len(self.records) + 1
        self.records.append(
            Record(stream=f"person/{self.person}", seq=seq, key=key, fact=fact, on=today, at=at, by="kemiflow")
        )

    def rungs(self) -> list[tuple[str, str]]:
        """Give what was said on which day, as 20.10. before-5."""
        return [
            (f"{letter.day.day}.{letter.day.month}.", covered.rung)
            for letter in self.letters
            for covered in letter.covers
        ]

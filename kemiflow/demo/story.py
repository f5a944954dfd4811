"""The year as it is told while it goes by: one dated line for what happened, in the words of the history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from kemiflow.app import gather
from kemiflow.app.letters.remind import Decided
from kemiflow.core.city import City
from kemiflow.core.history.line import Line
from kemiflow.core.history.outcome import order_sentence, outcome_word
from kemiflow.core.history.story import history
from kemiflow.core.history.words import sentence
from kemiflow.core.items.telling import Naming
from kemiflow.core.plan import final_on
from kemiflow.core.records import Record
from kemiflow.core.records.case import ApprovalStarted
from kemiflow.core.records.city import AbsenceTold, AddressDead, CityFact, MeetingCancelled, MeetingMoved
from kemiflow.core.records.decision import DecisionRecorded, MinutesPublished
from kemiflow.core.records.project import MisdirectedTold, MoreTimeAsked, ProjectDescribed, ProjectFact
from kemiflow.core.standing import Standing
from kemiflow.core.standing_parts import ProjectStanding
from kemiflow.core.streams import CITY
from kemiflow.core.wording import Wording, capital
from kemiflow.wiring import Home

WIDTH = 12
Say = Callable[[str], None]


@dataclass(kw_only=True)
class Story:
    """Tells each thing once; what has been told is remembered by key."""

    home: Home
    case: str
    say: Say
    told: set[str] = field(default_factory=set)
    day: date | None = None

    @property
    def wording(self) -> Wording:
        """Give the words, in Finnish."""
        return self.home.world.texts.wording("fi")

    def line(self, today: date, text: str) -> None:
        """Say a line; only the first one of a day bears its date."""
        shown = self.wording.day(today) if self.day != today else ""
        self.day = today
        self.say(f"{shown:<{WIDTH}}{text}")

    def letters(self, today: date, sent: Sequence[Decided], city: City) -> None:
        """Tell which letters left in the morning."""
        for one in sent:
            person = city.person(one.letter.person)
            name = person.name if person else one.letter.person
            self.line(today, self.wording.say("demo.letter", name=name, subject=one.written.subject))

    def news(self, today: date, city: City) -> None:
        """Tell what the journal has got since the last time."""
        naming = Naming(city=city, wording=self.wording)
        for text in (*self._of_city(naming), *self._of_matter(naming)):
            self.line(today, text)

    def _of_city(self, naming: Naming) -> Iterator[str]:
        for record in self.home.world.journal.read(CITY):
            if isinstance(record.fact, CityFact) and self._fresh(f"city/{record.key}"):
                yield from city_words(record.fact, naming)

    def _of_matter(self, naming: Naming) -> Iterator[str]:
        try:
            matter = gather.matter(self.home.world, self.case)
        except gather.CaseUnknown:
            return
        lines = {line.key: line for line in history(matter.records, matter.definitions)}
        for record in matter.records:
            if self._fresh(record.key):
                line = lines.get(record.key)
                yield from (
                    line_words(line, matter.standing, naming) if line else between(record, matter.standing, naming)
                )
                yield from remedy_words(record, matter.standing, naming)

    def _fresh(self, key: str) -> bool:
        fresh = key not in self.told
        self.told.add(key)
        return fresh


def line_words(line: Line, standing: Standing, naming: Naming) -> Iterator[str]:
    """Give a line of the history as it is told: a decision with how it stands to its proposal and what it orders."""
    wording = naming.wording
    if not isinstance(line.fact, DecisionRecorded):
        if line.kind not in {"documents", "deviation"}:
            yield sentence(line, naming)
        if isinstance(line.fact, ApprovalStarted):
            yield from (wording.say("demo.lacked", what=_lack(one, standing, naming)) for one in line.fact.lacks)
        return
    yield wording.say(
        "demo.decision",
        body=naming.body(line.body),
        section=line.section,
        outcome=outcome_word(line.clauses, wording).lower(),
        gist=naming.plain(line.decision),
    )
    for order in line.orders:
        yield wording.say("demo.follows", what=order_sentence(order, naming))


def _lack(lack: str, standing: Standing, naming: Naming) -> str:
    code, _, about = lack.partition(":")
    project = standing.projects.get(about)
    return naming.wording.say(f"lacking.{code}", about=project.title if project else naming.body(about))


def between(record: Record, standing: Standing, naming: Naming) -> Iterator[str]:
    """Give what owners answered: work in between that the history leaves out."""
    fact = record.fact
    if not isinstance(fact, ProjectFact):
        return
    project = standing.projects.get(getattr(fact, "project", ""))
    if project is not None:
        yield from _answered(fact, project, {"who": capital(naming.who(record.by)), "title": project.title}, naming)


def _answered(fact: ProjectFact, project: ProjectStanding, facts: dict[str, str], naming: Naming) -> Iterator[str]:
    say = naming.wording.say
    match fact:
        case ProjectDescribed() if project.lacks:
            yield say("demo.described_partly", lacks=_lacks(project, naming), **facts)
        case ProjectDescribed():
            yield say("demo.described", **facts)
        case MoreTimeAsked(until=until, reason=reason):
            yield say("demo.more_time", until=naming.wording.day(until), reason=naming.plain(reason), **facts)
        case MisdirectedTold(note=note):
            yield say("demo.misdirected", note=naming.plain(note), **facts)
        case _:
            pass


def _lacks(project: ProjectStanding, naming: Naming) -> str:
    return naming.wording.listing([naming.wording.say(f"lack.{name}") for name in project.lacks])


def remedy_words(record: Record, standing: Standing, naming: Naming) -> Iterator[str]:
    """Give the day from which a published decision is legally final, when it can be appealed."""
    if isinstance(record.fact, MinutesPublished):
        final = final_on(standing.decisions[record.fact.decision])
        if final:
            yield naming.wording.say("demo.final", day=naming.wording.day(final))


def city_words(fact: CityFact, naming: Naming) -> Iterator[str]:
    """Give what happened to meetings and people."""
    match fact:
        case MeetingMoved(meeting=meeting, day=day, reason=reason):
            yield _meeting(
                "demo.meeting_moved", meeting, naming, day=naming.wording.day(day), reason=naming.plain(reason)
            )
        case MeetingCancelled(meeting=meeting, reason=reason):
            yield _meeting("demo.meeting_cancelled", meeting, naming, reason=naming.plain(reason))
        case AbsenceTold(person=person, first=first, last=last):
            days = {"first": naming.wording.short_day(first), "last": naming.wording.day(last)}
            yield naming.wording.say("demo.absence", who=naming.who(person), **days)
        case AddressDead(person=person):
            yield naming.wording.say("demo.address_dead", who=naming.who(person))
        case _:
            pass


def _meeting(key: str, meeting: str, naming: Naming, **facts: str) -> str:
    found: City = naming.city
    standing = found.meeting(meeting)
    body = naming.body(standing.body) if standing else meeting
    before = standing.moved_from or standing.day if standing else None
    return naming.wording.say(key, body=body, before=naming.wording.short_day(before) if before else "", **facts)

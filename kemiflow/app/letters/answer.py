"""What a letter's link shows, and what an answer there records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kemiflow.app import gather
from kemiflow.app.gather import CaseUnknown, Matter
from kemiflow.app.kept import FORMER
from kemiflow.app.letters import weekly
from kemiflow.app.lists.rows import duty_of
from kemiflow.app.submit import Asking, Told, tell, tell_city
from kemiflow.app.world import World
from kemiflow.core.action import Ask
from kemiflow.core.answers import Given, Ticket, Way, identified, meant, offers
from kemiflow.core.city import City
from kemiflow.core.commands import Tell, actor
from kemiflow.core.commands.check import refuse
from kemiflow.core.duty import Duty, DutyKind
from kemiflow.core.letters import recipient
from kemiflow.core.plan import plan
from kemiflow.core.records import Fact, Record
from kemiflow.core.records.city import AbsenceTold, WeeklyChosen
from kemiflow.core.standing import Standing, StepStanding
from kemiflow.core.standing_parts import ProjectStanding
from kemiflow.core.values import Refusal, Text


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a link shows: the duty while it is this person's and open, or all the person's duties when it names none."""

    ticket: Ticket
    city: City
    today: date
    duty: Duty | None = None
    standing: Standing | None = None
    duties: tuple[Duty, ...] = ()

    @property
    def weekly(self) -> bool | None:
        """Tell whether the person wants the weekly letter; None for whoever has no such choice."""
        has = not self.ticket.duty and self.ticket.person in weekly.readers(self.city, self.today)
        return self.ticket.person not in self.city.declined if has else None

    @property
    def project(self) -> ProjectStanding | None:
        """Give the project that the duty is about, or None."""
        known = self.standing.projects if self.standing else {}
        return known.get(self.duty.about) if self.duty else None

    @property
    def step(self) -> StepStanding | None:
        """Give the step that the duty belongs to, or None."""
        known = self.standing.steps if self.standing else {}
        return known.get(self.duty.step or "") if self.duty else None

    @property
    def questions(self) -> tuple[Text, ...]:
        """Give what a body is asked in its statement."""
        return self.step.questions if self.step and self.duty and self.duty.kind is DutyKind.STATEMENT else ()

    @property
    def proposal(self) -> tuple[Text, ...]:
        """Give the proposal that a presenter is asked to approve."""
        written = self.step.item.written if self.step else None
        return written.proposal if written and self.duty and self.duty.kind is DutyKind.PRESENTER else ()

    @property
    def named(self) -> tuple[str, ...]:
        """Give the projects that a director has named already."""
        if self.standing is None or self.duty is None or self.duty.kind is not DutyKind.NAME_PROJECTS:
            return ()
        return tuple(one.title for one in self.standing.projects.values() if one.sector == self.duty.about)

    @property
    def ways(self) -> tuple[Way, ...]:
        """Give how the duty may be answered."""
        return offers(self.duty) if self.duty else ()


def look(world: World, ticket: Ticket, today: date) -> Seen:
    """Give what a link shows today; nothing is written."""
    city = gather.city(world)
    if not ticket.duty:
        return Seen(ticket=ticket, city=city, today=today, duties=_own(world, ticket.person, city, today))
    try:
        matter = gather.matter(world, ticket.case)
    except CaseUnknown:
        return Seen(ticket=ticket, city=city, today=today)
    return Seen(
        ticket=ticket, city=city, today=today, duty=_duty(matter, ticket, city, today), standing=matter.standing
    )


def answer(world: World, ticket: Ticket, answered: tuple[Way, Given], today: date) -> Told | Refusal:
    """Record an answer once: the same answer of the same day changes nothing. Errors: JournalMoved."""
    seen = look(world, ticket, today)
    if seen.duty is None:
        return refuse("duty_over")
    way, given = answered
    fact = meant(seen.duty, way, given, ticket.person, today)
    if isinstance(fact, Refusal):
        return fact
    asking = Asking(by=ticket.person, today=today)
    if isinstance(fact, AbsenceTold):
        return tell_city(world, (Tell(fact=fact, on=today),), asking, _Said(fact, asking))
    fact = identified(fact, gather.matter(world, ticket.case).standing, seen.city)
    return tell(world, ticket.case, Tell(fact=fact, on=today), asking, _Said(fact, asking))


def choose(world: World, ticket: Ticket, *, wanted: bool, today: date) -> Told | Refusal:
    """Record whether a person wants the weekly letter; only its readers have the choice, on their list."""
    city = gather.city(world)
    if ticket.duty or ticket.person not in weekly.readers(city, today):
        return refuse("answer_not_offered", way="weekly")
    if (ticket.person not in city.declined) is wanted:
        return Told(records=())
    fact = WeeklyChosen(person=ticket.person, wanted=wanted)
    return tell_city(world, (Tell(fact=fact, on=today),), Asking(by=ticket.person, today=today))


@dataclass(frozen=True)
class _Said:
    """Tells whether the newest thing that a person told of the kind is the same, and of today."""

    fact: Fact
    asking: Asking

    def __call__(self, records: tuple[Record, ...]) -> bool:
        kin = (one for one in records if one.by == self.asking.by and type(one.fact) is type(self.fact))
        own = [one for one in kin if _same_thing(one.fact, self.fact)]
        return bool(own) and (own[-1].fact, own[-1].on) == (self.fact, self.asking.today)


def _same_thing(one: Fact, other: Fact) -> bool:
    names = ("project", "duty", "person")
    return all(getattr(one, name, None) == getattr(other, name, None) for name in names)


def _duty(matter: Matter, ticket: Ticket, city: City, today: date) -> Duty | None:
    for action in plan(matter.standing, city, today):
        if isinstance(action, Ask) and action.duty.id == ticket.duty and action.day <= today:
            return action.duty if _may(action.duty, ticket.person, city, today) else None
    return None


def _may(duty: Duty, person: str, city: City, today: date) -> bool:
    """Tell whether a duty is this person's to answer: its own, or that of somebody for whom the person stands."""
    acting = {person, *actor(city, person, today).stands_for}
    return duty.person in acting or recipient(duty, city, today) == person


def _own(world: World, person: str, city: City, today: date) -> tuple[Duty, ...]:
    rows = world.lists.open_duties(person)
    duties = [duty_of(row) for row in rows if FORMER not in row.duty]
    own = [duty for duty in duties if offers(duty) and duty.opened <= today and _may(duty, person, city, today)]
    return tuple(sorted(own, key=lambda duty: (duty.due, duty.case, duty.id)))

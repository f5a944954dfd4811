"""A matter as it is seen on a day: what had happened by then, and what was foreseen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kemiflow.app import gather
from kemiflow.app.world import World
from kemiflow.core.action import Ask
from kemiflow.core.city import City
from kemiflow.core.duty import Duty
from kemiflow.core.folding.fold import fold
from kemiflow.core.forecast import Timetable, forecast
from kemiflow.core.history.line import Line
from kemiflow.core.history.overview import Overview, overview
from kemiflow.core.history.story import history
from kemiflow.core.items.telling import Telling
from kemiflow.core.plan import planned
from kemiflow.core.records import Record
from kemiflow.core.records.case import CaseOpened
from kemiflow.core.standing import Standing
from kemiflow.core.values import PUBLIC_ALONE, Publicity, Role
from kemiflow.core.wording import Wording


class NotYetOpened(LookupError):
    """The matter had not been opened on that day."""


@dataclass(frozen=True)
class Look:
    """A matter, seen on a day, as it was known by the end of another one when that is given."""

    world: World
    city: City
    wording: Wording
    case: str
    day: date
    known_by: date | None = None
    reads: frozenset[Publicity] = PUBLIC_ALONE
    version: tuple[int, ...] = ()  # of what it was made from, where somebody keeps it

    @cached_property
    def matter(self) -> gather.Matter:
        """Read the matter. Errors: CaseUnknown."""
        return gather.matter(self.world, self.case)

    @cached_property
    def standing(self) -> Standing:
        """Fold what had happened by the day. Errors: NotYetOpened."""
        records = tuple(record for record in self.matter.records if record.on <= self.day)
        if not records or not isinstance(records[0].fact, CaseOpened):
            raise NotYetOpened(self.case, self.day.isoformat())
        if len(records) == len(self.matter.records):
            return self.matter.standing
        return fold(records, self.matter.definitions)

    @cached_property
    def telling(self) -> Telling:
        """Give what everything is told from."""
        return Telling(city=self.city, wording=self.wording, reads=self.reads, standing=self.standing, day=self.day)

    @cached_property
    def timetable(self) -> Timetable:
        """Foresee the coming steps."""
        return forecast(self.standing, self.city, self.day)

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """Give everything that the matter asks of people on the day."""
        actions = planned(self.standing, self.city, self.timetable, self.day)
        return tuple(one.duty for one in actions if isinstance(one, Ask))

    @cached_property
    def overview(self) -> Overview:
        """Give the four lines that answer a call, for the city manager."""
        managers = self.city.holders(Role.MANAGER, self.day)
        mine = tuple(duty for duty in self.duties if duty.person in managers)
        return overview(self.telling, self.timetable, mine)

    @cached_property
    def letters(self) -> tuple[Record, ...]:
        """Read what was written to whoever was written to about the matter."""
        journal = self.world.journal
        return tuple(
            one for stream in journal.written_about(self.case) for one in journal.read(stream, with_texts=False)
        )

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Give the history, oldest first."""
        matter = self.matter
        return history(matter.records, matter.definitions, as_of=self.day, known_by=self.known_by, letters=self.letters)

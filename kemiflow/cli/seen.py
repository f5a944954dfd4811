"""A matter as it is seen on a day: what had happened by then, and what was foreseen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kemiflow.app import gather
from kemiflow.cli.desk import Desk
from kemiflow.cli.slips import Slip
from kemiflow.core.action import Ask
from kemiflow.core.city import City
from kemiflow.core.duty import Duty
from kemiflow.core.fold import fold
from kemiflow.core.forecast import Timetable, forecast
from kemiflow.core.history_overview import Overview, overview
from kemiflow.core.items.telling import Telling
from kemiflow.core.plan import planned
from kemiflow.core.records import Record
from kemiflow.core.records.case import CaseOpened
from kemiflow.core.standing import Standing
from kemiflow.core.values import Role


@dataclass(frozen=True)
class Seen:
    """A matter on the day of a desk, or on another one."""

    desk: Desk
    case: str
    day_told: date | None = None

    @property
    def day(self) -> date:
        """Give the day for which it is told."""
        return self.day_told or self.desk.day

    @cached_property
    def matter(self) -> gather.Matter:
        """Read the matter. Errors: CaseUnknown."""
        return gather.matter(self.desk.home.world, self.case)

    @cached_property
    def standing(self) -> Standing:
        """Fold what had happened by the day. Errors: Slip before the matter was opened."""
        records = tuple(record for record in self.matter.records if record.on <= self.day)
        if not records or not isinstance(records[0].fact, CaseOpened):
            raise Slip("not_yet", day=self.day, case=self.case)
        if len(records) == len(self.matter.records):
            return self.matter.standing
        return fold(records, self.matter.definitions)

    @cached_property
    def city(self) -> City:
        """Read the city."""
        return self.desk.city

    @cached_property
    def telling(self) -> Telling:
        """Give what everything is told from."""
        return Telling(city=self.city, wording=self.desk.wording, standing=self.standing, day=self.day)

    @cached_property
    def timetable(self) -> Timetable:
        """Foresee the coming steps."""
        return forecast(self.standing, self.city, self.day)

    @cached_property
    def overview(self) -> Overview:
        """Give the four lines that answer a call, for the city manager."""
        return overview(self.telling, self.timetable, self._of_manager())

    @property
    def letters(self) -> tuple[Record, ...]:
        """Read what was written to people, about whatever matter."""
        journal = self.desk.home.world.journal
        return tuple(one for stream in journal.streams("person/") for one in journal.read(stream, with_texts=False))

    def _of_manager(self) -> tuple[Duty, ...]:
        managers = self.city.holders(Role.MANAGER, self.day)
        actions = planned(self.standing, self.city, self.timetable, self.day)
        return tuple(one.duty for one in actions if isinstance(one, Ask) and one.duty.person in managers)

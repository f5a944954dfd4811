"""What of a history is asked for: a day, what was known by a day, and a choice of lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from kemiflow.app.look import Look, NotYetOpened
from kemiflow.core.documents import HistoryAnnex
from kemiflow.core.history.annex import annex
from kemiflow.core.history.line import Line
from kemiflow.core.history.outcome import outcome_word
from kemiflow.core.history.words import sentence
from kemiflow.core.items.telling import Naming
from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.core.stems import finds
from kemiflow.core.values import PUBLIC_ALONE, Publicity
from kemiflow.web.looking import Seen, look
from kemiflow.web.visit import Stopped, Visit

PARTS = ("paiva", "tiedossa", "toimielin", "alku", "loppu", "henkilo", "tulos", "haku", "jarjestys")


@dataclass(frozen=True)
class Asked:
    """A history as a visit asks for it."""

    visit: Visit
    reads: frozenset[Publicity] = PUBLIC_ALONE

    @cached_property
    def day(self) -> date | None:
        """Give the day for which it is asked. Errors: Stopped for one that is none or is to come."""
        found = self.visit.asked_day("paiva")
        if found and found > self.visit.today:
            raise Stopped(400, "day_to_come", value=self.visit.wording.day(found))
        return found

    @cached_property
    def seen(self) -> Look:
        """Look at the matter. Errors: Stopped before it was opened, CaseUnknown."""
        found = look(self.visit, Seen(day=self.day, known_by=self.visit.asked_day("tiedossa"), reads=self.reads))
        try:
            _ = found.standing
        except NotYetOpened as early:
            raise Stopped(404, "not_yet_opened", day=self.visit.wording.day(found.day)) from early
        return found

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Give the lines that are asked for, oldest first."""
        return tuple(line for line in self.seen.lines if self._wanted(line)) if self.filtered else self.seen.lines

    @property
    def filtered(self) -> bool:
        """Tell whether only a choice of lines is asked for."""
        return any(self.visit.asked(name) for name in ("toimielin", "alku", "loppu", "henkilo", "tulos", "haku"))

    @property
    def annex(self) -> HistoryAnnex:
        """Give the whole as facts."""
        seen = self.seen
        # Whoever looks at the whole looks at the same: it is told once for each state of the matter
        name = ("annex", seen.case, self.query(), seen.day, self.visit.language, self.reads)
        return self.visit.site.memo.of(
            name, seen.version, lambda: annex(self.lines, seen.telling, seen.overview, seen.timetable)
        )

    def query(self, **changed: str) -> str:
        """Give the query of the same question, with some parts changed."""
        told = {name: self.visit.asked(name) for name in PARTS} | changed
        whole = urlencode({name: value for name, value in told.items() if value})
        return f"?{whole}" if whole else ""

    def _wanted(self, line: Line) -> bool:
        asked = self.visit.asked
        first, last = self.visit.asked_day("alku"), self.visit.asked_day("loppu")
        return (
            (not asked("toimielin") or line.body == asked("toimielin"))
            and (first is None or line.on >= first)
            and (last is None or line.on <= last)
            and (not asked("henkilo") or asked("henkilo") in people_of(line))
            and (not asked("tulos") or outcome_word(line.clauses, self.visit.wording) == asked("tulos"))
            and finds(asked("haku"), self._words(line))
        )

    def _words(self, line: Line) -> str:
        """Give the public words of a line."""
        naming = Naming(city=self.seen.city, wording=self.visit.wording, reads=self.reads)
        fact = line.fact
        texts = [line.decision, line.minutes, *(text for one in line.clauses for text in (one.proposed, one.decided))]
        secret = isinstance(fact, DecisionRecorded) and fact.publicity not in self.reads
        shown = [] if secret else [naming.plain(text) for text in texts if text]
        return " ".join([sentence(line, naming), *shown])


def people_of(line: Line) -> frozenset[str]:
    """Give the persons whom a line names by id: who told it, and whoever stands in its fact."""
    names = ("owner", "deputy", "person", "organiser", "presenter", "to")
    found = {str(getattr(line.fact, name, "") or "") for name in names} | set(getattr(line.fact, "preparers", ()))
    return frozenset(found | {line.by}) - {""}

"""The page of a history: the first screen answers a call, the rest tells how it came to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kemiflow.core.commands.readers import readable
from kemiflow.core.documents import HistoryAnnex, HistoryEntry
from kemiflow.core.history.line import Line
from kemiflow.core.history.outcome import outcome_word
from kemiflow.core.records.city import Sealed
from kemiflow.core.streams import CITY
from kemiflow.core.wording import capital
from kemiflow.web.history.asked import Asked, people_of
from kemiflow.web.matter import timetable
from kemiflow.web.matter.documents import Paper, papers
from kemiflow.web.route import Answer, Shown
from kemiflow.web.visit import Visit


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry with its place on the page."""

    number: int
    told: HistoryEntry
    decision: bool


def history(visit: Visit) -> Answer:
    """Show the history. Errors: Stopped, CaseUnknown."""
    asked = Asked(visit, readable(visit.who))
    return Shown(template="history.html", facts={**_told(visit, asked), **_choices(visit, asked)})


def numbered(whole: HistoryAnnex) -> list[Entry]:
    """Give the entries of an annex with their places, oldest first."""
    return [Entry(number=n, told=one, decision=bool(one.outcome)) for n, one in enumerate(whole.entries, start=1)]


def _told(visit: Visit, asked: Asked) -> dict[str, object]:
    seen, whole = asked.seen, asked.annex
    entries = numbered(whole)
    oldest = visit.asked("jarjestys") == "vanhin"
    return {
        "asked": asked,
        "case": seen.case,
        "whole": whole,
        "view": seen.overview,
        "preparer": seen.telling.post(seen.standing.preparer),
        "entries": entries if oldest else entries[::-1],
        "oldest": oldest,
        "coming": timetable.rows(seen),
        "letters": tuple(_letters(asked.lines, visit)),
        "papers": _papers(asked),
        "sealed": _sealed(visit),
    }


def _choices(visit: Visit, asked: Asked) -> dict[str, object]:
    seen = asked.seen
    return {
        "day": seen.day.isoformat(),
        "known": visit.asked("tiedossa"),
        "past": asked.day is not None and asked.day < visit.today,
        "bodies": _bodies(seen.lines, asked),
        "people": _people(seen.lines, asked),
        "outcomes": _outcomes(seen.lines, visit),
    }


def _bodies(lines: tuple[Line, ...], asked: Asked) -> tuple[tuple[str, str], ...]:
    found = dict.fromkeys(line.body for line in lines if line.body)
    return (("", asked.visit.t("history.all")), *((body, asked.seen.telling.body(body)) for body in found))


def _people(lines: tuple[Line, ...], asked: Asked) -> tuple[tuple[str, str], ...]:
    found = {name for line in lines for name in people_of(line)}
    known = sorted((one.name, one.id) for name in found if (one := asked.seen.city.person(name)))
    return (("", asked.visit.t("history.all")), *((person, name) for name, person in known))


def _outcomes(lines: tuple[Line, ...], visit: Visit) -> tuple[tuple[str, str], ...]:
    found = dict.fromkeys(word for line in lines if (word := outcome_word(line.clauses, visit.wording)))
    return (("", visit.t("history.all")), *((word, word) for word in found))


def _letters(lines: tuple[Line, ...], visit: Visit) -> Iterator[str]:
    """Give the letters that followed, counted by day, kind and fate: names of receivers stay out."""
    word = visit.wording
    found = Counter(
        (one.on, one.kind, word.say(f"status.{one.fate.value}") if one.fate else word.say("status.pending"))
        for line in lines
        for one in line.letters
    )
    for (on, kind, fate), count in sorted(found.items(), key=lambda one: one[0], reverse=True):
        named = visit.t(f"letter_kind.{kind}") if word.knows(f"web.letter_kind.{kind}") else kind
        yield f"{word.day(on)} {capital(named)}: {count} ({fate})"


def _papers(asked: Asked) -> tuple[Paper, ...]:
    return () if asked.filtered else papers(asked.visit, asked.seen)


def _sealed(visit: Visit) -> str:
    """Give the day on which all records were last found to be intact; nothing before the first night."""
    days = [one.on for one in visit.world.journal.read(CITY) if isinstance(one.fact, Sealed)]
    return visit.wording.day(days[-1]) if days else ""

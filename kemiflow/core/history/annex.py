"""The history of decisions as an annex in Word: decisions in full, the rest gathered by step."""

from __future__ import annotations

from collections.abc import Sequence

from kemiflow.core.days import HELSINKI
from kemiflow.core.documents import ComingRow, HistoryAnnex
from kemiflow.core.forecast import Place, Timetable
from kemiflow.core.history.entries import entries
from kemiflow.core.history.followed import orders
from kemiflow.core.history.line import Line
from kemiflow.core.history.overview import Overview, why_sentence
from kemiflow.core.history.words import heading
from kemiflow.core.items.telling import Lines, Telling
from kemiflow.core.wording import capital


def annex(
    lines: Sequence[Line], telling: Telling, seen: Overview | None = None, timetable: Timetable | None = None
) -> HistoryAnnex:
    """Give the annex for lines oldest first; the overview and the timetable are those of the same day."""
    settings = telling.city.settings
    return HistoryAnnex(
        title=telling.title,
        register_number=telling.standing.register_number,
        date=telling.day,
        preparer=telling.post(telling.standing.preparer),
        where=" ".join(seen.where) if seen else "",
        coming_next=" ".join(seen.coming_next) if seen else "",
        fits=" ".join(seen.fits) if seen else "",
        asked=" ".join(seen.asked) if seen else "",
        entries=tuple(entry for _, entry in entries(lines, telling)),
        orders=orders(telling),
        deviations=_lacking(telling),
        coming=tuple(_coming(telling, place) for place in timetable.places) if timetable else (),
        corrections=corrections(lines, telling),
        banner=settings.banner,
    )


def _lacking(telling: Telling) -> Lines:
    projects = telling.standing.projects.values()
    lacking = [one for one in projects if one.lacks and not one.released]
    if not lacking:
        return ()
    told = telling.wording.say("history.waiting", count=str(len(lacking)), all=str(len(projects)))
    return told, *(
        telling.wording.say(
            "history.lacking",
            title=one.title,
            lacks=telling.wording.listing([telling.wording.say(f"lack.{name}") for name in one.lacks]),
        )
        for one in lacking
    )


def _coming(telling: Telling, place: Place) -> ComingRow:
    day = telling.wording.day
    return ComingRow(
        step=telling.name(telling.standing.steps[place.step].step.name),
        earliest=day(place.earliest) if place.earliest else "",
        suggested=day(placed) if (placed := place.confirmed or place.proposed) else "",
        latest=day(place.latest) if place.latest else "",
        why=why_sentence(telling, place.why),
    )


def corrections(lines: Sequence[Line], telling: Telling) -> Lines:
    """Give what was mended when, and why; by whom is not told."""
    day = telling.wording.day
    return tuple(
        telling.wording.say(
            "history.corrected",
            day=day(line.on),
            what=capital(heading(line, telling) or telling.wording.say("history.matter")),
            known=day(one.known_at.astimezone(HELSINKI).date()),
            reason=telling.plain(one.reason),
        )
        for line in lines
        for one in line.corrections
    )

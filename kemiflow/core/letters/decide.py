"""Which letter a person gets today: one or none, and on which day the next one comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from kemiflow.core.city import City
from kemiflow.core.days import is_working, next_working
from kemiflow.core.duty import LETTERED, Duty, DutyKind
from kemiflow.core.letters.ladder import COPIED, HANDED_OVER, MOVED, Rung, is_repetition, rungs
from kemiflow.core.letters.letter import Letter, Manner, Telling
from kemiflow.core.letters.memory import Memory, Told, memory
from kemiflow.core.records import Record


def letters(duties: Sequence[Duty], records: Sequence[Record], city: City, today: date, person: str) -> Letter | None:
    """Give the one letter that a person gets today, or None when there is nothing to say or it has been decided.

    `duties` are open duties of any persons, at least those whose `recipient` is this person and those in
    `told(records)`; `records` are the person's own stream. No letters on days off and on the city's quiet days, and
    none of a duty that is held or not yet open.
    """
    past = memory(records)
    if today in past.days or not is_working(today, city.settings.quiet) or not _at_hand(city, person, today):
        return None
    tellings = [telling for duty in duties if (telling := _telling(duty, past, city, today, person))]
    return Letter(person=person, day=today, tellings=tuple(sorted(tellings, key=_urgency))) if tellings else None


def next_letter_day(
    duties: Sequence[Duty], records: Sequence[Record], city: City, today: date, person: str
) -> date | None:
    """Give the first day from today on when `letters` has something to say, if nothing changes; None if never."""
    if not reachable(city, person):
        return None
    days = {today, today + timedelta(days=1)}
    days.update(rung.day for duty in duties for rung in rungs(duty, city.settings.quiet))
    days.update(absence_days(duties, city, person))
    working = sorted({next_working(day, city.settings.quiet) for day in days if day >= today})
    return next((day for day in working if letters(duties, records, city, day, person)), None)


def absence_days(duties: Sequence[Duty], city: City, *readers: str) -> Iterator[date]:
    """Give the days on which somebody leaves or comes back who may be written to of these duties."""
    people = {*readers, *(one for duty in duties for one in (duty.person, duty.deputy))}
    people |= {away.deputy for away in city.absences if away.person in people}
    for away in city.absences:
        if away.person in people:
            yield from (away.first, away.last + timedelta(days=1))


def recipient(duty: Duty, city: City, today: date) -> str | None:
    """Give who is written to of a duty: its person, or while that one is away the deputy; None if nobody.

    Nobody named, away without a deputy, and an address that is dead stand on the secretary's list instead.
    """
    if duty.kind not in LETTERED or duty.person is None or not reachable(city, duty.person):
        return None
    away = city.absence(duty.person, today)
    if away is None:
        return duty.person
    return next((one for one in (away.deputy, duty.deputy) if one and _at_hand(city, one, today)), None)


def reachable(city: City, person: str) -> bool:
    """Tell whether a person can be written to: has an address, and letters to it do not come back."""
    known = city.person(person)
    return known is not None and bool(known.email) and person not in city.dead


def _at_hand(city: City, person: str, today: date) -> bool:
    return reachable(city, person) and city.absence(person, today) is None


def _urgency(telling: Telling) -> tuple[bool, date, date, str, str]:
    duty = telling.duty
    closes = duty.cutoff.closes if duty.cutoff else duty.due
    return telling.manner is Manner.HANDED_OVER, min(closes, duty.due), duty.due, duty.case, duty.id


def _telling(duty: Duty, past: Memory, city: City, today: date, person: str) -> Telling | None:
    told = past.about(duty)
    reader = recipient(duty, city, today)
    if reader != person:
        return _copied(duty, told, today, person) if reader else _handed_over(duty, told, person)
    if duty.held or today < duty.opened:
        return None
    own = [one for one in told if one.holder == duty.person and one.day >= duty.opened]
    if own and own[-1].covered.due != duty.due:
        return _moved(duty, own[-1], city, today)
    return _climbed(duty, own, city, today)


def _copied(duty: Duty, told: Sequence[Told], today: date, person: str) -> Telling | None:
    """Tell the owner that the director is asked, with a link of the owner's own; else that the duty has gone over."""
    if duty.kind is not DutyKind.RULING or duty.owner != person:
        return _handed_over(duty, told, person)
    if duty.held or today < duty.opened or any(one.covered.rung == COPIED and one.day >= duty.opened for one in told):
        return None
    return Telling(duty=duty, manner=Manner.COPIED, rung=COPIED)


def _handed_over(duty: Duty, told: Sequence[Told], person: str) -> Telling | None:
    if duty.person == person or not any(one.holder == person for one in told):
        return None
    return Telling(duty=duty, manner=Manner.HANDED_OVER, rung=HANDED_OVER)


def _moved(duty: Duty, last: Told, city: City, today: date) -> Telling:
    crossed = tuple(rung.name for rung in rungs(duty, city.settings.quiet)[1:] if rung.day <= today)
    return Telling(
        duty=duty,
        manner=Manner.LATE if duty.due < today else Manner.MOVED,
        rung=MOVED,
        superseded=crossed,
        reason="moved" if crossed else "",
        before=last.covered.due,
        told_on=last.day,
    )


def _climbed(duty: Duty, own: Sequence[Told], city: City, today: date) -> Telling | None:
    crossed = [rung for rung in _unsaid(duty, own, city) if rung.day <= today]
    if not crossed:
        return None
    return Telling(
        duty=duty,
        manner=_manner(duty, today, naming=not own),
        rung=crossed[-1].name,
        superseded=tuple(rung.name for rung in crossed[:-1]),
        reason=_unsaid_because(duty, crossed[:-1], city),
        naming=not own,
    )


def _unsaid_because(duty: Duty, crossed: Sequence[Rung], city: City) -> str:
    if not crossed:
        return ""
    return "away" if any(city.absence(duty.person or "", rung.day) for rung in crossed) else "missed"


def _unsaid(duty: Duty, own: Sequence[Told], city: City) -> Iterator[Rung]:
    """Give the rungs that neither a letter nor an answer has overtaken; the first word to a person always counts."""
    opening, *later = rungs(duty, city.settings.quiet)
    answered = duty.answered or date.min
    said = {one.covered.rung for one in own if one.day > answered}
    since = max([answered, *(one.day for one in own)])
    if not own and opening.day >= answered:
        yield opening
    moved = own[-1].day if own and own[-1].covered.rung == MOVED else date.min
    for rung in later:
        if rung.day > since and rung.name not in said and not is_repetition(rung, moved, city.settings.quiet):
            yield rung


def _manner(duty: Duty, today: date, *, naming: bool) -> Manner:
    if today > duty.due:
        return Manner.LATE
    return Manner.FIRST if naming else Manner.REMINDER

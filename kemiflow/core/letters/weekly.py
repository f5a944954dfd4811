"""The city manager's weekly letter: what was decided, closes next, is asked or open; no silent owner is named."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kemiflow.core.city import City
from kemiflow.core.days import is_working, next_working
from kemiflow.core.duty import Duty, DutyKind
from kemiflow.core.letters.letter import Letter, LetterKind, letter_key
from kemiflow.core.records import Record
from kemiflow.core.records.person import LetterDecided
from kemiflow.core.standing import DecisionStanding, Standing
from kemiflow.core.wording import Wording

WEEK = timedelta(days=7)
SPELLED_OUT = 8
LATEST = calendar.WEDNESDAY  # a letter of the week that comes on its last days is none


@dataclass(frozen=True, kw_only=True)
class Week:
    """What a weekly letter is made from: open matters and duties of the day, what does not fit.

    `fresh` are the decisions, as (case, key), that were told since the last letter.
    """

    city: City
    wording: Wording
    person: str
    today: date
    fresh: frozenset[tuple[str, str]]
    matters: Sequence[Standing]
    duties: Sequence[Duty]
    missing: Sequence[str] = ()


def weekly_due(records: Iterable[Record], city: City, today: date) -> bool:
    """Tell whether a person may get the letter of this week today: once, by Wednesday, on a day without another one."""
    if today.weekday() > LATEST:
        return False
    letters = [(one.key, one.fact) for one in records if isinstance(one.fact, LetterDecided)]
    days = {fact.day: fact.kind for key, fact in letters if key == letter_key(fact.day)}
    monday = today - timedelta(days=today.weekday())
    written = [day for day, kind in days.items() if kind == LetterKind.WEEKLY and day >= monday]
    return is_working(today, city.settings.quiet) and today not in days and not written


def since_of(records: Iterable[Record], today: date) -> datetime:
    """Give when the last weekly letter was decided, but not earlier than four weeks ago; a week ago for the first."""
    told = [one.at for one in records if isinstance(one.fact, LetterDecided) and one.fact.kind == LetterKind.WEEKLY]
    morning = datetime.combine(today, time(), tzinfo=UTC)
    return max(max(told, default=morning - WEEK), morning - 4 * WEEK)


def weekly(week: Week) -> dict[str, object] | None:
    """Give the parts of the letter as lists of sentences, or None when there is nothing to say."""
    parts = {
        "asked": _cut(week, _asked(week)),
        "decided": _cut(week, _decided(week)),
        "closing": _cut(week, _closing(week)),
        "open": _cut(week, [*_open(week), *week.missing]),
    }
    return {**parts, "asked_count": len(list(_asked(week)))} if any(parts.values()) else None


def letter_of(person: str, today: date) -> Letter:
    """Give the letter: it speaks of no duty, so no ladder hears of it."""
    return Letter(person=person, day=today, tellings=(), own=LetterKind.WEEKLY)


def _cut(week: Week, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    rest = len(found) - SPELLED_OUT
    return [*found[:SPELLED_OUT], week.wording.say("weekly.rest", count=rest)] if rest > 0 else found


def _asked(week: Week) -> Iterator[str]:
    own = [one for one in week.duties if one.person == week.person and one.opened <= week.today and not one.held]
    for duty in sorted(own, key=lambda one: (one.due, one.id)):
        what = week.wording.say(f"duty.{duty.kind}")
        due = week.wording.near_day(duty.due, week.today)
        yield week.wording.say(
            "weekly.asked", what=what, step=duty.named(week.wording.language), title=duty.case_title, due=due
        )


def _decided(week: Week) -> Iterator[str]:
    found = [
        (decision, matter)
        for matter in week.matters
        for decision in matter.decisions.values()
        if (matter.case, decision.key) in week.fresh
    ]
    for decision, matter in sorted(found, key=lambda one: (one[0].on, one[0].key)):
        yield _decision(week, decision, matter)


def _decision(week: Week, decision: DecisionStanding, matter: Standing) -> str:
    body = week.city.settings.body(decision.fact.body)
    return week.wording.say(
        "weekly.decided",
        day=week.wording.near_day(decision.on, week.today),
        body=body.name.in_language(week.wording.language) if body else decision.fact.body,
        section=f" § {decision.fact.section}" if decision.fact.section else "",
        title=matter.title,
        gist=str(decision.fact.gist),
        unchecked="" if decision.checked else f" ({week.wording.say('status.unchecked')})",
    )


def _closing(week: Week) -> Iterator[str]:
    until = next_working(week.today + WEEK, week.city.settings.quiet)
    found = {
        (one.cutoff.closes, one.cutoff.body, one.cutoff.day, one.cutoff.hour, one.case_title)
        for one in week.duties
        if one.cutoff and one.opened <= week.today and week.today <= one.cutoff.closes <= until
    }
    for closes, name, day, hour, title in sorted(found):
        body = week.city.settings.body(name)
        yield week.wording.say(
            "weekly.closing",
            closes=f"{week.wording.two_letter(closes)} {week.wording.clock(hour)}",
            body=body.name.in_language(week.wording.language) if body else name,
            day=week.wording.near_day(day, week.today),
            title=title,
        )


def _open(week: Week) -> Iterator[str]:
    """Count what waits for a director's ruling by sector: the letter may be forwarded, so it names nobody."""
    rulings = [one for one in week.duties if one.kind is DutyKind.RULING and one.opened <= week.today]
    for scope, count in sorted(Counter(one.scope or "" for one in rulings).items()):
        sector = week.city.settings.sector(scope)
        name = sector.name.in_language(week.wording.language) if sector else scope
        key = "weekly.open_one" if count == 1 else "weekly.open_many"
        yield week.wording.say(key, sector=name, count=count)

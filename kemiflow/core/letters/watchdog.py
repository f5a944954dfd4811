"""The watchdog: steps that should have begun, and mornings that did not come; it is silent while all goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from kemiflow.core.city import City
from kemiflow.core.days import Quiet, is_working, previous_working
from kemiflow.core.duty import Duty, DutyKind
from kemiflow.core.letters.ladder import WATCHED
from kemiflow.core.letters.letter import Letter, LetterKind, Manner, Telling
from kemiflow.core.letters.memory import memory
from kemiflow.core.records import Record
from kemiflow.core.values import Role
from kemiflow.core.wording import Wording

# What stands on the secretary's list alone, and holds a step up while it waits
BEGINNINGS: Final = frozenset({DutyKind.BEGIN, DutyKind.CONFIRM, DutyKind.ASSIGN, DutyKind.OWNERLESS, DutyKind.NOTICE})
# A morning's walk begins at seven; two hours later it has run, 26 after the one of the day before
RUN_BY: Final = timedelta(hours=9)
KEEPERS: Final = (Role.SECRETARY, Role.ADMINISTRATOR)


def keepers(city: City, today: date) -> tuple[str, ...]:
    """Give who is told: who holds the secretary's or the administrator's role."""
    return tuple(dict.fromkeys(person for role in KEEPERS for person in city.holders(role, today)))


def expected(now: datetime, quiet: Quiet) -> date:
    """Give the working day whose walk must have run by now."""
    return previous_working((now - RUN_BY).date(), quiet)


def silent_since(last: datetime | None, now: datetime, quiet: Quiet) -> date | None:
    """Give the day of the last walk when one is missing, else None; who never walked is not watched."""
    if last is None or last.date() >= expected(now, quiet):
        return None
    return last.date()


def watchdog(duties: Sequence[Duty], records: Sequence[Record], city: City, today: date) -> tuple[Telling, ...] | None:
    """Give what is late and has not been told to this person, or None when nothing is, or another letter goes today."""
    told = memory(records)
    if today in told.days or not is_working(today, city.settings.quiet):
        return None
    late = [one for one in duties if one.kind in BEGINNINGS and one.due < today and one.opened <= today]
    fresh = [one for one in late if not any(past.covered.version == one.version for past in told.about(one))]
    found = tuple(Telling(duty=one, manner=Manner.WATCHED, rung=WATCHED) for one in sorted(fresh, key=_order))
    return found or None


def letter_of(person: str, today: date, tellings: tuple[Telling, ...]) -> Letter:
    """Give the letter."""
    return Letter(person=person, day=today, tellings=tellings, own=LetterKind.WATCHDOG)


def lines(tellings: Iterable[Telling], word: Wording, today: date) -> Iterator[str]:
    """Give what is late, a sentence each."""
    for one in tellings:
        duty = one.duty
        what, due = word.say(f"duty.{duty.kind}"), word.near_day(duty.due, today)
        yield word.say("watchdog.late", what=what, step=duty.named(word.language), title=duty.case_title, due=due)


def _order(duty: Duty) -> tuple[date, str, str]:
    return duty.due, duty.case, duty.id

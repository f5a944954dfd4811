"""The ladder: on which days a duty is spoken of, and on which day its director is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kemiflow.core.days import ONE_DAY, Quiet, add_working, is_working, next_working, previous_working
from kemiflow.core.duty import Duty, DutyKind
from kemiflow.core.records.person import Covered

FIRST = "first"
DIRECTOR = "director"
MOVED = "moved"
HANDED_OVER = "handed_over"
COPIED = "copied"
WATCHED = "watched"
BEFORE = "before-"
AFTER = "after-"
CLOSING = "closing-"


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One rung by name (first, director, before-5, after-1) and the working day on which it is said."""

    name: str
    day: date


def rungs(duty: Duty, quiet: Quiet) -> tuple[Rung, ...]:
    """Give the rungs of a duty by day, the opening first; what would land on or before the opening is part of it.

    Days count in working days. What would land after the agenda closes lands on the last working day before that.
    """
    opened = next_working(duty.opened, quiet)
    opening = Rung(name=DIRECTOR if duty.kind is DutyKind.RULING else FIRST, day=opened)
    before = [Rung(name=f"{BEFORE}{n}", day=_before(duty, n, quiet)) for n in sorted(duty.ladder.before, reverse=True)]
    after = [Rung(name=f"{AFTER}{n}", day=_after(duty, n, quiet)) for n in sorted(duty.ladder.after)]
    later = [rung for rung in (*before, *after, *_closing(duty, quiet)) if rung.day > opened]
    return (opening, *sorted(later, key=lambda rung: rung.day))


def is_repetition(rung: Rung, moved_on: date, quiet: Quiet) -> bool:
    """Tell whether a reminder would only repeat a letter that told of a moved day the working day before."""
    return moved_on > date.min and rung.name.startswith(BEFORE) and rung.day <= add_working(moved_on, 1, quiet)


def _closing(duty: Duty, quiet: Quiet) -> Iterator[Rung]:
    """Give the rungs that count from the closing of the agenda."""
    for n in sorted(duty.ladder.closing, reverse=True):
        if duty.cutoff:
            closes = duty.cutoff.closes
            day = add_working(closes, -n, quiet) if n else previous_working(closes, quiet)
            yield Rung(name=f"{CLOSING}{n}", day=day)


def spoken(one: Covered) -> tuple[str, tuple[str, ...]]:
    """Give the rung as which a reader met a duty, and those that went without a letter: the first word comes first."""
    if FIRST not in one.superseded:
        return one.rung, one.superseded
    return FIRST, tuple(name for name in (*one.superseded, one.rung) if name != FIRST)


def ruling_day(duty: Duty, quiet: Quiet) -> date:
    """Give the day from which the director is asked to decide, when no answer has come.

    It counts from the due day, or from the last answer after it, and lies before the agenda closes.
    """
    return _after(duty, duty.ladder.director_after, quiet)


def _before(duty: Duty, n: int, quiet: Quiet) -> date:
    day = add_working(duty.due, -n, quiet) if n else previous_working(duty.due, quiet)
    return _landing(duty, day, duty.opened, quiet)


def _after(duty: Duty, n: int, quiet: Quiet) -> date:
    since = max(duty.due, duty.answered or duty.due)
    return _landing(duty, add_working(since, n, quiet), since, quiet)


def _landing(duty: Duty, day: date, since: date, quiet: Quiet) -> date:
    """Move a day before the cut-off if a working day is left between it and `since`."""
    if duty.cutoff is None or day <= duty.cutoff.closes:
        return day
    closes = duty.cutoff.closes
    eve = previous_working(closes - ONE_DAY, quiet)
    if eve > since:
        return eve
    return closes if closes > since and is_working(closes, quiet) else day

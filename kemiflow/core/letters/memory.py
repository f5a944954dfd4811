"""What a person has been told by letter, as that person's records have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kemiflow.core.duty import Duty, DutyKind
from kemiflow.core.letters.ladder import HANDED_OVER
from kemiflow.core.letters.letter import letter_key
from kemiflow.core.records import Record
from kemiflow.core.records.person import Covered, Fate, LetterDecided, LetterSettled


@dataclass(frozen=True, kw_only=True)
class Told:
    """A duty was spoken of in the letter of a day."""

    day: date
    covered: Covered

    @property
    def holder(self) -> str:
        """Give whose duty it was then: a deputy is told of another person's duty."""
        return self.covered.version.partition(":")[2]


@dataclass(frozen=True, kw_only=True)
class Memory:
    """What has been told, by (case, duty), oldest first; `days` are all days that have had their letter."""

    days: frozenset[date]
    told: dict[tuple[str, str], tuple[Told, ...]]

    def about(self, duty: Duty) -> tuple[Told, ...]:
        """Give what was told of a duty since it was last handed over."""
        told = self.told.get((duty.case, duty.id), ())
        handed = [place for place, one in enumerate(told) if one.covered.rung == HANDED_OVER]
        return told[handed[-1] + 1 :] if handed else told


def memory(records: Sequence[Record]) -> Memory:
    """Give what one person's records tell; a letter that failed or was cancelled has said nothing."""
    decided = {record.key: record.fact for record in records if isinstance(record.fact, LetterDecided)}
    fates = {record.fact.letter: record.fact.fate for record in records if isinstance(record.fact, LetterSettled)}
    told: dict[tuple[str, str], tuple[Told, ...]] = {}
    for key, letter in decided.items():
        if fates.get(key) not in {Fate.FAILED, Fate.CANCELLED}:
            for one in letter.covers:
                place = (one.case, one.duty)
                told[place] = (*told.get(place, ()), Told(day=letter.day, covered=one))
    days = frozenset(letter.day for key, letter in decided.items() if key == letter_key(letter.day))
    return Memory(days=days, told=told)


def told(records: Sequence[Record]) -> frozenset[tuple[str, str]]:
    """Give the (case, duty) of all that a person was ever told: look these up among the open duties of others."""
    return frozenset(memory(records).told)


def told_owner(ruling: Duty, records: Sequence[Record]) -> tuple[Told, ...]:
    """Give what a project's owner was told of its details, from the owner's records."""
    details = f"{DutyKind.DETAILS}:{ruling.about}"
    return tuple(
        one
        for (case, duty), all_told in memory(records).told.items()
        if case == ruling.case and duty.rpartition(":")[0] == details
        for one in all_told
    )

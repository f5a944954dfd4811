"""The days that a letter tells as entries of a calendar, and the earlier letters that it goes on from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kemiflow.core.feed import Entry, in_time, of_duties
from kemiflow.core.letters.content_many import SPELLED_OUT
from kemiflow.core.letters.letter import Letter, Manner
from kemiflow.core.letters.memory import memory
from kemiflow.core.records import Record
from kemiflow.core.wording import Wording

GOES_ON_FROM = 10
UNDATED = frozenset({Manner.COPIED, Manner.WATCHED})  # no day of the reader's own


def entries(letter: Letter, revisions: Mapping[str, int], words: Wording) -> tuple[Entry, ...]:
    """Give a letter's due days to come, of what is late the closing of its agenda; what has gone over is cancelled.

    The identifiers and revisions are those of the person's calendar feed, so that either replaces the other.
    """
    dated = [one for one in letter.tellings[:SPELLED_OUT] if one.manner not in UNDATED]
    told = [one for one in dated if one.manner is not Manner.LATE or in_time(one.duty, letter.day)]
    gone = {(one.duty.case, one.duty.id) for one in told if one.manner is Manner.HANDED_OVER}
    found = {(one.duty.case, one.duty.id): of_duties([one.duty], revisions, words, letter.day)[0] for one in told}
    return tuple(replace(entry, cancelled=place in gone) for place, entry in found.items())


def earlier(letter: Letter, records: Sequence[Record]) -> tuple[date, ...]:
    """Give the days of the letters in which the person was told of the same duties, the newest last."""
    past = memory(records)
    days = {one.day for duty in letter.duties for one in past.about(duty) if one.day < letter.day}
    return tuple(sorted(days)[-GOES_ON_FROM:])

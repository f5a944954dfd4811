"""Statutory time limits, by the rules in force on the day they start."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Literal, TypeAlias, assert_never

from kemiflow.core.days import NO_QUIET, ONE_DAY, Quiet, add_months, next_working, nonworking_reason, previous_working


class Remedy(StrEnum):
    """What may be done against a decision (Local Government Act 92 and 133–136 §)."""

    RECTIFICATION = "rectification"
    APPEAL = "appeal"
    TAKEOVER = "takeover"
    NONE = "none"


class Channel(StrEnum):
    """How somebody is told of a decision: minutes online for members, a letter or an electronic message for parties."""

    MEMBER = "member"
    LETTER = "letter"
    ELECTRONIC = "electronic"


Challenge: TypeAlias = Literal[Remedy.RECTIFICATION, Remedy.APPEAL, Remedy.TAKEOVER]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """The numbers of the law from one day on, all in days."""

    since: date
    source: str
    rectification: int
    appeal: int
    member: int
    letter: int
    electronic: int
    council_notice: int
    online: int


# A change of law is one more entry at the end, made with dataclasses.replace from the one before.
RULES: Final[tuple[Rules, ...]] = (
    Rules(
        since=date(2017, 6, 1),
        source="kuntalaki 410/2015 92, 94, 108, 138–140 §; laki 13/2003 19 §",
        rectification=14,
        appeal=30,
        member=7,
        letter=7,
        electronic=3,
        council_notice=4,
        online=14,
    ),
)
LAST_DAY: Final = date(2999, 12, 31)


class NoRulesForDay(ValueError):
    """No rules are known for the day: it lies before the oldest ones, or so far ahead that it must be a slip."""

    def __init__(self, day: date) -> None:
        """Keep the day and the first and last day for which rules are known."""
        self.day, self.first, self.last = day, RULES[0].since, LAST_DAY
        super().__init__(f"{day} is not within {self.first} – {self.last}")


@dataclass(frozen=True, kw_only=True, slots=True)
class RemedyTime:
    """When notice is deemed to be had, the last day for the remedy, and what follows that day."""

    deemed: date
    last: date
    shifted: bool
    reason: str | None
    personal_data_removal_from: date
    legally_final_from: date


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeTime:
    """The last day on which the law lets a notice go out, and the last working day that keeps it."""

    legal_latest: date
    practical_latest: date


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicationTime:
    """How long a municipal notice stays online."""

    last_day_online: date
    personal_data_removal_from: date


def rule_at(day: date, rules: tuple[Rules, ...] = RULES) -> Rules:
    """Give the rules in force on the day; raises NoRulesForDay before the oldest and after LAST_DAY.

    The chapters on procedure and remedies of the Local Government Act 410/2015 are applied from 1.6.2017 (147 §).
    """
    in_force = [each for each in rules if each.since <= day <= LAST_DAY]
    if not in_force:
        raise NoRulesForDay(day)
    return in_force[-1]


def notification(remedy: Challenge, channel: Channel, start: date) -> RemedyTime:
    """Count from the day minutes came online or a message left to the end of the remedy and to legal force.

    Both counts leave out the day they start from (150/1930 § 2). The deemed day is a presumption and stays where it
    falls; the last day moves to the next working day (150/1930 § 5), whatever the city's own quiet days.
    Source: Local Government Act 92 § (takeover within the time for rectification), 138, 139, 140 §. Raises
    NoRulesForDay.
    """
    rules = rule_at(start)
    deemed = start + timedelta(days=_presumption(rules, channel))
    counted = deemed + timedelta(days=_period(rules, remedy))
    last = next_working(counted)
    return RemedyTime(
        deemed=deemed,
        last=last,
        shifted=last != counted,
        reason=nonworking_reason(counted),
        personal_data_removal_from=last + ONE_DAY,
        legally_final_from=last + ONE_DAY,
    )


def notice(meeting: date, *, days: int | None = None, quiet: Quiet = NO_QUIET) -> NoticeTime:
    """Count back from a meeting to the last day for its notice, never moving that day towards the meeting.

    Without days it is the council's notice (Local Government Act 94 §); other bodies' days are in the city's
    administrative statute. Counted as in 150/1930 § 4, the day of the meeting left out. Raises NoRulesForDay.
    """
    legal = meeting - timedelta(days=rule_at(meeting).council_notice if days is None else days)
    return NoticeTime(legal_latest=legal, practical_latest=previous_working(legal, quiet))


def publication(published: date) -> PublicationTime:
    """Count the days for which a municipal notice stays online, the day of publication left out.

    It is a time to be endured and not an act to be done, so it ends on weekends too (Local Government Act 108 §).
    Raises NoRulesForDay.
    """
    last = published + timedelta(days=rule_at(published).online)
    return PublicationTime(last_day_online=last, personal_data_removal_from=last + ONE_DAY)


def council_motion_due(filed: date, months: int = 6) -> date:
    """Give the last day for the council to answer a motion; months are set by the city's administrative statute."""
    return add_months(filed, months)


def budget_binding(year: int) -> date:
    """Give the day by which the council approves the next year's budget, never moved (Local Government Act 110 §)."""
    return date(year, 12, 31)


def _presumption(rules: Rules, channel: Channel) -> int:
    match channel:
        case Channel.MEMBER:
            return rules.member
        case Channel.LETTER:
            return rules.letter
        case Channel.ELECTRONIC:
            return rules.electronic
        case _:
            assert_never(channel)


def _period(rules: Rules, remedy: Challenge) -> int:
    match remedy:
        case Remedy.RECTIFICATION | Remedy.TAKEOVER:
            return rules.rectification
        case Remedy.APPEAL:
            return rules.appeal
        case _:
            assert_never(remedy)

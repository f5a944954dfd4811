"""What holds of letters whatever the duties, the days of walking and the answers are."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kemiflow.core.days import add_working, is_working, next_working, previous_working
from kemiflow.core.definition.process import Ladder
from kemiflow.core.duty import Cutoff, Duty
from kemiflow.core.letters import next_letter_day, rungs
from tests.core.letters_cast import MAIJA, Mailbox, make, working_days

FIRST, LAST = date(2023, 9, 1), date(2023, 12, 29)
NO_QUIET: frozenset[date] = frozenset()

ladders = st.builds(
    Ladder,
    before=st.lists(st.integers(0, 25), max_size=4, unique=True).map(tuple),
    after=st.lists(st.integers(1, 15), max_size=3, unique=True).map(tuple),
)


@st.composite
def open_duties(draw: st.DrawFn, *, cut: bool = True) -> Duty:
    opened = draw(st.dates(FIRST, date(2023, 10, 31)))
    due = opened + timedelta(days=draw(st.integers(1, 40)))
    closes = due + timedelta(days=draw(st.integers(-10, 20)))
    meeting = Cutoff(meeting="elv-1", body="elv", day=closes + timedelta(days=6), closes=closes, hour="12.00")
    return make(due, opened, cutoff=meeting if cut and draw(st.booleans()) else None, ladder=draw(ladders))


several = st.lists(open_duties(), min_size=1, max_size=4).map(
    lambda duties: [
        make(one.due, one.opened, id=f"d{n}", cutoff=one.cutoff, ladder=one.ladder) for n, one in enumerate(duties)
    ]
)
walks = st.lists(st.dates(FIRST, LAST), max_size=60).map(sorted)
EVERY_DAY = working_days(FIRST, LAST)


def said(box: Mailbox) -> set[tuple[str, str, str]]:
    return {
        (one.duty, one.version, rung)
        for letter in box.letters
        for one in letter.covers
        for rung in (one.rung, *one.superseded)
    }


@given(several, walks)
def test_nobody_gets_two_letters_a_day(duties: list[Duty], days: list[date]) -> None:
    box = Mailbox()
    box.walk(duties, *days, *days)
    assert max(Counter(letter.day for letter in box.letters).values(), default=0) <= 1


@given(several)
def test_everybody_with_an_open_duty_gets_a_letter(duties: list[Duty]) -> None:
    box = Mailbox()
    box.walk(duties, *EVERY_DAY)
    assert {one.duty for letter in box.letters for one in letter.covers} == {duty.id for duty in duties}


@given(several, walks)
def test_no_rung_is_said_twice_for_one_version(duties: list[Duty], days: list[date]) -> None:
    box = Mailbox()
    box.walk(duties, *days)
    rungs_said = Counter(
        (one.duty, one.version, rung)
        for letter in box.letters
        for one in letter.covers
        for rung in (one.rung, *one.superseded)
    )
    assert set(rungs_said.values()) <= {1}


@given(several)
def test_every_rung_is_said_by_who_walks_every_day(duties: list[Duty]) -> None:
    box = Mailbox()
    box.walk(duties, *EVERY_DAY)
    reached = {(one.id, one.version, rung.name) for one in duties for rung in rungs(one, NO_QUIET) if rung.day <= LAST}
    assert said(box) == reached


@given(several, walks)
def test_skipped_days_lose_nothing(duties: list[Duty], days: list[date]) -> None:
    daily, seldom = Mailbox(), Mailbox()
    daily.walk(duties, *EVERY_DAY)
    seldom.walk(duties, *days, previous_working(LAST))
    assert said(seldom) == said(daily)


@given(several)
def test_skipped_days_make_letters_fewer(duties: list[Duty]) -> None:
    daily, seldom = Mailbox(), Mailbox()
    daily.walk(duties, *EVERY_DAY)
    seldom.walk(duties, previous_working(LAST))
    assert len(seldom.letters) == 1 <= len(daily.letters)


@given(open_duties())
def test_no_rung_lands_after_the_cutoff_when_a_working_day_lay_before_it(duty: Duty) -> None:
    for rung in rungs(duty, NO_QUIET)[1:]:
        since = duty.due if rung.name.startswith("after") else duty.opened
        if duty.cutoff and rung.day > duty.cutoff.closes:
            between = working_days(since + timedelta(days=1), duty.cutoff.closes)
            assert not [one for one in between if is_working(one)]


@given(open_duties(cut=False))
def test_without_a_cutoff_every_late_rung_lands_where_the_ladder_says(duty: Duty) -> None:
    told = {rung.name: rung.day for rung in rungs(duty, NO_QUIET)}
    late = {f"after-{n}": add_working(duty.due, n) for n in duty.ladder.after}
    assert {name: day for name, day in late.items() if day > next_working(duty.opened)}.items() <= told.items()


@given(open_duties(), st.dates(FIRST, LAST))
def test_an_answered_duty_is_silent_until_its_next_rung(duty: Duty, answered: date) -> None:
    box = Mailbox()
    box.walk([duty], *working_days(FIRST, answered))
    after = make(duty.due, duty.opened, cutoff=duty.cutoff, ladder=duty.ladder, answered=answered)
    coming = [rung.day for rung in rungs(after, NO_QUIET) if rung.day > answered]
    until = min(coming, default=LAST + timedelta(days=1))
    assert not box.walk([after], *working_days(answered + timedelta(days=1), until - timedelta(days=1)))


@given(open_duties(), st.dates(FIRST, LAST))
def test_an_answered_duty_speaks_again_at_its_next_rung(duty: Duty, answered: date) -> None:
    box = Mailbox()
    box.walk([duty], *working_days(FIRST, answered))
    after = make(duty.due, duty.opened, cutoff=duty.cutoff, ladder=duty.ladder, answered=answered)
    coming = [rung.day for rung in rungs(after, NO_QUIET) if rung.day > answered]
    letters = box.walk([after], *working_days(answered + timedelta(days=1), date(2024, 2, 28)))
    assert sorted(set(coming)) == [letter.day for letter in letters if letter.day in set(coming)]


@given(open_duties())
def test_an_open_duty_is_told_on_the_first_working_day(duty: Duty) -> None:
    box = Mailbox()
    box.walk([duty], *EVERY_DAY)
    assert box.letters[0].day == next_working(duty.opened)


@given(several, walks, st.dates(FIRST, LAST))
def test_the_next_letter_day_is_the_day_on_which_the_next_letter_comes(
    duties: list[Duty], days: list[date], today: date
) -> None:
    box = Mailbox()
    box.walk(duties, *(one for one in days if one <= today))
    foretold = next_letter_day(duties, box.records, box.city, today, MAIJA)
    coming = box.walk(duties, *working_days(today, date(2024, 2, 28)))
    assert foretold == (coming[0].day if coming else None)

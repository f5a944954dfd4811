"""The laws of the forecast, on drawn cities, matters and days; its speed; and the words for each of its reasons."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from time import process_time

from hypothesis import assume, event, given
from hypothesis import strategies as st

from kemiflow.core.city import City, Meeting
from kemiflow.core.days import Window
from kemiflow.core.definition.process import Process, Step, StepKind
from kemiflow.core.forecast import Timetable, Why, forecast
from kemiflow.core.records.orders import HandlingOrder
from kemiflow.core.standing import Standing
from kemiflow.core.values import Effect
from kemiflow.core.wording import Wording
from tests.core.forecast_city import (
    AUTUMN,
    BOARD_292,
    DRAFT,
    EXECUTION,
    MEETINGS,
    PROJECTS,
    PROPOSAL,
    SETTINGS,
    VIEWS,
    Told,
    asked,
    city,
    confirmed,
    day,
    decided,
    meeting,
    named,
    process,
    standing,
)

WORDS = Path(__file__).parents[2] / "templates" / "words.toml"
FIRST, LAST = date(2023, 8, 1), date(2024, 1, 31)
days = st.dates(FIRST, LAST)
BODIES = ("city_board", "council", "vitality")
NEXT_AUTUMN = Window(first=date(2024, 1, 15), last=date(2024, 12, 31))  # near, so that seasons change within a test


@dataclass(frozen=True, kw_only=True)
class World:
    matter: Standing
    city: City
    today: date

    @property
    def timetable(self) -> Timetable:
        return forecast(self.matter, self.city, self.today)


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    body, on = draw(st.sampled_from(BODIES)), draw(days)
    closes = on - timedelta(days=draw(st.integers(0, 14)))
    found = meeting(body, on, closes=closes, budget=draw(st.booleans()))
    return replace(found, cancelled=draw(st.integers(0, 9)) == 0)


def with_autumn(drawn: list[Meeting]) -> tuple[Meeting, ...]:
    known = {one.id for one in drawn}
    return (*drawn, *(one for one in MEETINGS if one.id not in known))


def calendars() -> st.SearchStrategy[tuple[Meeting, ...]]:
    """Draw meetings alone, or beside those of Kemi's autumn, so that much of what is drawn fits."""
    drawn = st.lists(meetings(), max_size=20, unique_by=lambda one: one.id)
    return drawn.map(tuple) | drawn.map(with_autumn)


@st.composite
def processes(draw: st.DrawFn) -> Process:
    leads = st.integers(0, 6)
    approval = Step(
        id="approval",
        kind=StepKind.DECISION,
        name=named("Hyväksyminen"),
        after=("proposal",),
        body="council",
        lead_days=draw(leads),
        with_matter="budget" if draw(st.booleans()) else None,
        within_months=10 if draw(st.booleans()) else None,
    )
    return process(
        replace(VIEWS, answer_days=draw(st.integers(1, 40))),
        replace(DRAFT, lead_days=draw(leads)),
        replace(PROJECTS, due_before_closing=draw(leads)),
        replace(PROPOSAL, lead_days=draw(leads)),
        approval,
        EXECUTION,
    )


@st.composite
def courses(draw: st.DrawFn, calendar: tuple[Meeting, ...]) -> tuple[Told, ...]:
    """Draw how far the matter has come, from its opening to the confirmed day of the proposal."""
    window = Window(first=day("1.11."), last=day("20.12."))
    course = (
        asked("views", draw(st.dates(date(2023, 4, 1), date(2023, 12, 1))), day("14.3."), "vitality"),
        draw(
            st.sampled_from(
                [
                    BOARD_292,
                    BOARD_292,
                    decided("draft", day("25.9."), Effect.ORDERED, HandlingOrder(step="proposal", window=window)),
                    decided("draft", day("25.9."), Effect.ORDERED),
                    decided("draft", day("25.9."), Effect.TABLED, until=day("30.10.")),
                ]
            )
        ),
        asked("projects", draw(st.dates(date(2023, 10, 1), date(2023, 12, 1))), day("29.9."), "vitality"),
    )
    told_so_far = course[: draw(st.sampled_from([0, 1, 2, 2, 3]))]
    boards = [one for one in calendar if one.body == "city_board"]
    certain = draw(st.booleans())
    if boards and certain:
        return (*told_so_far, confirmed("proposal", draw(st.sampled_from(boards)), day("30.9.")))
    return told_so_far


@st.composite
def worlds(draw: st.DrawFn) -> World:
    calendar = draw(calendars())
    budget = draw(st.sampled_from([{2023: AUTUMN}, {2023: AUTUMN, 2024: NEXT_AUTUMN}, {}]))
    quiet = frozenset(draw(st.lists(days, max_size=5)))
    town = city(calendar, replace(SETTINGS, budget=budget, quiet=quiet))
    matter = standing(*draw(courses(calendar)), of=draw(processes()))
    return World(matter=matter, city=town, today=draw(days | st.dates(FIRST, day("15.10."))))


@given(worlds())
def test_when_all_fits_each_proposal_lies_between_its_earliest_and_its_latest_day(world: World) -> None:
    for place in world.timetable.places:
        if world.timetable.fits and place.proposed and place.latest:
            event("between")
            assert place.earliest is not None
            assert place.earliest <= place.proposed
            assert place.proposed <= place.latest
            assert place.slack_days is not None
            assert place.slack_days >= 0


@given(worlds())
def test_what_does_not_fit_says_what_is_missing_and_is_critical(world: World) -> None:
    assert world.timetable.fits == (not world.timetable.missing)
    if not world.timetable.fits:
        event("does not fit")
        assert world.timetable.critical is not None


@given(worlds())
def test_at_most_one_step_is_critical_and_it_is_the_one_named(world: World) -> None:
    critical = [place.step for place in world.timetable.places if place.critical]
    assert critical == ([world.timetable.critical] if world.timetable.critical else [])


@given(worlds(), meetings())
def test_one_more_meeting_never_makes_it_fit_less(world: World, more: Meeting) -> None:
    assume(more.id not in {one.id for one in world.city.meetings})
    wider = replace(world.city, meetings=(*world.city.meetings, more))
    if world.timetable.fits:
        event("fits")
        assert forecast(world.matter, wider, world.today).fits


@given(worlds(), days, calendars())
def test_a_confirmed_day_never_moves(world: World, later: date, other: tuple[Meeting, ...]) -> None:
    confirmed_days = {name: one.confirmed.day for name, one in world.matter.steps.items() if one.confirmed}
    for calendar in (world.city.meetings, other):
        town = replace(world.city, meetings=calendar)
        found = forecast(world.matter, town, later).places
        assert {place.step: place.confirmed for place in found if place.confirmed} == confirmed_days


@given(worlds())
def test_the_same_matter_city_and_day_give_the_same_timetable(world: World) -> None:
    shuffled = replace(world.city, meetings=tuple(reversed(world.city.meetings)))
    assert forecast(world.matter, world.city, world.today) == forecast(world.matter, shuffled, world.today)


@given(worlds(), st.data())
def test_a_proposal_stays_as_long_as_it_holds_when_nothing_is_recorded(world: World, data: st.DataObject) -> None:
    holding = [place for place in world.timetable.places if place.holds_until]
    assume(holding)
    place = data.draw(st.sampled_from(holding))
    assert place.holds_until is not None
    assert place.holds_until >= world.today
    later = data.draw(st.dates(world.today, place.holds_until) | st.just(place.holds_until))
    event(f"{place.kind}: {'later' if later > world.today else 'same day'}")
    again = next(one for one in forecast(world.matter, world.city, later).places if one.step == place.step)
    assert (again.proposed, again.meeting) == (place.proposed, place.meeting)


@given(worlds())
def test_the_day_after_it_held_a_decision_that_waits_for_nothing_is_proposed_elsewhere(world: World) -> None:
    for place in world.timetable.places:
        one = world.matter.steps[place.step]
        if one.open and place.kind is StepKind.DECISION and place.holds_until:
            event("ends")
            later = forecast(world.matter, world.city, place.holds_until + timedelta(days=1))
            again = next(each for each in later.places if each.step == place.step)
            assert again.meeting != place.meeting


@given(worlds())
def test_no_closed_agenda_is_ever_proposed(world: World) -> None:
    for place in world.timetable.places:
        if place.meeting and not place.confirmed:
            event("proposed")
            found = world.city.meeting(place.meeting)
            assert found is not None
            assert not found.cancelled
            assert found.closes >= world.today
            assert found.day == place.proposed


@given(worlds())
def test_a_session_is_proposed_with_a_weeks_notice_on_a_working_day_of_its_window(world: World) -> None:
    for place in world.timetable.places:
        if place.kind is StepKind.SESSION and place.proposed:
            event("session")
            window = world.matter.steps[place.step].step.window
            assert window is not None
            assert window.contains(place.proposed)
            assert place.proposed >= world.today + timedelta(days=7)


@given(worlds())
def test_time_that_passes_never_mends_a_chain_before_the_next_budget(world: World) -> None:
    assume(not any(one.confirmed for one in world.matter.steps.values()))
    tomorrow = world.today + timedelta(days=1)
    ends = [window.last for window in world.city.settings.budget.values()]
    assume(world.today not in ends and world.today.year == tomorrow.year)
    if not world.timetable.fits:
        assert not forecast(world.matter, world.city, tomorrow).fits


@given(worlds(), st.sampled_from(["fi", "sv", "en"]))
def test_every_reason_has_its_words(world: World, language: str) -> None:
    table = {f"why.{code}": words for code, words in tomllib.loads(WORDS.read_text(encoding="utf-8"))["why"].items()}
    wording = Wording(language=language, table=table)
    reasons: list[Why] = [*(place.why for place in world.timetable.places), *world.timetable.missing]
    for why in reasons:
        event(why.code)
        assert "{" not in wording.say(f"why.{why.code}", **why.facts)


def test_a_forecast_among_ten_times_the_meetings_costs_about_ten_times_as_much_at_most() -> None:
    def calendar(count: int) -> City:
        return city(
            meeting(BODIES[n % 3], FIRST + timedelta(days=7 * (n // 3)), budget=n % 6 == 1) for n in range(count)
        )

    def cost(town: City) -> float:
        began = process_time()
        for _ in range(5):
            forecast(matter, town, FIRST)
        return process_time() - began

    matter, few, many = standing(), calendar(105), calendar(1050)
    forecast(matter, few, FIRST)
    forecast(matter, many, FIRST)
    costs = [(cost(many), cost(few)) for _ in range(7)]
    assert min(one for one, _ in costs) <= 15 * min(one for _, one in costs)

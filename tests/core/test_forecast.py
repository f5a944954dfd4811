"""The forecast by example: Kemi's autumn of 2023, a council motion, and what is missing when nothing fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kemiflow.core.days import Window
from kemiflow.core.definition.process import Step, StepKind
from kemiflow.core.forecast import Timetable, forecast
from kemiflow.core.records.case import CaseClosed
from kemiflow.core.records.orders import HandlingOrder
from kemiflow.core.records.project import Choice as Ruling
from kemiflow.core.records.project import DirectorDecided, ProjectNamed, SectorDone
from kemiflow.core.records.step import ItemListed, MoreTimeGiven, SessionSet, StatementGiven
from kemiflow.core.values import Effect, Text
from tests.core.forecast_city import (
    AFTER_DRAFT,
    APPROVAL,
    AUTUMN,
    BOARD_292,
    EXECUTION,
    KH_NOVEMBER,
    KH_OCTOBER,
    KH_SEPTEMBER,
    KV_BUDGET,
    MEETINGS,
    PROJECTS,
    PROPOSAL,
    SETTINGS,
    VIEWS,
    VITALITY,
    asked,
    city,
    confirmed,
    day,
    decided,
    meeting,
    placed,
    process,
    standing,
    told,
)

AFTER_292 = standing(BOARD_292, of=AFTER_DRAFT)
MORNING_AFTER = day("26.9.")


def days(timetable: Timetable) -> dict[str, tuple[date | None, date | None]]:
    return {place.step: (place.proposed, place.latest) for place in timetable.places}


def moved(of: Timetable, name: str) -> date | None:
    return placed(of, name).proposed


# ---------------------------------------------------------------- Kemi's autumn


def test_after_292_everything_finds_its_day_up_to_the_council_and_the_budget() -> None:
    timetable = forecast(AFTER_292, city(), MORNING_AFTER)
    assert days(timetable) == {
        "session_1": (day("9.10."), day("31.10.")),
        "projects": (day("27.10."), day("17.11.")),
        "proposal": (day("27.11."), day("27.11.")),
        "approval": (day("11.12."), day("11.12.")),
        "execution": (None, None),
    }
    assert timetable.fits
    assert timetable.missing == ()


def test_projects_are_due_three_working_days_before_the_committees_agenda_closes() -> None:
    place = placed(forecast(AFTER_292, city(), MORNING_AFTER), "projects")
    assert place.why.code == "sector_agenda"
    assert place.why.facts == {"body": "vitality", "day": "2023-11-07", "closes": "2023-11-01", "due": "2023-10-27"}


def test_projects_follow_when_the_committees_meeting_moves_by_a_week() -> None:
    later = replace(VITALITY, day=day("14.11."), closes=day("8.11."), moved_from=VITALITY.day)
    moved_city = city((*MEETINGS[:-1], later))
    assert moved(forecast(AFTER_292, moved_city, MORNING_AFTER), "projects") == day("3.11.")


def test_a_begun_round_of_projects_follows_the_committees_meeting_too() -> None:
    begun = standing(BOARD_292, asked("projects", day("27.10."), day("29.9.")), of=AFTER_DRAFT)
    later = replace(VITALITY, day=day("14.11."), closes=day("8.11."), moved_from=VITALITY.day)
    assert moved(forecast(begun, city(), day("18.10.")), "projects") == day("27.10.")
    assert moved(forecast(begun, city((*MEETINGS[:-1], later)), day("18.10.")), "projects") == day("3.11.")


def test_without_a_committees_budget_meeting_projects_are_due_before_the_city_boards_agenda() -> None:
    place = placed(forecast(AFTER_292, city(MEETINGS[:-1]), MORNING_AFTER), "projects")
    assert place.why.code == "item_agenda"
    assert place.proposed == day("17.10.")  # the list of 30.10. closes 20.10.


def test_a_committees_budget_meeting_after_the_limit_does_not_bind_the_projects() -> None:
    january = meeting("vitality", date(2024, 1, 16), budget=True)
    timetable = forecast(AFTER_292, city((*MEETINGS[:-1], january)), MORNING_AFTER)
    assert moved(timetable, "projects") == day("17.10.")
    assert timetable.fits


def test_details_are_asked_for_at_once_when_only_the_closing_is_left() -> None:
    place = placed(forecast(AFTER_292, city(), day("16.11.")), "projects")
    assert (place.proposed, place.why.code) == (day("16.11."), "at_once")


def test_a_new_day_given_by_the_director_holds_for_the_project() -> None:
    facts = (
        asked("projects", day("27.10."), day("29.9.")),
        told(
            ProjectNamed(project="p", sector="vitality", title="Luukku", goal="", owner="maija", deputy=None),
            day("2.10."),
        ),
        told(SectorDone(sector="vitality"), day("2.10.")),
        told(DirectorDecided(project="p", choice=Ruling.NEW_DAY, due=day("8.11.")), day("7.11.")),
    )
    place = placed(forecast(standing(BOARD_292, *facts, of=AFTER_DRAFT), city(), day("7.11.")), "projects")
    assert (place.proposed, place.why.code) == (day("8.11."), "directors_day")


def test_the_session_keeps_a_weeks_notice_and_the_councils_weekday_inside_its_window() -> None:
    first = placed(forecast(AFTER_292, city(), day("10.10.")), "session_1")
    assert (first.earliest, first.proposed, first.holds_until) == (day("17.10."), day("23.10."), day("16.10."))
    last = placed(forecast(AFTER_292, city(), day("24.10.")), "session_1")
    assert (last.earliest, last.proposed) == (day("31.10."), day("31.10."))


def test_a_session_that_was_not_called_in_its_window_breaks_the_chain() -> None:
    timetable = forecast(AFTER_292, city(), day("25.10."))
    assert not timetable.fits
    assert [(each.code, each.facts["last"]) for each in timetable.missing] == [("window_missed", "2023-10-31")]
    assert placed(timetable, "session_1").too_late_since == day("25.10.")
    assert placed(timetable, "proposal").why.code == "waits_for"


def test_a_session_that_has_its_day_is_confirmed_and_does_not_move() -> None:
    set_day = SessionSet(step="session_1", day=day("23.10."), time="17.00", place="sali", organiser=None)
    found = forecast(standing(BOARD_292, told(set_day, day("2.10.")), of=AFTER_DRAFT), city(), day("3.10."))
    place = placed(found, "session_1")
    assert (place.confirmed, place.proposed, place.holds_until) == (day("23.10."), day("23.10."), None)


def test_slack_is_counted_in_working_days_and_the_projects_decide() -> None:
    set_day = SessionSet(step="session_1", day=day("23.10."), time="17.00", place="sali", organiser=None)
    later = replace(VITALITY, day=day("14.11."), closes=day("8.11."), moved_from=VITALITY.day)
    facts = (BOARD_292, asked("projects", day("27.10."), day("29.9.")), told(set_day, day("2.10.")))
    timetable = forecast(standing(*facts, of=AFTER_DRAFT), city((*MEETINGS[:-1], later)), day("18.10."))
    assert timetable.critical == "projects"
    assert placed(timetable, "projects").critical
    assert placed(timetable, "projects").slack_days == 10  # from Friday 3.11. to the closing on Friday 17.11.
    assert [place.step for place in timetable.places if place.critical] == ["projects"]


def test_an_item_that_can_be_written_now_is_critical_when_its_agenda_closes_first() -> None:
    only_september = city(tuple(one for one in MEETINGS if one is not KH_OCTOBER))
    assert forecast(standing(of=AFTER_DRAFT), only_september, day("4.9.")).critical == "draft"
    assert forecast(standing(of=AFTER_DRAFT), city(), day("4.9.")).critical == "projects"


# ---------------------------------------------------------------- meetings


def test_the_first_meeting_that_fits_is_proposed_until_its_agenda_closes() -> None:
    matter = standing(of=AFTER_DRAFT)
    assert KH_SEPTEMBER.closes == day("15.9.")
    for today, expected in ((day("15.9."), KH_SEPTEMBER), (day("16.9."), KH_OCTOBER)):
        place = placed(forecast(matter, city(), today), "draft")
        assert (place.proposed, place.meeting) == (expected.day, expected.id)
        assert place.holds_until == expected.closes


def test_a_lead_lies_between_what_goes_before_and_the_meeting() -> None:
    one = replace(PROPOSAL, after=(), lead_days=0)
    near = meeting("council", day("1.12."), closes=day("27.11."), budget=True)
    matter = standing(of=process(one, APPROVAL))
    short = process(one, replace(APPROVAL, lead_days=4))
    assert moved(forecast(matter, city((KH_NOVEMBER, near, KV_BUDGET)), day("1.11.")), "approval") == KV_BUDGET.day
    assert moved(forecast(standing(of=short), city((KH_NOVEMBER, near)), day("1.11.")), "approval") == near.day


def test_a_councils_agenda_takes_nothing_after_its_notice() -> None:
    late_closing = meeting("council", day("11.12."), closes=day("8.12."), budget=True)
    matter = standing(of=process(replace(APPROVAL, after=())))
    place = placed(forecast(matter, city((late_closing,)), day("1.12.")), "approval")
    assert place.holds_until == day("7.12.")
    assert not forecast(matter, city((late_closing,)), day("8.12.")).fits


def test_approval_with_the_budget_passes_by_a_council_without_it() -> None:
    matter = standing(of=process(replace(APPROVAL, after=())))
    place = placed(forecast(matter, city(), day("1.10.")), "approval")
    assert (place.proposed, place.why.code) == (KV_BUDGET.day, "with_budget")


def test_a_strategy_after_the_budgets_window_is_warned_of_and_no_wall() -> None:
    january = meeting("council", date(2024, 1, 8), budget=True)
    timetable = forecast(standing(of=process(replace(APPROVAL, after=()))), city((january,)), day("12.12."))
    assert timetable.fits
    assert placed(timetable, "approval").why.code == "with_budget_late"


def test_the_next_years_budget_is_another_budget() -> None:
    next_year = meeting("council", date(2024, 12, 9), budget=True)
    two = {2023: AUTUMN, 2024: Window(first=date(2024, 11, 1), last=date(2024, 12, 31))}
    matter, town = standing(of=process(replace(APPROVAL, after=()))), city((next_year,), replace(SETTINGS, budget=two))
    assert not forecast(matter, town, day("12.12.")).fits
    assert forecast(matter, town, date(2024, 1, 2)).fits


def test_a_proposal_that_another_budget_changes_holds_until_this_ones_window_ends() -> None:
    two = {2023: AUTUMN, 2024: Window(first=date(2024, 11, 1), last=date(2024, 12, 31))}
    calendar = (
        meeting("city_board", date(2024, 1, 10), closes=date(2024, 1, 5)),
        meeting("council", date(2024, 1, 22), closes=date(2024, 1, 12), budget=True),
        meeting("vitality", date(2024, 2, 15), closes=date(2024, 2, 7), budget=True),
        meeting("city_board", date(2024, 11, 4)),
        meeting("council", date(2024, 12, 9), budget=True),
    )
    matter = standing(of=process(replace(PROJECTS, after=()), PROPOSAL, APPROVAL))
    town = city(calendar, replace(SETTINGS, budget=two))
    place = placed(forecast(matter, town, day("12.12.")), "projects")
    assert (place.proposed, place.holds_until) == (date(2024, 1, 2), day("31.12."))
    assert moved(forecast(matter, town, date(2024, 1, 1)), "projects") == date(2024, 2, 2)


def test_a_tabled_matter_waits_for_its_day() -> None:
    facts = decided("draft", day("25.9."), Effect.TABLED, until=day("27.11."))
    place = placed(forecast(standing(facts, of=AFTER_DRAFT), city(), day("26.9.")), "draft")
    assert (place.proposed, place.why.code) == (KH_NOVEMBER.day, "tabled")


def test_what_the_council_tables_to_a_day_beyond_the_budget_is_no_longer_bound_to_it() -> None:
    january = meeting("council", date(2024, 1, 22))
    tabled = decided("approval", day("11.12."), Effect.TABLED, until=january.day)
    matter = standing(tabled, of=process(replace(APPROVAL, after=())))
    two = {2023: AUTUMN, 2024: Window(first=date(2024, 11, 1), last=date(2024, 12, 31))}
    town = city((*MEETINGS, january), replace(SETTINGS, budget=two))
    for today in (day("12.12."), date(2024, 1, 8)):
        timetable = forecast(matter, town, today)
        place = placed(timetable, "approval")
        assert (place.proposed, place.why.code, timetable.fits) == (january.day, "tabled", True)


def test_a_handling_is_proposed_inside_the_window_of_its_order() -> None:
    window = Window(first=day("1.11."), last=day("30.11."))
    order = decided("draft", day("25.9."), Effect.ORDERED, HandlingOrder(step="proposal", window=window))
    place = placed(forecast(standing(order, of=AFTER_DRAFT), city(), day("26.9.")), "proposal")
    assert (place.proposed, place.why.code) == (KH_NOVEMBER.day, "window_of_order")


def test_an_execution_beyond_the_calendar_does_not_say_that_approval_does_not_fit() -> None:
    timetable = forecast(AFTER_292, city(), MORNING_AFTER)
    assert placed(timetable, "execution").why.code == "calendar_ends"
    assert timetable.fits


def test_without_any_limit_ahead_a_missing_meeting_is_missing() -> None:
    timetable = forecast(standing(of=process(replace(EXECUTION, after=()))), city(()), MORNING_AFTER)
    assert not timetable.fits
    assert [each.code for each in timetable.missing] == ["calendar_ends"]


# ---------------------------------------------------------------- confirmed days


def test_a_confirmed_day_stays_when_its_agenda_has_closed() -> None:
    matter = standing(confirmed("draft", KH_SEPTEMBER, day("11.9.")), of=AFTER_DRAFT)
    for today in (day("20.9."), day("27.9.")):
        place = placed(forecast(matter, city(), today), "draft")
        assert (place.confirmed, place.proposed, place.why.code) == (KH_SEPTEMBER.day, KH_SEPTEMBER.day, "confirmed")


def test_a_confirmed_day_stays_when_its_meeting_moves_and_says_where_to() -> None:
    later = replace(KH_SEPTEMBER, day=day("28.9."), moved_from=KH_SEPTEMBER.day)
    matter = standing(confirmed("draft", KH_SEPTEMBER, day("11.9.")), of=AFTER_DRAFT)
    place = placed(forecast(matter, city((later, *MEETINGS[1:])), day("20.9.")), "draft")
    assert (place.confirmed, place.proposed, place.why.code) == (KH_SEPTEMBER.day, day("28.9."), "confirmed_moved")
    assert place.meeting == KH_SEPTEMBER.id


def test_a_confirmed_day_stays_when_its_meeting_is_cancelled_and_another_is_proposed() -> None:
    gone = replace(KH_SEPTEMBER, cancelled=True)
    matter = standing(confirmed("draft", KH_SEPTEMBER, day("11.9.")), of=AFTER_DRAFT)
    place = placed(forecast(matter, city((gone, *MEETINGS[1:])), day("20.9.")), "draft")
    assert (place.confirmed, place.proposed, place.why.code) == (
        KH_SEPTEMBER.day,
        KH_OCTOBER.day,
        "confirmed_cancelled",
    )


def test_an_item_on_an_agenda_stays_there_though_the_agenda_has_closed() -> None:
    matter = standing(told(ItemListed(step="draft", round=1, item_number=12), day("19.9.")), of=AFTER_DRAFT)
    place = placed(forecast(matter, city(), day("20.9.")), "draft")
    assert (place.proposed, place.why.code) == (KH_SEPTEMBER.day, "on_agenda")


def test_what_comes_after_a_confirmed_agenda_closes_is_late_and_once_it_has_closed_went_without() -> None:
    matter = standing(
        decided("draft", day("25.9."), Effect.ORDERED),
        confirmed("proposal", KH_NOVEMBER, day("1.11.")),
        asked("projects", day("20.11."), day("29.9.")),
        of=AFTER_DRAFT,
    )
    without_committee = city(MEETINGS[:-1])
    assert [one.code for one in forecast(matter, without_committee, day("10.11.")).missing] == ["step_too_late"]
    assert forecast(matter, without_committee, day("20.11.")).fits


# ---------------------------------------------------------------- statements


def test_a_round_that_has_not_begun_would_be_answered_after_the_time_to_answer() -> None:
    place = placed(forecast(standing(), city(), day("3.4.")), "views")
    assert (place.proposed, place.why.facts, place.holds_until) == (day("3.5."), {"days": "30"}, None)


def test_a_round_ends_on_a_working_day() -> None:
    assert moved(forecast(standing(), city(), day("6.4.")), "views") == day("8.5.")  # not Saturday 6.5.


def test_a_begun_round_ends_at_the_latest_day_of_those_who_have_not_answered() -> None:
    begun = asked("views", day("31.5."), day("14.4."), "vitality", "youth")
    more = told(MoreTimeGiven(step="views", round=1, body="youth", due=day("15.6.")), day("20.5."))
    given = told(
        StatementGiven(step="views", round=1, body="youth", day=day("5.6."), section=None, remarks=()), day("5.6.")
    )
    assert moved(forecast(standing(begun, more), city(), day("21.5.")), "views") == day("15.6.")
    assert moved(forecast(standing(begun, more, given), city(), day("6.6.")), "views") == day("31.5.")


def test_an_unbegun_rounds_follower_holds_as_long_as_there_is_time_to_answer() -> None:
    place = placed(forecast(standing(), city(), day("3.4.")), "draft")
    # asked by 16.8., answered by 15.9., when the agenda of 25.9. closes; its lead of five working days ends 22.9.
    assert (place.proposed, place.holds_until) == (KH_SEPTEMBER.day, day("16.8."))


# ---------------------------------------------------------------- what is missing


def test_it_says_which_meeting_is_missing_between_which_days_and_since_when_it_was_too_late() -> None:
    matter = standing(decided("draft", day("25.9."), Effect.ORDERED), of=process(AFTER_DRAFT.steps[0], *NO_PROJECTS))
    timetable = forecast(matter, city(), day("20.11."))
    assert not timetable.fits
    (missing,) = timetable.missing
    assert missing.code == "no_meeting"
    assert missing.facts == {
        "body": "city_board",
        "step": "proposal",
        "first": "2023-11-20",
        "last": "2023-11-30",  # when the council's agenda of 11.12. closes
        "since": "2023-11-18",  # the day after the city board's agenda of 27.11. closed
    }
    assert placed(timetable, "proposal").too_late_since == day("18.11.")
    assert timetable.critical == "proposal"


def test_one_more_meeting_in_the_gap_mends_it() -> None:
    matter = standing(decided("draft", day("25.9."), Effect.ORDERED), of=process(AFTER_DRAFT.steps[0], *NO_PROJECTS))
    extra = meeting("city_board", day("30.11."), closes=day("24.11."))
    timetable = forecast(matter, city((*MEETINGS, extra)), day("20.11."))
    assert timetable.fits
    assert moved(timetable, "proposal") == day("30.11.")


def test_a_council_without_a_budget_meeting_is_what_is_missing() -> None:
    timetable = forecast(AFTER_292, city(tuple(one for one in MEETINGS if one is not KV_BUDGET)), MORNING_AFTER)
    assert [(each.code, each.facts["body"]) for each in timetable.missing] == [("no_meeting_known", "council")]


def test_an_answer_asked_too_late_for_the_agenda_is_told_without_a_since() -> None:
    begun = asked("views", day("20.11."), day("1.11."), "vitality")
    (missing,) = forecast(standing(begun, of=process(VIEWS, VIEWS_PROPOSAL, APPROVAL)), city(), day("2.11.")).missing
    assert missing.code == "step_too_late"
    assert (missing.facts["day"], missing.facts["last"]) == ("2023-11-20", "2023-11-17")


def test_a_round_not_begun_in_time_says_since_when() -> None:
    timetable = forecast(standing(of=process(VIEWS, VIEWS_PROPOSAL, APPROVAL)), city(), day("1.11."))
    assert placed(timetable, "views").too_late_since == day("19.10.")  # thirty days before 17.11. was 18.10.
    assert [each.code for each in timetable.missing] == ["step_too_late_since"]


def test_a_confirmed_day_after_the_limit_is_told() -> None:
    late = meeting("city_board", day("7.12."))
    matter = standing(confirmed("proposal", late, day("1.11.")), of=process(replace(PROPOSAL, after=()), APPROVAL))
    assert [each.code for each in forecast(matter, city((*MEETINGS, late)), day("2.11.")).missing] == [
        "confirmed_too_late"
    ]


# ---------------------------------------------------------------- a council motion

MOTION = process(
    Step(id="reply", kind=StepKind.DECISION, name=PROPOSAL.name, body="city_board"),
    Step(id="answer", kind=StepKind.DECISION, name=PROPOSAL.name, after=("reply",), body="council", within_months=6),
)
COUNCIL = tuple(meeting("council", on) for on in (day("4.9."), day("2.10."), day("13.11.")))


def test_a_council_motion_is_answered_within_six_months() -> None:
    matter = standing(of=MOTION, opened=day("8.5."))
    timetable = forecast(matter, city((KH_SEPTEMBER, *COUNCIL)), day("1.9."))
    place = placed(timetable, "answer")
    assert place.latest == day("2.10.")  # 8.11. is the last day
    assert place.proposed == day("13.11.")  # the city board's 25.9. is after the closing of 2.10.
    assert placed(timetable, "reply").latest == day("22.9.")
    assert [each.facts["body"] for each in timetable.missing] == ["city_board"]
    board = meeting("city_board", day("18.9."))
    mended = forecast(matter, city((KH_SEPTEMBER, board, *COUNCIL)), day("1.9."))
    assert mended.fits
    assert placed(mended, "answer").proposed == day("2.10.")
    assert placed(mended, "answer").why.code == "statutory_months"


# ---------------------------------------------------------------- the rest


def test_a_closed_matter_has_no_timetable() -> None:
    matter = standing(told(CaseClosed(reason=Text(text="raukesi")), day("1.6.")))
    assert forecast(matter, city(), day("2.6.")) == Timetable(places=(), fits=True, missing=(), critical=None)


def test_complete_steps_are_not_among_the_coming_ones() -> None:
    assert "draft" not in days(forecast(AFTER_292, city(), MORNING_AFTER))


VIEWS_PROPOSAL = replace(PROPOSAL, after=("views",))
NO_PROJECTS = (replace(PROPOSAL, after=("draft",)), APPROVAL)


# ---------------------------------------------------------------- two meetings, one of them out of reach


def test_of_two_later_meetings_only_the_one_that_can_be_reached_says_how_long_a_proposal_holds() -> None:
    """The earlier meeting's agenda closes later, but lies too near to the step before it to be reached."""
    far, near = day("20.11."), day("14.11.")
    council = (meeting("council", near, closes=day("13.11.")), meeting("council", far, closes=day("8.11.")))
    board = meeting("city_board", day("6.11."), closes=day("30.10."))
    steps = (replace(PROPOSAL, after=()), replace(APPROVAL, with_matter=None, lead_days=7))
    timetable = forecast(standing(of=process(*steps)), city((board, *council)), date(2023, 8, 1))
    place = placed(timetable, "approval")
    assert (place.proposed, place.holds_until) == (far, day("30.10."))


def test_what_was_done_before_tells_which_of_two_meetings_can_be_reached() -> None:
    far, near = day("20.11."), day("14.11.")
    council = (meeting("council", near, closes=day("13.11.")), meeting("council", far, closes=day("8.11.")))
    steps = (replace(PROPOSAL, after=()), replace(APPROVAL, with_matter=None, lead_days=7))
    done = standing(decided("proposal", day("6.11."), Effect.PROPOSED_ONWARD), of=process(*steps))
    place = placed(forecast(done, city(council), day("7.11.")), "approval")
    assert (place.proposed, place.holds_until) == (far, day("8.11."))
    assert placed(forecast(done, city(council), day("9.11.")), "approval").proposed is None

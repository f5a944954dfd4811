"""What should happen in a matter, and when: documents to make, rounds to begin, duties of people, days to watch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from kemiflow.core.action import Action, Ask, BeginRound, MakeDocument, Watch
from kemiflow.core.city import BodyKind, City
from kemiflow.core.days import add_working
from kemiflow.core.definition.process import StepKind
from kemiflow.core.duties import Scene, Sight, duties
from kemiflow.core.forecast import Timetable, forecast
from kemiflow.core.limits import Remedy, notification
from kemiflow.core.removal import removal_of
from kemiflow.core.standing import DecisionStanding, Standing, StepStanding


def plan(standing: Standing, city: City, today: date) -> tuple[Action, ...]:
    """Give what should happen, each with its day; what lies before or on `today` is due now, the rest is to come."""
    return planned(standing, city, forecast(standing, city, today), today)


def planned(standing: Standing, city: City, timetable: Timetable, today: date) -> tuple[Action, ...]:
    """Give the plan for a timetable that is already known."""
    sight = Sight(standing=standing, city=city, timetable=timetable, today=today)
    found: list[Action] = [Ask(day=duty.opened, duty=duty) for duty in duties(sight)]
    found.extend(_watches(sight))
    found.extend(_work(sight))
    return _in_order(found)


def work(standing: Standing, city: City, today: date) -> tuple[Action, ...]:
    """Give what kemiflow does by itself, rounds to begin and documents to make: that needs no forecast."""
    return _in_order(_work(Scene(standing=standing, city=city, today=today)))


def _work(scene: Scene) -> Iterator[Action]:
    if not scene.standing.closed:
        yield from _rounds(scene)
        yield from _documents(scene)


def _in_order(actions: Iterable[Action]) -> tuple[Action, ...]:
    return tuple(sorted(actions, key=lambda action: (action.day, type(action).__name__)))


def wake_on(actions: tuple[Action, ...], today: date) -> date | None:
    """Give the next day after `today` on which the plan may say something new, or None."""
    return min((day for action in actions for day in _days(action) if day > today), default=None)


def _days(action: Action) -> Iterator[date]:
    yield action.day
    if isinstance(action, Ask):
        yield action.duty.due + timedelta(days=1)


def _watches(sight: Sight) -> Iterator[Action]:
    for place in sight.timetable.places:
        if place.holds_until:
            yield Watch(day=place.holds_until + timedelta(days=1), what="proposal", step=place.step)
    for day in sight.city.role_days:
        if day > sight.today:
            yield Watch(day=day, what="role")
    for decision in sight.standing.decisions.values():
        yield from _finality(decision)


def _finality(decision: DecisionStanding) -> Iterator[Action]:
    final = final_on(decision)
    if final:
        yield Watch(day=final, what="final", step=decision.fact.step)
    removal = removal_of(decision)
    if removal:
        yield Watch(day=removal.told_until, what="names", step=decision.fact.step)


def final_on(decision: DecisionStanding) -> date | None:
    """Give the day from which a decision is legally final if nobody appealed, or None (138-140 §)."""
    if decision.published is None or decision.channel is None or decision.appealed:
        return None
    remedy = decision.fact.remedy
    if remedy is Remedy.NONE:
        return None
    return notification(remedy, decision.channel, decision.published).legally_final_from


def _rounds(scene: Scene) -> Iterator[Action]:
    for step in scene.standing.step_of(StepKind.PROJECTS):
        if step.begun or step.ready is None:
            continue
        opened = _letters_from(scene, step)
        if opened is None:
            continue
        asked = tuple(sector.id for sector in scene.city.settings.sectors)
        yield BeginRound(
            day=opened, step=step.step.id, round=step.round, asked=asked, due=_round_due(scene, step, opened)
        )


def _letters_from(scene: Scene, step: StepStanding) -> date | None:
    days = [found.letters_from for name in step.step.after if (found := scene.standing.decided(name))]
    return max((day for day in days if day), default=None) if all(days) and days else None


def _round_due(scene: Scene, step: StepStanding, opened: date) -> date:
    closings = [
        meeting.closes
        for sector in scene.city.settings.sectors
        for meeting in scene.city.meetings_of(sector.body)
        if meeting.budget and opened < meeting.closes
    ]
    if not closings:
        return add_working(opened, step.step.answer_days, scene.quiet)
    return add_working(max(closings), -step.step.due_before_closing, scene.quiet)


def _documents(scene: Scene) -> Iterator[Action]:
    for name in scene.standing.steps:
        step = scene.standing.steps[name]
        match step.step.kind:
            case StepKind.STATEMENTS:
                yield from _statement_papers(scene, step)
            case StepKind.DECISION:
                yield from _item_papers(scene, step)
            case StepKind.SESSION:
                yield from _session_papers(step)
            case StepKind.PROJECTS:
                yield from _project_papers(scene, step)


def _paper(step: StepStanding, kind: str, day: date, about: str | None = None) -> MakeDocument:
    return MakeDocument(day=day, kind=kind, step=step.step.id, round=step.round, about=about)


def _statement_papers(scene: Scene, step: StepStanding) -> Iterator[Action]:
    if step.begun is None:
        return
    for asked in step.asked:
        yield _paper(step, "statement_request", step.begun, asked.who)
        body = scene.city.settings.body(asked.who)
        if body and body.kind not in {BodyKind.INFLUENCE, BodyKind.PERSONNEL}:
            yield _paper(step, "body_item", step.begun, asked.who)
    if step.complete and step.asked:
        yield _paper(step, "summary", step.complete)


def _item_papers(scene: Scene, step: StepStanding) -> Iterator[Action]:
    body = scene.city.settings.body(step.step.body or "")
    kind = _item_kind(scene, step)
    if body is None:
        return
    for key in step.decisions:
        decision = scene.standing.decisions[key]
        yield _paper(step, kind, decision.on, key)
    if not step.complete and (step.confirmed or step.item.written) and not _sent(scene.standing, step, kind):
        opened = scene.standing.confirmed_on.get(step.step.id) or step.ready or scene.today
        yield replace(_paper(step, kind, opened), frozen=step.item.listed is not None)


def _sent(standing: Standing, step: StepStanding, kind: str) -> bool:
    wanted = (kind, step.step.id, step.round)
    return any(one.frozen and (one.kind, one.step, one.round) == wanted for one in standing.documents)


def _item_kind(scene: Scene, step: StepStanding) -> str:
    body = scene.city.settings.body(step.step.body or "")
    if body and body.kind is BodyKind.COUNCIL:
        return "council_item"
    before = [scene.standing.steps[name].step for name in step.step.after]
    earlier = [one.body for one in before if one.kind is StepKind.DECISION]
    councils = {one.id for one in scene.city.settings.bodies if one.kind is BodyKind.COUNCIL}
    return "execution_item" if set(earlier) & councils else "board_item"


def _session_papers(step: StepStanding) -> Iterator[Action]:
    if step.set:
        yield _paper(step, "session_invitation", step.set_on or step.set.day)
    if step.held:
        yield _paper(step, "session_memo", step.held.day)


def _project_papers(scene: Scene, step: StepStanding) -> Iterator[Action]:
    if step.begun and scene.standing.projects:
        newest = max(project.touched for project in scene.standing.projects.values())
        yield _paper(step, "projects", newest)

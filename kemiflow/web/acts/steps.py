"""Acts of a round: begun, statements taken in, more time, going on without, remarks resolved."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from kemiflow.core.definition.process import StepKind
from kemiflow.core.identifiers import remarks_of
from kemiflow.core.records import step
from kemiflow.core.values import Resolution, Text
from kemiflow.web.acts.act import Act, Place
from kemiflow.web.acts.field import (
    Field,
    Values,
    Widget,
    area,
    choice,
    day,
    line,
    lines,
    number,
    paragraphs,
    text,
    texts,
)


def begin_fields(place: Place) -> tuple[Field, ...]:
    """Give whom a round asks, what, and by when."""
    one, settings = place.step, place.city.settings
    if one.step.kind is StepKind.PROJECTS:
        options = tuple((sector.id, place.look.telling.name(sector.name)) for sector in settings.sectors)
        chosen = tuple(value for value, _ in options)
    else:
        options = tuple((body.id, place.look.telling.name(body.name)) for body in settings.bodies)
        chosen = tuple(body for group in one.step.asked for body in settings.group(group))
    due = place.visit.today + timedelta(days=one.step.answer_days)
    return (
        Field(name="asked", widget=Widget.MANY, options=options, value=chosen),
        area("questions", "\n".join(one.step.questions), required=bool(one.step.questions)),
        day("due", due),
    )


def begin(place: Place, told: Values) -> step.RoundBegun:
    """Make the fact that a round began."""
    asked = texts(lines(told["questions"]))
    return step.RoundBegun(
        step=place.step_id, round=place.step.round, asked=tuple(told["asked"]), questions=asked, due=told["due"]
    )


def statement_fields(place: Place) -> tuple[Field, ...]:
    """Give the fields of a statement that came."""
    return (day("day", place.visit.today), number("section"), area("remarks", required=False, rows=8))


def statement(place: Place, told: Values) -> step.StatementGiven:
    """Make the fact of a statement; each paragraph is a remark, which may begin with the number of its question."""
    return step.StatementGiven(
        step=place.step_id,
        round=place.step.round,
        body=place.about,
        day=told["day"],
        section=told["section"],
        remarks=remarks_of(place.about, paragraphs(told["remarks"]), place.standing, place.city),
    )


def _more_time(place: Place, told: Values) -> step.MoreTimeGiven:
    return step.MoreTimeGiven(step=place.step_id, round=place.step.round, body=place.about, due=told["due"])


def _waived(place: Place, told: Values) -> step.StatementWaived:
    reason = Text(text=told["reason"])
    return step.StatementWaived(step=place.step_id, round=place.step.round, body=place.about, reason=reason)


def _waits(place: Place) -> bool:
    one = place.standing.steps.get(place.step_id)
    return one is not None and any(asked.who == place.about and asked.settled is None for asked in one.asked)


def _resolve_fields(place: Place) -> tuple[Field, ...]:
    say = place.visit.wording.say
    options = tuple((one.value, say(f"resolution.{one.value}")) for one in Resolution)
    now = place.standing.resolved.get(place.about)
    return (
        choice("resolution", options, now.resolution if now else ""),
        area("reason", str(now.reason or "") if now else "", required=False),
        line("place", now.place if now else "", required=False),
    )


def _resolve(place: Place, told: Values) -> step.RemarkResolved:
    return step.RemarkResolved(
        remark=place.about,
        resolution=Resolution(told["resolution"]),
        reason=text(told["reason"]),
        place=told["place"],
    )


def _can_begin(place: Place) -> bool:
    one = place.standing.steps.get(place.step_id)
    kinds = {StepKind.STATEMENTS, StepKind.PROJECTS}
    return bool(one and one.step.kind in kinds and one.begun is None and one.complete is None)


STEP_ACTS: Final[tuple[Act, ...]] = (
    Act(name="kierros", kind=step.RoundBegun, fields=begin_fields, fact=begin, fits=_can_begin),
    Act(
        name="lausunto",
        kind=step.StatementGiven,
        fields=statement_fields,
        fact=statement,
        fits=_waits,
        scope=lambda place: place.about or None,
        dated=False,
    ),
    Act(
        name="lisaaika",
        kind=step.MoreTimeGiven,
        fields=lambda _: (day("due"),),
        fact=_more_time,
        fits=_waits,
        dated=False,
    ),
    Act(
        name="ilman",
        kind=step.StatementWaived,
        fields=lambda _: (area("reason"),),
        fact=_waived,
        fits=_waits,
        dated=False,
    ),
    Act(name="huomio", kind=step.RemarkResolved, fields=_resolve_fields, fact=_resolve, fits=lambda _: True),
)

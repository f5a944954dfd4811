"""Acts of an evening session: when and where it is, and what was said in it."""

from __future__ import annotations

from typing import Final

from kemiflow.core.definition.process import StepKind
from kemiflow.core.records.step import OpenQuestion, SessionCancelled, SessionHeld, SessionSet, Theme
from kemiflow.core.values import Text
from kemiflow.web.acts.act import Act, Place
from kemiflow.web.acts.field import Field, Values, area, choice, day, line, lines, paragraphs, text
from kemiflow.web.form import day_in

AGAIN, NEVER = "another_day", "not_held"


def _set_fields(place: Place) -> tuple[Field, ...]:
    now = place.step.set
    window = place.step.step.window
    return (
        day("day", now.day if now else window.first if window else None),
        line("time", now.time if now else "17.00"),
        line("place", now.place if now else place.city.settings.place),
        choice("organiser", place.people, now.organiser if now else "", required=False),
        area("reason", required=False),
    )


def _set(place: Place, told: Values) -> SessionSet:
    return SessionSet(
        step=place.step_id,
        day=told["day"],
        time=told["time"],
        place=told["place"],
        organiser=told["organiser"],
        reason=text(told["reason"]),
    )


def _cancelled_fields(place: Place) -> tuple[Field, ...]:
    options = (AGAIN, NEVER) if place.step.set else (NEVER,)
    named = tuple((one, place.visit.t(f"choice.{one}")) for one in options)
    return (choice("afterwards", named, options[0]), area("reason"))


def _cancelled(place: Place, told: Values) -> SessionCancelled:
    reason = Text(text=told["reason"])
    return SessionCancelled(step=place.step_id, reason=reason, for_good=told["afterwards"] == NEVER)


def _held_fields(place: Place) -> tuple[Field, ...]:
    now = place.step.set
    who = place.visit.person
    return (
        day("day", now.day if now else place.visit.today),
        line("ended"),
        line("chair", place.city.settings.sessions.chair),
        line("present"),
        line("others", required=False),
        line("writer", f"{who.name}, {who.title}".strip(", ") if who else ""),
        area("material", required=False),
        area("themes", rows=8),
        area("questions_open", required=False),
        area("distribution", required=False),
    )


def _held(place: Place, told: Values) -> SessionHeld:
    return SessionHeld(
        step=place.step_id,
        day=told["day"],
        ended=told["ended"],
        chair=told["chair"],
        present=told["present"],
        others=told["others"] or "",
        writer=told["writer"],
        material=lines(told["material"]),
        themes=tuple(_theme(one) for one in paragraphs(told["themes"])),
        questions=tuple(_question(one) for one in lines(told["questions_open"])),
        distribution=lines(told["distribution"]),
    )


def _theme(told: str) -> Theme:
    title, colon, said = told.partition(":")
    if not colon:
        return Theme(title="", text=Text(text=told))
    return Theme(title=title.strip(), text=Text(text=said.strip()))


def _question(told: str) -> OpenQuestion:
    asked, who, due = (*(part.strip() for part in told.split("|")), "", "")[:3]
    return OpenQuestion(question=Text(text=asked), who=who, due=day_in(due))


def _open(place: Place) -> bool:
    one = place.standing.steps.get(place.step_id)
    return bool(one and one.step.kind is StepKind.SESSION and one.complete is None)


SESSION_ACTS: Final[tuple[Act, ...]] = (
    Act(name="iltakoulu", kind=SessionSet, fields=_set_fields, fact=_set, fits=_open, dated=False),
    Act(
        name="peruttu",
        kind=SessionCancelled,
        fields=_cancelled_fields,
        fact=_cancelled,
        fits=_open,
        dated=False,
    ),
    Act(
        name="pidetty",
        kind=SessionHeld,
        fields=_held_fields,
        fact=_held,
        fits=lambda place: _open(place) and place.step.set is not None,
        dated=False,
    ),
)

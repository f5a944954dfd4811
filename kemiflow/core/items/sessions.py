"""An evening session on paper: the invitation and the memo. It decides nothing, and the memo says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import itemgetter

from kemiflow.core.days import add_working
from kemiflow.core.definition.process import Guard, StepKind
from kemiflow.core.documents import OpenQuestion, SessionInvitation, SessionMemo, View
from kemiflow.core.items.drafted import background
from kemiflow.core.items.statements import sender
from kemiflow.core.items.telling import Lines, Telling
from kemiflow.core.records.step import SessionHeld, SessionSet
from kemiflow.core.standing import StepStanding
from kemiflow.core.values import Publicity, Relation
from kemiflow.core.wording import capital

EXCUSE_DAYS = 2


def session_invitation(telling: Telling, step: StepStanding, planned: SessionSet) -> SessionInvitation:
    """Give the short invitation to a session whose day is set."""
    body = step.step.body
    session = telling.say("session_of", whose=telling.of_body(body))
    excuse = add_working(planned.day, -EXCUSE_DAYS, telling.city.settings.quiet)
    return SessionInvitation(
        title=telling.say("invitation_title", session=session, title=telling.inner_title),
        register_number=telling.standing.register_number,
        date=telling.day,
        recipient=telling.body(body),
        when=telling.at(planned.day, planned.time),
        text=(*_ordered(telling, step), telling.say("session_programme")),
        place=planned.place or telling.city.settings.place or telling.gap("place"),
        excuse=telling.say(
            "excuse", day=telling.wording.short_day(excuse), contact=capital(telling.city.settings.contact)
        ).rstrip(" ,"),
        sender=sender(telling),
        banner=telling.city.settings.banner,
    )


def session_memo(telling: Telling, step: StepStanding) -> SessionMemo:
    """Give the memo; before the session has been held it is a frame with gaps."""
    held, planned = step.held, step.set
    day = held.day if held else planned.day if planned else telling.day
    rules = telling.city.settings.sessions
    session = telling.say("session_of", whose=telling.of_body(step.step.body))
    return SessionMemo(
        title=telling.say(f"{rules.record}_title", session=session, title=telling.inner_title),
        register_number=telling.standing.register_number,
        date=day,
        when=_when(telling, planned, held),
        place=(planned.place if planned else telling.city.settings.place) or telling.gap("place"),
        ground=_ground(telling, step),
        chair=(held.chair if held else "") or rules.chair,
        present=(held.present if held else "") or telling.gap("present"),
        others=held.others if held else "",
        writer=(held.writer if held else "") or telling.gap("writer"),
        publicity=telling.say("public" if rules.public else "not_public"),
        nature=(telling.say("session_nature"),),
        material=held.material if held else background(telling, step),
        views=_views(telling, held),
        open_questions=_questions(telling, held),
        progress=(*_decided_too(telling, step), *progress(telling, day), telling.say(f"{rules.record}_attached")),
        distribution=telling.wording.listing(held.distribution) if held else "",
        banner=telling.city.settings.banner,
    )


def progress(telling: Telling, held: date) -> Lines:
    """Give how the matter goes on from a session: the handlings up to the council's, as soon as their days are known.

    They stay when they are past, so that the memo of a session says the same ever after.
    """
    steps = [
        step for step in telling.standing.step_of(StepKind.DECISION) if Guard.COUNCIL_APPROVED not in step.step.guards
    ]
    coming = [(day, step) for step in steps if (day := _handled(telling, step)) and day > held]
    parts = [
        telling.say(
            "handles" if not place else "handles_too", body=_called(telling, step, place), day=telling.wording.day(day)
        )
        for place, (day, step) in enumerate(sorted(coming, key=itemgetter(0)))
    ]
    return (f"{telling.wording.listing(parts)}.",) if parts else ()


def _handled(telling: Telling, step: StepStanding) -> date | None:
    decided = telling.standing.decided(step.step.id)
    return decided.on if decided else step.confirmed.day if step.confirmed else None


def _called(telling: Telling, step: StepStanding, place: int) -> str:
    name = telling.body(step.step.body)
    return name[:1].lower() + name[1:] if place else name


def _ordered(telling: Telling, step: StepStanding) -> Lines:
    decision = telling.standing.decisions.get(step.step.origin or "")
    if decision is None:
        return ()
    facts = {"body": telling.body(decision.fact.body), "day": telling.wording.day(decision.on)}
    facts["section"] = "" if decision.fact.section is None else f" § {decision.fact.section}"
    window = step.step.window
    when = f" {telling.within(window.first, window.last)}" if window else ""
    return (telling.say("session_ordered", to=telling.to_body(step.step.body), when=when, **facts),)


def _decided_too(telling: Telling, step: StepStanding) -> Lines:
    decision = telling.standing.decisions.get(step.step.origin or "")
    if decision is None or decision.fact.publicity is not Publicity.PUBLIC:
        return ()
    kept = (clause for clause in decision.fact.clauses if clause.relation is Relation.AS_PROPOSED)
    return telling.lines(clause.decided or clause.proposed for clause in kept)


def _ground(telling: Telling, step: StepStanding) -> str:
    decision = telling.standing.decisions.get(step.step.origin or "")
    return telling.named(decision) if decision else ""


def _when(telling: Telling, planned: SessionSet | None, held: SessionHeld | None) -> str:
    if planned is None and held is None:
        return telling.gap("time")
    day = held.day if held else planned.day if planned else telling.day
    if planned is None:
        return telling.wording.weekday_day(day)
    return telling.at(day, f"{planned.time}–{held.ended}" if held and held.ended else planned.time)


def _views(telling: Telling, held: SessionHeld | None) -> tuple[View, ...]:
    if held is None:
        return (View(text=telling.gap("views")),)
    return tuple(View(topic=theme.title.rstrip("."), text=telling.plain(theme.text)) for theme in held.themes)


def _questions(telling: Telling, held: SessionHeld | None) -> tuple[OpenQuestion, ...]:
    return tuple(_open(telling, held)) if held else ()


def _open(telling: Telling, held: SessionHeld) -> Iterator[OpenQuestion]:
    for asked in held.questions:
        yield OpenQuestion(question=telling.plain(asked.question), who=telling.post(asked.who), by=asked.due)

"""Bodies as files call them, and the closing of their agendas."""

from __future__ import annotations

from datetime import date

from kemiflow.core.city import Body, Settings
from kemiflow.core.days import add_working
from kemiflow.exchange.problems import nearest
from kemiflow.exchange.shapes import shown


def closing_day(body: Body, day: date, settings: Settings) -> date:
    """Count the agenda's last day back from a meeting, in the city's working days."""
    return add_working(day, -body.closes_working_days, settings.quiet) if body.closes_working_days else day


def body_called(word: str, settings: Settings) -> Body | None:
    """Find the body of an id, abbreviation or name in any of the three languages, or None."""
    sought = word.strip().casefold()
    return next((body for body in settings.bodies if sought in called(body)), None)


def called(body: Body) -> frozenset[str]:
    """List what a body is called, in small letters."""
    words = (body.id, body.name.fi, body.name.sv, body.name.en, *body.abbreviations)
    return frozenset(word.casefold() for word in words)


def unknown_body(word: str, settings: Settings) -> dict[str, str]:
    """Give the facts of a body that is not known, with the one that was probably meant."""
    ids = [body.id for body in settings.bodies]
    near = nearest(word, [*ids, *(body.name.fi for body in settings.bodies)])
    return {"value": shown(word), "near": near, "known": ", ".join(ids)}


def body_of_title(title: str, settings: Settings) -> Body | None:
    """Find the body that an event's title begins with ("Kaupunginhallitus, kokous 14"), or None."""
    if exact := body_called(title, settings):
        return exact
    folded = title.strip().casefold()
    names = ((word, body) for body in settings.bodies for word in called(body))
    fitting = [pair for pair in names if folded.startswith(pair[0]) and not folded[len(pair[0])].isalnum()]
    return max(fitting, key=lambda pair: len(pair[0]))[1] if fitting else None

"""Who presents an item that is still ahead."""

from __future__ import annotations

from datetime import date

from kemiflow.core.city import Body
from kemiflow.core.items.telling import Telling
from kemiflow.core.values import Role
from kemiflow.core.wording import capital


def presenter(telling: Telling, body: Body, day: date) -> str:
    """Give who presents: the body that does, or the title; the acting title when every holder is away that day."""
    if telling.city.settings.body(body.presenter):
        return telling.body(body.presenter)
    holders = telling.city.holders(Role.PRESENTER, day, body.id)
    away = bool(holders) and all(telling.city.absence(person, day) for person in holders)
    titled = body.acting_presenter if away and body.acting_presenter else body.presenter
    return capital(titled) or telling.gap("presenter")

"""Adopting the city's settings: the text is kept for ever, and a record says from when it holds."""

from __future__ import annotations

from datetime import date

from kemiflow.app import gather
from kemiflow.app.submit import Asking, Told, whoever
from kemiflow.app.world import World
from kemiflow.core.commands import Actor, Tell, accept_city
from kemiflow.core.commands.check import refuse
from kemiflow.core.commands.keys import key_of
from kemiflow.core.folding.city import NoSettings
from kemiflow.core.records import Draft, Record
from kemiflow.core.records.city import SettingsAdopted
from kemiflow.core.streams import CITY
from kemiflow.core.values import Refusal


def adopt(world: World, text: str, on: date, asking: Asking) -> Told | Refusal:
    """Adopt a text of settings from a day; the one that is in force already is not adopted again.

    Errors: FileRefused when the text is no sound city file; JournalMoved.
    """
    world.definitions.settings(text)
    records = world.journal.read(CITY)
    with world.journal.transaction(world.now()) as unit:
        fact = SettingsAdopted(definition=unit.adopt(text))
        if _in_force(records) == fact.definition:
            return Told(records=())
        drafts = _accepted(world, fact, on, asking)
        if isinstance(drafts, Refusal):
            return drafts
        return Told(records=unit.append(drafts, expect={CITY: len(records)}))


def _in_force(records: tuple[Record, ...]) -> str | None:
    digests = [record.fact.definition for record in records if isinstance(record.fact, SettingsAdopted)]
    return digests[-1] if digests else None


def _accepted(world: World, fact: SettingsAdopted, on: date, asking: Asking) -> tuple[Draft, ...] | Refusal:
    try:
        found = gather.city(world)
    except NoSettings:
        return _first(fact, on, Actor(person=asking.by), asking.today)
    return accept_city(found, whoever(found, asking), Tell(fact=fact, on=on), asking.today)


def _first(fact: SettingsAdopted, on: date, who: Actor, today: date) -> tuple[Draft, ...] | Refusal:
    if on > today:
        return refuse("future_day", day=on, today=today)
    key = key_of(fact, frozenset())
    return (Draft(stream=CITY, key=key, fact=fact, on=on, by=who.person),)

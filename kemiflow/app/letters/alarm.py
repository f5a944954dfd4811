"""A letter to the administrator when a morning failed or did not come: once a day for each thing that went wrong."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from kemiflow.app import gather
from kemiflow.app.kept import AlreadyRecorded, Parcel
from kemiflow.app.letters.packing import Gathered, fact_of, sealed
from kemiflow.app.world import World
from kemiflow.core.city import City
from kemiflow.core.letters import Letter, LetterKind
from kemiflow.core.records import Draft
from kemiflow.core.streams import person_stream
from kemiflow.core.values import MACHINE, Role
from kemiflow.core.wording import FINNISH

SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class Alarm(Letter):
    """A letter about the installation itself: it speaks of no duty; `about` names what is told once a day, if anything.

    Without it the very words of `what` are told once a day.
    """

    what: str
    about: str = ""

    @property
    def kind(self) -> LetterKind:
        """Give the kind."""
        return LetterKind.ALARM

    @property
    def key(self) -> str:
        """Give the key: one a day for what went wrong."""
        told = re.sub(r"[^a-z0-9_]", "_", self.about.lower())
        return f"alarm:{self.day.isoformat()}:{told or hashlib.sha256(self.what.encode()).hexdigest()[:12]}"


def alarm(world: World, what: str, today: date, about: str = "") -> tuple[str, ...]:
    """Put a letter to each administrator into the outbox; give those who had none about this today.

    Errors: NoSettings.
    """
    city = gather.city(world)
    told = " ".join(what.split())[:SHOWN]
    letters = [
        Alarm(person=person, day=today, tellings=(), what=told, about=about) for person in administrators(city, today)
    ]
    return tuple(one.person for one in letters if _put(world, one, city))


def administrators(city: City, today: date) -> tuple[str, ...]:
    """Name the administrators with an address; the secretaries where there are none."""
    for role in (Role.ADMINISTRATOR, Role.SECRETARY):
        found = [city.people[one] for one in sorted(set(city.holders(role, today))) if one in city.people]
        if named := tuple(one.id for one in found if one.email):
            return named
    return ()


def _put(world: World, letter: Alarm, city: City) -> bool:
    stream = person_stream(letter.person)
    if letter.key in {record.key for record in world.journal.read(stream, with_texts=False)}:
        return False
    parcel = _packed(world, letter, city)
    draft = Draft(stream=stream, key=letter.key, fact=fact_of(letter, parcel), on=letter.day, by=MACHINE)
    try:
        with world.journal.transaction(world.now()) as unit:
            unit.append([draft])
            unit.enqueue(parcel)
    except AlreadyRecorded:
        return False
    return True


def _packed(world: World, letter: Alarm, city: City) -> Parcel:
    day = world.texts.wording(FINNISH).day(letter.day)
    told = {"language": FINNISH, "day": day, "name": city.people[letter.person].name, "what": letter.what}
    return sealed(world, Gathered(letter=letter, told=told, revisions={}), (), city)

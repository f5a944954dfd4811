"""Calendars of persons and bodies, gathered from the lists and the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import assert_never

from kemiflow.app import gather
from kemiflow.app.kept import FORMER
from kemiflow.app.lists.rows import duty_of
from kemiflow.app.world import World
from kemiflow.core.city import Body, Person
from kemiflow.core.feed import Entry, of_body, of_duties, of_sessions
from kemiflow.core.feed_address import FeedAddress, Owner
from kemiflow.core.streams import CITY, case_stream

EPOCH = datetime(1996, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A calendar: its name, its entries, and when what it says was last told."""

    name: str
    entries: tuple[Entry, ...]
    told: datetime


def feed_of(world: World, address: FeedAddress) -> Feed | None:
    """Give the calendar of an address; None when its person or body is gone."""
    city = gather.city(world)
    match address.owner:
        case Owner.PERSON:
            person = city.person(address.id)
            return of_person(world, person) if person else None
        case Owner.BODY:
            body = city.settings.body(address.id)
            return for_body(world, body) if body else None
        case _ as never:
            assert_never(never)


def of_person(world: World, person: Person) -> Feed:
    """Give the calendar of a person: the open duties, in the person's language."""
    words = world.texts.wording(person.language)
    duties = [duty_of(row) for row in world.lists.open_duties(person.id) if FORMER not in row.duty]
    rows = [row for case in {duty.case for duty in duties} if (row := world.lists.case(case))]
    streams = [case_stream(row.case) for row in rows]
    return Feed(
        name=words.say("feed.own", name=person.name),
        entries=of_duties(duties, {row.case: row.last_seq for row in rows}, words, world.now().date()),
        told=_told(world, *streams),
    )


def for_body(world: World, body: Body) -> Feed:
    """Give the calendar of a body: meetings, closings of agendas, and evening sessions of open matters."""
    city, records = gather.city(world), world.journal.read(CITY)
    words = world.texts.wording(city.settings.language)
    matters = [gather.matter(world, row.case) for row in world.lists.cases()]
    sessions = of_sessions((matter.standing for matter in matters), body.id, words)
    entries = (*of_body(city, body, records, words), *sessions)
    return Feed(
        name=body.name.in_language(words.language),
        entries=tuple(sorted(entries, key=lambda one: (one.day, one.id))),
        told=max((matter.records[-1].at for matter in matters), default=records[-1].at),
    )


def _told(world: World, *streams: str) -> datetime:
    """Give when the streams last grew, so that an unchanged calendar is the same bytes."""
    return max(
        (records[-1].at for one in streams if (records := world.journal.read(one, with_texts=False))), default=EPOCH
    )

"""A letter put into words and into its envelope, with what goes along."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kemiflow.app.kept import Parcel
from kemiflow.app.letters.background import background
from kemiflow.app.letters.outgoing import Enclosed, Written
from kemiflow.app.world import World
from kemiflow.core.city import City
from kemiflow.core.letters import Letter, content, earlier, entries, letter_key, reachable
from kemiflow.core.records import Record
from kemiflow.core.records.person import LetterDecided


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """All that a letter says, before it is rendered; `revisions` count the records of each matter."""

    letter: Letter
    told: Mapping[str, object]
    revisions: Mapping[str, int]


def told(world: World, letter: Letter, city: City) -> dict[str, object]:
    """Gather what a letter tells, in its reader's language."""
    person = city.person(letter.person)
    wanted = person.language if person else city.settings.language
    wording = world.texts.wording(world.texts.language_of(letter, wanted))
    return content(letter, city, wording, background(world, letter, city, wording))


def worded(world: World, letter: Letter, city: City) -> Written:
    """Put a letter into words."""
    return world.texts.letter(letter, told(world, letter, city))


def packed(world: World, letter: Letter, records: Sequence[Record], city: City) -> Parcel:
    """Put a letter into words and into its envelope. Errors: NoMailAddress."""
    rows = [row for case in {duty.case for duty in letter.duties} if (row := world.lists.case(case))]
    revisions = {row.case: row.last_seq for row in rows}
    return sealed(world, Gathered(letter=letter, told=told(world, letter, city), revisions=revisions), records, city)


def sealed(world: World, gathered: Gathered, records: Sequence[Record], city: City) -> Parcel:
    """Render what was gathered: text, page, calendars, envelope. Errors: NoMailAddress."""
    letter = gathered.letter
    written = world.texts.letter(letter, gathered.told)
    enclosed = tuple(_enclosed(world, gathered, written.language, city))
    copies = [copied for one in letter.copies if (copied := city.person(one)) and reachable(city, one)]
    mark = world.links.mark(letter.person, letter.key)
    whole = replace(written, earlier=_before(world, letter, records), mark=mark, enclosed=enclosed)
    message_id, eml = world.post.compose(letter, whole, city.people[letter.person], copies)
    return Parcel(
        person=letter.person,
        letter=letter.key,
        day=letter.day,
        subject=written.subject,
        eml=eml,
        message_id=message_id,
        kind=letter.kind,
    )


def fact_of(letter: Letter, parcel: Parcel) -> LetterDecided:
    """Give what the journal keeps of a letter that was decided: whom it was about, and a digest over its bytes."""
    return LetterDecided(
        day=letter.day,
        kind=letter.kind,
        covers=letter.covers,
        subject=parcel.subject,
        text=hashlib.sha256(parcel.eml).hexdigest(),
    )


def _before(world: World, letter: Letter, records: Sequence[Record]) -> tuple[str, ...]:
    """Give the Message-IDs of the letters it goes on from, as they left: other keys and versions number otherwise."""
    keys = [letter_key(day) for day in earlier(letter, records)]
    return world.outbox.numbers(letter.person, keys) if keys else ()


def _enclosed(world: World, gathered: Gathered, language: str, city: City) -> Iterator[Enclosed]:
    """Give a letter's days as calendars: those that hold, and apart from them those that do not any more."""
    words = world.texts.wording(language)
    days = entries(gathered.letter, gathered.revisions, words)
    for method, gone in (("PUBLISH", False), ("CANCEL", True)):
        listed = [entry for entry in days if entry.cancelled is gone]
        data = world.calendar(listed, address=city.settings.answer_url, stamp=gathered.letter.stamp) if listed else b""
        if data:
            yield Enclosed(name=words.say(f"feed.file_{method.lower()}"), method=method, data=data)

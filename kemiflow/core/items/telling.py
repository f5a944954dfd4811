"""What every document is told from: the matter, the city, the words and the day, and how names and texts are put."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kemiflow.core.city import BodyKind, City
from kemiflow.core.days import ONE_DAY
from kemiflow.core.standing import DecisionStanding, Standing
from kemiflow.core.values import PUBLIC_ALONE, Publicity, Text, Words
from kemiflow.core.wording import Wording, capital

Lines = tuple[str, ...]


def plain(text: Text | None, wording: Wording, reads: frozenset[Publicity] = PUBLIC_ALONE) -> str:
    """Give the words of a text that may be read; a sentence with the ground when not, a mark when it was forgotten.

    Nothing that is not public leaves this function unless its reader may read it (Act on the Openness of Government
    Activities 24 §). Documents have no reader but everybody.
    """
    if text is None:
        return ""
    if text.publicity not in reads:
        return withheld(text.publicity, text.ground, wording)
    return wording.say("document.forgotten") if text.text is None else text.text.strip()


def withheld(publicity: Publicity, ground: str | None, wording: Wording) -> str:
    """Give the sentence that stands in place of what is not public."""
    if publicity is Publicity.STAFF:
        return wording.say("document.staff_only")
    return wording.say("document.secret", ground=ground) if ground else wording.say("document.secret_bare")


@dataclass(frozen=True, kw_only=True)
class Naming:
    """The city and the words: how bodies, persons, days and texts are put."""

    city: City
    wording: Wording
    reads: frozenset[Publicity] = PUBLIC_ALONE  # what whoever this is told to may read

    def say(self, key: str, **facts: str) -> str:
        """Give a sentence of the documents' own section."""
        return self.wording.say(f"document.{key}", **facts)

    def gap(self, key: str, **facts: str) -> str:
        """Give the mark of what is missing, which Word shows in yellow."""
        return self.say("gap", what=self.say(f"gap_{key}", **facts))

    def plain(self, text: Text | None) -> str:
        """Give a text as the document may show it."""
        return plain(text, self.wording, self.reads)

    def lines(self, texts: Iterable[Text | None]) -> Lines:
        """Give texts as paragraphs; empty ones vanish."""
        return tuple(line for text in texts if (line := self.plain(text)))

    def name(self, words: Words) -> str:
        """Give a name in the language of the document."""
        return words.in_language(self.wording.language)

    def body(self, body_id: str | None) -> str:
        """Give a body's name, or its id when the city's settings have dropped it."""
        found = self.city.settings.body(body_id or "")
        return self.name(found.name) if found else body_id or ""

    def sector(self, sector_id: str) -> str:
        """Give a sector's name, or its id when the city's settings have dropped it."""
        found = self.city.settings.sector(sector_id)
        return self.name(found.name) if found else sector_id

    def of_body(self, body_id: str | None) -> str:
        """Give whose something is, by the kind of the body, since names of bodies are not inflected."""
        return self._by_kind("bodies_of", body_id)

    def to_body(self, body_id: str | None) -> str:
        """Give for whom something is, by the kind of the body."""
        return self._by_kind("bodies_to", body_id)

    def _by_kind(self, section: str, body_id: str | None) -> str:
        found = self.city.settings.body(body_id or "")
        return self.wording.say(f"{section}.{found.kind.value if found else BodyKind.COMMITTEE.value}")

    def capital(self, key: str) -> str:
        """Give words of another section as the beginning of a sentence."""
        return capital(self.wording.say(key))

    def who(self, named: str) -> str:
        """Give a person known by id with title and name; any other name as it was recorded."""
        person = self.city.person(named)
        return f"{person.title} {person.name}".strip() if person else named

    def post(self, named: str | None) -> str:
        """Give a person's title, the name when there is none."""
        person = self.city.person(named)
        return (person.title or person.name) if person else named or ""

    def reference(self, body_id: str, day: date, section: int | None) -> str:
        """Join body, day and section as minutes do; a section that is not known is left out."""
        named = f"{self.body(body_id)} {self.wording.day(day)}"
        return named if section is None else f"{named} § {section}"

    def at(self, day: date, time: str) -> str:
        """Give a day with its weekday, and the time as invitations write it."""
        return self.say("at", day=self.wording.weekday_day(day), time=time)

    def within(self, first: date, last: date) -> str:
        """Word a window: a whole month by its name, anything else by its days."""
        if first.day == 1 and (first.year, first.month) == (last.year, last.month) and (last + ONE_DAY).day == 1:
            return self.say(f"in_month_{first.month}")
        return self.say("within", first=self.wording.day(first), last=self.wording.day(last))


@dataclass(frozen=True, kw_only=True)
class Telling(Naming):
    """A matter, the city, the words and the day on which a document is made."""

    standing: Standing
    day: date

    @property
    def title(self) -> str:
        """Give the title of the matter."""
        return self.plain(self.standing.title)

    @property
    def inner_title(self) -> str:
        """Give the title as it stands after a colon."""
        return inner(self.title, self.city.settings.name)

    def attached(self, names: Lines) -> Lines:
        """Give attachments as numbered lines."""
        numbered = enumerate(names, start=1)
        return tuple(self.say("attachment", number=str(number), name=name) for number, name in numbered)

    def named(self, decision: DecisionStanding) -> str:
        """Name a decision by body, day and section."""
        return self.reference(decision.fact.body, decision.on, decision.fact.section)


def inner(title: str, place: str) -> str:
    """Begin a title with a small letter, unless it begins with an abbreviation or with a name like the city's."""
    if title[1:2].isupper() or (place and title.startswith(place[:3])):
        return title
    return title[:1].lower() + title[1:]

"""What a letter says: plain facts and phrases for its template."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from typing import Final

from kemiflow.core.city import City
from kemiflow.core.letters.background import Background
from kemiflow.core.letters.content_many import listed
from kemiflow.core.letters.content_one import alone
from kemiflow.core.letters.facts import Scene, because
from kemiflow.core.letters.letter import Letter, LetterKind
from kemiflow.core.wording import Wording, capital

NOTHING: Final = Background()


def content(letter: Letter, city: City, wording: Wording, background: Background = NOTHING) -> dict[str, object]:
    """Give the facts of a letter's template, in the language of the wording: strings, truths and lists of strings."""
    scene = Scene(city=city, wording=wording, background=background, today=letter.day, person=letter.person)
    link = background.link or f"{city.settings.answer_url.rstrip('/')}/{letter_number(letter.person, letter.day)}"
    common = framed(letter, city, wording, link) | {
        "because": because(scene, letter.tellings),
        "ruling_asked": len(letter.told) < len(letter.tellings),
    }
    own = listed(scene, letter) if letter.kind is LetterKind.MANY else alone(scene, letter.told[0])
    return common | own


def framed(letter: Letter, city: City, wording: Wording, link: str) -> dict[str, object]:
    """Give what stands around every letter: day, name, number, link, whom to ask."""
    known = city.person(letter.person)
    return {
        "language": wording.language,
        "day": capital(wording.weekday_day(letter.day)),
        "name": known.name if known else letter.person,
        "number": letter_number(letter.person, letter.day),
        "link": link,
        "contact": capital(city.settings.contact.rstrip(".")),
    }


def letter_number(person: str, day: date) -> str:
    """Give the number that people quote of a letter, the same for a person's letter of a day each time."""
    digest = hashlib.sha256(f"{person}\n{day.isoformat()}".encode()).digest()
    return f"KF-{day:%Y-%m%d}-{base64.b32encode(digest).decode()[:5]}"

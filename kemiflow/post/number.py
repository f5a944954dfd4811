"""The number of a letter, its Message-ID: whose and which it is stands in it openly, and a mark that nobody guesses."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote

from kemiflow.app.letters.outgoing import Named

_MARKED: Final = re.compile(r"<([^.@<>]+)\.([^.@<>]+)\.([^.@<>]*)\.[0-9a-f]{20}@[^@<>]+>")


def message_id(person: str, key: str, domain: str, mark: str = "") -> str:
    """Give the Message-ID of a person's letter by its key: the same at every try (RFC 5322 3.6.4)."""
    kind, _, rest = key.partition(":")
    return f"<{'.'.join([kind, atom(person), atom(rest), *([mark] if mark else [])])}@{domain}>"


def named(number: str) -> Named:
    """Give what a Message-ID says openly; one from before there were marks, or of others, says nothing."""
    found = _MARKED.fullmatch(number)
    if found is None:
        return Named(message_id=number)
    kind, person, rest = (unquote(part) for part in found.groups())
    letter = f"{kind}:{rest}"
    # PostgreSQL looks up no text that holds a zero
    return (
        Named(message_id=number, person=person, letter=letter)
        if (person + letter).isprintable()
        else Named(message_id=number)
    )


def atom(text: str) -> str:
    """Give a text as one word of a Message-ID, without the dot that parts words."""
    return quote(text, safe="").replace(".", "%2E")

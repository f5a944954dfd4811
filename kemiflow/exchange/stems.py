"""Finnish words as people look for them: "strategia" finds "strategian päivittäminen"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import snowballstemmer

_WORD: Final = re.compile(r"[\wåäöÅÄÖ]+")
_VOWELS: Final = "aeiouyäös"
SHORTEST: Final = 4


@cache
def stem(word: str) -> str:
    """Cut a word so that its inflections contain it: the Snowball stem without its last vowels.

    When too little would be left, only a last s goes: "kokous" is "kokou", as in "kokouksen".
    """
    stemmer = snowballstemmer.stemmer("finnish")
    found: str = stemmer.stemWord(word.casefold())
    cuts = (found.rstrip(_VOWELS), found.removesuffix("s"))
    return next((cut for cut in cuts if len(cut) >= SHORTEST), found)


def stems(query: str) -> tuple[str, ...]:
    """Give the stems of the words of a query, each once."""
    return tuple(dict.fromkeys(stem(word) for word in _WORD.findall(query)))


def finds(query: str, text: str) -> bool:
    """Tell whether a text holds every word of a query in some inflection."""
    low = text.casefold()
    return all(part in low for part in stems(query))

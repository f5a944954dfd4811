"""Finnish words as people look for them: "strategia" finds "strategian päivittäminen", "lausunto" finds "lausunnon"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_VOWELS: Final = "aeiouyäö"
SHORTEST: Final = 4
KEPT: Final = 100_000
# Both grades of a consonant as one (kunta: kunnan, hanke: hankkeen, lupa: luvan, luku: luvun, tieto: tiedon)
_GRADES: Final = (
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("nt", "nn"),
    ("lt", "ll"),
    ("rt", "rr"),
    ("mp", "mm"),
    ("nk", "ng"),
    ("uvu", "uku"),
    ("yvy", "yky"),
    ("v", "p"),
    ("d", "t"),
)


def words_of(text: str) -> Iterator[str]:
    """Give the words of a text, folded: case of letters and grades of consonants do not count."""
    return map(folded, _WORD.findall(text.casefold()))


@lru_cache(KEPT)
def folded(text: str) -> str:
    """Give a text with both grades of its consonants as one."""
    for strong, weak in _GRADES:
        text = text.replace(strong, weak)
    return text


@lru_cache(KEPT)
def stem(word: str) -> str:
    """Cut a word so that its inflections contain it: the Snowball stem, folded, without what inflection changes."""
    from snowballstemmer import stemmer  # noqa: PLC0415 - loads a module for each of thirty languages

    word = word.casefold()
    found = stemmer("finnish").stemWord(word)
    bare = word[:-3] if word.endswith("nen") else ""
    cuts = (_cut(folded(bare)), _cut(folded(found)), folded(found), _cut(folded(word)))
    return next((cut for cut in cuts if len(cut) >= SHORTEST), folded(word))


def _cut(word: str) -> str:
    """Cut what inflection changes at the end: "hallitus" and "hallituks" are "hallitu"."""
    for end in ("ks", "st", "s"):
        if word.endswith(end):
            return word.removesuffix(end)
    return word.rstrip(_VOWELS)


def stems(query: str) -> tuple[str, ...]:
    """Give the stems of the words of a query, each once."""
    return tuple(dict.fromkeys(stem(word) for word in _WORD.findall(query.casefold())))


def finds(query: str, text: str) -> bool:
    """Tell whether a text holds every word of a query in some inflection; short words only as whole words."""
    words = set(words_of(text))
    return all(any(holds(word, part) for word in words) for part in stems(query))


def holds(word: str, part: str) -> bool:
    """Tell whether a folded word is an inflection or a compound of what was looked for."""
    return part in word if len(part) >= SHORTEST else part == word

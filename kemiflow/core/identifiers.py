"""Names that addresses and files can hold: of a matter and a project from their titles, of a remark from its body."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Final

from kemiflow.core.city import City
from kemiflow.core.records.step import Remark
from kemiflow.core.standing import Standing
from kemiflow.core.values import Text

LONGEST: Final = 40
MATTER: Final = "[a-z0-9][a-z0-9_-]{0,63}"  # a regular expression that the name of every matter matches
_QUESTION: Final = re.compile(r"(\d{1,2})[.)]\s+(.*)", re.DOTALL)


def name_of(title: str) -> str:
    """Give the short name of what has a title; empty when nothing of it can stand in an address."""
    bare = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9_]+", "-", bare).strip("-_")[:LONGEST].strip("-_")


def project_id(title: str, taken: Collection[str]) -> str:
    """Give the id of a project from its title: what addresses and files can hold, and nobody has yet."""
    stem = name_of(title) or "projekti"
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def remarks_of(body: str, texts: Iterable[str], standing: Standing, city: City) -> tuple[Remark, ...]:
    """Give a body's remarks with ids that count on from its earlier ones; "2. …" answers question 2."""
    known = city.settings.body(body)
    prefix = known.prefix if known and known.prefix else body.upper()[:3]
    taken = sum(1 for _, given in standing.remarks() if given.body == body for _ in given.remarks)
    return tuple(_remark(f"{prefix}-{number}", words) for number, words in enumerate(texts, start=taken + 1))


def _remark(name: str, words: str) -> Remark:
    found = _QUESTION.fullmatch(words)
    if found:
        return Remark(id=name, question=int(found[1]), text=Text(text=found[2]))
    return Remark(id=name, question=None, text=Text(text=words))

"""Minutes as text, pasted from the case system: the section, the day, and the paragraphs of the decision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

# "§ 292" as in headings of minutes; "292 §" only where no other stands, since a year may come before "§ 292"
_SECTIONS: Final = (re.compile(r"§\s*(\d{1,5})\b"), re.compile(r"\b(\d{1,5})\s*§"))
_DAY: Final = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_NUMBER: Final = re.compile(r"^\d{1,2}[.)]\s+")
_SPACE: Final = re.compile(r"\s+")
DECISION: Final = frozenset({"päätös", "beslut"})
# Headings that may follow the decision in minutes
AFTER: Final = frozenset(
    {
        *("tiedoksi", "muutoksenhaku", "eriävä mielipide", "esteellisyys", "täytäntöönpano", "lisätietoja", "jakelu"),
        *("valmistelija", "liitteet", "oheismateriaali", "kokouskäsittely", "pöytäkirjan tarkastus"),
        *("för kännedom", "ändringssökande", "avvikande mening", "jäv", "verkställighet", "bilagor"),
    }
)
AS_PROPOSED: Final = re.compile(
    r"(päätösehdotus hyväksyttiin|ehdotus hyväksyttiin|hyväksyttiin yksimielisesti|ehdotuksen mukaisesti)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What was found; nothing is guessed: a section or a day that is not there is None."""

    section: int | None
    day: date | None
    decided: tuple[str, ...]
    as_proposed: bool


def read_minutes(text: str) -> Minutes:
    """Read the minutes of one item. Without a heading "Päätös" the whole text is the decision."""
    lines = [_SPACE.sub(" ", line).strip() for line in text.splitlines()]
    decided = tuple(_paragraphs(_decision(lines)))
    own = _decided_heading(lines) or len(lines)
    head = " ".join(lines[: min(own, 6)])
    section = next((found for pattern in _SECTIONS if (found := pattern.search(head))), None)
    return Minutes(
        section=int(section[1]) if section else None,
        day=_day(head),
        decided=decided,
        as_proposed=bool(decided) and all(AS_PROPOSED.search(one) for one in decided),
    )


def _decided_heading(lines: list[str]) -> int | None:
    """Find the last heading that says that here the decision begins: a chain of earlier handlings comes before it."""
    found = [number for number, line in enumerate(lines) if line.rstrip(":").casefold() in DECISION]
    return found[-1] if found else None


def _decision(lines: list[str]) -> list[str]:
    heading = _decided_heading(lines)
    rest = lines if heading is None else lines[heading + 1 :]
    end = next((number for number, line in enumerate(rest) if line.rstrip(":").casefold() in AFTER), len(rest))
    return rest[:end]


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Give the paragraphs, without numbers before them; an empty line or a number begins a new one."""
    gathered: list[str] = []
    for line in [*lines, ""]:
        if gathered and (not line or _NUMBER.match(line)):
            yield _NUMBER.sub("", " ".join(gathered))
            gathered = []
        if line:
            gathered.append(line)


def _day(text: str) -> date | None:
    found = _DAY.search(text)
    if not found:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def same(proposed: str, decided: str) -> bool:
    """Tell whether two clauses say the same, whatever their spaces, numbers, capitals and final stops."""
    return _bare(proposed) == _bare(decided)


def _bare(text: str) -> str:
    return _NUMBER.sub("", _SPACE.sub(" ", text).strip()).rstrip(".,;").casefold()

"""The journal's streams by name: the city's, one for each matter, one for each person."""

from __future__ import annotations

from typing import Final

CITY: Final = "city"
CASES: Final = "case/"
PERSONS: Final = "person/"


def case_stream(case: str) -> str:
    """Give the stream of a matter."""
    return f"{CASES}{case}"


def person_stream(person: str) -> str:
    """Give the stream of a person: the letters that were decided, and what became of them."""
    return f"{PERSONS}{person}"


def case_of(stream: str) -> str:
    """Give the matter of a stream of one."""
    return stream.removeprefix(CASES)

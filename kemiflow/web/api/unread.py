"""What other programs send holds only text: no control characters, no lone surrogates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kemiflow.exchange.problems import FileRefused, Problem
from kemiflow.exchange.readable import odd


def readable(value: object, field: str) -> None:
    """Go through a value of JSON or of an address. Errors: FileRefused, naming each field with what is no text."""
    found = ((at, odd(text)) for at, text in _texts(value, field))
    problems = [Problem(file="", line=0, field=at, key="unreadable", facts=one.facts) for at, one in found if one]
    if problems:
        raise FileRefused(problems)


def _texts(value: object, at: str) -> Iterator[tuple[str, str]]:
    """Give every text with its place, however deep: by a list, since what was sent may be deeper than calls may go."""
    left = [(at, value)]
    while left:
        at, one = left.pop()
        if isinstance(one, str):
            yield at, one
        elif isinstance(one, Mapping):
            left += [(at, name) for name in one] + [(f"{at}.{name}", part) for name, part in one.items()]
        elif isinstance(one, list):
            left += [(f"{at}.{number}", part) for number, part in enumerate(one)]

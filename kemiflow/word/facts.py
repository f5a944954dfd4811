"""Facts given to a template: plain data only, within limits."""

from collections.abc import Iterator, Mapping
from datetime import date

LONGEST = 1_000_000
DEEPEST = 20
HOLDERS = frozenset({dict, list, tuple})
PLAIN = frozenset({int, bool, date, type(None)})


class FactsRefused(Exception):
    """Facts hold something that is no plain value, or is too long; the message names the fact."""


def plain(facts: Mapping[str, object]) -> dict[str, object]:
    """Give the facts once all of them are known to be dicts, lists, tuples, str, int, bool, date or None.

    Errors: FactsRefused with the path of the fact, also for a text above a million characters.
    """
    found = dict(facts)
    _check(found, "", 0)
    return found


def _check(value: object, path: str, depth: int) -> None:
    kind = type(value)
    if isinstance(value, str) and kind is str:
        if len(value) > LONGEST:
            raise FactsRefused(f"tieto ”{path}” on liian pitkä: {len(value)} merkkiä, enintään {LONGEST}")
    elif kind in HOLDERS and depth < DEEPEST:
        for key, one in _inside(value):
            _check(one, f"{path}.{key}" if path else key, depth + 1)
    elif kind not in PLAIN:
        raise FactsRefused(f"tieto ”{path}” ei ole pelkkä arvo vaan {kind.__name__}")


def _inside(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        yield from ((str(key), one) for key, one in value.items())
    elif isinstance(value, list | tuple):
        yield from ((str(number), one) for number, one in enumerate(value, 1))

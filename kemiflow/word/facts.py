"""Facts given to a template: plain data only, within limits."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from kemiflow.word.pictures import DATA, MOST_BYTES, is_picture

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
    # Where something is wrong is looked for only when something is
    if not _fit(found.values(), 1):
        _check(found, "", 0)
    return found


def _fit(values: Iterable[object], depth: int) -> bool:
    for one in values:
        if isinstance(one, str):
            if type(one) is not str or len(one) > LONGEST:
                return False
        elif type(one) not in PLAIN and not _fits(one, depth):
            return False
    return True


def _fits(value: object, depth: int) -> bool:
    if depth >= DEEPEST or type(value) not in HOLDERS or is_picture(value):
        return False
    if isinstance(value, dict):
        return _fit(value.values(), depth + 1)
    return isinstance(value, list | tuple) and _fit(value, depth + 1)


def _check(value: object, path: str, depth: int) -> None:
    kind = type(value)
    if kind is str:
        _check_length(str(value), path)
    elif is_picture(value):
        _check_picture(value, path)
    elif kind in HOLDERS and depth < DEEPEST:
        for key, one in _inside(value):
            _check(one, f"{path}.{key}" if path else key, depth + 1)
    elif kind not in PLAIN:
        raise FactsRefused(f"tieto ”{path}” ei ole pelkkä arvo vaan {kind.__name__}")


def _check_length(text: str, path: str) -> None:
    if len(text) > LONGEST:
        raise FactsRefused(f"tieto ”{path}” on liian pitkä: {len(text)} merkkiä, enintään {LONGEST}")


def _check_picture(value: object, path: str) -> None:
    found = value.get(DATA) if isinstance(value, dict) else None
    if isinstance(found, bytes) and len(found) > MOST_BYTES:
        raise FactsRefused(f"kuva ”{path}” on liian suuri (enintään {MOST_BYTES // 1_000_000} Mt)")
    if not isinstance(found, bytes | type(None)):
        raise FactsRefused(f"tieto ”{path}.{DATA}” ei ole pelkkä arvo vaan {type(found).__name__}")
    for key, one in _inside(value):
        if key != DATA:
            _check(one, f"{path}.{key}", DEEPEST)


def _inside(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        yield from ((str(key), one) for key, one in value.items())
    elif isinstance(value, list | tuple):
        yield from ((str(number), one) for number, one in enumerate(value, 1))

"""Facts of a document as the journal keeps them, read back: a day is a day again."""

import json
from collections.abc import Mapping
from datetime import date

from kemiflow.word.lint.fields import Holds, Meaning, schema


class FactsUnreadable(ValueError):
    """What was kept is not what a document of this kind says."""


def recalled(kind: str, said: str) -> dict[str, object]:
    """Give the facts of a kind of document from their JSON; fields that the kind no longer has come as they are.

    Errors: FactsUnreadable.
    """
    try:
        facts = json.loads(said)
        return _record(facts, schema(kind).fields)
    except (ValueError, TypeError, AttributeError, StopIteration) as error:
        raise FactsUnreadable(f"{kind}: {error}") from error


def _record(facts: Mapping[str, object], known: Mapping[str, Meaning]) -> dict[str, object]:
    return {name: _value(value, known[name]) if name in known else value for name, value in facts.items()}


def _value(value: object, meaning: Meaning) -> object:
    match value, meaning.holds:
        case str(), Holds.DAY:
            return date.fromisoformat(value)
        case list(), Holds.LIST if meaning.item is not None:
            return [_value(one, meaning.item) for one in value]
        case dict(), Holds.RECORD:
            return _record(value, meaning.fields)
        case _:
            return value

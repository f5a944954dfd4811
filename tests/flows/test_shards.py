"""A shard is tried again, remembers what it has done, and names what fails to the end."""

from __future__ import annotations

import copy

import pytest

from flows.shards import Tries, Unfinished, named, shards_of
from kemiflow.app.morning import Failed, Morning, each

BROKEN = Failed(name="b", why="ValueError: b")


def pick(name: str) -> str:
    """Give a name, but for b."""
    if name == "b":
        raise ValueError(name)
    return name


def test_what_fails_stops_nothing_else_and_is_named() -> None:
    assert each("abc", pick) == Morning(done=("a", "c"), failed=(BROKEN,))


def test_a_new_try_adds_to_what_was_done_before() -> None:
    tries = Tries[str]()
    with pytest.raises(Unfinished, match=r"b \(ValueError: b\)"):
        tries.add(each("abc", pick))
    assert tries.add(Morning(done=("b",))) == Morning(done=("a", "c", "b"))


def test_what_failed_at_the_last_try_goes_with_the_failure_even_when_it_is_copied() -> None:
    kept = copy.copy(Unfinished(Morning(done=("a",), failed=(BROKEN,))))
    assert kept.morning == Morning(done=("a",), failed=(BROKEN,))


def test_shards_are_numbered_of_how_many() -> None:
    assert shards_of(2) == ((0, 2), (1, 2))


def test_a_line_names_some_and_counts_the_rest() -> None:
    assert named((BROKEN,) * 3, at_most=2) == "b (ValueError: b); b (ValueError: b); + 1"

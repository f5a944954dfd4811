"""Turns: tries that are counted together come one after another, so that none begins before another is counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import Final

MOST: Final = 64


class Turns:
    """A number of locks, over which whatever is counted is spread: more names take no more memory."""

    def __init__(self, many: int = MOST) -> None:
        """Make the locks."""
        self._locks = tuple(Lock() for _ in range(many))

    @contextmanager
    def of(self, counted: tuple[str, ...]) -> Iterator[None]:
        """Wait for one's turn in all of these; locks are taken in one order, so that two never wait for each other."""
        with ExitStack() as taken:
            for place in sorted({hash(one) % len(self._locks) for one in counted}):
                taken.enter_context(self._locks[place])
            yield

"""How fast letters leave: no more a minute than the relay likes."""

from __future__ import annotations

from collections.abc import Callable


class Pace:
    """A gap between two letters; `seconds` is a clock that never runs backwards, `rest` waits."""

    def __init__(self, per_minute: int, seconds: Callable[[], float], rest: Callable[[float], None]) -> None:
        """Allow so many letters a minute; 0 is as many as there are."""
        self._gap = 60 / per_minute if per_minute else 0.0
        self._seconds = seconds
        self._rest = rest
        self._next = 0.0

    def wait(self) -> None:
        """Wait until the next letter may leave."""
        if not self._gap:
            return
        early = self._next - self._seconds()
        if early > 0:
            self._rest(early)
        self._next = self._seconds() + self._gap

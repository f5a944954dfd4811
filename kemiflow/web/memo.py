"""What was made once is kept as long as it is true: each thing under its name, with the version it was made from."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, TypeVar

MOST: Final = 256
T = TypeVar("T")


@dataclass(frozen=True)
class Memo:
    """Things by name; a newer version takes the place of the older, so that what was erased is not kept beside it."""

    most: int = MOST
    _kept: OrderedDict[Hashable, tuple[Hashable, Any]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._kept.clear()

    def of(self, name: Hashable, version: Hashable, make: Callable[[], T]) -> T:
        """Give the thing of a version; it is made when it is not there. The one used least lately makes way."""
        with self._lock:
            kept, thing = self._kept.get(name, (None, None))
            if kept == version:
                self._kept.move_to_end(name)
                found: T = thing
                return found
        made = make()
        with self._lock:
            self._kept[name] = (version, made)
            self._kept.move_to_end(name)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return made

"""The only place where the time is read; a demo's home has a clock of its own, and a home knows when it last ran."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from kemiflow.core.days import HELSINKI, MORNING


class ClockBroken(Exception):
    """The file of a home's own clock holds no day and no time."""

    def __init__(self, path: Path, found: str) -> None:
        """Keep the place, and what stands there."""
        super().__init__(f"{path}: {found}")
        self.path, self.found = path, found


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Give the time in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Give the day in Finland."""
        return self.now().astimezone(HELSINKI).date()


@dataclass(kw_only=True)
class OwnClock:
    """A clock that stands where it was set; `path`, when given, keeps its time between runs."""

    time: datetime
    path: Path | None = field(default=None)

    def now(self) -> datetime:
        """Give the time in UTC."""
        return self.time

    def today(self) -> date:
        """Give the day in Finland."""
        return self.time.astimezone(HELSINKI).date()

    def set(self, day: date, hour: int) -> None:
        """Set the clock to an hour of a day in Finland; it never runs backwards."""
        wanted = datetime(day.year, day.month, day.day, hour, tzinfo=HELSINKI).astimezone(UTC)
        self.time = max(self.time, wanted)
        if self.path:
            self.path.write_text(self.time.isoformat() + "\n", encoding="utf-8")


Clock = SystemClock | OwnClock


def clock_of(path: Path) -> Clock:
    """Give the clock of a home: its own when it keeps one at `path`, else the machine's.

    The file holds a time of ISO 8601, of Finland where it names no zone, or a day, which is its morning.
    Errors: ClockBroken.
    """
    if not path.is_file():
        return SystemClock()
    told = path.read_bytes().decode("utf-8", "replace").strip()
    try:
        return OwnClock(time=_time_of(told), path=path)
    except (ValueError, OverflowError) as why:
        raise ClockBroken(path, told) from why


def _time_of(told: str) -> datetime:
    found = datetime.fromisoformat(told)
    with suppress(ValueError):
        found = datetime.combine(date.fromisoformat(told), MORNING)
    return (found if found.tzinfo else found.replace(tzinfo=HELSINKI)).astimezone(UTC)


def seconds() -> float:
    """Give seconds that never run backwards, to measure spans with."""
    return time.monotonic()


def rest(span: float) -> None:
    """Wait some seconds."""
    time.sleep(span)


@dataclass(frozen=True)
class Beats:
    """When what runs by itself last ran: a small file each, in a folder of the home."""

    folder: Path

    def beat(self, what: str, at: datetime) -> None:
        """Remember that something ran; a folder that cannot be written to is the watchdog's news, not an error."""
        with suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            new = self.folder / f"{what}.new"
            new.write_text(at.isoformat() + "\n", encoding="utf-8")
            new.replace(self.folder / what)

    def last(self, what: str) -> datetime | None:
        """Give when something last ran, None when it never did."""
        try:
            return datetime.fromisoformat((self.folder / what).read_text(encoding="utf-8").strip())
        except (FileNotFoundError, ValueError):
            return None

"""The timetable as a picture: one row a step, from its earliest to its latest day. The same stands in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from markupsafe import Markup, escape

WIDTH, LEFT, ROW, TOP = 900, 250, 30, 34
SIDE, NAMED = 14, 62
SHORTEST: Final = timedelta(days=28)
LONGEST_NAME: Final = 32


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A step: its days, as far as they are known, and what a pointer over it says."""

    name: str
    earliest: date | None
    day: date | None
    latest: date | None
    sure: bool
    says: str


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Days to the right."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Give where a day lies."""
        whole = max((self.last - self.first).days, 1)
        part = (min(max(day, self.first), self.last) - self.first).days / whole
        return round(LEFT + part * (WIDTH - LEFT - SIDE), 1)

    def months(self) -> Iterator[date]:
        """Give the first days of the months."""
        day = self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first:
                yield day
            day = (day + timedelta(days=32)).replace(day=1)


def chart(bars: Sequence[Bar], today: date, title: str, explained: str) -> Markup:
    """Draw the steps; nothing when there is none."""
    if not bars:
        return Markup()
    days = [day for bar in bars for day in (bar.earliest, bar.day, bar.latest) if day] + [today]
    scale = Scale(first=min(days), last=max(*days, min(days) + SHORTEST))
    height = TOP + ROW * len(bars) + 8
    return Markup("").join(  # every part is escaped where it is made
        (
            Markup('<svg class="chart figure" viewBox="0 0 {} {}" role="img" aria-labelledby="kuva kuvaus">').format(
                WIDTH, height
            ),
            Markup('<title id="kuva">{}</title><desc id="kuvaus">{}</desc>').format(title, explained),
            *_axis(scale, today, height),
            *(part for number, bar in enumerate(bars) for part in _bar(bar, scale, TOP + ROW * number)),
            Markup("</svg>"),
        )
    )


def _axis(scale: Scale, today: date, height: int) -> Iterator[Markup]:
    line = Markup('<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>')
    for month in scale.months():
        at = scale.x(month)
        yield line.format("axis", at, at, 20, height)
        if at < WIDTH - NAMED:
            yield Markup('<text x="{}" y="15">{}/{}</text>').format(at, month.month, month.year)
    now = scale.x(today)
    yield line.format("now", now, now, 20, height)


def _bar(bar: Bar, scale: Scale, top: int) -> Iterator[Markup]:
    middle = top + ROW // 2
    name = bar.name if len(bar.name) <= LONGEST_NAME else bar.name[: LONGEST_NAME - 1] + "…"
    yield Markup('<g><title>{}</title><text x="0" y="{}">{}</text>').format(bar.says, middle + 4, escape(name))
    if bar.earliest and bar.latest and bar.latest >= bar.earliest:
        start, end = scale.x(bar.earliest), scale.x(bar.latest)
        yield Markup('<rect class="span" x="{}" y="{}" width="{}" height="12" rx="2"/>').format(
            start, middle - 6, max(end - start, 2)
        )
    if bar.day:
        late = bar.latest is not None and bar.day > bar.latest
        kind = "late" if late else "sure" if bar.sure else "day"
        yield Markup('<circle class="{}" cx="{}" cy="{}" r="7"/>').format(kind, scale.x(bar.day), middle)
    yield Markup("</g>")

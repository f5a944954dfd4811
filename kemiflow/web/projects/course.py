"""How a project's measures went: a picture of each, and the same days and values as a table."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from kemiflow.core.standing_parts import ProjectStanding
from kemiflow.core.wording import Wording

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 70, 30, 20, 36
LEAST: Final = 2  # values make a course
_NUMBER: Final = re.compile(r"[-−+]?\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?")


@dataclass(frozen=True, kw_only=True)
class Point:
    """A value on a day: as it was written, and as a number."""

    day: date
    said: str
    value: float


@dataclass(frozen=True, kw_only=True)
class Course:
    """A measure over time: its picture where there is more than one value, and its points."""

    measure: str
    points: tuple[Point, ...]
    picture: Markup


def courses(found: ProjectStanding, wording: Wording, explained: str) -> Iterator[Course]:
    """Give the measures of a project that were reported, each with its values by day; the last of a day counts."""
    for measure in dict.fromkeys(one.measure for _, told in found.reports for one in told.values):
        by_day = {
            one.day: Point(day=one.day, said=one.value, value=value)
            for _, told in found.reports
            for one in told.values
            if one.measure == measure and (value := number_in(one.value)) is not None
        }
        points = tuple(by_day[day] for day in sorted(by_day))
        if points:
            drawn = picture(measure, points, wording, explained) if len(points) >= LEAST else Markup()
            yield Course(measure=measure, points=points, picture=drawn)


def number_in(text: str) -> float | None:
    """Give the first number of a text as people write it ("12,5 %", "1 200 kpl"), or None."""
    found = _NUMBER.search(text)
    if found is None:
        return None
    return float(re.sub(r"[ \u00a0]", "", found[0]).replace(",", ".").replace("−", "-"))


def picture(measure: str, points: Sequence[Point], wording: Wording, explained: str) -> Markup:
    """Draw the values as a line; each point says its day and value."""
    places = _places(points)
    number = f"{zlib.crc32(measure.encode()):08x}"
    parts = [
        Markup('<svg class="chart figure" viewBox="0 0 {} {}" role="img" aria-labelledby="k{} s{}">').format(
            WIDTH, HEIGHT, number, number
        ),
        Markup('<title id="k{}">{}</title><desc id="s{}">{}</desc>').format(number, measure, number, explained),
        Markup('<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(
            LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, HEIGHT - BOTTOM
        ),
        *_labels(points, places, wording),
        *(
            Markup('<line class="course" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(*one, *other)
            for one, other in pairwise(places)
        ),
        *(
            Markup('<circle class="day" cx="{}" cy="{}" r="5"><title>{}: {}</title></circle>').format(
                *place, wording.day(one.day), one.said
            )
            for place, one in zip(places, points, strict=True)
        ),
        Markup("</svg>"),
    ]
    return Markup("").join(parts)


def _places(points: Sequence[Point]) -> list[tuple[float, float]]:
    values = [one.value for one in points]
    low, high = min(values), max(values)
    first, span = points[0].day, max((points[-1].day - points[0].day).days, 1)
    height = HEIGHT - TOP - BOTTOM - 12

    def y(value: float) -> float:
        return TOP + (height / 2 if high == low else height * (high - value) / (high - low))

    width = WIDTH - LEFT - RIGHT
    return [(round(LEFT + width * (one.day - first).days / span, 1), round(y(one.value), 1)) for one in points]


def _labels(points: Sequence[Point], places: Sequence[tuple[float, float]], wording: Wording) -> Iterator[Markup]:
    """Name the first and last day, and the lowest and highest value."""
    ends = ((points[0], places[0], "start"), (points[-1], places[-1], "end"))
    for one, (x, _), anchor in ends:
        yield Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(
            x, HEIGHT - 12, anchor, wording.day(one.day)
        )
    for one, (_, y) in {each.value: (each, place) for each, place in zip(points, places, strict=True)}.values():
        if one.value in {min(p.value for p in points), max(p.value for p in points)}:
            yield Markup('<text x="0" y="{}">{}</text>').format(y + 4, one.said[:10])

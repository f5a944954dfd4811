"""A process as a picture: what must come before stands to the left, and lines lead on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

from kemiflow.core.definition.process import Process, Step

BOX, HIGH, ACROSS, DOWN = 190, 52, 230, 72
EACH: Final = 24


def drawing(process: Process, language: str, title: str) -> Markup:
    """Draw the steps in columns by how much must come before them."""
    depths: dict[str, int] = {}
    for step in process.steps:
        _depth(process, step, depths)
    columns: dict[int, list[Step]] = {}
    for step in process.steps:
        columns.setdefault(depths[step.id], []).append(step)
    places = {
        step.id: (depth * ACROSS + 4, row * DOWN + 4)
        for depth, steps in columns.items()
        for row, step in enumerate(steps)
    }
    wide = max(columns) * ACROSS + BOX + 8
    high = max(len(steps) for steps in columns.values()) * DOWN
    head = Markup('<svg class="chart process" viewBox="0 0 {} {}" role="img"><title>{}</title>')
    parts = [head.format(wide, high, title)]
    parts += [line for step in process.steps for line in _lines(step, places)]
    parts += [box for step in process.steps for box in _box(step, places[step.id], language)]
    return Markup("").join([*parts, Markup("</svg>")])


def _depth(process: Process, step: Step, known: dict[str, int]) -> int:
    if step.id not in known:
        before = [found for name in step.after if (found := process.step(name))]
        known[step.id] = 1 + max((_depth(process, one, known) for one in before), default=-1)
    return known[step.id]


def _lines(step: Step, places: dict[str, tuple[int, int]]) -> Iterator[Markup]:
    x, y = places[step.id]
    for name in step.after:
        left, top = places[name]
        line = Markup('<line class="link" x1="{}" y1="{}" x2="{}" y2="{}"/>')
        yield line.format(left + BOX, top + HIGH // 2, x, y + HIGH // 2)


def _box(step: Step, place: tuple[int, int], language: str) -> Iterator[Markup]:
    x, y = place
    name = step.name.in_language(language)
    yield Markup('<rect class="span" x="{}" y="{}" width="{}" height="{}" rx="4"/>').format(x, y, BOX, HIGH)
    for row, words in enumerate(_broken(name)):
        yield Markup('<text x="{}" y="{}">{}</text>').format(x + 8, y + 21 + row * 18, words)


def _broken(name: str) -> list[str]:
    """Break a name into two lines of whole words; what does not fit is cut."""
    first, rest = "", name.split()
    while rest and len(f"{first} {rest[0]}".strip()) <= EACH:
        first = f"{first} {rest.pop(0)}".strip()
    if not first:
        first = rest.pop(0)[: EACH - 1] + "…"
    second = " ".join(rest)
    return [first, second if len(second) <= EACH else second[: EACH - 1] + "…"] if second else [first]
